"""Reads the environment once: the only place that does.

In demo and tests, secrets that nobody set are made once and kept in `<home>/secrets.env`, readable by the owner alone.
In production (`MOTCUA_MODE=production`) every secret must be in the environment.
"""

import base64
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from motcua.platform.settings import Motcua

ROOT = Path(__file__).resolve().parents[2]
SECRETS = ("MOTCUA_SECRET_KEY", "MOTCUA_ENCRYPTION_KEYS", "MOTCUA_INDEX_KEY")


class Misconfigured(SystemExit):
    """The environment does not say what the system needs; the message names it."""


@dataclass(frozen=True)
class Environment:
    """What the environment says."""

    mode: str
    secret_key: str
    hosts: tuple[str, ...]
    database_url: str | None
    motcua: Motcua

    @property
    def production(self) -> bool:
        """Whether real people depend on this installation."""
        return self.mode == "production"


def read_environment(environ: Mapping[str, str] = os.environ) -> Environment:
    """Read and check. Raises Misconfigured."""
    mode = environ.get("MOTCUA_MODE", "demo")
    home = Path(environ.get("MOTCUA_HOME", ROOT / "var")).resolve()
    values = dict(environ)
    if mode != "production":
        values = {**_kept_secrets(home), **values}
    missing = [name for name in SECRETS if not values.get(name)]
    if missing:
        raise Misconfigured(f"Thiếu biến môi trường: {', '.join(missing)}. Xem docs/operations.md.")
    sandbox = values.get("MOTCUA_SANDBOX_URL", "http://127.0.0.1:8091")
    return Environment(
        mode=mode,
        secret_key=values["MOTCUA_SECRET_KEY"],
        hosts=tuple(values.get("MOTCUA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")),
        database_url=values.get("DATABASE_URL") or None,
        motcua=Motcua(
            home=home,
            base_url=values.get("MOTCUA_BASE_URL", "http://127.0.0.1:8090").rstrip("/"),
            place=values.get("MOTCUA_PLACE", "Thành phố Hải Phòng"),
            demo=mode == "demo",
            encryption_keys=_keys(values["MOTCUA_ENCRYPTION_KEYS"]),
            index_key=base64.b64decode(values["MOTCUA_INDEX_KEY"]),
            systems={"sandbox": sandbox, **_pairs(values.get("MOTCUA_SYSTEMS", ""))},
            connectors=_pairs(values.get("MOTCUA_CONNECTORS", "")),
            options={name: value for name, value in values.items() if name.startswith("MOTCUA_")},
        ),
    )


def _keys(text: str) -> tuple[tuple[str, bytes], ...]:
    return tuple((name, base64.b64decode(key)) for name, _, key in (each.partition(":") for each in text.split(",")))


def _pairs(text: str) -> dict[str, str]:
    return {name: value for name, _, value in (each.partition("=") for each in text.split(",") if each)}


def _kept_secrets(home: Path) -> dict[str, str]:
    kept = home / "secrets.env"
    if not kept.exists():
        home.mkdir(parents=True, exist_ok=True)
        random_key = lambda: base64.b64encode(secrets.token_bytes(32)).decode()  # noqa: E731
        made = {
            "MOTCUA_SECRET_KEY": secrets.token_urlsafe(48),
            "MOTCUA_ENCRYPTION_KEYS": f"k1:{random_key()}",
            "MOTCUA_INDEX_KEY": random_key(),
        }
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.writelines(f"{name}={value}\n" for name, value in made.items())
    return dict(line.split("=", 1) for line in kept.read_text().splitlines() if "=" in line)
