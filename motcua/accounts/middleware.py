"""Every request knows who asks: `request.actor`, and what the layouts say about them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from motcua.accounts.models import Account
from motcua.accounts.reads import PositionNotHeld, Standing, standing_of
from motcua.accounts.sessions import ASSURANCE, account_in_session
from motcua.platform import clock
from motcua.platform.action import VISITOR

POSITION = "position_id"


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
        request.surroundings = _surroundings(account, standing)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if account is not None:
            # On a shared computer the way back must not show what was signed out of.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def _standing(request: HttpRequest, account: Account) -> Standing:
    chosen, assurance = request.session.get(POSITION), request.session.get(ASSURANCE, 1)
    at = clock.now()
    try:
        return standing_of(account, at=at, position_id=chosen, assurance=assurance)
    except PositionNotHeld:
        del request.session[POSITION]
        return standing_of(account, at=at, assurance=assurance)


def _surroundings(account: Account | None, standing: Standing) -> dict[str, object]:
    if account is None:
        return {"sign_in_url": reverse("accounts:sign_in"), "sign_out_url": "", "account_url": "", "switch_url": ""}
    position = standing.position
    return {
        "account_name": account.display_name,
        "unit_name": position.organisation_name if position else "",
        "position_name": position.position_name if position else "",
        "sign_in_url": "",
        "sign_out_url": reverse("accounts:sign_out"),
        "account_url": reverse("accounts:account"),
        "switch_url": reverse("accounts:switch_position") if len(standing.positions) > 1 else "",
    }
