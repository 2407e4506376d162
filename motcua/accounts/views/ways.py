"""Where the doors lead: to a second proof where one is set up, to the choice of a position, back to where one was."""

from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext

from motcua.accounts import sessions
from motcua.accounts.factors import factors_of
from motcua.accounts.models import Account
from motcua.accounts.reads import standing_of
from motcua.platform import clock, pages
from motcua.platform.action import Actor, ActorKind

PENDING = "pending"
PENDING_FOR = timedelta(minutes=10)


def arrive(
    request: HttpRequest, account: Account, onward: str, *, door: str, assurance: int = 1, is_shared: bool = False
) -> HttpResponse:
    """Somebody proved one thing at a door: let them in, or ask for the second thing where the account has one."""
    if factors_of(account).any:
        request.session.cycle_key()
        request.session[PENDING] = {
            "account": account.pk, "at": clock.now().isoformat(), "door": door, "assurance": assurance,
            "shared": is_shared, "onward": onward,
        }  # fmt: skip
        return HttpResponseRedirect(reverse("accounts:second_step"))
    return let_in(request, account, onward, door=door, assurance=assurance, is_shared=is_shared)


def pending_of(request: HttpRequest) -> dict[str, Any] | None:
    """What somebody proved at a door a moment ago, while the second proof is still missing."""
    pending: dict[str, Any] | None = request.session.get(PENDING)
    if pending is None or clock.now() - datetime.fromisoformat(pending["at"]) > PENDING_FOR:
        return None
    return pending


def let_in(
    request: HttpRequest,
    account: Account,
    onward: str,
    *,
    door: str,
    assurance: int = 1,
    second_factor: str = "",
    is_shared: bool = False,
) -> HttpResponse:
    """Begin the sitting and go on."""
    sessions.begin(request, account, door=door, assurance=assurance, second_factor=second_factor, is_shared=is_shared)
    request.session.pop(PENDING, None)
    standing = standing_of(account, at=clock.now(), assurance=assurance)
    if len(standing.positions) > 1:
        query = f"?{urlencode({'next': onward})}" if onward else ""
        return HttpResponseRedirect(reverse("accounts:switch_position") + query)
    return HttpResponseRedirect(onward or home_of(standing.actor))


def onward_of(request: HttpRequest) -> str:
    """Where somebody wanted to go, if that is a page of ours; else empty."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if is_ours and len(target) <= 2000 else ""


def home_of(actor: Actor) -> str:
    """The page to begin with."""
    if actor.kind is not ActorKind.OFFICIAL:
        return "/"
    theirs = [item for item in pages.navigation if item.face == "work" and actor.has(item.permission or "")]
    first = min(theirs, key=lambda item: item.order, default=None)
    return reverse(first.url_name if first else "accounts:account")


def wait_sentence(wait: timedelta) -> str:
    """How long to wait after too many wrong tries."""
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    return ngettext(
        "Đã nhập sai nhiều lần. Xin thử lại sau %(minutes)d phút.",
        "Đã nhập sai nhiều lần. Xin thử lại sau %(minutes)d phút.",
        minutes,
    ) % {"minutes": minutes}


def layout_of(request: HttpRequest) -> str:
    """The face that belongs to who asks."""
    is_official = pages.actor_of_request(request).kind is ActorKind.OFFICIAL
    return "ui/work.html" if is_official else "ui/public.html"


def own_account(request: HttpRequest) -> Account:
    """Who is signed in; only behind `enter("signed_in")`."""
    return cast(Account, request.user)
