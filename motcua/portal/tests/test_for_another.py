"""Filing for another over the pages: for whom is chosen first, shown at every step, checked again when it is filed."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.accounts.public import Account
from motcua.accounts.tests.make import signed_in
from motcua.audit.public import AuditEntry
from motcua.dossiers.public import Dossier, Draft, receive
from motcua.dossiers.tests import make
from motcua.files.tests import make as files
from motcua.notifications.public import Notification
from motcua.papers.public import papers_of
from motcua.persons.public import Ground, Mandate, accept_mandate, give_mandate, register_guardianship, withdraw_mandate
from motcua.persons.tests import make as persons
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db
WHAT = {"loai": "moi", "coKemTheo": "no"}


@pytest.fixture
def ward() -> make.Ward:
    return make.ward()


def parent_and_child() -> tuple[Account, str]:
    parent = make.citizen()
    child = persons.person(full_name="Phạm Gia Bảo", birth_date=date(2015, 2, 28), phone="", email="")
    kept = register_guardianship(parent.person, child, ground=Ground.PARENT, by=SYSTEM, at=make.AT)
    return parent, f"giam-ho-{kept.pk}"


def mandate(holder: Account, *procedures: str, valid_to: date | None = None) -> tuple[Account, Mandate]:
    grantor = make.citizen(full_name="Lê Minh")
    given = give_mandate(
        grantor.person, personal_id=holder.person.personal_id, full_name=holder.person.full_name,
        procedures=procedures, by=persons.citizen(grantor.person), at=make.AT, valid_to=valid_to,
    )  # fmt: skip
    return grantor, accept_mandate(given, by=persons.citizen(holder.person), at=make.AT)


def begin(client: Client, ward: make.Ward, whose: str) -> str:
    answer = client.post(f"/thu-tuc/{ward.procedure.procedure.code}/nop", {"case": "thuong", "for-whom": whose})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"]).split("/buoc/")[0]


def fill(client: Client, draft: str, ward: make.Ward, name: str) -> None:
    """All steps, with the banner at each."""
    who = {
        "hoTen": name, "ngaySinh": "28/02/2015", "soDinhDanh": persons.personal_id(birth_date=date(2015, 2, 28)),
        "dienThoai": "0912345678", "thuDienTu": "",
    }  # fmt: skip
    banner = f"đang làm hồ sơ thay cho {name}"
    for page in ("/buoc/nguoi-nop", "/buoc/noi-dung", "/giay-to", "/kiem-tra", "", "/may-khac"):
        assert banner in client.get(draft + page).content.decode(), page
    client.post(f"{draft}/buoc/nguoi-nop", who)
    client.post(f"{draft}/buoc/noi-dung", {**WHAT, "noiNop": ward.code})
    client.post(f"{draft}/giay-to", {"file-don": SimpleUploadedFile("don.pdf", files.pdf()), "go-on": "1"})


def test_who_acts_for_nobody_is_not_asked(ward: make.Ward) -> None:
    with clock.frozen(make.AT):
        shown = signed_in(make.citizen()).get(f"/thu-tuc/{ward.procedure.procedure.code}/nop").content.decode()
    assert "cho ai" not in shown


def test_a_parent_files_for_a_child(ward: make.Ward) -> None:
    parent, key = parent_and_child()
    client = signed_in(parent)
    with clock.frozen(make.AT):
        shown = client.get(f"/thu-tuc/{ward.procedure.procedure.code}/nop").content.decode()
        assert "Thay cho Phạm Gia Bảo" in shown
        draft = begin(client, ward, key)
        fill(client, draft, ward, "Phạm Gia Bảo")
        assert client.post(f"{draft}/kiem-tra").status_code == 302
        dossier = Dossier.objects.get()
        assert (dossier.owner.full_name, dossier.submitter_id) == ("Phạm Gia Bảo", parent.person_id)
        assert dossier.guardianship is not None
        assert "Thay cho Phạm Gia Bảo" in client.get("/ho-so-cua-toi").content.decode()
        receive(dossier, by=ward.officer, at=make.AT)
        officer = signed_in(ward.officer_account)
        page = officer.get(f"/ho-so/{dossier.code}").content.decode()
        assert "Phạm Thị Thanh Hà làm hồ sơ thay Phạm Gia Bảo" in page
        assert "điều 136" in page
        assert "đã xem giấy tờ" in page
    slip = papers_of(dossier.subject).get(template__code="receipt_slip")
    assert slip.data["applicant"]["name"] == "Phạm Gia Bảo"
    assert slip.data["applicant"]["represented_by"].startswith("Phạm Thị Thanh Hà, cha, mẹ")
    looks = AuditEntry.objects.filter(purpose="Giải quyết hồ sơ")
    assert all(dossier.owner_id in look.persons for look in looks)
    assert looks.exists()


def test_a_mandate_both_are_told_and_both_see_it(ward: make.Ward) -> None:
    holder = make.citizen()
    grantor, given = mandate(holder)
    client = signed_in(holder)
    with clock.frozen(make.AT):
        draft = begin(client, ward, f"uy-quyen-{given.pk}")
        fill(client, draft, ward, "Lê Minh")
        assert client.post(f"{draft}/kiem-tra").status_code == 302
        run_jobs()
        dossier = Dossier.objects.get()
        assert dossier.mandate == given
        mine = signed_in(grantor).get("/ho-so-cua-toi").content.decode()
        assert dossier.code in mine
        assert "Phạm Thị Thanh Hà nộp thay ông/bà" in mine
        assert signed_in(grantor).get(f"/ho-so-cua-toi/{dossier.code}").status_code == 200
        assert signed_in(make.citizen()).get(f"/ho-so-cua-toi/{dossier.code}").status_code == 404
    told = set(Notification.objects.filter(subject=dossier.subject).values_list("person_id", "kind__code"))
    assert told == {
        (holder.person_id, "dossier_submitted"),
        (grantor.person_id, "dossier_submitted"),
        (grantor.person_id, "dossier_filed_for_you"),
    }
    looked = AuditEntry.objects.get(purpose="Làm thủ tục thay")
    assert looked.persons == [grantor.person_id], "their details were filled in for another: they read it"


@pytest.mark.parametrize("how", ["expired", "ended", "scope"])
def test_what_no_longer_holds_is_refused_with_a_reason_and_nothing_is_lost(ward: make.Ward, how: str) -> None:
    holder = make.citizen()
    _grantor, given = mandate(holder, valid_to=make.AT.date() + timedelta(days=3))
    client, at = signed_in(holder), make.AT
    with clock.frozen(at):
        draft = begin(client, ward, f"uy-quyen-{given.pk}")
        fill(client, draft, ward, "Lê Minh")
    if how == "expired":
        at = make.AT + timedelta(days=4)
    elif how == "ended":
        withdraw_mandate(given, by=persons.citizen(given.grantor), at=at)
    else:
        Mandate.objects.filter(pk=given.pk).update(procedures=["9.999999"])
    words = {"expired": "đã hết thời hạn ngày 26/11/2026", "ended": "đã chấm dứt", "scope": "không gồm thủ tục này"}
    before = Draft.objects.get()
    with clock.frozen(at):
        signed = signed_in(holder)
        answer = signed.post(f"{draft}/kiem-tra")
        assert answer.status_code == 422
        assert words[how] in answer.content.decode()
        assert (
            signed.post(
                f"/thu-tuc/{ward.procedure.procedure.code}/nop", {"for-whom": f"uy-quyen-{given.pk}"}
            ).status_code
            == 422
        ), "nor can it be begun"
    after = Draft.objects.get()
    assert not Dossier.objects.exists()
    assert (after.answers, after.state, after.revision) == (before.answers, "open", before.revision)
    assert AuditEntry.objects.filter(name="dossiers.submit", outcome="refused").count() == 1


def test_nobody_files_by_what_is_anothers(ward: make.Ward) -> None:
    holder, thief = make.citizen(), make.citizen(full_name="Vũ Lan")
    _grantor, given = mandate(holder)
    _parent, ward_key = parent_and_child()
    with clock.frozen(make.AT):
        client = signed_in(thief)
        for key in (f"uy-quyen-{given.pk}", ward_key, "to-chuc-1", "giam-ho-x", ""):
            answer = client.post(f"/thu-tuc/{ward.procedure.procedure.code}/nop", {"case": "thuong", "for-whom": key})
            assert answer.status_code == 422, key
    assert not Draft.objects.exists()


def test_who_represents_an_organisation_files_for_it(ward: make.Ward) -> None:
    boss = make.citizen()
    entity = persons.legal_entity(representative=boss.person)
    client = signed_in(boss)
    with clock.frozen(make.AT):
        draft = begin(client, ward, f"to-chuc-{entity.pk}")
        assert f"thay cho {entity.name}" in client.get(f"{draft}/kiem-tra").content.decode()
        fill(client, draft, ward, entity.name)
        client.post(f"{draft}/kiem-tra")
        dossier = Dossier.objects.get()
        assert (dossier.entity, dossier.owner) == (entity, boss.person)
        page = signed_in(ward.officer_account).get(f"/ho-so/{dossier.code}").content.decode()
    assert "người đại diện theo pháp luật" in page
