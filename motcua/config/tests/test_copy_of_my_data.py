"""The copy of one's data: everything declared of a person with everything is in it, and nothing of anybody else."""

import io
import json
import zipfile
from datetime import date, timedelta
from pathlib import Path

import jsonschema_rs
import pytest
from django.test import Client

from motcua.accounts.public import Account
from motcua.accounts.tests import make as accounts
from motcua.areas.tests import make as areas
from motcua.audit.public import AuditEntry, looks_at
from motcua.certifications.tests import make as certifications
from motcua.dossiers.actions.choose_post import choose_post
from motcua.dossiers.actions.comment import comment
from motcua.dossiers.actions.complain import complain
from motcua.dossiers.actions.deliver import deliver
from motcua.dossiers.models import AnswersVersion, ResultDelivery, SiteVisit, ValueDispute
from motcua.dossiers.rules import Phase
from motcua.dossiers.tests import make
from motcua.files.public import StoredFile, read_content
from motcua.notifications.public import Notification
from motcua.persons.public import (
    IdentityCard,
    accept_mandate,
    give_mandate,
    register_guardianship,
)
from motcua.persons.rules import Ground
from motcua.persons.tests import make as persons
from motcua.platform import clock
from motcua.platform.action import SYSTEM, NotAllowed, Refused, record_read
from motcua.platform.personal import declared_fields
from motcua.platform.settings import installation
from motcua.platform.testing import run_jobs
from motcua.post.public import Direction, Home, cancel
from motcua.privacy.public import (
    DataExport,
    answer_erasure,
    answer_question,
    ask,
    ask_erasure,
    ask_export,
    download_export,
    erase_exports,
    give_consent,
    schema,
)

pytestmark = pytest.mark.django_db
PAGE = "/du-lieu-cua-toi"


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def with_everything(ward: make.Ward) -> tuple[Account, Account]:
    """A citizen of whom something stands in every kind of record, and a neighbour who shares some of them."""
    citizen = make.citizen(full_name="Trần Thị Đủ", phone="0911222333", email="du@example.vn")
    neighbour = make.citizen(full_name="Lê Văn Lạ", phone="0977888999", email="la@example.vn")
    person = citizen.person
    person.address_line = "Số 5 Cầu Đất"
    person.sex = "female"
    person.save()
    areas.area(name="Phường Nhà Đủ")
    dossier = make.dossier(ward, by=citizen, supplement=Phase.INTAKE, supplied=True, resolved=True)
    home = Home("Trần Thị Đủ", "0911222333", "Số 5 Cầu Đất", "Phường Nhà Đủ")
    parcel = choose_post(dossier, Direction.DELIVER, home, by=make.actor(citizen), at=make.AT)
    cancel(parcel, reason="Đã đổi ý", by=make.actor(citizen), at=make.AT)
    deliver(dossier, way="counter", receiver="Nguyễn Văn An", identity_seen="Căn cước", by=ward.officer, at=make.AT)
    AnswersVersion.objects.create(
        dossier=dossier, answers={"nguoiLienHe": neighbour.person.phone}, reason="Sai số", replaced_at=make.AT
    )
    SiteVisit.objects.create(
        dossier=dossier, step="Thẩm tra", planned_for=make.AT, place="Số 5 Cầu Đất", team="Cán bộ A", planned_at=make.AT
    )
    complain(dossier, text="Trả chậm", by=make.actor(citizen), at=make.AT)
    comment(dossier, text="Đã gọi điện hẹn.", visibility="applicant", by=ward.officer, at=make.AT)
    make.dossier(ward, by=neighbour, delivered=True)
    ValueDispute.objects.create(
        draft=make.draft(ward, by=citizen), field="hoTen", label="Họ và tên", source="population", as_of=make.AT.date(),
        told="Trần Thị Đù", said="Trần Thị Đủ", reason="Ghi sai dấu", at=make.AT,
    )  # fmt: skip
    card = IdentityCard(person.personal_id, "", person.full_name, person.birth_date, None, "", None)
    certifications.Place(ward.committee, ward.unit).turn(requester=person.full_name, card=card)
    entity = persons.legal_entity(name="Cơ sở Đủ", representative=person)
    assert entity.tax_code
    child = persons.person(full_name="Trần Bé", birth_date=date(2015, 3, 1))
    register_guardianship(person, child, ground=Ground.PARENT, by=SYSTEM, at=make.AT)
    mandate = give_mandate(
        person,
        personal_id=neighbour.person.personal_id,
        full_name=neighbour.person.full_name,
        document="Giấy số 12",
        by=make.actor(citizen),
        at=make.AT,
    )
    accept_mandate(mandate, by=make.actor(neighbour), at=make.AT)
    record_read(by=ward.officer, purpose="Giải quyết hồ sơ", persons=[person.pk], subject=dossier)
    look = looks_at({person.pk}).rows[0]
    asked = ask(person, entry=look.id, text="Vì sao xem?", by=make.actor(citizen), at=make.AT)
    answer_question(asked, answer="Để giải quyết.", by=ward.officer, at=make.AT)
    give_consent(person, purpose="notice_sms", by=make.actor(citizen), at=make.AT)
    erasure = ask_erasure(person, text="Xin xóa", by=make.actor(citizen), at=make.AT)
    answer_erasure(erasure, grants=False, answer="Luật Lưu trữ buộc giữ.", by=SYSTEM, at=make.AT)
    run_jobs()
    return citizen, neighbour


def copy_of(account: Account, language: str = "vi") -> tuple[DataExport, zipfile.ZipFile]:
    export = ask_export(account.person, language=language, by=make.actor(account), at=clock.now())
    run_jobs()
    export.refresh_from_db()
    file = download_export(export, by=make.actor(account), at=clock.now())
    return export, zipfile.ZipFile(io.BytesIO(read_content(file)))


