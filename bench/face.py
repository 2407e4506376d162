"""The pages that people meet first, with something to see on each, and the server as production runs it."""

import base64
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import city, server

OFFICER = "motcua.lechan"
WAITING = 24
# What the proxy in front of production adds; without it every request is sent on to HTTPS.
FROM_PROXY = {"X-Forwarded-Proto": "https"}
# Production starts under no other address; requests name their own.
HTTPS = {"MOTCUA_BASE_URL": "https://bench.example.vn"}
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Face:
    """One page: its name, where it is, who looks (a cookie header; empty for a visitor), and where one types first."""

    name: str
    path: str
    cookie: str = ""
    field: str = ""

    def headers(self) -> dict[str, str]:
        """What a browser behind the proxy sends besides its own headers."""
        # Production calls its cookies so that they hold for this host alone.
        cookie = self.cookie.replace("motcua=", "__Host-motcua=")
        return {**FROM_PROXY, "Cookie": cookie} if cookie else dict(FROM_PROXY)


def faces() -> tuple[list[Face], list[Face]]:
    """The public pages, and those of officials, over a small city made now: some dossiers wait, one draft is open."""
    from motcua.accounts.public import Account, actor_of
    from motcua.dossiers.public import Draft, submit
    from motcua.forms.public import steps_of
    from motcua.platform import clock

    city.seed_city()
    (citizen,) = city.citizens(1)
    by = actor_of(Account.objects.get(pk=citizen.account_id), at=clock.now(), assurance=2)
    (opened, _owner), *others = city.drafts([citizen], WAITING + 1)
    filed = [submit(Draft.objects.get(pk=draft), by=by, at=clock.now()) for draft, _owner in others]
    draft = Draft.objects.select_related("version__eform").get(pk=opened)
    assert draft.version.eform is not None
    officer = city.sign_in(OFFICER)
    seen = next(each for each in filed if each.unit_of_record_id == _unit_of(officer))
    step = steps_of(draft.version.eform)[0].code
    public = [
        Face("home", "/", field="#id_q"),
        Face("procedure", f"/thu-tuc/{city.PROCEDURE}"),
        Face("form step", f"/ban-nhap/{opened}/buoc/{step}", citizen.cookie, "form[data-autosave] input[type=text]"),
        Face("tracking", "/tra-cuu", field="main input[type=text]"),
        Face("tracked dossier", f"/theo-doi/{seen.tracking_key}"),
    ]
    work = [
        Face("inbox", "/viec?tab=receive", officer.cookie),
        Face("dossier", f"/ho-so/{seen.code}", officer.cookie),
        Face("search", "/viec/tim?q=Nguyễn", officer.cookie, "main input[type=search]"),
    ]
    return public, work


def _unit_of(officer: city.SignedIn) -> int:
    from motcua.accounts.public import Account, actor_of
    from motcua.platform import clock

    unit = actor_of(Account.objects.get(pk=officer.account_id), at=clock.now()).organisation_id
    assert unit is not None
    return unit


@contextmanager
def prepared() -> Iterator[None]:
    """A database and a home of this run's own, with keys that production takes: it refuses those of demo and tests."""
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    os.environ["MOTCUA_SECRET_KEY"] = secrets.token_urlsafe(48)
    os.environ["MOTCUA_ENCRYPTION_KEYS"] = f"bench:{key}"
    os.environ["MOTCUA_INDEX_KEY"] = key
    from bench.database import fresh_database

    with fresh_database(), TemporaryDirectory() as home:
        from django.conf import settings

        # The embedded server is where it was; files are here, for what lies there has other keys.
        settings.MOTCUA = replace(settings.MOTCUA, home=Path(home))
        yield


@contextmanager
def serving(*, workers: int = server.WORKERS) -> Iterator[int]:
    """Production on the benchmark's database: static files collected under their hashed names; gives the port."""
    from motcua.accounts.models import Account
    from motcua.platform.settings import installation

    home = installation().home
    environment = {"MOTCUA_MODE": "production", "MOTCUA_HOME": str(home), "DATABASE_URL": server.database_url()} | HTTPS
    # Production refuses to start where there are accounts of a demo.
    Account.objects.update(is_demo=False)
    collect = [sys.executable, "-m", "motcua", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, env={**os.environ, **environment}, check=True)
    assert (home / "static" / "staticfiles.json").exists()
    with server.serving(environment, workers=workers) as port:
        yield port
