"""The officials' pages: what they cost, what they hide, what they say to nonsense."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.accounts.tests.make import signed_in
from motcua.audit.public import AuditEntry
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import Phase, Status
from motcua.dossiers.tests import make
from motcua.platform import clock
from motcua.processes.public import Task
from motcua.processes.tests import make as processes

pytestmark = pytest.mark.django_db
WORKLIST_STATEMENTS = 4
DOSSIER_STATEMENTS = 14


def statements(client: Client, address: str) -> int:
    """How many statements a page costs once session, rights and calendars are warm."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_worklist_costs_four_statements_however_much_work_there_is() -> None:
    ward, citizen = make.ward(), make.citizen()
    with clock.frozen(make.AT):
        for _ in range(3):
            make.dossier(ward, by=citizen)
            make.dossier(ward, by=citizen, received=True)
        for account in (ward.officer_account, ward.specialist_account, ward.leader_account):
            client = signed_in(account)
            for address in ("/viec", "/viec?tab=receive", "/viec?tab=unit", "/viec/tim?q=pham"):
                assert statements(client, address) <= WORKLIST_STATEMENTS, address


@pytest.mark.parametrize("state", ["filed", "received", "asked", "supplied", "resolved", "delivered"])
def test_the_page_of_a_dossier_costs_fourteen(state: str) -> None:
    ward = make.ward()
    dossier = make.dossier(
        ward,
        received=state == "received",
        supplement=Phase.EXAMINATION if state in ("asked", "supplied") else None,
        supplied=state == "supplied",
        resolved=state == "resolved",
        delivered=state == "delivered",
    )
    with clock.frozen(make.AT):
        for account in (ward.officer_account, ward.specialist_account, ward.leader_account):
            assert statements(signed_in(account), f"/ho-so/{dossier.code}") <= DOSSIER_STATEMENTS, account


def test_a_worklist_goes_on_where_dossiers_have_no_due_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.dossiers.views.inbox.PAGE_SIZE", 2)
    ward = make.ward()
    made = [make.dossier(ward, received=True).code for _ in range(5)]
    undated = Dossier.objects.filter(code__in=made[2:])
    for each in undated:
        Task.objects.of_subject(each.subject).update(listed_due_at=None)
    undated.update(due_at=None)
    with clock.frozen(make.AT):
        client = signed_in(ward.specialist_account)
        address, seen = "/viec?tab=unit", []
        while address:
            page = client.get(address)
            assert page.status_code == 200
            text = page.content.decode()
            seen += list(dict.fromkeys(re.findall(r"H31[.\d]+-\d{6}-\d{4}", text)))
            following = re.search(r'href="(/viec\?tab=unit&amp;after=[^"]+)"', text)
            address = unescape(following.group(1)) if following else ""
    assert seen == made


def test_a_dossier_with_two_open_steps_is_one_row_naming_the_step_due_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.dossiers.views.inbox.PAGE_SIZE", 2)
    way = processes.parallel("whenever", "slow", "quick")
    for node in way["nodes"]:
        if node["id"] in ("slow", "quick"):
            node |= {"limit": processes.hours(8 if node["id"] == "slow" else 2), "untimed": False}
    ward = make.ward(procedure=make.new_procedure(process=processes.process(way)))
    codes = [make.dossier(ward, received=True).code for _ in range(3)]
    with clock.frozen(make.AT):
        client = signed_in(ward.specialist_account)
        first = client.get("/viec?tab=unit").content.decode()
        following = re.search(r'href="(/viec\?tab=unit&amp;after=[^"]+)"', first)
        assert following is not None
        second = client.get(unescape(following.group(1))).content.decode()
    assert [first.count(f"/ho-so/{code}") for code in codes] == [1, 1, 0]
    assert [second.count(f"/ho-so/{code}") for code in codes] == [0, 0, 1]
    assert first.count("Bước quick") == 2
    assert "Bước whenever" not in first


def test_a_forbidden_dossier_does_not_exist_and_the_look_is_written_down() -> None:
    ward, elsewhere, stranger = make.ward(), make.ward(), make.citizen()
    dossier = make.dossier(ward, received=True)
    file = dossier.components.get().files.get()
    with clock.frozen(make.AT):
        for account, addresses in [
            (elsewhere.officer_account, [f"/ho-so/{dossier.code}", f"/ho-so/{dossier.code}/tep/{file.pk}"]),
            (stranger, [f"/ho-so-cua-toi/{dossier.code}", f"/ho-so/{dossier.code}/tep/{file.pk}"]),
        ]:
            for address in addresses:
                answer = signed_in(account).get(address)
                assert answer.status_code == 404, address
                assert dossier.code not in answer.content.decode()
        refusals = AuditEntry.objects.about(dossier.subject).filter(outcome="refused", name="dossiers.read")
        assert refusals.count() == 4
        assert signed_in(elsewhere.officer_account).get("/ho-so/H31.0.0-261123-9999").status_code == 404
        assert refusals.count() == 4, "what does not exist is nobody's data"


