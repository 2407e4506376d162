"""The counter: one act files and accepts, wherever in the province the matter belongs."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from motcua.audit.public import AuditEntry
from motcua.dossiers.models import Dossier
from motcua.dossiers.public import Expired, Incomplete, OtherDetails, deliver, take_at_counter
from motcua.dossiers.reads.slips import receipt_slip
from motcua.dossiers.rules import Channel, Status
from motcua.dossiers.tests import make
from motcua.notifications.public import Notification
from motcua.papers.public import papers_of
from motcua.persons.public import Person
from motcua.persons.tests import make as persons
from motcua.platform import clock
from motcua.platform.action import SYSTEM, NotAllowed, Refused
from motcua.platform.testing import run_jobs
from motcua.procedures.public import define_version, publish_version
from motcua.procedures.tests import make as procedures
from motcua.processes.public import open_tasks

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(hours=1)


def take(ward: make.Ward, *, at_ward: make.Ward | None = None, **changes: object) -> Dossier:
    """Taken at the counter of `at_ward`, of a matter of `ward`."""
    counter = at_ward or ward
    return take_at_counter(counter.unit, make.counter_filing(ward, **changes), by=counter.officer, at=LATER)


def test_the_counter_files_and_accepts_in_one_act() -> None:
    ward = make.ward()
    dossier = take(ward, papers=frozenset({"don", "anh"}))
    assert (dossier.status, dossier.channel) == (Status.RECEIVED, Channel.IN_PERSON)
    assert (dossier.submitted_at, dossier.received_at) == (LATER, LATER)
    assert dict(dossier.components.values_list("type__key", "is_on_paper")) == {"don": True, "anh": True}
    assert papers_of(dossier.subject).get().template.code == "receipt_slip"
    assert open_tasks(dossier.subject).get().organisation_id == ward.committee.pk
    assert [event.kind for event in dossier.events.all()] == ["submitted", "received"]


def test_the_counter_takes_nothing_incomplete_and_only_at_ones_own_unit() -> None:
    ward = make.ward()
    with pytest.raises(Incomplete) as caught:
        take(ward, answers={}, papers=frozenset())
    assert caught.value.components == ["don"]
    assert "hoTen" in {error.field for error in caught.value.errors}
    with pytest.raises(NotAllowed):
        take_at_counter(ward.unit, make.counter_filing(ward), by=make.ward().officer, at=LATER)
    assert not Dossier.objects.exists()
    assert not Person.objects.named("Trần Thị Bưởi").exists()


def test_a_matter_of_another_ward_belongs_there_and_its_slip_is_issued_here() -> None:
    there = make.ward()
    here = make.ward(procedure=there.procedure)
    dossier = take(there, at_ward=here)
    assert dossier.place_of_receipt == here.unit
    assert (dossier.unit_of_record, dossier.competent_authority) == (there.unit, there.committee)
    assert dossier.code == f"{there.unit.identifier}-261123-0001"
    assert open_tasks(dossier.subject).get().organisation_id == there.committee.pk
    slip = papers_of(dossier.subject).get()
    assert (slip.organisation_id, slip.number) == (here.unit.pk, "01/TNHS")
    told = receipt_slip(dossier, by=here.officer, at=LATER)
    assert (told.letterhead.unit, told.letterhead.parent) == (here.unit.name, here.committee.name)
    assert told.receiver.name == here.officer_account.display_name
    for ward in (here, there):
        client = Client()
        client.force_login(ward.officer_account)
        with clock.frozen(LATER):
            assert client.get(f"/ho-so/{dossier.code}").status_code == 200
            assert client.get(f"/ho-so/{dossier.code}/giay/{slip.pk}")["Content-Type"] == "application/pdf"


def test_the_place_of_receipt_hands_over_what_it_took() -> None:
    there = make.ward()
    here = make.ward(procedure=there.procedure)
    dossier = take(there, at_ward=here)
    make.decide(dossier, there, at=LATER)
    handed: dict[str, Any] = {"way": "counter", "receiver": "Trần Thị Bưởi", "identity_seen": "Căn cước"}
    with pytest.raises(NotAllowed):
        deliver(dossier, **handed, by=make.ward().officer, at=LATER)
    client = Client()
    client.force_login(here.officer_account)
    with clock.frozen(LATER):
        assert dossier.code in client.get("/viec?tab=deliver").content.decode()
        assert "/tra-ket-qua" in client.get(f"/ho-so/{dossier.code}").content.decode()
    deliver(dossier, **handed, by=here.officer, at=LATER)
    assert make.fresh(dossier).status == Status.DELIVERED


@pytest.mark.parametrize("area", ["99999", "", None])
def test_an_area_where_nobody_receives_is_refused_at_its_question(area: str | None) -> None:
    ward = make.ward()
    with pytest.raises(Refused) as refused:
        take(ward, answers=ward.answers(noiNop=area))
    assert refused.value.field == "noiNop"
    assert not Dossier.objects.exists()


def test_a_procedure_that_names_no_area_is_filed_where_the_officer_sits() -> None:
    like = make.ward()
    ward = make.ward(procedure=procedures.online(process=like.case.process))
    dossier = take(ward, answers={key: value for key, value in ward.answers().items() if key != "noiNop"})
    assert (dossier.place_of_receipt, dossier.unit_of_record) == (ward.unit, ward.unit)


@pytest.mark.parametrize(
    "changes", [{"full_name": "Trần Thị Bơ"}, {"birth_date": date(1987, 4, 13)}, {"full_name": "Trần Thị Bưởi Em"}]
)
def test_a_number_does_not_open_the_record_of_somebody_else(changes: dict[str, object]) -> None:
    ward = make.ward()
    known = take(ward).owner
    filing = make.counter_filing(ward)
    with pytest.raises(OtherDetails) as refused:
        take(ward, applicant=replace(filing.applicant, **changes))  # type: ignore[arg-type]
    assert refused.value.field == "personal_id"
    assert "Bưởi" not in refused.value.message
    assert "1987" not in refused.value.message
    assert Dossier.objects.get().owner == known


def test_a_name_typed_without_accents_is_the_same_person() -> None:
    ward = make.ward()
    first = take(ward)
    plain = replace(make.counter_filing(ward).applicant, full_name="TRAN THI BUOI")
    assert take(ward, applicant=plain).owner == first.owner
    assert Person.objects.get(pk=first.owner_id).full_name == "Trần Thị Bưởi"


def test_the_contact_is_that_of_the_filing_and_leaves_the_record_alone() -> None:
    ward = make.ward()
    owner = take(ward, phone="0987 654 321", email="buoi@example.vn", address="Số 1 Lê Lợi").owner
    second = take(ward, phone="0911 222 333", email="khac@example.vn", address="Số 9 Trần Phú")
    kept = Person.objects.get(pk=owner.pk)
    assert (kept.phone, kept.email, kept.address_line) == ("0987654321", "buoi@example.vn", "Số 1 Lê Lợi")
    fresh = make.fresh(second)
    assert (fresh.contact_phone, fresh.contact_email, fresh.contact_address) == (
        "0911222333", "khac@example.vn", "Số 9 Trần Phú",
    )  # fmt: skip
    assert fresh.contact_phone_index == persons.person(phone="0911 222 333").phone_index
    assert receipt_slip(fresh, by=ward.officer, at=LATER).applicant.address == "Số 9 Trần Phú"
    run_jobs()
    to = set(Notification.objects.filter(subject=second.subject).values_list("channel", flat=True))
    assert {"sms", "email"} <= to


@pytest.mark.parametrize(("field", "value"), [("phone", "12"), ("email", "khong-phai"), ("address", "a" * 301)])
def test_a_contact_that_reaches_nobody_is_refused(field: str, value: str) -> None:
    ward = make.ward()
    with pytest.raises(Refused) as refused:
        take(ward, **{field: value})  # type: ignore[arg-type]
    assert refused.value.field in ("phone", "email", "address_line")
    assert not Dossier.objects.exists()


def test_the_same_form_taken_again_is_the_same_dossier() -> None:
    ward, key = make.ward(), uuid4()
    first = take(ward, key=key)
    assert take(ward, key=key, answers={}) == first
    assert Dossier.objects.count() == 1
    assert papers_of(first.subject).count() == 1
    elsewhere = make.ward(procedure=ward.procedure)
    with pytest.raises(Refused, match="nơi khác"):
        take(ward, at_ward=elsewhere, key=key)
    assert take(ward, key=uuid4()) != first


def test_an_expired_version_is_not_taken_at_the_counter() -> None:
    ward = make.ward()
    spec = procedures.spec(code=ward.procedure.procedure.code, valid_from=make.AT.date())
    publish_version(define_version(spec, by=SYSTEM, at=make.AT), by=SYSTEM, at=make.AT)
    with pytest.raises(Expired):
        take(ward)
    assert not Dossier.objects.exists()


def posted(ward: make.Ward, **changes: object) -> dict[str, object]:
    """What the counter's page sends."""
    form: dict[str, object] = {
        "full_name": "Trần Thị Bưởi", "personal_id": "031187004567", "birth_date": "12/04/1987",
        "phone": "0987654321", "email": "", "address_line": "", "state-don": "original", "filing_key": str(uuid4()),
        "_shown": [" ".join(step["fields"]) for step in make.form_schema()["x-steps"]],
    }  # fmt: skip
    form |= {"coKemTheo": "no", "ngaySinh": "25/03/1998"}
    for name, value in ward.answers().items():
        form.setdefault(name, value)
    return form | changes


