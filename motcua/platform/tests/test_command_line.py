import pytest
from django.core.management import get_commands
from django.core.management.base import BaseCommand

from motcua.platform import command_line
from motcua.platform.command_line import needs_database


@pytest.mark.parametrize(
    ("typed", "needed"),
    [
        ("", False),
        ("help migrate", False),
        ("--version", False),
        ("migrate --help", False),
        ("no_such_command", False),
        ("messages --check", False),
        ("check", False),
        ("migrate", True),
        ("worker", True),
        ("demo", True),
        ("shell", True),
    ],
)
def test_only_commands_that_need_it_get_a_database(typed: str, needed: bool) -> None:
    assert needs_database(typed.split()) is needed


def test_a_command_may_decide_by_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    class Command(BaseCommand):
        @staticmethod
        def needs_database(words: list[str]) -> bool:
            return "--organisation" in words

    monkeypatch.setattr("django.core.management.load_command_class", lambda app, name: Command())
    assert "check" in get_commands()
    name = "messages"
    assert not needs_database([name, "--received", "2026-02-13T16:10"])
    assert needs_database([name, "--organisation", "H24"])


def test_a_command_without_a_database_runs_without_one(capsys: pytest.CaptureFixture[str]) -> None:
    command_line.main(["version"])
    assert capsys.readouterr().out[0].isdigit()
