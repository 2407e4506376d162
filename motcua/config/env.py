"""Reads the environment once: the only place that does.

In demo and tests, secrets that nobody set are made once and kept in `<home>/secrets.env`, readable by the owner alone.
In production (`MOTCUA_MODE=production`) every secret must be in the environment, and those of a demo are refused.
"""

import base64
import binascii
import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from motcua.platform.postgres import EmbeddedPostgres
from motcua.platform.settings import Motcua

ROOT = Path(__file__).resolve().parents[2]
MODES = ("demo", "test", "production")
SECRETS = ("MOTCUA_SECRET_KEY", "MOTCUA_ENCRYPTION_KEYS", "MOTCUA_INDEX_KEY")
DATABASE_PASSWORD = "MOTCUA_DATABASE_PASSWORD"  # noqa: S105 (a name, not a password)
DEMO_MARK = "demo-"


class Misconfigured(SystemExit):
    """The environment does not say what the system needs; the message names it."""


@dataclass(frozen=True)
class Environment:
    """What the environment says. Exactly one of `database_url` and `embedded` is set."""

    mode: str
    secret_key: str
    hosts: tuple[str, ...]
    database_url: str | None
    embedded: EmbeddedPostgres | None
    motcua: Motcua

    @property
    def production(self) -> bool:
        """Whether real people depend on this installation."""
        return self.mode == "production"


def read_environment(environ: Mapping[str, str] = os.environ, root: Path = ROOT) -> Environment:
    """Read and check. Raises Misconfigured. `root` is the checkout; outside one, production is the default."""
    checkout = (root / "Makefile").exists()
    mode = environ.get("MOTCUA_MODE") or ("demo" if checkout else "production")
    if mode not in MODES:
        raise Misconfigured(f"MOTCUA_MODE={mode}: phải là một trong {', '.join(MODES)}. Xem docs/operations.md.")
    home = _home(environ, mode, root if checkout else None)
    values = dict(environ)
    if mode == "production":
        _refuse_demo(values)
    else:
        try:
            values = {**_kept_secrets(home), **values}
        except PermissionError:
            raise Misconfigured(f"{home} thuộc về người dùng khác: xin chạy dưới tên người ấy, hoặc đặt MOTCUA_HOME.")
    # Tests that want a sandbox nation start their own; none may reach the one of a demo that runs beside them.
    nation = None if mode == "production" else f"http://127.0.0.1:{9 if mode == 'test' else 8091}"
    sandbox = {name: url for name, url in [("sandbox", values.get("MOTCUA_SANDBOX_URL", nation))] if url}
    ports = ("notifications.sms", "persons.population_register", "post.carrier")
    chosen = {} if mode == "production" else dict.fromkeys(ports, "sandbox")
    url = values.get("DATABASE_URL") or None
    files_url = values.get("MOTCUA_FILES_URL", "").rstrip("/")
    return Environment(
        mode=mode,
        secret_key=values["MOTCUA_SECRET_KEY"],
        hosts=(
            *values.get("MOTCUA_HOSTS", "localhost,127.0.0.1,[::1]").split(","),
            *filter(None, [urlsplit(files_url).hostname]),
        ),
        database_url=url,
        embedded=None if url else EmbeddedPostgres(home, values[DATABASE_PASSWORD], durable=mode != "test"),
        motcua=Motcua(
            home=home,
            base_url=values.get("MOTCUA_BASE_URL", "http://127.0.0.1:8090").rstrip("/"),
            place=values.get("MOTCUA_PLACE", "Thành phố Hải Phòng"),
            demo=mode == "demo",
            encryption_keys=_keys("MOTCUA_ENCRYPTION_KEYS", values),
            index_key=_key("MOTCUA_INDEX_KEY", values["MOTCUA_INDEX_KEY"].removeprefix(DEMO_MARK)),
            systems={**sandbox, **_national(mode, sandbox, values), **_pairs(values.get("MOTCUA_SYSTEMS", ""))},
            connectors={**chosen, **_pairs(values.get("MOTCUA_CONNECTORS", ""))},
            **_bounds(values),
            production=mode == "production",
            files_url=files_url,
            options={
                name: value for name, value in values.items() if name.startswith("MOTCUA_") and name not in SECRETS
            },
        ),
    )