def test_the_page_keeps_what_was_typed_and_records_the_look_where_the_details_differ() -> None:
    ward = make.ward()
    known = persons.person(full_name="Lê Thị Khác", birth_date=date(1990, 1, 1))
    client = Client()
    client.force_login(ward.officer_account)
    address = f"/tiep-nhan/{ward.procedure.procedure.code}"
    with clock.frozen(LATER):
        sent = posted(ward, personal_id=known.personal_id, birth_date="02/01/1990", filing_key="khong-phai-khoa")
        page = client.post(address, sent)
    said = page.content.decode()
    assert page.status_code == 422
    assert "thuộc về người có họ tên hoặc ngày sinh khác" in said
    assert "Trần Thị Bưởi" in said
    assert "Lê Thị Khác" not in said
    assert not Dossier.objects.exists()
    look = AuditEntry.objects.filter(outcome="refused", name="dossiers.take_at_counter").get()
    assert look.persons == [known.pk]


def test_pressing_twice_on_the_page_gives_one_dossier() -> None:
    ward = make.ward()
    client = Client()
    client.force_login(ward.officer_account)
    sent = posted(ward)
    with clock.frozen(LATER):
        ends = [client.post(f"/tiep-nhan/{ward.procedure.procedure.code}", sent) for _ in range(2)]
    assert [end.status_code for end in ends] == [302, 302]
    assert ends[0]["Location"] == ends[1]["Location"]
    assert Dossier.objects.count() == 1


def test_the_counter_offers_each_case() -> None:
    like = make.ward()
    cases = [procedures.case(key=key, process=like.case.process) for key in ("thuong", "luu-dong")]
    several = procedures.online(eform=like.procedure.eform, area_answer="noiNop", cases=cases)
    ward = make.ward(procedure=several)
    client = Client()
    client.force_login(ward.officer_account)
    address = f"/tiep-nhan/{ward.procedure.procedure.code}"
    with clock.frozen(LATER):
        assert "?truong-hop=luu-dong" in client.get(address).content.decode()
        end = client.post(f"{address}?truong-hop=luu-dong", posted(ward))
    assert end.status_code == 302, end.content.decode()
    assert Dossier.objects.get().case.key == "luu-dong"
