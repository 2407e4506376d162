"""The inbox at work: whose turn it is, filters in the address, several rows at once."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.accounts.tests import make as accounts
from motcua.accounts.tests.make import signed_in
from motcua.audit.public import AuditEntry
from motcua.dossiers.models import Dossier
from motcua.dossiers.public import claim_step, complete_step, receive
from motcua.dossiers.reads.counts import KEPT_FOR, recent_counts, tab_counts
from motcua.dossiers.reads.narrowing import read_filters
from motcua.dossiers.reads.tabs import TABS
from motcua.dossiers.reads.worklist import worklist
from motcua.dossiers.rules import Phase, Status
from motcua.dossiers.tests import make
from motcua.platform import clock
from motcua.platform.action import Actor
from motcua.processes.public import Task, open_tasks

pytestmark = pytest.mark.django_db


def listed(client: Client, **query: str) -> list[str]:
    """The codes in the list, in order."""
    with clock.frozen(make.AT):
        text = client.get(f"/viec?{urlencode(query)}").content.decode()
    return list(dict.fromkeys(re.findall(r'href="/ho-so/([^"/]+)"', text)))


def counts(actor: Actor, at: datetime = make.AT) -> dict[str, int]:
    return {name: count for name, count in tab_counts(actor, at).items() if count}


def holder(dossier: Dossier) -> int | None:
    return open_tasks(dossier.subject).get().assignee_id


def test_a_dossier_moves_through_the_tabs_with_whose_turn_it_is() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    assert counts(ward.specialist) == {"new": 1, "unit": 1}
    assert counts(ward.officer) == {"others": 1}
    assert counts(ward.leader) == {"unit": 1}
    claim_step(dossier, task_id=make.task_id(dossier), by=ward.specialist, at=make.AT)
    assert counts(ward.specialist) == {"mine": 1, "unit": 1}
    complete_step(dossier, task_id=make.task_id(dossier), outcome="propose", by=ward.specialist, at=make.AT)
    assert counts(ward.specialist) == {"unit": 1, "others": 1}
    assert counts(ward.leader) == {"new": 1, "unit": 1}
    complete_step(dossier, task_id=make.task_id(dossier), outcome="return", note="Xem lại", by=ward.leader, at=make.AT)
    returned = counts(ward.specialist)
    assert returned["returned"] == 1
    assert "others" not in returned
    assert counts(ward.leader)["others"] == 1


def test_a_full_desk_is_counted_tab_by_tab_and_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    ward = make.ward()
    waiting = make.dossier(ward)
    for _number in range(3):
        make.dossier(ward, received=True)
    everybody = (ward.officer, ward.specialist, ward.leader)
    exactly = [counts(actor) for actor in everybody]
    assert exactly[0] == {"receive": 1, "others": 3}
    monkeypatch.setattr("motcua.dossiers.reads.counts.MOST", 2)
    assert [counts(actor) for actor in everybody] == [
        {name: min(count, 2) for name, count in told.items()} for told in exactly
    ]
    monkeypatch.setattr("motcua.dossiers.views.inbox.MOST", 2)
    with clock.frozen(make.AT):
        page = signed_in(ward.officer_account).get("/viec?tab=receive").content.decode()
    assert "2</span>+" in page
    assert waiting.code in page


def test_a_full_desk_is_counted_anew_after_a_while_and_any_other_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ward = make.ward()
    make.dossier(ward)
    assert recent_counts(ward.officer, make.AT)["receive"] == 1
    make.dossier(ward)
    assert recent_counts(ward.officer, make.AT)["receive"] == 2
    monkeypatch.setattr("motcua.dossiers.reads.counts.MOST", 1)
    assert recent_counts(ward.officer, make.AT)["receive"] == 1
    receive(make.dossier(ward), revision=1, by=ward.officer, at=make.AT)
    assert recent_counts(ward.officer, make.AT + KEPT_FOR / 2)["others"] == 0
    assert recent_counts(ward.officer, make.AT + KEPT_FOR)["others"] == 1
    assert not any(recent_counts(replace(ward.officer, rights=()), make.AT + KEPT_FOR).values())


def test_whoever_does_it_again_is_told_that_it_came_back_and_nobody_else() -> None:
    ward = make.ward()
    once, again = make.dossier(ward, received=True), make.dossier(ward, received=True)
    make.decide(again, ward, "return", note="Thiếu chữ ký")
    client = signed_in(ward.specialist_account)
    assert listed(client, tab="returned") == [again.code]
    assert set(listed(client, tab="unit")) == {once.code, again.code}


def test_a_tab_that_is_seldom_needed_shows_only_when_it_holds_something() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    client = signed_in(ward.specialist_account)
    with clock.frozen(make.AT):
        assert "Bị trả lại" not in client.get("/viec").content.decode()
        make.decide(dossier, ward, "return", note="Thiếu chữ ký")
        assert "Bị trả lại" in client.get("/viec").content.decode()
        assert client.get("/viec?tab=unanswered").status_code == 200


def test_filters_combine_in_the_address_and_each_chip_takes_away_its_own() -> None:
    ward = make.ward()
    free, held = make.dossier(ward, received=True), make.dossier(ward, received=True)
    claim_step(held, task_id=make.task_id(held), by=ward.specialist, at=make.AT)
    client = signed_in(ward.specialist_account)
    assert listed(client, tab="unit", giu="chua-ai") == [free.code]
    assert listed(client, tab="unit", giu="toi") == [held.code]
    assert listed(client, tab="unit", giu="nguoi-khac") == []
    assert listed(signed_in(ward.leader_account), tab="unit", giu="nguoi-khac") == [held.code]
    assert listed(client, tab="unit", **{"can-bo": "văn tư"}) == [held.code]
    assert listed(client, tab="unit", **{"can-bo": "Năm"}) == []
    assert listed(client, tab="unit", **{"trang-thai": str(Status.IN_PROGRESS.value)}) == [held.code]
    assert listed(client, tab="unit", kenh="1") == []
    assert listed(client, tab="unit", kenh="2", giu="toi", **{"trang-thai": "4"}) == [held.code]
    assert listed(client, tab="unit", han="hom-nay") == []
    with clock.frozen(make.AT):
        page = client.get("/viec?tab=unit&kenh=2&giu=toi").content.decode()
    assert 'href="/viec?tab=unit&amp;giu=toi"' in page
    assert 'href="/viec?tab=unit&amp;kenh=2"' in page


@pytest.mark.parametrize(
    ("query", "on"),
    [
        ({"han": "qua-han"}, timedelta(days=20)),
        ({"han": "hom-nay"}, timedelta(days=8)),
        ({"han": "3-ngay"}, timedelta(days=6)),
        ({"han": "7-ngay"}, timedelta(days=2)),
    ],
)
def test_the_due_filter_means_what_it_says(query: dict[str, str], on: timedelta) -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    assert dossier.due_at is not None
    assert dossier.due_at.date() == (make.AT + timedelta(days=8)).date()
    with clock.frozen(make.AT + on):
        assert (
            dossier.code
            in signed_in(ward.specialist_account).get(f"/viec?tab=unit&{urlencode(query)}").content.decode()
        )
        for other in {"qua-han", "hom-nay", "chua-co"} - set(query.values()):
            text = signed_in(ward.specialist_account).get(f"/viec?tab=unit&han={other}").content.decode()
            assert dossier.code not in text, other


def test_nonsense_in_the_address_narrows_nothing() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    client = signed_in(ward.specialist_account)
    nonsense = {"kenh": "x", "trang-thai": "99", "han": "mai", "giu": "'--", "after": "x"}
    assert listed(client, tab="unit", **nonsense) == [dossier.code]


def test_every_filter_keeps_the_worklist_at_four_statements() -> None:
    ward = make.ward()
    make.dossier(ward, received=True)
    everything = {
        "tab": "unit", "kenh": "2", "trang-thai": "2", "han": "7-ngay", "giu": "chua-ai", "thu-tuc": "thủ tục",
    }  # fmt: skip
    with clock.frozen(make.AT):
        client = signed_in(ward.leader_account)
        for address in [f"/viec?tab={name}" for name in TABS] + [f"/viec?{urlencode(everything)}"]:
            assert client.get(address).status_code == 200
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            assert len(asked) <= 4, address


def test_what_is_counted_can_be_opened() -> None:
    here, there = make.ward(), make.ward()
    for ward in (here, there):
        make.dossier(ward)
        make.dossier(ward, received=True)
        make.dossier(ward, supplement=Phase.EXAMINATION)
        make.dossier(ward, resolved=True)
    with clock.frozen(make.AT):
        for account in (here.officer_account, here.specialist_account, here.leader_account):
            client = signed_in(account)
            for name, count in tab_counts(make.actor(account), make.AT).items():
                codes = listed(client, tab=name)
                assert len(codes) == count, name
                assert all(client.get(f"/ho-so/{code}").status_code == 200 for code in codes)


def test_picked_rows_are_claimed_in_one_act_and_each_that_refuses_says_why() -> None:
    ward, elsewhere = make.ward(), make.ward()
    free, mine, taken, gone = (make.dossier(ward, received=True) for _ in range(4))
    foreign = make.dossier(elsewhere, received=True)
    colleague = accounts.official(role="specialist", organisation=ward.committee, full_name="Bùi Thị Sáu")
    claim_step(mine, task_id=make.task_id(mine), by=ward.specialist, at=make.AT)
    claim_step(taken, task_id=make.task_id(taken), by=make.actor(colleague), at=make.AT)
    make.ask(gone, by=ward.specialist)
    codes = [free.code, mine.code, taken.code, gone.code, foreign.code, "H31.0-000000-0000", free.code]
    before = {each.pk: make.fresh(each).revision for each in (mine, taken, gone, foreign)}
    with clock.frozen(make.AT):
        answer = signed_in(ward.specialist_account).post(
            "/viec/nhan", {"selected": codes, "back": "tab=unit&giu=chua-ai"}
        )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Đã nhận xử lý 1 hồ sơ." in text
    for words in (
        "Ông/bà đang giữ hồ sơ này rồi.", "Không có bước nào đang chờ ông/bà nhận ở hồ sơ này.",
        "Chờ bổ sung giấy tờ", "Không tìm thấy hồ sơ này.",
    ):  # fmt: skip
        assert words in text, words
    assert "/viec?tab=unit&amp;giu=chua-ai" in text
    assert holder(free) == ward.specialist_account.pk
    assert holder(taken) == colleague.pk
    assert holder(foreign) is None
    assert {pk: Dossier.objects.get(pk=pk).revision for pk in before} == before
    acts = AuditEntry.objects.filter(name="dossiers.claim_steps")
    assert acts.get().details["done"] == [free.code]
    assert AuditEntry.objects.about(foreign.subject).filter(outcome="refused", name="dossiers.read").count() == 1
    assert AuditEntry.objects.about(taken.subject).filter(name="dossiers.claim_step").count() == 1, (
        "the colleague's own"
    )


def test_where_all_rows_were_claimed_the_list_comes_back_and_says_so() -> None:
    ward = make.ward()
    codes = [make.dossier(ward, received=True).code for _ in range(3)]
    with clock.frozen(make.AT):
        client = signed_in(ward.specialist_account)
        answer = client.post("/viec/nhan", {"selected": codes, "back": "tab=new"}, follow=True)
        assert answer.redirect_chain == [("/viec?tab=new", 302)]
        assert "Đã nhận xử lý 3 hồ sơ." in answer.content.decode()
        assert tab_counts(ward.specialist, make.AT)["mine"] == 3
        assert client.post("/viec/nhan", {}).status_code == 422
        assert client.post("/viec/nhan", {"selected": [str(n) for n in range(300)]}).status_code == 422


def test_picked_rows_are_given_to_one_official_with_a_reason() -> None:
    ward = make.ward()
    first, second, filed = make.dossier(ward, received=True), make.dossier(ward, received=True), make.dossier(ward)
    ward.officer_account, ward.specialist_account  # noqa: B018 (they work here)
    with clock.frozen(make.AT):
        client = signed_in(ward.leader_account)
        codes = [first.code, second.code, filed.code]
        asked = client.post("/viec/phan-cong", {"selected": codes, "back": "tab=unit"})
        assert "Lê Văn Tư" in asked.content.decode()
        assert "Vũ Thị Lan" not in asked.content.decode(), "who cannot do the step is not offered"
        assert client.post("/viec/phan-cong", {"selected": codes, "account": ""}).status_code == 422
        given = {
            "selected": codes,
            "account": ward.specialist_account.username,
            "note": "Nghỉ phép",
            "back": "tab=unit",
        }
        text = client.post("/viec/phan-cong", given).content.decode()
    assert "Đã phân công 2 hồ sơ cho Lê Văn Tư." in text
    assert "Không có bước nào ông/bà phân công được" in text
    assert holder(first) == holder(second) == ward.specialist_account.pk
    assert first.events.get(kind="assigned").note == "Nghỉ phép"
    assert not filed.events.filter(kind="assigned").exists()


def test_rows_are_not_given_to_somebody_who_may_not_do_the_step() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    with clock.frozen(make.AT):
        answer = signed_in(ward.leader_account).post(
            "/viec/phan-cong", {"selected": [dossier.code], "account": ward.officer_account.username}
        )
    assert answer.status_code == 422
    assert "không giữ vai trò" in answer.content.decode()
    assert holder(dossier) is None
    assert Task.objects.of_subject(dossier.subject).count() == 1


def test_who_may_not_is_kept_out() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    with clock.frozen(make.AT):
        officer, specialist = signed_in(ward.officer_account), signed_in(ward.specialist_account)
        assert officer.post("/viec/nhan", {"selected": [dossier.code]}).status_code == 403
        assert specialist.post("/viec/phan-cong", {"selected": [dossier.code]}).status_code == 403
        assert "data-select" not in officer.get("/viec?tab=others").content.decode()
        assert "formaction" not in specialist.get("/viec?tab=unit").content.decode()


def test_pages_of_the_inbox_together_are_the_whole_list() -> None:
    ward = make.ward()
    dossiers = [make.dossier(ward, received=True) for _ in range(5)]
    due = [None, make.AT, make.AT, None, make.AT + timedelta(days=1)]
    for dossier, at in zip(dossiers, due, strict=True):
        Dossier.objects.filter(pk=dossier.pk).update(due_at=at)
        Task.objects.of_subject(dossier.subject).update(listed_due_at=at)
    inorder = [dossiers[place].pk for place in (1, 2, 4, 0, 3)]
    for tab, whole in (("unit", inorder), ("receive", [make.dossier(ward).pk for _ in range(3)])):
        actor = ward.specialist if tab == "unit" else ward.officer
        for size in (1, 2, 4):
            rows, after = [], None
            while True:
                page = worklist(actor, tab, read_filters({}), make.AT, after=after, size=size)
                rows += [row.id for row in page.rows]
                if (after := page.next_token) is None:
                    break
            assert rows == whole, (tab, size)


def test_marks_of_patterns_are_looked_for_as_they_stand() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    client = signed_in(ward.specialist_account)
    assert listed(client, tab="unit", **{"thu-tuc": dossier.version.name[2:9].upper()}) == [dossier.code]
    for mark in ("%", "_", "\\"):
        assert listed(client, tab="unit", **{"thu-tuc": mark}) == []
