import io

import pytest
from django.core.management import CommandError, call_command

from motcua.accounts.public import Account, actor_of
from motcua.organisations.tests import make as organisations
from motcua.platform import clock

pytestmark = pytest.mark.django_db


def appoint(monkeypatch: pytest.MonkeyPatch, organisation: str, password: str) -> str:
    """Run the command with the password on its standard input; what it says."""
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    said = io.StringIO()
    words = {"organisation": organisation, "full_name": "Lê Thị Mai", "username": "quantri"}
    call_command("appoint_administrator", stdout=said, **words)
    return said.getvalue()


def test_a_new_installation_gets_its_administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "quantri" in appoint(monkeypatch, organisations.organisation().identifier, "mot cau de nho")
    account = Account.objects.get()
    assert actor_of(account, at=clock.now()).is_everywhere("accounts.hold_position")
    with pytest.raises(CommandError, match="đã có người dùng"):
        appoint(monkeypatch, organisations.organisation().identifier, "mot cau de nho")
    with pytest.raises(CommandError, match="Không có cơ quan"):
        appoint(monkeypatch, "H99", "mot cau de nho")
    assert Account.objects.count() == 1


def test_a_weak_password_appoints_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="ít nhất 8"):
        appoint(monkeypatch, organisations.organisation().identifier, "ngan")
    assert not Account.objects.exists()


def test_loading_roles_twice_changes_nothing() -> None:
    first, second = io.StringIO(), io.StringIO()
    call_command("load_roles", stdout=first)
    call_command("load_roles", stdout=second)
    assert ": 0 thay đổi" not in first.getvalue()
    assert ": 0 thay đổi" in second.getvalue()
