"""Ai đã xem dữ liệu của tôi: what a citizen is told of looks at their data, asks, and is answered."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from motcua.accounts.public import Account
from motcua.audit.public import AuditEntry, Withheld, looks_at
from motcua.dossiers.tests import make
from motcua.notifications.public import Notification
from motcua.platform import clock
from motcua.platform.action import SYSTEM, NotAllowed, Refused, record_read
from motcua.privacy.public import DataQuestion, LookDelay, answer_question, ask, set_delay

pytestmark = pytest.mark.django_db

LOOKS = "/du-lieu-cua-toi/ai-da-xem"
INSPECTION = "Thanh tra, kiểm tra"


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_a_citizen_is_told_every_look_at_their_dossier_and_nothing_else() -> None:
    ward, citizen, neighbour = make.ward(), make.citizen(), make.citizen(full_name="Người Khác")
    dossier, other = make.dossier(ward, by=citizen, received=True), make.dossier(ward, by=neighbour)
    officer = browser(ward.officer_account)
    officer.get(reverse("dossiers:dossier", args=[dossier.code]))
    officer.get(reverse("dossiers:dossier", args=[other.code]))
    own = browser(citizen)
    own.get(reverse("portal:follow", args=[dossier.code]))
    page = own.get(LOOKS).content.decode()
    assert page.count('class="look sheet"') == 1
    assert "Giải quyết hồ sơ" in page and "Nghị định 118/2025/NĐ-CP" in page
    assert ward.unit.name in page and "Chuyên viên" in page
    assert dossier.code in page and reverse("portal:follow", args=[dossier.code]) in page
    assert other.code not in page
    assert ward.officer_account.display_name not in page


def test_a_look_that_was_refused_saw_nothing() -> None:
    citizen = make.citizen()
    dossier = make.dossier(by=citizen)
    browser(make.ward().officer_account).get(reverse("dossiers:dossier", args=[dossier.code]))
    assert AuditEntry.objects.filter(outcome="refused", kind="read").exists()
    assert "Chưa có ai xem" in browser(citizen).get(LOOKS).content.decode()


def test_looks_are_narrowed_by_purpose_and_come_page_by_page() -> None:
    citizen, ward = make.citizen(), make.ward()
    assert citizen.person_id
    for number in range(35):
        purpose = "Giải quyết hồ sơ" if number % 7 else "Phân công hồ sơ"
        record_read(by=ward.officer, purpose=purpose, persons=[citizen.person_id])
    own = browser(citizen)
    first = own.get(LOOKS)
    assert first.content.decode().count('class="look sheet"') == 30
    address = first.context["more_url"] if first.context else ""
    more = address or first.content.decode().split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    assert own.get(more).content.decode().count('class="look sheet"') == 5
    narrowed = own.get(LOOKS, {"muc-dich": "Phân công hồ sơ"}).content.decode()
    assert narrowed.count('class="look sheet"') == 5


def test_a_question_goes_to_the_unit_and_its_answer_is_told() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen)
    officer = browser(ward.officer_account)
    officer.get(reverse("dossiers:dossier", args=[dossier.code]))
    assert citizen.person_id
    look = looks_at({citizen.person_id}).rows[0]
    own = browser(citizen)
    assert own.post(f"{LOOKS}/{look.id}/hoi", {"text": "Vì sao xem dữ liệu của tôi?"}).status_code == 302
    assert own.post(f"{LOOKS}/{look.id}/hoi", {"text": "Hỏi lại"}).status_code == 302
    question = DataQuestion.objects.get()
    assert (question.text, question.organisation_id) == ("Vì sao xem dữ liệu của tôi?", ward.unit.pk)
    assert "Vì sao xem dữ liệu của tôi?" in officer.get("/hoi-ve-du-lieu").content.decode()
    assert "Xin viết câu trả lời" in officer.post(f"/hoi-ve-du-lieu/{question.pk}", {"answer": " "}).content.decode()
    assert officer.post(f"/hoi-ve-du-lieu/{question.pk}", {"answer": "Để tiếp nhận hồ sơ."}).status_code == 302
    assert Notification.objects.get(kind__code="data_question_answered").person_id == citizen.person_id
    assert "Để tiếp nhận hồ sơ." in own.get(f"/du-lieu-cua-toi/cau-hoi/{question.pk}").content.decode()
    assert "Đơn vị đã trả lời" in own.get(LOOKS).content.decode()


def test_another_unit_neither_sees_nor_answers_a_question_and_nobody_asks_about_looks_at_others() -> None:
    ward, citizen = make.ward(), make.citizen()
    assert citizen.person_id
    record_read(by=ward.officer, purpose="Giải quyết hồ sơ", persons=[citizen.person_id])
    look = looks_at({citizen.person_id}).rows[0]
    question = ask(citizen.person, entry=look.id, text="Vì sao?", by=make.actor(citizen), at=clock.now())
    stranger = make.ward()
    assert browser(stranger.officer_account).get(f"/hoi-ve-du-lieu/{question.pk}").status_code == 404
    with pytest.raises(NotAllowed):
        answer_question(question, answer="Vậy đó", by=stranger.officer, at=clock.now())
    other = make.citizen(full_name="Người Khác")
    assert browser(other).post(f"{LOOKS}/{look.id}/hoi", {"text": "Vì sao?"}).status_code == 422
    assert browser(other).get(f"/du-lieu-cua-toi/cau-hoi/{question.pk}").status_code == 404
    with pytest.raises(NotAllowed):
        ask(citizen.person, entry=look.id, text="Vì sao?", by=make.actor(other), at=clock.now())


def test_a_look_of_an_inspection_is_told_when_the_delay_has_passed() -> None:
    citizen, ward = make.citizen(), make.ward()
    assert citizen.person_id
    start = clock.now()
    set_delay(purpose=INSPECTION, days=30, ground="Quyết định 12/QĐ-TTr", by=SYSTEM, at=start)
    with clock.frozen(start + timedelta(hours=1)):
        record_read(by=ward.officer, purpose=INSPECTION, persons=[citizen.person_id])
        own = browser(citizen)
        page = own.get(LOOKS).content.decode()
        assert 'class="look sheet"' not in page
        assert "Quyết định 12/QĐ-TTr" in page
    entry = AuditEntry.objects.get(purpose=INSPECTION)
    with pytest.raises(Refused):
        ask(citizen.person, entry=entry.pk, text="Vì sao?", by=make.actor(citizen), at=start + timedelta(days=2))
    with clock.frozen(start + timedelta(days=31)):
        assert INSPECTION in own.get(LOOKS).content.decode()


def test_a_later_rule_hides_nothing_that_was_told_and_an_ended_rule_still_keeps_its_word() -> None:
    citizen, ward = make.citizen(), make.ward()
    assert citizen.person_id
    start = clock.now()
    with clock.frozen(start):
        record_read(by=ward.officer, purpose=INSPECTION, persons=[citizen.person_id])
    set_delay(purpose=INSPECTION, days=30, ground="QĐ 1", by=SYSTEM, at=start + timedelta(days=1))
    with clock.frozen(start + timedelta(days=2)):
        record_read(by=ward.officer, purpose=INSPECTION, persons=[citizen.person_id])
    set_delay(purpose=INSPECTION, days=0, ground="", by=SYSTEM, at=start + timedelta(days=3))
    with clock.frozen(start + timedelta(days=4)):
        record_read(by=ward.officer, purpose=INSPECTION, persons=[citizen.person_id])
        page = browser(citizen).get(LOOKS).content.decode()
        assert page.count('class="look sheet"') == 2
    assert LookDelay.objects.count() == 1


@pytest.mark.parametrize(
    "given",
    [
        {"purpose": "Giải quyết hồ sơ", "days": 30, "ground": "QĐ 1"},
        {"purpose": INSPECTION, "days": 30, "ground": " "},
        {"purpose": INSPECTION, "days": 9999, "ground": "QĐ 1"},
    ],
)
def test_only_inspections_are_told_late_and_only_on_a_ground(given: dict[str, object]) -> None:
    with pytest.raises(Refused):
        set_delay(**given, by=SYSTEM, at=clock.now())  # type: ignore[arg-type]
    assert not LookDelay.objects.exists()


def test_the_register_lists_every_declared_field_to_those_who_keep_it() -> None:
    ward = make.ward()
    assert browser(ward.officer_account).get("/so-du-lieu-ca-nhan").status_code == 403
    from motcua.accounts.tests import make as accounts

    keeper = accounts.official(role="data_protection_officer", organisation=ward.unit, full_name="Người Giữ Sổ")
    page = browser(keeper).get("/so-du-lieu-ca-nhan").content.decode()
    assert "persons.Person.personal_id" in page and "dossiers.Draft.answers" in page


def test_the_person_is_found_by_index_however_long_the_log() -> None:
    looks_at({1}, withheld=[Withheld(INSPECTION, clock.now(), None, clock.now())])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN WITH seen AS MATERIALIZED (SELECT id, at FROM audit_entry entry WHERE entry.persons @> "
            "ARRAY[7]::bigint[] AND kind = 'read') SELECT * FROM seen ORDER BY at DESC LIMIT 31"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "persons" in plan and "Bitmap" in plan
