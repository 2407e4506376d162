"""Giám hộ over the pages: an official looks for two people, registers by a paper, ends it; both hear of it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.public import Account
from motcua.accounts.tests import make
from motcua.audit.public import AuditEntry, looks_at
from motcua.notifications.public import Notification
from motcua.persons.public import Guardianship, IdentityLevel, Person, declare_child, may_act_for
from motcua.persons.tests import make as persons
from motcua.platform.clock import frozen
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db
AT = persons.AT
NEW, LIST = "/giam-ho/moi", "/giam-ho"
BORN = date(2015, 2, 28)
PAPER = {
    "ground": "court",
    "number": "15/2026/QĐDS-ST",
    "issued_on": "20/08/2026",
    "issuer": "Tòa án nhân dân khu vực 3",
}


def officer(account: Account | None = None) -> Client:
    client = Client()
    client.force_login(account or make.official(role="one_stop_officer"))
    return client


def sought(guardian: Person, ward: Person, **more: str) -> dict[str, str]:
    assert ward.birth_date is not None
    return {
        "guardian-personal_id": guardian.personal_id,
        "ward-full_name": ward.full_name,
        "ward-birth_date": f"{ward.birth_date:%d/%m/%Y}",
        **more,
    }


def registering(guardian: Person, ward: Person, **more: str) -> dict[str, str]:
    chosen = {"guardian": str(guardian.pk), "ward": str(ward.pk), "valid_from": "01/09/2026", "valid_to": ""}
    return {**sought(guardian, ward), **PAPER, **chosen, "act": "register", **more}


def test_both_are_looked_for_registered_by_a_paper_and_told() -> None:
    guardian, ward = persons.person(full_name="Lê Minh"), persons.person(full_name="Phạm Gia Bảo", birth_date=BORN)
    client = officer()
    with frozen(AT):
        assert f'href="{LIST}"' in client.get("/thong-bao").content.decode(), "reached by the navigation"
        found = client.post(NEW, {**sought(guardian, ward), "act": "find"}).content.decode()
        assert guardian.masked_personal_id in found
        assert guardian.personal_id not in found.replace(f'value="{guardian.personal_id}"', "")
        assert "Căn cứ và thời hạn" in found
        done = client.post(NEW, registering(guardian, ward))
        kept = Guardianship.objects.get()
        assert done.headers["Location"] == f"/giam-ho/{kept.pk}"
        shown = client.get(f"/giam-ho/{kept.pk}").content.decode()
        assert "15/2026/QĐDS-ST, 20/08/2026, Tòa án nhân dân khu vực 3" in shown
        assert "27/02/2033" in shown
        assert "Lê Minh" in client.get(LIST).content.decode()
        run_jobs()
    assert kept.is_checked
    assert may_act_for(guardian.pk, ward.pk, "1.001", AT)
    told = Notification.objects.filter(kind__code="guardianship_registered", channel="in_app")
    assert set(told.values_list("person", flat=True)) == {guardian.pk, ward.pk}
    for person in (guardian, ward):
        assert {look.purpose for look in looks_at({person.pk}).rows} == {"Ghi nhận giám hộ"}


def test_who_has_no_record_gets_one_with_the_guardianship_or_not_at_all() -> None:
    guardian, client = persons.person(full_name="Lê Minh"), officer()
    child = Person(full_name="Trần Gia Hân", birth_date=BORN)
    with frozen(AT):
        assert "ghi nhận theo giấy tờ đã xem" in client.post(NEW, sought(guardian, child)).content.decode()
        grown = Person(full_name="Trần Gia Hân", birth_date=date(1990, 1, 1))
        refused = client.post(NEW, {**registering(guardian, child), **sought(guardian, grown), "ward": "moi",
                                    "ground": "other"})  # fmt: skip
        assert refused.status_code == 422
        assert "đã đủ 18 tuổi" in refused.content.decode()
        assert not Person.objects.filter(full_name="Trần Gia Hân").exists()
        assert client.post(NEW, registering(guardian, child)).status_code == 302
    made = Guardianship.objects.get().ward
    assert (made.full_name, made.birth_date, made.identity_level) == ("Trần Gia Hân", BORN, IdentityLevel.CHECKED)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"number": ""}, "Xin ghi số của quyết định"),
        ({"issued_on": "20/08/2030"}, "trong tương lai"),
        ({"valid_to": "01/08/2026"}, "trước ngày bắt đầu"),
        ({"guardian-personal_id": "", "guardian-full_name": "Lê Minh"}, "hoặc cả họ tên và ngày sinh"),
        ({"guardian-personal_id": "001090999999"}, "Không tìm thấy ai"),
        ({"ground": "grandmother"}, ""),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_changes_nothing(changed: dict[str, str], words: str) -> None:
    guardian, ward = persons.person(full_name="Lê Minh"), persons.person(full_name="Phạm Gia Bảo", birth_date=BORN)
    client = officer()
    with frozen(AT):
        answer = client.post(NEW, {**registering(guardian, ward), **changed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Guardianship.objects.exists()


def test_a_circle_of_guardians_is_refused_in_words_and_logged() -> None:
    one, other = persons.person(full_name="Lê Minh"), persons.person(full_name="Vũ Thị Lan")
    client = officer()
    with frozen(AT):
        assert client.post(NEW, registering(one, other)).status_code == 302
        refused = client.post(NEW, registering(other, one))
    assert refused.status_code == 422
    assert "giám hộ vòng cho nhau" in refused.content.decode()
    assert Guardianship.objects.count() == 1
    assert AuditEntry.objects.filter(name="persons.register_guardianship", outcome="refused").count() == 1


def test_a_false_declaration_is_ended_and_all_who_act_for_the_child_hear_of_it() -> None:
    mother, stranger = persons.person(), persons.person(full_name="Người Lạ")
    said: dict[str, Any] = {"full_name": "Phạm Gia Bảo", "birth_date": BORN, "sex": None,
            "personal_id": persons.personal_id(birth_date=BORN)}  # fmt: skip
    for parent in (mother, stranger):
        declare_child(parent, by=persons.citizen(parent), at=AT, **said)
    false = Guardianship.objects.get(guardian=stranger)
    client, page = officer(), f"/giam-ho/{false.pk}"
    ending = {"number": "01/TB-UBND", "issued_on": "01/09/2026", "issuer": "UBND phường", "ends_on": "01/09/2026"}
    with frozen(AT):
        listed = client.post(LIST, {"personal_id": said["personal_id"]}).content.decode()
        assert "Người Lạ" in listed
        assert "tự khai" in listed
        assert client.post(page, {**ending, "ends_on": "01/08/2026"}).status_code == 422
        assert client.post(page, {**ending, "number": ""}).status_code == 422
        assert may_act_for(stranger.pk, false.ward_id, "1.001", AT)
        assert client.post(page, ending).status_code == 302
        assert "đã kết thúc" in client.get(page).content.decode()
        again = client.post(page, ending)
        assert again.status_code == 422
        run_jobs()
    assert may_act_for(stranger.pk, false.ward_id, "1.001", AT) is None
    assert may_act_for(mother.pk, false.ward_id, "1.001", AT)
    told = Notification.objects.filter(kind__code="guardianship_ended", channel="in_app")
    assert set(told.values_list("person", flat=True)) == {mother.pk, stranger.pk, false.ward_id}


def test_nobody_registers_their_own_and_only_who_may_comes_here() -> None:
    account, ward = make.official(role="one_stop_officer"), persons.person(full_name="Bé", birth_date=BORN)
    with frozen(AT):
        refused = officer(account).post(NEW, registering(account.person, ward))
        assert refused.status_code == 422
        assert "Không ai tự ghi nhận việc giám hộ của chính mình" in refused.content.decode()
        assert not Guardianship.objects.exists()
        for other in (make.official(role="specialist"), make.citizen()):
            assert officer(other).get(LIST).status_code in (403, 404)
