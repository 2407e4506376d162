"""Showing: who may enter a page, how it is rendered, what a refusal looks like."""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, wraps
from typing import Any, Literal, TypeVar, cast
from urllib.parse import urlencode

from django.contrib.messages import get_messages
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.template import engines
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from jinja2 import Environment
from jinja2_fragments import render_block

from motcua.platform.action import VISITOR, Actor, ActorKind, NotAllowed, Refused, Stale
from motcua.platform.addresses import address
from motcua.platform.keyset import KeysetPage, keyset_page
from motcua.platform.registry import Port
from motcua.platform.settings import installation

__all__ = [
    "Entrance", "KeysetPage", "NavigationItem", "actor_of_request", "enter", "keyset_page", "navigation",
    "refusal", "render", "render_fragment",
]  # fmt: skip

log = logging.getLogger("motcua.pages")
API = "/api/"
API_SENTENCES = {
    400: _lazy("Địa chỉ hoặc dữ liệu gửi lên không đúng dạng."),
    401: _lazy("Xin đăng nhập."),
    403: _lazy("Tài khoản này không có quyền thực hiện việc này."),
    404: _lazy("Không có địa chỉ hoặc hồ sơ này."),
    409: _lazy("Hồ sơ vừa được người khác xử lý."),
    422: _lazy("Yêu cầu không thực hiện được."),
}
# In words; "" for who may do something, only not this.
WHY_NOT: Port[Callable[[Actor], str]] = Port("platform.why_not", "Why may this official do nothing any more?")
Who = Literal["anyone", "signed_in", "citizen", "official"]
V = TypeVar("V", bound=Callable[..., Any])
View = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True)
class Entrance:
    """Who may enter a page; a permission is asked in any reach, the record itself decides the rest."""

    who: Who
    permission: str | None = None


@dataclass(frozen=True)
class NavigationItem:
    """An entry of the rail (`face` work), of the public masthead or foot; what the search field or help asks."""

    face: Literal["work", "public", "foot", "search", "help"]
    label: str | Promise
    url_name: str
    order: int
    permission: str | None = None
    icon: str | None = None


navigation: list[NavigationItem] = []


def actor_of_request(request: HttpRequest) -> Actor:
    """Who asks; a visitor where nobody signed in."""
    return cast(Actor, getattr(request, "actor", VISITOR))


def enter(who: Who, permission: str | None = None) -> Callable[[V], V]:
    """Declare who may enter a view; every view carries this."""

    def decorate(view: V) -> V:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            actor = actor_of_request(request)
            if who != "anyone" and actor.kind is ActorKind.VISITOR:
                return _turned_away(request)
            if not _fits(who, actor) or (permission and not actor.has(permission)):
                return error_page(request, 403, WHY_NOT.answer()(actor) if actor.kind is ActorKind.OFFICIAL else "")
            return view(request, *args, **kwargs)

        guarded.entrance = Entrance(who, permission)  # type: ignore[attr-defined]
        return cast(V, guarded)

    return decorate


def _turned_away(request: HttpRequest) -> HttpResponse:
    if request.path.startswith(API):
        return error_page(request, 401)
    # A page that was being posted to cannot be returned to; its own address can.
    back = request.get_full_path() if request.method == "GET" else request.path
    return HttpResponseRedirect(f"{reverse('accounts:sign_in')}?{urlencode({'next': back})}")


def _fits(who: Who, actor: Actor) -> bool:
    if who == "citizen":
        return actor.kind in (ActorKind.CITIZEN, ActorKind.BUSINESS)
    return who != "official" or actor.kind is ActorKind.OFFICIAL


