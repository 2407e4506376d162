"""Going through the sandbox nation's provider as a browser does, for tests of any module."""

from datetime import datetime
from urllib.parse import parse_qsl, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from motcua.accounts.national.provider import forget_provider
from sandbox.running import RunningSandbox

NHUNG, KHOI = "031192001234", "031098000112"


def begin(nation: RunningSandbox, *, at: datetime) -> None:
    """A nation on whose clock it is `at`, of which nothing is remembered yet."""
    forget_provider()
    nation.it_is(at)


def asked(client: Client, onward: str = "") -> dict[str, str]:
    """What the provider is asked when somebody wants to sign in."""
    response = client.get(reverse("accounts:national"), {"next": onward} if onward else {})
    assert response.status_code == 302, response.content.decode()[:2000]
    return dict(parse_qsl(urlsplit(response.headers["Location"]).query))


def answered(nation: RunningSandbox, query: dict[str, str], person: str = NHUNG, **more: str) -> dict[str, str]:
    """What the provider sends back for somebody who agrees."""
    reply = nation.client.get("/identity/agree", params={**query, "person": person, **more})
    assert reply.status_code == 303, reply.text
    return dict(parse_qsl(urlsplit(reply.headers["location"]).query))


def come_back(client: Client, answer: dict[str, str]) -> HttpResponse:
    """Back from the provider."""
    response = client.get(reverse("accounts:national_back"), answer)
    assert isinstance(response, HttpResponse)
    return response


def sign_in(client: Client, nation: RunningSandbox, person: str = NHUNG, onward: str = "", **more: str) -> HttpResponse:
    """There and back."""
    return come_back(client, answered(nation, asked(client, onward), person, **more))
