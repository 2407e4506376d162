"""Form 07: the register of what a unit received says what happened, to those who may see it."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from motcua.dossiers.models import Dossier
from motcua.dossiers.public import withdraw
from motcua.dossiers.reads.register import register_lines
from motcua.dossiers.tests import make
from motcua.forms.public import EForm
from motcua.papers.tests.make import faults_of, words_of
from motcua.platform.clock import frozen
from motcua.procedures.public import ProcedureVersion

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(hours=3)


def test_a_line_says_what_happened() -> None:
    ward = make.ward()
    done, open_one = make.dossier(ward, delivered=True), make.dossier(ward, received=True)
    line, running = register_lines([done, open_one])
    assert (line.serial, running.serial) == ("01", "02")
    assert (line.code, line.authority) == (done.code, ward.committee.name)
    assert (line.received, line.due) == ("09:00 23/11/2026", "17:00 01/12/2026")
    assert (line.resolved, line.returned, line.receiver) == ("09:00 23/11/2026", "09:00 23/11/2026", "Nguyễn Văn An")
    assert (line.way, line.note, line.passed_on) == ("nhận tại quầy", "Trước hạn", "09:00 23/11/2026")
    assert (running.resolved, running.returned, running.note) == ("", "", "")


def test_the_page_the_print_and_the_spreadsheet_hold_the_same(client: Client) -> None:
    ward = make.ward()
    done, filed = make.dossier(ward, delivered=True), make.dossier(ward)
    client.force_login(ward.officer_account)
    with frozen(LATER):
        page = client.get("/so-theo-doi").content.decode()
        pdf = client.get("/so-theo-doi/in?thang=2026-11").content
        sheet = load_workbook(io.BytesIO(client.get("/so-theo-doi/in?dang=xlsx").content)).active
        assert "không tiếp nhận hồ sơ nào" in client.get("/so-theo-doi?thang=2026-10").content.decode()
    assert done.code in page
    assert filed.code not in page
    assert faults_of(pdf) == []
    words = words_of(pdf)
    letters = words.replace(" ", "")
    for said in ("SỔ THEO DÕI HỒ SƠ", "Tháng 11/2026", "Tổng số: 1 hồ sơ", "Ký nhận"):
        assert said in words, said
    for said in (done.code, "17:0001/12/2026", "NguyễnVănAn"):
        assert said in letters, said
    assert sheet is not None
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert (len(rows), rows[0][:2], rows[1][1]) == (2, ["TT", "Mã hồ sơ"], done.code)


def test_another_unit_is_not_theirs_and_nothing_shows_that_they_may_not_see(client: Client) -> None:
    ward, other = make.ward(), make.ward()
    theirs = make.dossier(other, received=True)
    make.dossier(ward, received=True)
    client.force_login(ward.officer_account)
    with frozen(LATER):
        assert theirs.code not in client.get("/so-theo-doi").content.decode()
        for address in ("/so-theo-doi", "/so-theo-doi/in"):
            assert client.get(f"{address}?don-vi={other.unit.identifier}").status_code == 404
            assert client.get(f"{address}?thang=nam-nay").status_code == 404
        client.force_login(ward.specialist_account)
        assert client.get("/so-theo-doi").status_code in (403, 404)


def test_many_take_as_many_statements_as_one(client: Client) -> None:
    ward = make.ward()
    client.force_login(ward.officer_account)
    counts = []
    with frozen(LATER):
        for _round in range(2):
            make.dossier(ward, received=True)
            make.dossier(ward, delivered=True)
            client.get("/so-theo-doi")
            with CaptureQueriesContext(connection) as statements:
                client.get("/so-theo-doi")
            counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[1] <= 20


def test_a_month_too_long_to_print_is_refused_and_never_cut_short(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward = make.ward()
    for _one in range(2):
        make.dossier(ward, received=True)
    client.force_login(ward.officer_account)
    monkeypatch.setattr("motcua.dossiers.views.register.MOST_PRINTED", 1)
    with frozen(LATER):
        said = client.get("/so-theo-doi/in", follow=True)
        assert "hơn 1 hồ sơ" in said.text and "tải bảng tính" in said.text
        assert client.get("/so-theo-doi/in?dang=xlsx").status_code == 200
        monkeypatch.setattr("motcua.dossiers.views.register.MOST_IN_A_TABLE", 1)
        assert "xem trên trang" in client.get("/so-theo-doi/in?dang=xlsx", follow=True).text


def test_how_a_result_is_wanted_is_read_without_looking_up_what_else_the_form_asks() -> None:
    ward = make.ward()
    keys = [make.dossier(ward, received=True).pk for _one in range(2)]
    eform = EForm.objects.get()
    eform.schema["properties"]["noiNop"]["x-widget"] = "area"
    EForm.objects.update(schema=eform.schema, digest="0" * 64)
    ProcedureVersion.objects.update(delivery_answer="loai")
    counts = []
    for some in (keys[:1], keys):
        with CaptureQueriesContext(connection) as statements:
            lines = register_lines(list(Dossier.objects.select_related("version__eform").filter(pk__in=some)))
        assert {line.way for line in lines} == {"Cấp mới"}
        counts.append(sum("areas_area" in each["sql"] for each in statements))
    assert counts == [0, 0]


def test_what_ended_otherwise_says_how() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, received=True)
    withdraw(dossier, reason="Không cần nữa", by=make.actor(citizen), at=LATER)
    (line,) = register_lines([Dossier.objects.get(pk=dossier.pk)])
    assert line.note == "Đã rút hồ sơ"
