"""Forms 01 to 07, and CT04 to CT06, of each procedure as they are issued: valid PDF/A that says what happened."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from motcua.demo.tests.test_procedures import CODES, OFFICIALS, acting, filed, version_of, walk
from motcua.dossiers.public import Dossier, Wanted, deliver, receive, refuse, request_supplement, stop
from motcua.dossiers.tests import make
from motcua.files.public import read_content
from motcua.papers.public import Paper, RegisterSheet, papers_of, print_of, print_register
from motcua.papers.tests.make import faults_of, words_of
from motcua.platform import clock
from motcua.platform.action import Actor
from motcua.platform.formats import dmyhm
from motcua.procedures.public import ProcedureCase

pytestmark = [pytest.mark.django_db, pytest.mark.soak]
RESIDENCE = "1.004222"
TITLES = {
    "receipt_slip": "GIẤY TIẾP NHẬN HỒ SƠ",
    "supplement_slip": "PHIẾU YÊU CẦU BỔ SUNG",
    "refusal_slip": "PHIẾU TỪ CHỐI TIẾP NHẬN",
    "apology_letter": "xin lỗi",
    "stop_notice": "DỪNG GIẢI QUYẾT HỒ SƠ",
    "control_slip": "PHIẾU KIỂM SOÁT",
}


def officers(dossier: Dossier, at: datetime) -> tuple[Actor, Actor]:
    """Who receives, and who leads where it is decided."""
    unit, authority = dossier.unit_of_record.identifier, dossier.competent_authority.identifier
    return (acting(OFFICIALS[unit]["one_stop_officer"], at), acting(OFFICIALS[authority]["department_leader"], at))


def forms_of(code: str, at: datetime) -> Iterator[Paper]:
    """Four dossiers of a procedure: one lacks papers, one is refused, one is late and stopped, one runs to its end."""
    case = ProcedureCase.objects.filter(version=version_of(code)).select_related("version__eform").first()
    assert case is not None
    lacking, refused, stopped, done = (filed(case, number, at) for number in range(4))
    officer, leader = officers(lacking, at)
    items = [
        Wanted(part, "Bản chụp mờ, thiếu trang có dấu; xin nộp lại bản rõ.") for part in lacking.components.all()[:3]
    ]
    listed = make.ground("supplement", "không đọc được")
    request_supplement(lacking, items=items, reason="Mất góc trái.", listed=listed, by=officer, at=at)
    refuse(refused, reason="", listed=make.ground("refusal", "không có quyền"), by=officer, at=at)
    receive(stopped, by=officer, at=at)
    later = at + timedelta(minutes=30)
    if case.limit is not None:
        listed = make.ground("apology", "Chờ ý kiến")
        make.late(stopped, reason="Cơ quan thuế chưa trả lời.", listed=listed, by=leader, at=later)
    why, listed = "Theo thông báo thụ lý số 15/TB-TA.", make.ground("stop", "Tòa án")
    stop(stopped, reason=why, listed=listed, ground="Bộ luật Tố tụng dân sự 2015", by=leader, at=later)
    walk(done, at)
    deliver(done, way="counter", receiver="Nguyễn Thị Hồng Nhung", identity_seen="Căn cước", by=officer, at=later)
    for each in (lacking, refused, stopped, done):
        yield from papers_of(each.subject).defer(None).exclude(template__code__startswith="result")
    for each in (stopped, done):
        yield make.kept_slip(each, later)


@pytest.mark.parametrize("code", CODES)
def test_forms_of_each_procedure_are_valid_and_say_what_happened(city: datetime, code: str) -> None:
    with clock.frozen(city):
        issued = list(forms_of(code, city))
        seen = set()
        for paper in issued:
            pdf = read_content(print_of(paper, at=city))
            assert faults_of(pdf) == [], paper
            words = words_of(pdf)
            seen.add(paper.template.code)
            assert (paper.template.domain == "residence") == (code == RESIDENCE and "CT0" in words), paper
            if not paper.template.domain and paper.template.code in TITLES:
                assert TITLES[paper.template.code].casefold() in words.casefold(), paper
            assert "None" not in words and "{" not in words, paper
    has_limit = any(paper.template.code == "apology_letter" for paper in issued)
    assert seen >= set(TITLES) - (set() if has_limit else {"apology_letter"})


def test_the_register_of_them_all_is_valid(city: datetime) -> None:
    with clock.frozen(city):
        for code in CODES[:4]:
            list(forms_of(code, city))
        unit = Dossier.objects.get(pk=Dossier.objects.latest("pk").pk).place_of_receipt
        rows = make.lines_of(unit, city - timedelta(days=1), city + timedelta(days=1))
        sheet = RegisterSheet(unit.name, "", "Tháng 11/2026", rows, dmyhm(city))
        pdf = print_register(sheet, at=city)
    assert len(rows) >= 2
    assert faults_of(pdf) == []
    assert "SỔ THEO DÕI HỒ SƠ" in words_of(pdf)