def render(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A whole page."""
    page = cast(Any, engines["jinja2"]).get_template(template).template
    return HttpResponse(page.render(_everything(request, context)), status=status)


def render_fragment(
    request: HttpRequest, template: str, block: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """One block of a page's template, for htmx."""
    return HttpResponse(render_block(_environment(), template, block, _everything(request, context)), status=status)


def _environment() -> Environment:
    return cast(Environment, cast(Any, engines["jinja2"]).env)


class _CsrfInput:
    """The hidden field of all forms of a page, with one token: made when the first of them asks."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _field(self) -> str:
        return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(self._request))

    def __html__(self) -> str:
        return self._field

    __str__ = __html__


def _everything(request: HttpRequest, context: dict[str, Any] | None) -> dict[str, Any]:
    return {**_surroundings(request), "request": request, **(context or {}), "csrf_input": _CsrfInput(request)}


@cache
def _ordered() -> list[NavigationItem]:
    # What the modules add stands in the list once all are loaded, before the first page.
    return sorted(navigation, key=lambda item: item.order)


def _surroundings(request: HttpRequest) -> dict[str, Any]:
    actor = actor_of_request(request)
    here = request.resolver_match.view_name if request.resolver_match else ""
    items: dict[str, list[dict[str, object]]] = {"work": [], "public": [], "foot": [], "search": [], "help": []}
    for item in _ordered():
        if item.permission is None or actor.has(item.permission):
            found = address(item.url_name)
            shown = {"label": str(item.label), "url": found, "current": item.url_name == here, "icon": item.icon}
            items[item.face].append(shown)
    return {
        "actor": actor,
        "navigation": items["work"],
        # What the list of an official's pages says depends on these alone.
        "navigation_key": " ".join([here, *(str(item["url"]) for item in items["work"])]),
        "public_navigation": items["public"],
        "foot_navigation": items["foot"],
        "search_url": items["search"][0]["url"] if items["search"] else "",
        "help_url": f"{items['help'][0]['url']}?{urlencode({'trang': here})}" if items["help"] else "",
        "place": installation().place,
        "unit_name": "",
        "position_name": "",
        "account_name": "",
        "demo": installation().demo,
        "messages": get_messages(request),
        **getattr(request, "surroundings", {}),
    }


def error_page(request: HttpRequest, status: int, message: str = "") -> HttpResponse:
    """A page that says what happened, why and what to do; to a program, the same in one sentence."""
    if request.path.startswith(API):
        return JsonResponse({"detail": message or str(API_SENTENCES.get(status, API_SENTENCES[422]))}, status=status)
    template = f"ui/errors/{status}.html"
    return render(request, template, {"message": message}, status=status)


def refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The page for a refusal that the view did not show in place. Nothing was changed."""
    if isinstance(refused, NotAllowed):
        return error_page(request, 404)
    return error_page(request, 409 if isinstance(refused, Stale) else 422, refused.message)


class RefusalMiddleware:
    """Turns refusals into pages, and a database that is away into a plain "try again"."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return error_page(request, 400) if _holds_nul(request) else self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django calls this for what a view raised."""
        if isinstance(exception, Refused):
            return refusal(request, exception)
        if isinstance(exception, OperationalError | InterfaceError):
            return unavailable()
        return None


def _holds_nul(request: HttpRequest) -> bool:
    """Nobody types a NUL, and PostgreSQL keeps none."""
    typed = [*request.GET.lists(), *request.POST.lists()]
    return "\0" in request.path or any("\0" in text for name, values in typed for text in (name, *values))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read, or is far too much."""
    return error_page(request, 400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such address."""
    return error_page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Our fault, or a database that went away before any view was reached: said without detail."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable()
    return HttpResponse(_static_page("ui/errors/500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's protection token has expired or is missing."""
    return error_page(
        request, 403, _("Trang này đã mở quá lâu hoặc được gửi từ nơi khác. Xin mở lại trang rồi gửi lại.")
    )


def unavailable() -> HttpResponse:
    """The answer while the database is away: made of nothing that needs it."""
    log.error("database unavailable")
    response = HttpResponse(_static_page("ui/errors/503.html"), status=503)
    response["Retry-After"] = "10"
    return response


def _static_page(template: str) -> str:
    return _environment().get_template(template).render()