def test_every_declared_field_of_a_person_with_everything_is_in_the_copy() -> None:
    ward = make.ward()
    citizen, neighbour = with_everything(ward)
    _export, archive = copy_of(citizen)
    data = json.loads(archive.read("data.json"))
    jsonschema_rs.validate(json.loads(schema()), data)
    there = {f"{record['model']}.{name}" for record in data["records"] for name in record["values"]}
    assert [field.path for field in declared_fields() if not field.withheld and field.path not in there] == []
    told = "\n".join(archive.read(name).decode() for name in ("data.json", "index.html"))
    for own in ("0911222333", "du@example.vn", citizen.person.personal_id, "Số 5 Cầu Đất", "Cơ sở Đủ", "Giấy số 12"):
        assert own in told, own
    other = neighbour.person
    for foreign in (other.phone, other.email, other.personal_id):
        assert foreign not in told, foreign
    assert "0977***999" in told
    dossiers = [record for record in data["records"] if record["model"] == "dossiers.Dossier"]
    assert len(dossiers) == 1 and dossiers[0]["files"]
    assert archive.read(dossiers[0]["files"][0]).startswith(b"%PDF")
    assert any(record["model"] == "papers.Paper" and record["files"] for record in data["records"])
    # Looked at when the dossier was dealt with, and when the card was read for certified copies.
    assert [look["unit"] for look in data["looks"]] == [ward.unit.name] * 2
    assert {name for record in data["records"] for name in record["files"]} <= set(archive.namelist())
    assert ResultDelivery.objects.count() == 2


def test_nothing_of_somebody_for_whom_one_only_filed() -> None:
    ward, citizen = make.ward(), make.citizen(phone="0911222333")
    owner = make.citizen(full_name="Người Chủ", phone="0977888999")
    dossier = make.dossier(ward, by=citizen)
    dossier.owner = owner.person
    dossier.save()
    _export, archive = copy_of(citizen)
    record = next(
        each for each in json.loads(archive.read("data.json"))["records"] if each["model"] == "dossiers.Dossier"
    )
    assert record["values"]["contact_phone"] and "answers" not in record["values"] and not record["files"]
    run_jobs()
    assert ask_export(owner.person, language="vi", by=make.actor(owner), at=clock.now())


def test_the_copy_is_asked_for_told_downloaded_and_erased() -> None:
    citizen = make.citizen(email="du@example.vn")
    with clock.frozen(make.AT):
        own = browser(citizen)
        assert own.post(f"{PAGE}/ban-sao").status_code == 302
        assert "Đang lập" in own.get(PAGE).content.decode()
        assert own.post(f"{PAGE}/ban-sao").status_code == 422
        run_jobs()
        export = DataExport.objects.get()
        assert Notification.objects.filter(kind__code="data_export_ready", channel="in_app").exists()
        answer = own.get(f"{PAGE}/ban-sao/{export.pk}")
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
        assert AuditEntry.objects.filter(name="privacy.download_export", account_id=citizen.pk).count() == 1
        assert export.file_id is not None
        stored = StoredFile.objects.get(pk=export.file_id)
        lies = Path(installation().home) / "files" / stored.sha256[:2] / stored.sha256[2:4] / stored.sha256
        assert lies.exists() and b"data.json" not in lies.read_bytes()
    with clock.frozen(make.AT + timedelta(days=8)):
        assert erase_exports(by=SYSTEM, at=clock.now()) == 1
        run_jobs()
        assert not lies.exists() and not StoredFile.objects.filter(pk=stored.pk).exists()
        assert "không còn" in browser(citizen).get(f"{PAGE}/ban-sao/{export.pk}").content.decode()
        assert own.post(f"{PAGE}/ban-sao").status_code in (302, 200)


def test_only_who_proved_themselves_a_moment_ago_downloads_and_only_their_own() -> None:
    citizen = make.citizen()
    with clock.frozen(make.AT):
        own = browser(citizen)
        own.get(PAGE)
        ask_export(citizen.person, language="vi", by=make.actor(citizen), at=make.AT)
        run_jobs()
    export = DataExport.objects.get()
    with clock.frozen(make.AT + timedelta(minutes=20)):
        answer = own.get(f"{PAGE}/ban-sao/{export.pk}")
        assert answer.status_code == 403 and "Xác minh bằng mật khẩu" in answer.content.decode()
        other = make.citizen(full_name="Người Khác")
        assert browser(other).get(f"{PAGE}/ban-sao/{export.pk}").status_code == 404
        with pytest.raises(NotAllowed):
            download_export(export, by=make.actor(other), at=clock.now())
    assert DataExport.objects.get().downloads == 0


def test_copies_are_made_only_so_often() -> None:
    citizen = make.citizen()
    for number in range(3):
        at = make.AT + timedelta(days=8 * number)
        with clock.frozen(at):
            ask_export(citizen.person, language="vi", by=make.actor(citizen), at=at)
            run_jobs()
        erase_exports(by=SYSTEM, at=at + timedelta(days=7, hours=1))
    with pytest.raises(Refused, match="30"):
        ask_export(citizen.person, language="vi", by=make.actor(citizen), at=make.AT + timedelta(days=25))
    assert ask_export(citizen.person, language="vi", by=make.actor(citizen), at=make.AT + timedelta(days=31))


def test_the_copy_is_in_the_language_it_was_asked_in() -> None:
    citizen = accounts.citizen()
    _export, archive = copy_of(citizen, language="en")
    assert "A copy" in archive.read("index.html").decode() or "My data" in archive.read("index.html").decode()
