"""What asks for national e-identity at filing: there and back to the same draft, nothing lost, filed once."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from motcua.accounts.public import Account, begin_outage, lower_level
from motcua.accounts.tests import make as accounts
from motcua.dossiers.public import Dossier, Draft, StepUpNeeded, submit
from motcua.dossiers.tests import make
from motcua.exchange.tests import make as exchange
from motcua.persons.public import register_person
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.procedures.public import ProcedureVersion
from sandbox.running import RunningSandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def nation() -> Iterator[RunningSandbox]:
    with exchange.sandbox() as running, clock.frozen(make.AT):
        accounts.national.begin(running, at=make.AT)
        yield running


@pytest.fixture
def nhung() -> Account:
    born = date(1992, 4, 15)
    return accounts.citizen(
        person=register_person(
            by=SYSTEM, at=make.AT, full_name="Nguyễn Thị Hồng Nhung", birth_date=born,
            personal_id=accounts.national.NHUNG, phone="0987654321",
        )
    )  # fmt: skip


def complete_draft(account: Account) -> Draft:
    """A draft that only waits to be filed, of a procedure that asks for level 2."""
    draft = make.draft(make.ward(), by=account, at=make.AT)
    ProcedureVersion.objects.filter(pk=draft.version_id).update(required_assurance=2)
    return draft


def by_password(client: Client, account: Account) -> None:
    client.post(reverse("accounts:sign_in"), {"identifier": account.username, "password": accounts.PASSWORD})


def test_there_and_back_to_the_same_draft_and_filed_once(
    client: Client, nation: RunningSandbox, nhung: Account
) -> None:
    draft = complete_draft(nhung)
    by_password(client, nhung)
    check = reverse("portal:check", args=[draft.pk])
    assert "Trước khi nộp cần xác thực" in client.get(check).text
    asked = client.post(check)
    assert asked.headers["Location"] == reverse("portal:step_up", args=[draft.pk])
    page = client.get(asked.headers["Location"]).text
    assert f"{reverse('accounts:national')}?next=" in page and not Dossier.objects.exists()
    assert accounts.national.sign_in(client, nation, onward=check).headers["Location"] == check
    shown = client.get(check).text
    assert "Đã xác thực bằng định danh quốc gia." in shown and "Trước khi nộp cần xác thực" not in shown
    answers = draft.answers
    draft.refresh_from_db()
    assert (draft.answers, draft.state) == (answers, "open")
    first, again = client.post(check), client.post(check)
    assert first.headers["Location"] == again.headers["Location"]
    assert Dossier.objects.get().owner_id == nhung.person_id


def test_another_who_comes_back_leaves_the_draft_untouched(
    client: Client, nation: RunningSandbox, nhung: Account
) -> None:
    draft = complete_draft(nhung)
    by_password(client, nhung)
    check = reverse("portal:check", args=[draft.pk])
    refused = accounts.national.sign_in(client, nation, accounts.national.KHOI, onward=check)
    assert refused.status_code == 422 and check in refused.content.decode()
    assert client.session[accounts.ASSURANCE] == 1
    assert client.post(check).headers["Location"] == reverse("portal:step_up", args=[draft.pk])
    draft.refresh_from_db()
    assert draft.state == "open" and not Dossier.objects.exists()


def test_during_an_outage_only_a_decision_lets_file_at_a_lower_level(
    client: Client, nation: RunningSandbox, nhung: Account
) -> None:
    draft = complete_draft(nhung)
    by_password(client, nhung)
    begin_outage(by=SYSTEM, at=make.AT, reason="unreachable")
    check = reverse("portal:check", args=[draft.pk])
    page = client.get(client.post(check).headers["Location"]).text
    assert "đang gián đoạn" in page and "bộ phận một cửa" in page
    today = clock.today()
    lower_level(
        by=SYSTEM, at=make.AT, service=draft.version.procedure.code, level=1, reason="Sự cố", decision="7/QĐ",
        valid_from=today, valid_to=today,
    )  # fmt: skip
    client.post(check)
    assert Dossier.objects.count() == 1


def test_the_action_itself_refuses_and_other_levels_do_not_care(nhung: Account) -> None:
    draft = complete_draft(nhung)
    with pytest.raises(StepUpNeeded):
        submit(draft, by=make.actor(nhung), at=make.AT)
    ProcedureVersion.objects.filter(pk=draft.version_id).update(required_assurance=1)
    assert submit(draft, by=make.actor(nhung), at=make.AT).owner_id == nhung.person_id
