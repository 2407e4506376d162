"""What operators are told to type and to set is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

from motcua.config.env import ROOT, SECRETS
from motcua.platform.probes import PROBES

TOLD = sorted([ROOT / "docs" / "operations.md", *(ROOT / "deploy").rglob("*")])
COMMAND = re.compile(r"(?:^|[`/]|&& )motcua ([a-z_]+)", re.MULTILINE)


def texts() -> Iterator[tuple[Path, str]]:
    return ((path, path.read_text()) for path in TOLD if path.is_file())


@pytest.mark.parametrize(("path", "text"), list(texts()), ids=lambda value: getattr(value, "name", ""))
def test_every_command_told_is_one(path: Path, text: str) -> None:
    assert sorted(set(COMMAND.findall(text)) - set(get_commands())) == []


@pytest.mark.parametrize("unit", ["motcua-web", "motcua-worker", "motcua-backup"])
def test_a_unit_reads_settings_and_keys_apart_and_gives_up_rights(unit: str) -> None:
    text = (ROOT / "deploy" / "systemd" / f"{unit}.service").read_text()
    for line in ("User=motcua", "NoNewPrivileges=true", "ProtectSystem=strict", "EnvironmentFile=/etc/motcua/keys.env"):
        assert line in text.splitlines(), line
    assert "sandbox" not in text


def test_no_secret_and_no_sandbox_stands_in_what_is_deployed() -> None:
    compose = (ROOT / "deploy" / "compose.yaml").read_text()
    assert not re.search(rf"({'|'.join(SECRETS)}):", compose)
    assert "sandbox" not in compose


def test_the_probes_are_told() -> None:
    text = (ROOT / "docs" / "operations.md").read_text()
    assert [path for path in PROBES if f"`{path}`" not in text] == []
