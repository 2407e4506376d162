"""Uploads on a domain of their own: a link opens one file for some minutes, and neither domain serves the other."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from motcua.files.public import file_response
from motcua.files.reads import link_to
from motcua.files.tests import make
from motcua.platform import clock

pytestmark = pytest.mark.django_db
FILES = "files.test"


@pytest.fixture(autouse=True)
def two_domains(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver", FILES]
    settings.MOTCUA = replace(settings.MOTCUA, files_url=f"https://{FILES}", base_url="https://motcua.test")


def test_who_may_is_led_to_a_link_that_opens_this_file() -> None:
    file = make.made()
    led = file_response(file, inline=True)
    assert led.status_code == 302
    assert led.headers["Cache-Control"] == "private, no-store"
    address = led.headers["Location"]
    assert address.startswith(f"https://{FILES}/tep/")
    opened = Client(SERVER_NAME=FILES).get(address.removeprefix(f"https://{FILES}"))
    assert opened.status_code == 200
    assert "frame-ancestors https://motcua.test" in opened.headers["Content-Security-Policy"]
    assert opened.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not opened.cookies


def test_a_link_ends_and_cannot_be_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    path = link_to(make.made(), inline=True).removeprefix(f"https://{FILES}")
    there = Client(SERVER_NAME=FILES)
    kept, _, signature = path.rpartition(":")
    assert there.get(f"{kept}:{signature[::-1]}").status_code == 404
    assert there.get("/tep/WzEsdHJ1ZV0").status_code == 404
    monkeypatch.setattr("motcua.files.reads.LINK_HOLDS", timedelta(seconds=-1))
    assert there.get(path).status_code == 404


def test_each_domain_serves_its_own_alone() -> None:
    path = link_to(make.made(), inline=True).removeprefix(f"https://{FILES}")
    assert Client().get(path).status_code == 404
    for page in ("/", "/dang-nhap", "/viec", "/api/v1/openapi.json"):
        assert Client(SERVER_NAME=FILES).get(page).status_code == 404
    policy = Client().get("/ui/").headers["Content-Security-Policy"]
    assert f"frame-src 'self' https://{FILES}" in policy
    assert f"img-src 'self' data: blob: https://{FILES}" in policy


def test_with_one_domain_files_are_served_where_they_were(settings: Settings) -> None:
    settings.MOTCUA = replace(settings.MOTCUA, files_url="")
    with clock.frozen(make.AT):
        answer = file_response(make.made(), inline=True)
    assert answer.status_code == 200
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
