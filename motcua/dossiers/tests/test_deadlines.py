"""Passing time: marks, form 04 before the due date, who kept a dossier waiting, filings nobody accepted."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.actions.alarm_acceptance import alarm_acceptance
from motcua.dossiers.actions.extension import approve_extension, propose_extension, return_extension
from motcua.dossiers.actions.outside_wait import begin_outside_wait, end_outside_wait
from motcua.dossiers.actions.set_clock_policy import set_clock_policy
from motcua.dossiers.actions.watch_clocks import watch_clocks
from motcua.dossiers.models import ClockMark, Dossier, Extension
from motcua.dossiers.public import claim_step, explain, why_words
from motcua.dossiers.reads.deadlines import ledger_of, shares_of
from motcua.dossiers.rules import Phase, Status
from motcua.dossiers.tests import make
from motcua.notifications.public import Notification
from motcua.papers.public import papers_of
from motcua.platform.action import SYSTEM, Refused, Stale
from motcua.platform.clock import VIETNAM, frozen
from motcua.platform.testing import run_jobs
from motcua.processes.public import open_tasks

pytestmark = pytest.mark.django_db
# Received on Monday at nine, due on Tuesday the week after at closing (the 24th is a holiday).
DUE = datetime(2026, 12, 1, 17, 0, tzinfo=VIETNAM)


def on(day: int, hour: int = 9, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, 0, tzinfo=VIETNAM)


def watch(at: datetime) -> None:
    """As the worker does, and what follows."""
    with frozen(at):
        while watch_clocks(by=SYSTEM, at=at):
            pass
        run_jobs()


def told(kind: str) -> list[str]:
    return [row.title for row in Notification.objects.filter(kind__code=kind, channel="in_app").order_by("pk")]


def test_each_mark_is_reached_once_and_told_to_who_has_it() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    claim_step(dossier, task_id=make.task_id(dossier), by=ward.specialist, at=make.AT)
    assert ward.leader
    watch(make.AT)
    assert make.fresh(dossier).used_percent == 0
    # Five days from Wednesday: half of 40 h is over on Friday at noon.
    watch(on(27, 12))
    watch(on(27, 13))
    fresh = make.fresh(dossier)
    assert (fresh.used_percent, list(fresh.marks.values_list("percent", flat=True))) == (50, [50])
    assert fresh.marks.get().reached_at == datetime(2026, 11, 27, 11, 30, tzinfo=VIETNAM)
    watch(on(2, 9, 12))
    assert list(ClockMark.objects.values_list("percent", flat=True)) == [50, 75, 90, 100]
    assert told("clock_mark") == [
        f"Hồ sơ {dossier.code} đã dùng 50 % thời hạn",
        *[f"Hồ sơ {dossier.code} đã dùng 100 % thời hạn"] * 2,
    ]
    assert make.fresh(dossier).watch_at is None


def test_a_clock_that_stands_is_not_watched_until_it_runs_on() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, supplement=Phase.EXAMINATION)
    watch(on(15, 9, 12))
    assert not ClockMark.objects.exists()
    make.answer(dossier, by=make.actor(citizen), at=on(16, 9, 12))
    watch(on(17, 9, 12))
    assert make.fresh(dossier).watch_at is not None


def test_form_04_is_drafted_before_the_date_signed_in_time_and_moves_it() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    claim_step(dossier, task_id=make.task_id(dossier), by=ward.specialist, at=make.AT)
    assert ward.leader
    watch(on(30, 16))
    assert not Extension.objects.exists()
    watch(on(1, 8, 12))
    draft = Extension.objects.get()
    assert (draft.state, draft.due_at, draft.days, draft.new_due_at) == ("draft", DUE, 3, on(4, 17, 12))
    assert told("extension_to_reason") == [f"Hồ sơ {dossier.code} có thể trễ hạn 17:00 01/12/2026"]
    with pytest.raises(Refused, match="Xin ghi lý do chậm"):
        propose_extension(dossier, days=2, reason=" ", by=ward.specialist, at=on(1, 9, 12))
    propose_extension(dossier, days=2, reason="Phải xác minh thêm tại nơi ở", by=ward.specialist, at=on(1, 9, 12))
    with frozen(on(1, 9, 12)):
        run_jobs()
    assert told("extension_to_sign") == [f"Chờ ký: xin lỗi, gia hạn hồ sơ {dossier.code}"]
    with pytest.raises(Refused):
        approve_extension(dossier, by=ward.specialist, at=on(1, 10, 12))
    signed = approve_extension(dossier, by=ward.leader, at=on(1, 10, 12))
    fresh = make.fresh(dossier)
    assert signed.moves_due
    assert (fresh.due_at, fresh.original_due_at, fresh.promised_at) == (on(3, 17, 12), DUE, on(3, 17, 12))
    assert open_tasks(fresh.subject).get().listed_due_at == fresh.due_at
    paper = papers_of(fresh.subject).first()
    assert paper is not None
    assert paper.number.endswith("/PXL")
    assert paper.data["due_at"] == "2026-12-01T17:00:00+07:00"
    assert paper.data["new_due_at"] == "2026-12-03T17:00:00+07:00"
    assert paper.data["reason"] == "Phải xác minh thêm tại nơi ở"
    words = " ".join(why_words(explain(fresh, on(1, 11, 12)), []))
    assert "Được gia hạn 2 ngày làm việc" in words
    assert words.rindex("03/12/2026") > words.index("01/12/2026")
    with frozen(on(1, 10, 12)):
        run_jobs()
    assert told("dossier_extended") == [f"Hồ sơ {dossier.code} được gia hạn đến 17:00 03/12/2026"]
    with pytest.raises(Stale):
        approve_extension(dossier, by=ward.leader, at=on(1, 11, 12))


def test_signed_late_it_is_an_apology_and_the_dossier_stays_late() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    propose_extension(dossier, days=2, reason="Chờ xác minh", by=ward.leader, at=on(1, 16, 12))
    signed = approve_extension(dossier, by=ward.leader, at=on(2, 9, 12))
    fresh = make.fresh(dossier)
    assert not signed.moves_due
    assert (fresh.due_at, fresh.extended_days, fresh.promised_at) == (DUE, 0, on(4, 17, 12))
    assert fresh.events.filter(kind="apologised").exists()


def test_where_the_rules_say_so_an_extension_counts_as_late() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    set_clock_policy(
        valid_from=date(2026, 11, 23), marks=[80, 100], draft_before_hours=8, extension_days=5,
        extension_moves_due=False, forecast_days=3, leader_role="department_leader", by=SYSTEM, at=make.AT,
    )  # fmt: skip
    propose_extension(dossier, days=2, reason="Chờ xác minh", by=ward.leader, at=on(1, 9, 12))
    approve_extension(dossier, by=ward.leader, at=on(1, 10, 12))
    assert make.fresh(dossier).due_at == DUE
    watch(on(2, 9, 12))
    assert list(ClockMark.objects.values_list("percent", flat=True)) == [80, 100]


def test_returned_it_waits_for_another_reason_and_settled_it_is_dropped() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    propose_extension(dossier, days=2, reason="Bận", by=ward.leader, at=on(1, 9, 12))
    return_extension(dossier, note="Nêu rõ hơn", by=ward.leader, at=on(1, 10, 12))
    assert Extension.objects.get().state == "draft"
    make.decide(dossier, ward, at=on(1, 11, 12))
    watch(on(1, 12, 12))
    assert Extension.objects.get().state == "dropped"


def test_a_pause_in_the_extended_time_is_given_back() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, received=True)
    propose_extension(dossier, days=2, reason="Chờ xác minh", by=ward.leader, at=on(1, 9, 12))
    approve_extension(dossier, by=ward.leader, at=on(1, 10, 12))
    make.ask(dossier, by=ward.specialist, at=datetime(2026, 12, 2, 7, 30, tzinfo=VIETNAM))
    make.answer(dossier, by=make.actor(citizen), at=datetime(2026, 12, 3, 7, 30, tzinfo=VIETNAM))
    assert make.fresh(dossier).due_at == on(4, 17, 12)


def test_delay_caused_by_a_partner_is_its_own_in_the_figures(client: Client) -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    wait = begin_outside_wait(
        dossier, partner="Công an tỉnh", kind="consultation", ground="CV 12/UBND", by=ward.specialist, at=on(25, 8)
    )
    with pytest.raises(Refused, match="Đã ghi nhận"):
        begin_outside_wait(dossier, partner="Công an tỉnh", kind="system", by=ward.specialist, at=on(25, 9))
    ended = end_outside_wait(dossier, wait_id=wait.pk, by=ward.specialist, at=on(26, 8))
    assert ended.working_minutes == 8 * 60
    lines = ledger_of(Dossier.objects.for_page().get(pk=dossier.pk), on(26, 9))
    shares = shares_of(make.fresh(dossier), lines, on(26, 9))
    assert shares is not None
    assert (shares.partners, shares.paused) == (timedelta(hours=8), timedelta())
    assert shares.own + shares.partners + shares.paused == shares.whole
    assert make.fresh(dossier).due_at == DUE
    client.force_login(ward.leader_account)
    with frozen(on(26, 9)):
        page = client.get(f"/ho-so/{dossier.code}").content.decode()
        table = client.get("/viec/thoi-han?muc=cho-doi").content.decode()
        sheet = client.get("/viec/thoi-han?muc=cho-doi&csv=1").content.decode()
    assert "Công an tỉnh" in page and "CV 12/UBND" in page
    assert "Công an tỉnh" in table and "8,0" in table
    assert "Công an tỉnh" in sheet


def test_a_pause_is_in_the_ledger_with_its_article_and_who_approved_it() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, supplement=Phase.EXAMINATION)
    (line,) = ledger_of(Dossier.objects.for_page().get(pk=dossier.pk), on(25))
    assert line.stops
    assert (line.article, line.by) == ("Nghị định 118/2025/NĐ-CP, điều 11", "Lê Văn Tư")


def test_a_filing_not_accepted_in_time_is_told_once_and_listed(client: Client) -> None:
    ward = make.ward()
    dossier = make.dossier(ward)
    assert ward.officer and ward.leader
    for _again in range(2):
        with frozen(on(26)):
            alarm_acceptance(by=SYSTEM, at=on(26))
            run_jobs()
    assert told("acceptance_late") == [f"Hồ sơ {dossier.code} quá hạn tiếp nhận"] * 2
    client.force_login(ward.leader_account)
    with frozen(on(26)):
        assert dossier.code in client.get("/viec/thoi-han?muc=tiep-nhan").content.decode()
    client.force_login(ward.officer_account)
    with frozen(on(26)):
        page = client.get("/viec?tab=receive").content.decode()
    assert "hạn tiếp nhận" in page
    assert "Quá hạn" in page


def test_leaders_see_what_is_past_its_date_without_form_04(client: Client) -> None:
    ward, other = make.ward(), make.ward()
    dossier, theirs = make.dossier(ward, received=True), make.dossier(other, received=True)
    client.force_login(ward.leader_account)
    with frozen(on(2, 9, 12)):
        page = client.get("/viec/thoi-han").content.decode()
        assert dossier.code in page and theirs.code not in page
        assert "chưa có văn bản xin lỗi" in page
        posted = client.post(
            f"/ho-so/{dossier.code}/gia-han",
            {
                "reason": "Máy chủ hỏng",
                "days": "2",
                "listed": make.ground("apology"),
                "revision": make.fresh(dossier).revision,
            },
        )
        assert posted.status_code == 302
        assert dossier.code in client.get("/viec/thoi-han?muc=xin-loi").content.decode()
        client.post(f"/ho-so/{dossier.code}/gia-han/ky", {"revision": make.fresh(dossier).revision})
        assert dossier.code not in client.get("/viec/thoi-han").content.decode()
    client.force_login(ward.officer_account)
    assert client.get("/viec/thoi-han").status_code in (403, 404)


def test_many_clocks_take_as_many_statements_as_one() -> None:
    ward = make.ward()
    for _number in range(4):
        make.dossier(ward, received=True)
    counts = []
    for at_once in (1, 1, 2):
        with CaptureQueriesContext(connection) as statements:
            watch_clocks(at_once=at_once, by=SYSTEM, at=on(30, 9))
        counts.append(len([each for each in statements if "procrastinate" not in each["sql"]]))
    assert counts[1] == counts[2]
    assert Dossier.objects.filter(status=Status.RECEIVED, used_percent__gte=50).count() == 4


def test_the_policy_page_keeps_what_was_typed(client: Client) -> None:
    from motcua.accounts.tests import make as accounts

    admin = accounts.official(role="administrator", organisation=make.ward().committee)
    client.force_login(admin)
    page = client.post("/viec/thoi-han/quy-tac", {"marks": "abc", "valid_from": "23/11/2026"})
    assert page.status_code == 422
    assert "abc" in page.content.decode()
