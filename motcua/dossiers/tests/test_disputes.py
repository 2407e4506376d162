"""What applicants reported as wrong: seen by those who resolve the dossier, settled once, told to who looks."""

from typing import Any

import pytest
from django.test import Client

from motcua.audit.public import AuditEntry, looks_at
from motcua.dossiers.actions.fill_draft import fill_draft
from motcua.dossiers.actions.settle_dispute import settle_dispute
from motcua.dossiers.models import Dossier, ValueDispute
from motcua.dossiers.public import attach_file, report_wrong, save_draft, start_draft, submit
from motcua.dossiers.tests import make
from motcua.files.tests import make as files
from motcua.forms.public import bound_of
from motcua.forms.tests import make as forms
from motcua.platform import clock
from motcua.platform.testing import all_at_once
from motcua.procedures.tests import make as procedures
from motcua.processes.tests import make as processes

LIST = "/viec/bao-sai"
# The number that the citizen says is theirs, and another of the same year that the register has.
OWN_NUMBER = str(forms.ANSWERS["soDinhDanh"])
TOLD = {"full_name": "Trần Thị Cũ", "personal_id": f"{OWN_NUMBER[:-2]}{(int(OWN_NUMBER[-2:]) + 1) % 100:02}"}


def bound_ward() -> make.Ward:
    """A ward whose form asks for what a register knows."""
    schema: dict[str, Any] = make.form_schema()
    schema["properties"]["hoTen"]["x-source"] = "person.full_name"
    schema["properties"]["soDinhDanh"]["x-source"] = "person.personal_id"
    process = processes.process(make.way()).process
    return make.ward(procedure=procedures.online(eform=forms.eform(schema), process=process, area_answer="noiNop"))


def reported(ward: make.Ward, *, filed: bool = True) -> ValueDispute:
    citizen = make.citizen()
    by, eform = make.actor(citizen), ward.procedure.eform
    assert eform is not None
    draft = start_draft(ward.procedure, ward.case, by=by, at=make.AT)
    attach_file(draft, ward.case.components.get(key="don"), files.taken(files.pdf()), by=by, at=make.AT)
    gathered = {"person": {"as_of": make.AT.isoformat(), "values": TOLD}}
    draft = fill_draft(draft, gathered, eform, list(bound_of(eform)), by=by, at=make.AT)
    dispute = report_wrong(draft, "hoTen", "Trần Thị Mới", "Đã đổi tên.", by=by, at=make.AT)
    report_wrong(draft, "soDinhDanh", OWN_NUMBER, "Số cũ.", by=by, at=make.AT)
    rest = {name: value for name, value in ward.answers().items() if name not in ("hoTen", "soDinhDanh")}
    save_draft(draft, answers=rest, by=by, at=make.AT)
    if filed:
        submit(draft, by=by, at=make.AT)
    return dispute


def see(account: Any, address: str = LIST) -> str:
    client = Client()
    client.force_login(account)
    with clock.frozen(make.AT):
        return client.get(address).text


@pytest.mark.django_db
def test_those_who_resolve_the_dossier_see_it_and_settle_it_once() -> None:
    ward = bound_ward()
    dispute = reported(ward)
    reported(ward, filed=False)
    dossier = Dossier.objects.get()
    page = see(ward.specialist_account)
    assert page.count("Đã đổi tên.") == 1 and page.count("Số cũ.") == 1, "what is not filed is nobody's affair yet"
    assert "Trần Thị Cũ" in page and "Trần Thị Mới" in page and "từ Cơ sở dữ liệu quốc gia về dân cư" in page
    assert TOLD["personal_id"] not in page and OWN_NUMBER not in page
    assert "Xem báo sai thông tin" in {look.purpose for look in looks_at({dossier.owner_id}).rows}
    elsewhere = bound_ward()
    assert "Trần Thị" not in see(elsewhere.specialist_account)
    client, address = Client(), f"/ho-so/{dossier.code}/bao-sai/{dispute.pk}"
    client.force_login(elsewhere.specialist_account)
    assert client.post(address, {"outcome": "answered", "note": "x"}).status_code == 404
    client.force_login(ward.specialist_account)
    with clock.frozen(make.AT):
        assert client.post(address, {"outcome": "answered", "note": " "}).status_code == 422
        assert client.post(address, {"outcome": "lost", "note": "x"}).status_code == 422
        done = {"outcome": "passed_on", "note": "Đã gửi công an phường."}
        assert client.post(address, done).headers["Location"] == LIST
        assert client.post(address, done).status_code == 409
    assert "Đã đổi tên." not in see(ward.specialist_account)
    settled = see(ward.specialist_account, f"{LIST}?da-xong=1")
    assert "Đã gửi công an phường." in settled and "Đã đổi tên." in settled
    dispute.refresh_from_db()
    assert dispute.settled_by == ward.specialist_account
    assert AuditEntry.objects.filter(name="dossiers.settle_dispute", outcome="done").count() == 1


@pytest.mark.django_db
def test_officers_see_what_was_reported_to_their_own_unit_alone() -> None:
    ward, elsewhere = bound_ward(), bound_ward()
    dispute = reported(ward)
    assert "Đã đổi tên." in see(ward.officer_account)
    assert "Đã đổi tên." not in see(elsewhere.officer_account)
    settle_dispute(Dossier.objects.get(), dispute.pk, outcome="answered", said="Đã gọi.", by=ward.officer, at=make.AT)
    assert "Đã gọi." in see(ward.officer_account, f"{LIST}?da-xong=1")
    assert "Đã gọi." not in see(elsewhere.officer_account, f"{LIST}?da-xong=1")


@pytest.mark.django_db(transaction=True)
def test_of_many_who_settle_it_one_does() -> None:
    ward = bound_ward()
    dispute, by = reported(ward), ward.specialist
    dossier = Dossier.objects.get()

    def settle() -> None:
        settle_dispute(dossier, dispute.pk, outcome="answered", said="Đã gọi.", by=by, at=make.AT)

    assert all_at_once([settle] * 6) == {"done": 1, "Stale": 5}
