"""Pages: who enters, what a refusal looks like, and plain words while the database is away."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from motcua.platform.action import VISITOR, Actor, ActorKind, NotAllowed, Refused, Right, Stale
from motcua.platform.pages import RefusalMiddleware, Who, enter, refusal, render_fragment

KINDS = [ActorKind.VISITOR, ActorKind.CITIZEN, ActorKind.BUSINESS, ActorKind.OFFICIAL]
# Who may enter: let in (200), sent to sign in (302), or turned away (403).
MATRIX: dict[Who, list[int]] = {
    "anyone": [200, 200, 200, 200],
    "signed_in": [302, 200, 200, 200],
    "citizen": [302, 200, 200, 403],
    "official": [302, 403, 403, 200],
}


def asked(actor: Actor, path: str = "/viec?tab=unit", method: str = "GET") -> HttpRequest:
    request = RequestFactory().generic(method, path)
    request.actor = actor  # type: ignore[attr-defined]
    request.user = AnonymousUser()
    request.session = {}  # type: ignore[assignment]
    return request


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("trong phòng")


def actor(kind: ActorKind, *permissions: str) -> Actor:
    if kind is ActorKind.VISITOR:
        return VISITOR
    return Actor(kind, account_id=1, rights=tuple(Right(each, own=True) for each in permissions))


@pytest.mark.parametrize("who", MATRIX)
def test_each_page_lets_in_whom_it_is_for(who: Who) -> None:
    statuses = [enter(who)(page)(asked(actor(kind))).status_code for kind in KINDS]
    assert statuses == MATRIX[who]


@pytest.mark.parametrize("who", MATRIX)
def test_a_permission_is_asked_besides(who: Who) -> None:
    guarded = enter(who, "probe.see")(page)
    for kind, status in zip(KINDS[1:], MATRIX[who][1:], strict=True):
        assert guarded(asked(actor(kind, "probe.see"))).status_code == status
        assert guarded(asked(actor(kind, "probe.other"))).status_code == 403
    assert guarded(asked(VISITOR)).status_code in (302, 403)


def test_signing_in_leads_back_to_where_one_was_going() -> None:
    guarded = enter("official")(page)
    assert guarded(asked(VISITOR))["Location"].endswith("next=%2Fviec%3Ftab%3Dunit")
    assert guarded(asked(VISITOR, "/ho-so/1/tiep-nhan?x=1", "POST"))["Location"].endswith(
        "next=%2Fho-so%2F1%2Ftiep-nhan"
    )


@pytest.mark.parametrize(
    ("refused", "status", "is_told"),
    [
        (Refused("Xin ghi lý do."), 422, True),
        (Stale("Người khác vừa làm."), 409, True),
        (NotAllowed("Không phải của ông/bà."), 404, False),
    ],
)
def test_a_refusal_says_why_unless_that_would_tell_what_is_hidden(refused: Refused, status: int, is_told: bool) -> None:
    for answer in (
        refusal(asked(VISITOR), refused),
        RefusalMiddleware(page).process_exception(asked(VISITOR), refused),
    ):
        assert answer is not None
        assert answer.status_code == status
        assert (refused.message in answer.content.decode()) is is_told


def test_other_failures_are_left_to_django() -> None:
    assert RefusalMiddleware(page).process_exception(asked(VISITOR), ZeroDivisionError()) is None


def test_a_fragment_is_one_block_of_a_page_with_all_that_the_page_has() -> None:
    fragment = render_fragment(asked(VISITOR), "ui/errors/404.html", "ways", status=422)
    text = fragment.content.decode()
    assert fragment.status_code == 422
    assert "<html" not in text
    assert 'href="/tra-cuu"' in text


@contextmanager
def away(kind: type[Exception]) -> Iterator[None]:
    """The server is gone: every statement fails as psycopg says it."""

    def fail(execute: Callable[..., object], *args: object) -> object:
        raise kind("connection to server at 10.1.2.3, user motcua failed: SELECT secret")

    with connection.execute_wrapper(fail):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
@pytest.mark.parametrize("cookie", [None, "x" * 32], ids=["in the view", "in the middleware"])
@pytest.mark.parametrize(
    ("method", "path"), [("get", "/"), ("get", "/viec"), ("post", "/tra-cuu"), ("get", "/thu-tuc")]
)
def test_while_the_database_is_away_pages_say_so_in_plain_words(
    kind: type[Exception], cookie: str | None, method: str, path: str
) -> None:
    client = Client(raise_request_exception=False)
    if cookie:
        client.cookies["motcua"] = cookie
    with away(kind):
        answer: Any = getattr(client, method)(path, {"code": "H31.1-261123-0001", "phone": "0912345678"})
    if cookie is None and path == "/viec":
        assert answer.status_code == 302, "who is not signed in is sent to sign in without a statement"
        return
    text = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert "tạm thời" in text or "thử lại" in text
    for secret in ("10.1.2.3", "SELECT", "Traceback", "OperationalError", "psycopg"):
        assert secret not in text
    assert answer["Content-Security-Policy"]


@pytest.mark.django_db
def test_what_breaks_is_said_without_detail(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> object:
        raise ZeroDivisionError("secret 031098004112")

    monkeypatch.setattr("motcua.portal.views.find.render", broken)
    answer = Client(raise_request_exception=False).get("/")
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "031098004112" not in text
    assert "Traceback" not in text
    assert "<h1" in text


@pytest.mark.django_db
def test_every_answer_carries_the_policy() -> None:
    for path in ("/", "/khong-co", "/tra-cuu"):
        policy = Client().get(path)["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