def test_forbidden_acts_are_not_found_either() -> None:
    ward, elsewhere = make.ward(), make.ward()
    dossier = make.dossier(ward)
    before = make.fresh(dossier)
    with clock.frozen(make.AT):
        for act in ("tiep-nhan", "tu-choi", "yeu-cau-bo-sung", "tra-ket-qua"):
            answer = signed_in(elsewhere.officer_account).post(f"/ho-so/{dossier.code}/{act}", {"revision": "1"})
            assert answer.status_code == 404, act
        answer = signed_in(ward.specialist_account).post(f"/ho-so/{dossier.code}/tiep-nhan", {"revision": "1"})
        assert answer.status_code == 403
    assert make.fresh(dossier).revision == before.revision


def test_each_look_is_written_down_with_its_purpose_and_a_list_in_one_entry() -> None:
    ward = make.ward()
    people = [make.citizen(), make.citizen()]
    dossiers = [make.dossier(ward, by=each) for each in people]
    with clock.frozen(make.AT):
        client = signed_in(ward.officer_account)
        client.get("/viec?tab=receive")
        client.get(f"/ho-so/{dossiers[0].code}")
    reads = AuditEntry.objects.filter(kind="read").order_by("id")
    assert [(each.purpose, each.persons) for each in reads] == [
        ("Xem danh sách hồ sơ", sorted(each.person_id for each in people)),
        ("Giải quyết hồ sơ", [people[0].person_id]),
    ]


NONSENSE = ["", "0", "-1", "x", "²", "9" * 30, "9" * 5000, "1 OR 1=1", "a" * 100_000]


@pytest.mark.parametrize("typed", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_is_refused_in_words_and_changes_nothing(typed: str) -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    task = make.task_id(dossier)
    page = f"/ho-so/{dossier.code}"
    with clock.frozen(make.AT):
        client = signed_in(ward.specialist_account)
        asked = {"reason": "Mờ", "listed": make.ground("supplement"), "revision": dossier.revision}
        attempts = {
            f"{page}/buoc/{task}/xong": {"outcome": "propose", "revision": typed},
            f"{page}/buoc/{task}/xong?": {"outcome": typed, "revision": dossier.revision},
            f"{page}/buoc/{task + 10**9}/xong": {"outcome": "propose", "revision": dossier.revision},
            f"{page}/yeu-cau-bo-sung": {**asked, "items": typed},
        }
        for address, posted in attempts.items():
            answer = client.post(address, posted)
            assert answer.status_code in (409, 422), (address, answer.status_code)
            assert "Chưa thực hiện được" in answer.content.decode()
        for address in (
            f"{page}?tep={quote(typed[:5000])}",
            f"/viec/tim?q={quote(typed[:5000])}",
            "/viec?tab=x&after=x",
        ):
            assert client.get(address).status_code in (200, 302), address
    assert make.fresh(dossier).revision == dossier.revision
    assert dossier.events.count() == 2


def test_what_was_typed_is_kept_when_an_act_is_refused() -> None:
    ward = make.ward()
    dossier = make.dossier(ward)
    with clock.frozen(make.AT):
        client = signed_in(ward.officer_account)
        typed = {"reason": "Nộp nhầm nơi", "listed": make.ground("refusal"), "revision": "7"}
        answer = client.post(f"/ho-so/{dossier.code}/tu-choi", typed)
        assert answer.status_code == 409
        assert "vừa được người khác xử lý" in answer.content.decode()
        assert "Nộp nhầm nơi" in answer.content.decode()
        answer = client.post(f"/ho-so/{dossier.code}/tu-choi", {"reason": "x" * 100_000, "revision": "1"})
        assert answer.status_code == 422
        assert "dài quá 4.000 ký tự" in answer.content.decode()
    assert make.fresh(dossier).status == Status.SUBMITTED


def test_late_work_is_shown_as_late() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    with clock.frozen(make.AT + timedelta(days=10)):
        client = signed_in(ward.specialist_account)
        assert dossier.code in client.get("/viec?tab=overdue").content.decode()
        assert "Quá hạn" in client.get(f"/ho-so/{dossier.code}").content.decode()
