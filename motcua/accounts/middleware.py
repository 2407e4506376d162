"""Every request knows who asks: `request.actor`, and what the layouts say about them."""

from collections.abc import Callable
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from motcua.accounts.actions.view_as import end_viewing
from motcua.accounts.models import Account
from motcua.accounts.reads import PositionNotHeld, Standing, standing_of
from motcua.accounts.rules import Held
from motcua.accounts.sessions import ASSURANCE, LOCKED, SECOND_FACTOR, SHARED, account_in_session
from motcua.accounts.viewing import VIEWING, through_others_eyes
from motcua.platform import clock, pages
from motcua.platform.action import VISITOR, ActorKind
from motcua.platform.addresses import address
from motcua.platform.settings import installation

POSITION = "position_id"
_ALWAYS = {"accounts:sign_out", "accounts:sign_in", "ui:preferences"}
OPEN_WHILE_LOCKED = _ALWAYS | {"accounts:unlock", "accounts:unlock_question", "accounts:lock"}
OPEN_WITHOUT_FACTOR = _ALWAYS | {
    f"accounts:{name}"
    for name in (
        "second_step", "second_step_question", "security", "prove", "lock", "unlock", "unlock_question",
        "switch_position", "totp", "prepare_totp", "passkey_question", "register_passkey", "recovery_codes",
    )
}  # fmt: skip


# What one does as oneself even while looking through another's eyes.
_ONESELF = ("accounts:end_viewing", "accounts:sign_out", "accounts:lock", "accounts:unlock", "ui:preferences")


class ActorMiddleware:
    """Sets `request.actor` and `request.surroundings`; no statement of its own for visitors without a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = account_in_session(request)
        if known is not None:
            request.user = known
        account = known or (request.user if isinstance(request.user, Account) else None)
        standing = _standing(request, account) if account is not None else Standing(VISITOR)
        request.actor = standing.actor  # type: ignore[attr-defined]
        request.standing = standing  # type: ignore[attr-defined]
        request.surroundings = _surroundings(request, account, standing)  # type: ignore[attr-defined]
        if account is not None and request.session.get(VIEWING):
            self._look(request, account, standing)
        response = self.get_response(request)
        if account is not None:
            # On a shared computer the way back must not show what was signed out of.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def _look(self, request: HttpRequest, account: Account, own: Standing) -> None:
        """Let the request see as the official whose eyes this sitting looks through, or end that."""
        at = clock.now()
        found = through_others_eyes(request.session, own, at=at)
        if found is None or is_locked(request):
            viewed = Account.objects.filter(pk=request.session.pop(VIEWING)["account"]).first()
            if viewed is not None:
                end_viewing(viewed, by=own.actor, at=at)
            return
        if request.path in {address(page) for page in _ONESELF}:
            return
        viewed, standing, until = found
        request.actor = standing.actor  # type: ignore[attr-defined]
        request.surroundings = {  # type: ignore[attr-defined]
            **_surroundings(request, viewed, standing),
            "viewing": {"name": viewed.display_name, "until": until, "url": address("accounts:end_viewing")},
            "lock": _lock(request, account, own),
        }

    def process_view(self, request: HttpRequest, view: object, *_arguments: object) -> HttpResponse | None:
        """Django calls this when it knows which page is asked for: locked sittings and half-proved ones go no further.

        Without a statement: what it needs came with the session.
        """
        del view
        match = request.resolver_match
        page = match.view_name if match is not None else ""
        if is_locked(request) and page not in OPEN_WHILE_LOCKED:
            if request.method != "GET" or request.path.startswith(pages.API) or "HX-Request" in request.headers:
                return HttpResponse(status=423)
            return HttpResponseRedirect(f"{address('accounts:unlock')}?{urlencode({'next': request.get_full_path()})}")
        if pages.actor_of_request(request).viewed_by is not None and request.method not in ("GET", "HEAD"):
            return pages.error_page(request, 403, _("Đang xem thay: chỉ xem, không làm thay."))
        if lacks_factor(request) and page not in OPEN_WITHOUT_FACTOR:
            if request.path.startswith(pages.API):
                return pages.error_page(request, 403)
            return HttpResponseRedirect(address("accounts:security"))
        return None


def is_locked(request: HttpRequest) -> bool:
    """Whether somebody went away from this sitting and has not proved themselves again."""
    return isinstance(request.user, Account) and bool(request.session.get(LOCKED))


def lacks_factor(request: HttpRequest) -> bool:
    """Whether the position asks for a second factor that this sitting does not have; demo accounts are only asked."""
    account, position = request.user, standing_in(request).position
    if not isinstance(account, Account) or account.is_demo or position is None or not position.second_factor:
        return False
    return not request.session.get(SECOND_FACTOR)


def standing_in(request: HttpRequest) -> Standing:
    """Who asks, with the positions they hold."""
    return cast(Standing, request.standing)  # type: ignore[attr-defined]


def _standing(request: HttpRequest, account: Account) -> Standing:
    chosen, assurance = request.session.get(POSITION), request.session.get(ASSURANCE, 1)
    at = clock.now()
    try:
        return standing_of(account, at=at, position_id=chosen, assurance=assurance)
    except PositionNotHeld:
        del request.session[POSITION]
        return standing_of(account, at=at, assurance=assurance)


def _surroundings(request: HttpRequest, account: Account | None, standing: Standing) -> dict[str, object]:
    if account is None:
        return {"sign_in_url": address("accounts:sign_in"), "sign_out_url": "", "account_url": "", "switch_url": ""}
    position = standing.position
    return {
        "account_name": account.display_name,
        "unit_name": position.organisation_name if position else "",
        "position_name": _position_name(position) if position else "",
        "sign_in_url": "",
        "sign_out_url": address("accounts:sign_out"),
        "account_url": address("accounts:account"),
        "switch_url": address("accounts:switch_position") if len(standing.positions) > 1 else "",
        "lock": _lock(request, account, standing),
    }


def _position_name(position: Held) -> str:
    if not position.instead_of:
        return position.position_name
    return f"{position.position_name} ({_('thay mặt %(name)s') % {'name': position.instead_of}})"


def _lock(request: HttpRequest, account: Account, standing: Standing) -> dict[str, object]:
    """How the page locks itself: officials' pages, and everybody's at a computer shared with others."""
    here, is_shared = installation(), bool(request.session.get(SHARED))
    if standing.actor.kind is not ActorKind.OFFICIAL and not is_shared:
        return {}
    after = min(here.lock_after, here.shared_idle / 2) if is_shared else here.lock_after
    return {
        "seconds": int(after.total_seconds()),
        "username": account.username,
        "has_passkey": request.session.get(SECOND_FACTOR) == "passkey",
        "url": address("accounts:lock"),
        "unlock_url": address("accounts:unlock"),
    }
