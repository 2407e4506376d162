"""What must not run beside real data keeps the system from starting."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from pytest_django import Settings

from motcua.accounts.public import Account
from motcua.accounts.tests import make
from motcua.platform.checks import PRODUCTION

pytestmark = pytest.mark.django_db
REAL: dict[str, Any] = {
    "production": True, "demo": False, "base_url": "https://motcua.haiphong.gov.vn", "systems": {},
    "connectors": {"notifications.sms": "http"}, "encryption_keys": (("2026a", b"x" * 32),),
}  # fmt: skip


@pytest.fixture
def official() -> Account:
    return make.official()


@pytest.fixture
def of_a_demo() -> Account:
    return make.citizen(is_demo=True)


def real(settings: Settings) -> None:
    settings.SECRET_KEY = "a-long-secret-of-this-installation"
    settings.MOTCUA = replace(settings.MOTCUA, **REAL)


def found() -> list[str]:
    return sorted(str(message.id).removeprefix("motcua.") for message in run_checks(tags=[PRODUCTION]))


def test_a_sound_installation_starts(official: Account, settings: Settings) -> None:
    real(settings)
    assert found() == []


@pytest.mark.parametrize(
    ("unfit", "fault"),
    [
        ({"encryption_keys": (("demo-1", b"x" * 32),)}, "E002"),
        ({"connectors": {"notifications.sms": "sandbox"}}, "E003"),
        ({"systems": {"sandbox": "http://127.0.0.1:8091"}}, "E004"),
        ({"base_url": "http://motcua.haiphong.gov.vn"}, "E005"),
        ({"files_url": "http://tep.haiphong.gov.vn"}, "E006"),
    ],
)
def test_unfit_settings_are_named(settings: Settings, unfit: dict[str, Any], fault: str) -> None:
    real(settings)
    settings.MOTCUA = replace(settings.MOTCUA, **unfit)
    assert found() == [fault]
    settings.MOTCUA = replace(settings.MOTCUA, production=False)
    assert found() == [], "a demo is a demo"


def test_debugging_and_demo_keys_are_named(settings: Settings) -> None:
    real(settings)
    settings.DEBUG, settings.SECRET_KEY = True, "demo-known-to-all"
    assert found() == ["E001", "E002"]


@pytest.mark.parametrize("command", ["web", "worker"])
def test_demo_accounts_keep_web_and_worker_from_starting(command: str, of_a_demo: Account, settings: Settings) -> None:
    real(settings)
    with pytest.raises(SystemCheckError, match="tài khoản dùng thử"):
        call_command(command, skip_checks=False)
    Account.objects.filter(pk=of_a_demo.pk).update(is_active=False)
    assert found() == []


def test_production_sends_cookies_that_only_this_host_gets_and_no_sandbox(tmp_path: Path) -> None:
    key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    environ = {
        "MOTCUA_MODE": "production", "MOTCUA_HOME": str(tmp_path), "MOTCUA_SECRET_KEY": "x" * 50,
        "MOTCUA_ENCRYPTION_KEYS": f"a:{key}", "MOTCUA_INDEX_KEY": key, "DATABASE_URL": "postgresql://a@b/c",
        "MOTCUA_FILES_URL": "https://tep.example.vn/", "MOTCUA_HOSTS": "motcua.example.vn", "PATH": "/usr/bin:/bin",
    }  # fmt: skip
    asked = (
        "from motcua.config import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, "
        "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.ALLOWED_HOSTS, dict(s.MOTCUA.systems))"
    )
    said = subprocess.run([sys.executable, "-c", asked], env=environ, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == (
        "__Host-motcua __Host-csrftoken True True 31536000 ['motcua.example.vn', 'tep.example.vn'] {}"
    )
