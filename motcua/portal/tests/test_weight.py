"""The public face on a line of 4 Mbps shared by twenty: at most 300 kB, compressed, at the first visit."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template import engines
from django.test import Client, override_settings

from motcua.dossiers.tests import make
from motcua.platform import clock
from motcua.platform.jinja import Templates

pytestmark = pytest.mark.django_db
MOST = 300_000
ATTRIBUTES = re.compile(r'<(?:link|script|img|source)\b[^>]*?\b(?:href|src)="([^"]+)"')
IN_STYLES = re.compile(r'url\(["\']?([^)"\']+)["\']?\)|@import\s+["\']([^"\']+)["\']')
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Static files as production serves them: collected, named by their hash, compressed."""
    place = tmp_path_factory.mktemp("static")
    storage = {"BACKEND": "motcua.platform.static_files.StaticFilesStorage"}
    with override_settings(
        STATIC_ROOT=place, STORAGES={**settings.STORAGES, "staticfiles": storage}, WHITENOISE_USE_FINDERS=False
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        templates = cast(Templates, engines["jinja2"])
        templates.forget()
        yield place
    templates.forget()


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def weigh(client: Client, address: str) -> dict[str, int]:
    """The bytes of a page and of everything it may load, by address: every weight of every font it names too."""
    waiting, weights = [address], dict[str, int]()
    while waiting:
        path = waiting.pop()
        if path in weights or path.startswith("data:"):
            continue
        answer = client.get(path, headers={"accept-encoding": "gzip, deflate, br"})
        assert answer.status_code == 200, path
        weights[path] = len(body_of(answer))
        kind = answer["Content-Type"]
        if kind.startswith("text/html"):
            assert answer["Content-Encoding"] == "gzip"
            waiting += ATTRIBUTES.findall(client.get(path).content.decode())
        if path.startswith(settings.STATIC_URL):
            assert HASHED.search(path), f"{path} does not change its name with its content"
            assert "immutable" in answer["Cache-Control"], path
        if kind.startswith("text/css"):
            assert answer["Content-Encoding"] == "gzip", path
            plain = body_of(client.get(path)).decode()
            waiting += [urljoin(path, first or second) for first, second in IN_STYLES.findall(plain)]
    return weights


def test_the_first_visit_of_a_public_page_weighs_little(collected: Path) -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, received=True)
    draft = make.draft(ward, by=citizen)
    pages = {
        "home": "/",
        "procedure": f"/thu-tuc/{ward.procedure.procedure.code}",
        "form step": f"/ban-nhap/{draft.pk}/buoc/nguoi-nop",
        "papers": f"/ban-nhap/{draft.pk}/giay-to",
        "tracking": "/tra-cuu",
        "own dossier": f"/ho-so-cua-toi/{dossier.code}",
    }
    client = Client()
    client.force_login(citizen)
    with clock.frozen(make.AT):
        weights = {name: sum(weigh(client, address).values()) for name, address in pages.items()}
    assert {name: weight for name, weight in weights.items() if weight > MOST} == {}
