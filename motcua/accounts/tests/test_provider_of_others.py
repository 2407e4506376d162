"""An OpenID provider written by others (npm oidc-provider, MIT) serves as our upstream."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx
import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from motcua.accounts.models import Account
from motcua.accounts.national.provider import forget_provider
from motcua.accounts.sessions import ASSURANCE
from motcua.accounts.tests import make, national
from motcua.exchange.tests.make import close_circuits
from motcua.persons.public import IdentityLevel
from sandbox.running import free_port

pytestmark = pytest.mark.django_db
ROOT = Path(django_settings.BASE_DIR)
NODE = shutil.which("node")
MISSING = NODE is None or not (ROOT / "node_modules" / "oidc-provider").is_dir()


@pytest.fixture
def upstream(settings: Settings) -> Iterator[str]:
    """The address of a running provider, set as the national one."""
    if MISSING and os.environ.get("CI") != "true":
        pytest.skip("needs node and npm ci: the OpenID provider of others is not there")
    assert NODE is not None
    port = free_port()
    base_url = settings.MOTCUA.base_url
    back, left = (base_url + reverse(f"accounts:{name}") for name in ("national_back", "national_left"))
    command = [NODE, str(Path(__file__).with_name("provider.mjs")), str(port), back, left]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            assert "listening" in process.stdout.readline()
            url = f"http://127.0.0.1:{port}"
            told = {"MOTCUA_NATIONAL_IDENTITY_CLIENT": "motcua-test"}
            told["MOTCUA_NATIONAL_IDENTITY_SECRET"] = "a-secret-of-the-test"
            here = settings.MOTCUA
            settings.MOTCUA = replace(
                here, systems={**here.systems, "national_identity": url}, options={**here.options, **told}
            )
            forget_provider()
            close_circuits()
            yield url
        finally:
            process.terminate()


def agreed(upstream: str, location: str, number: str) -> dict[str, str]:
    """Sign in and consent on the pages of the provider; what it sends back."""
    with httpx.Client(trust_env=False, base_url=upstream) as browser:
        for prompt in ("login", "consent"):
            page = _followed(browser, location)
            posted = {"prompt": prompt, "login": number, "password": "x"}
            location = browser.post(page, data=posted).headers["location"]
        return dict(parse_qsl(urlsplit(_followed(browser, location)).query))


def _followed(browser: httpx.Client, location: str) -> str:
    """Where redirects lead: a page of the provider, or away from it."""
    while str(browser.base_url.host) == (urlsplit(urljoin(str(browser.base_url), location)).hostname or ""):
        address = urljoin(str(browser.base_url), location)
        if urlsplit(address).port != browser.base_url.port:
            return address
        reply = browser.get(address)
        if reply.status_code == 200:
            return address
        location = reply.headers["location"]
    return location


def test_we_understand_each_other(client: Client, upstream: str) -> None:
    make.roles()
    asked = client.get(reverse("accounts:national"), {"next": "/tai-khoan"})
    assert asked.status_code == 302, asked.content.decode()[:2000]
    answer = agreed(upstream, asked.headers["Location"], national.NHUNG)
    assert answer["iss"] == upstream
    came = national.come_back(client, answer)
    assert (came.status_code, came.headers["Location"]) == (302, "/tai-khoan"), came.content.decode()[-3000:]
    account = Account.objects.get()
    assert client.session[ASSURANCE] == 2
    assert account.person.identity_level == IdentityLevel.CHECKED
    assert (account.person.full_name, account.person.personal_id) == ("Nguyễn Thị Hồng Nhung", national.NHUNG)
    # The same answer again, and the code with a question of its own, bring nothing.
    client.logout()
    assert national.come_back(client, answer).status_code == 422
    state = dict(parse_qsl(urlsplit(client.get(reverse("accounts:national")).headers["Location"]).query))["state"]
    assert national.come_back(client, {**answer, "state": state}).status_code == 422
    assert client.get(reverse("accounts:national_leave")).headers["Location"].startswith(f"{upstream}/session/end?")
