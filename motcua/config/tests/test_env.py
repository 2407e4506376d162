import base64
from pathlib import Path

import pytest

from motcua.config.env import DATABASE_PASSWORD, SECRETS, Misconfigured, read_environment

KEY = base64.b64encode(bytes(range(32))).decode()
REAL = {
    "MOTCUA_MODE": "production",
    "MOTCUA_SECRET_KEY": "a-long-secret",
    "MOTCUA_ENCRYPTION_KEYS": f"2026b:{KEY},2026a:{KEY}",
    "MOTCUA_INDEX_KEY": KEY,
    "DATABASE_URL": "postgresql://motcua@database/motcua",
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "Makefile").touch()
    return tmp_path


def test_secrets_of_a_demo_are_made_once_and_kept_from_others(checkout: Path) -> None:
    first, second = read_environment({}, checkout), read_environment({}, checkout)
    assert first == second
    assert first.mode == "demo"
    assert first.embedded
    assert first.embedded.password
    assert (checkout / "var" / "secrets.env").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (checkout / "var").iterdir()] == ["secrets.env"]


def test_the_home_of_another_user_is_named(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_environment({}, checkout)

    def refuse(path: Path) -> str:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(Misconfigured, match="MOTCUA_HOME"):
        read_environment({}, checkout)


def test_tests_live_beside_the_demo(checkout: Path) -> None:
    test = read_environment({"MOTCUA_MODE": "test"}, checkout)
    assert test.motcua.home == checkout / "var" / "test"
    assert test.embedded
    assert not test.embedded.durable


def test_a_database_of_ones_own_is_used_instead_of_the_embedded_one(checkout: Path) -> None:
    found = read_environment({"DATABASE_URL": "postgresql://me@there/x"}, checkout)
    assert found.embedded is None
    assert found.database_url == "postgresql://me@there/x"


@pytest.mark.parametrize("missing", [*SECRETS, "DATABASE_URL", "MOTCUA_HOME"])
def test_production_names_what_is_missing(tmp_path: Path, missing: str) -> None:
    environ = {**REAL, "MOTCUA_HOME": str(tmp_path)}
    del environ[missing]
    with pytest.raises(Misconfigured, match=missing):
        read_environment(environ, tmp_path)


def test_production_outside_a_checkout_needs_no_mode(tmp_path: Path) -> None:
    environ = {**REAL, "MOTCUA_HOME": str(tmp_path), "MOTCUA_MODE": ""}
    found = read_environment(environ, tmp_path)
    assert found.production
    assert found.motcua.encryption_keys == (("2026b", bytes(range(32))), ("2026a", bytes(range(32))))
    assert not (tmp_path / "secrets.env").exists()


def test_production_refuses_the_secrets_of_a_demo(checkout: Path) -> None:
    read_environment({}, checkout)
    made = dict(line.split("=", 1) for line in (checkout / "var" / "secrets.env").read_text().splitlines())
    assert DATABASE_PASSWORD in made
    for name in SECRETS:
        with pytest.raises(Misconfigured, match=name):
            read_environment({**REAL, name: made[name]}, checkout)


@pytest.mark.parametrize(
    ("name", "value"),
    [("MOTCUA_INDEX_KEY", "short"), ("MOTCUA_ENCRYPTION_KEYS", f"a:{KEY},b:nonsense!"), ("MOTCUA_MODE", "prod")],
)
def test_a_wrong_value_is_named(checkout: Path, name: str, value: str) -> None:
    with pytest.raises(Misconfigured, match=name):
        read_environment({**REAL, name: value}, checkout)
