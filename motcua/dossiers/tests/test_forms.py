"""The forms of Thông tư 03/2025/TT-VPCP as they are read: each says what happened, and each is a valid PDF/A."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from motcua.accounts.tests import make as accounts
from motcua.dossiers.actions.extension import approve_extension, propose_extension
from motcua.dossiers.actions.set_practice import set_practice
from motcua.dossiers.models import Dossier, PaperSetUse
from motcua.dossiers.public import refuse, stop
from motcua.dossiers.reads.control_slips import control_slip, outcome_words, slip_subject
from motcua.dossiers.rules import Phase
from motcua.dossiers.tests import make
from motcua.files.public import read_content
from motcua.papers.public import papers_of, print_of, render, says
from motcua.papers.tests.make import faults_of, words_of
from motcua.platform.clock import VIETNAM, frozen

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(hours=2)


def printed(dossier: Dossier, code: str) -> str:
    """The newest paper of that kind as it is read; it is a valid PDF/A-2a and PDF/UA-1."""
    paper = papers_of(dossier.subject).filter(template__code=code).first()
    assert paper is not None, code
    pdf = read_content(print_of(paper, at=LATER))
    assert faults_of(pdf) == []
    return words_of(pdf)


def with_hotline(ward: make.Ward) -> None:
    set_practice(
        ward.unit, reply_hours=16, reminder_days=[1], assign_by="", hotline="0225 3838 100", by=ward.leader,
        at=make.AT - timedelta(days=1),
    )  # fmt: skip


def test_form_01_says_when_it_came_when_it_is_due_and_its_place_in_the_register() -> None:
    ward = make.ward()
    with_hotline(ward)
    dossier = make.dossier(ward, received=True)
    words = printed(dossier, "receipt_slip")
    assert dossier.due_at is not None
    for said in (
        dossier.code,
        "Liên 1",
        "Liên 2",
        "09 giờ 00 phút, ngày 23 tháng 11 năm 2026",
        "17 giờ 00 phút, ngày 01 tháng 12 năm 2026",
        "5 ngày làm việc",
        "Số lượng hồ sơ: 01 (bộ)",
        "quyển số: 2026, số thứ tự: 01",
        "Vũ Thị Lan",
        "Điện thoại hỗ trợ: 0225 3838 100",
        "giấy ủy quyền",
    ):
        assert said in words, said


def test_form_02_names_each_paper_and_whom_to_ask_and_form_03_why_not() -> None:
    ward = make.ward()
    with_hotline(ward)
    asked = make.dossier(ward, supplement=Phase.EXAMINATION)
    words = printed(asked, "supplement_slip")
    for said in (asked.code, "Bản chụp rõ hơn", "Ảnh chụp mờ", "Lê Văn Tư", "0225 3838 100", "/HDHS"):
        assert said in words, said
    refused = make.dossier(ward)
    refuse(refused, reason="Việc không thuộc thẩm quyền", by=ward.officer, at=LATER)
    words = printed(refused, "refusal_slip")
    for said in (refused.code, "Việc không thuộc thẩm quyền", "khiếu nại", "Vũ Thị Lan", "0225 3838 100", "/TCHS"):
        assert said in words, said


def test_form_04_has_both_dates_and_form_05_the_stage_and_what_becomes_of_the_fee() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    propose_extension(dossier, days=2, reason="Phải xác minh thêm", by=ward.leader, at=LATER)
    approve_extension(dossier, by=ward.leader, at=LATER)
    words = printed(dossier, "apology_letter")
    for said in (dossier.code, "ngày 01 tháng 12 năm 2026", "ngày 03 tháng 12 năm 2026", "Phải xác minh thêm", "/PXL"):
        assert said in words, said
    stop(dossier, reason="Không còn đối tượng", ground="Nghị định 118/2025", by=ward.leader, at=LATER)
    words = printed(dossier, "stop_notice")
    for said in (dossier.code, "Không còn đối tượng", "Thẩm tra", "Phí, lệ phí", "11 giờ 00 phút"):
        assert said in words, said


def test_form_06_follows_it_from_hand_to_hand_and_says_who_was_in_time() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, delivered=True, at=make.AT)
    slip = control_slip(dossier, LATER)
    assert [(row.from_name, row.to_name, row.note) for row in slip.hand_overs] == [
        ("Vũ Thị Lan", "Lê Văn Tư", "Thẩm tra"),
        ("Lê Văn Tư", "Đỗ Thị Năm", "Ký duyệt"),
        ("Đỗ Thị Năm", "Vũ Thị Lan", "Trả kết quả"),
        ("Vũ Thị Lan", "Nguyễn Văn An", "Trả kết quả"),
    ]
    assert slip.hand_overs[-1].outcome == "Trước hạn"
    pdf = render(slip)
    assert faults_of(pdf) == []
    words = words_of(pdf)
    for said in (dossier.code, ward.committee.name, "Trước hạn", "Người giao: Lê Văn Tư", "Người nhận: Đỗ Thị Năm"):
        assert said in words, said


def test_form_06_is_kept_and_issued_anew_only_when_something_happened(client: Client) -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    client.force_login(ward.officer_account)

    def printed_at(at: datetime) -> bytes:
        with frozen(at):
            return b"".join(client.get(f"/ho-so/{dossier.code}/phieu-kiem-soat"))

    first = printed_at(LATER)
    assert printed_at(LATER + timedelta(hours=1)) == first
    make.decide(dossier, ward, at=LATER + timedelta(hours=2))
    second = printed_at(LATER + timedelta(hours=3))
    assert second != first
    kept = list(papers_of(slip_subject(dossier)).order_by("pk"))
    assert [paper.number for paper in kept] == ["01/PKS", "02/PKS"]
    assert [read_content(print_of(paper, at=LATER)) for paper in kept] == [first, second]
    assert "Đỗ Thị Năm" in words_of(second)
    assert says(kept[1], control_slip(make.fresh(dossier), LATER))
    assert not papers_of(dossier.subject).filter(template__code="control_slip").exists()


@pytest.mark.parametrize(
    ("done", "words"),
    [((11, 30, 9), "Trước hạn"), ((12, 1, 9), "Đúng hạn"), ((12, 1, 17), "Đúng hạn"), ((12, 1, 18), "Quá hạn")],
)
def test_before_the_day_in_time_or_too_late(done: tuple[int, int, int], words: str) -> None:
    month, day, hour = done
    due = datetime(2026, 12, 1, 17, tzinfo=VIETNAM)
    assert outcome_words(due, datetime(2026, month, day, hour, tzinfo=VIETNAM)) == words
    assert outcome_words(None, due) == outcome_words(due, None) == ""


def test_form_06_is_for_who_may_see_the_dossier_and_of_what_was_accepted(client: Client) -> None:
    ward = make.ward()
    dossier, filed = make.dossier(ward, received=True), make.dossier(ward)
    client.force_login(ward.officer_account)
    with frozen(LATER):
        answer = client.get(f"/ho-so/{dossier.code}/phieu-kiem-soat")
        assert b"".join(answer).startswith(b"%PDF")
        assert f"/ho-so/{dossier.code}/phieu-kiem-soat" in client.get(f"/ho-so/{dossier.code}").content.decode()
        assert client.get(f"/ho-so/{filed.code}/phieu-kiem-soat").status_code == 404
        client.force_login(make.ward().officer_account)
        assert client.get(f"/ho-so/{dossier.code}/phieu-kiem-soat").status_code == 404


def test_a_field_prints_the_set_that_is_in_force_and_what_was_issued_stays(client: Client) -> None:
    ward = make.ward()
    before = make.dossier(ward, received=True)
    field = ward.procedure.procedure.field.code
    client.force_login(accounts.official(role="administrator", organisation=ward.committee))
    with frozen(LATER):
        past = {"field_code": field, "paper_set": "residence", "valid_from": "01/11/2026"}
        answer = client.post("/viec/bo-mau", past)
        assert (answer.status_code, "từ hôm nay hoặc sau đó" in answer.content.decode()) == (422, True)
        assert client.post("/viec/bo-mau", {**past, "field_code": "không có"}).status_code == 422
        assert not PaperSetUse.objects.filter(field_code=field).exists()
        assert client.post("/viec/bo-mau", {**past, "valid_from": "24/11/2026"}).status_code == 302
        assert "CT04" in client.get("/viec/bo-mau").content.decode()
    same_day = make.dossier(ward, received=True)
    next_day = make.dossier(ward, received=True, at=make.AT + timedelta(days=2))
    assert "GIẤY TIẾP NHẬN" in printed(same_day, "receipt_slip")
    words = printed(next_day, "receipt_slip")
    assert "PHIẾU TIẾP NHẬN HỒ SƠ" in words
    assert "Mẫu CT04" in words
    assert "GIẤY TIẾP NHẬN" in printed(before, "receipt_slip")
    assert PaperSetUse.objects.get(field_code="cu-tru").valid_from == date(2021, 7, 1)
    client.force_login(ward.officer_account)
    assert client.get("/viec/bo-mau").status_code in (403, 404)