def _bounds(values: Mapping[str, str]) -> dict[str, Any]:
    """How long sittings last and how much of one hand's work is taken in a minute."""
    return {
        "official_idle": _minutes("MOTCUA_OFFICIAL_IDLE_MINUTES", values, 30),
        "applicant_idle": _minutes("MOTCUA_APPLICANT_IDLE_MINUTES", values, 120),
        "longest_session": _minutes("MOTCUA_SESSION_MINUTES", values, 720),
        "shared_idle": _minutes("MOTCUA_SHARED_IDLE_MINUTES", values, 10),
        "lock_after": _minutes("MOTCUA_LOCK_MINUTES", values, 15),
        "undo_within": _minutes("MOTCUA_UNDO_MINUTES", values, 5),
        "dormant_after": timedelta(days=_number("MOTCUA_DORMANT_DAYS", values, 90)),
        "coordination_hours": _number("MOTCUA_COORDINATION_HOURS", values, 4),
        "same_matter_days": _number("MOTCUA_SAME_MATTER_DAYS", values, 30),
        "writes_per_minute": _number("MOTCUA_WRITES_PER_MINUTE", values, 120),
        "searches_per_minute": _number("MOTCUA_SEARCHES_PER_MINUTE", values, 120),
    }


def _national(mode: str, sandbox: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    """The provider of national e-identity, if any; in production never the sandbox nation's."""
    shipped = f"{sandbox['sandbox']}/identity" if mode != "production" else ""
    url = values.get("MOTCUA_NATIONAL_IDENTITY_URL", shipped).rstrip("/")
    if mode == "production" and url:
        if not url.startswith("https://") or urlsplit(url).hostname in ("localhost", "127.0.0.1", "::1"):
            raise Misconfigured("MOTCUA_NATIONAL_IDENTITY_URL: phải là https, không phải hệ thống của bản dùng thử.")
        for name in ("MOTCUA_NATIONAL_IDENTITY_CLIENT", "MOTCUA_NATIONAL_IDENTITY_SECRET"):
            if values.get(name, "sandbox") == "sandbox":
                raise Misconfigured(f"{name}: chưa đặt, hoặc là của bản dùng thử. Xem docs/operations.md.")
    return {"national_identity": url} if url else {}


def _home(environ: Mapping[str, str], mode: str, checkout: Path | None) -> Path:
    if named := environ.get("MOTCUA_HOME"):
        return Path(named).resolve()
    if checkout is None:
        raise Misconfigured("Thiếu biến môi trường: MOTCUA_HOME. Xem docs/operations.md.")
    # Tests have a server of their own, fast and forgetful, beside the demo's.
    return checkout / "var" / "test" if mode == "test" else checkout / "var"


def _refuse_demo(values: Mapping[str, str]) -> None:
    missing = [name for name in (*SECRETS, "DATABASE_URL") if not values.get(name)]
    if missing:
        raise Misconfigured(f"Thiếu biến môi trường: {', '.join(missing)}. Xem docs/operations.md.")
    demo = [name for name in SECRETS if values[name].startswith(DEMO_MARK)]
    if demo:
        raise Misconfigured(f"Không được dùng khóa của bản chạy thử: {', '.join(demo)}. Xem docs/operations.md.")


def _keys(name: str, values: Mapping[str, str]) -> tuple[tuple[str, bytes], ...]:
    pairs = (each.partition(":") for each in values[name].split(","))
    return tuple((identifier.strip(), _key(name, key)) for identifier, _, key in pairs)


def _key(name: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != 32:
        raise Misconfigured(f"{name}: mỗi khóa phải là 32 byte, viết theo base64. Xem docs/operations.md.")
    return key


def _minutes(name: str, values: Mapping[str, str], default: int) -> timedelta:
    return timedelta(minutes=_number(name, values, default, "số phút"))


def _number(name: str, values: Mapping[str, str], default: int, what: str = "số") -> int:
    text = values.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 100_000:
        raise Misconfigured(f"{name}={text}: phải là {what}, từ 1 đến 100000. Xem docs/operations.md.")
    return int(text)


def _pairs(text: str) -> dict[str, str]:
    return {name: value for name, _, value in (each.partition("=") for each in text.split(",") if each)}


def _kept_secrets(home: Path) -> dict[str, str]:
    kept = home / "secrets.env"
    if not kept.exists():
        home.mkdir(parents=True, exist_ok=True)
        made = {
            "MOTCUA_SECRET_KEY": DEMO_MARK + secrets.token_urlsafe(48),
            "MOTCUA_ENCRYPTION_KEYS": f"{DEMO_MARK}1:{_random_key()}",
            "MOTCUA_INDEX_KEY": DEMO_MARK + _random_key(),
            DATABASE_PASSWORD: secrets.token_urlsafe(24),
        }
        draft = home / f"secrets.{secrets.token_hex(4)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.writelines(f"{name}={value}\n" for name, value in made.items())
        with contextlib.suppress(FileExistsError):  # another process was first: its secrets hold
            os.link(draft, kept)
        draft.unlink()
    return dict(line.split("=", 1) for line in kept.read_text().splitlines() if "=" in line)


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
