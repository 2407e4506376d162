"""What the law no longer lets be kept goes; what is under way, within its term or held for an inspection never does."""

import json
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from motcua.accounts.public import Account
from motcua.accounts.tests import make as accounts
from motcua.audit.public import seal, verify
from motcua.dossiers.models import AnswersVersion, DossierFile
from motcua.dossiers.public import Dossier, Draft
from motcua.dossiers.tests import make
from motcua.files.public import StoredFile
from motcua.notifications.public import Notification
from motcua.papers.public import papers_of
from motcua.persons.public import Person
from motcua.platform import clock
from motcua.platform.action import SYSTEM, NotAllowed, Refused, Stale
from motcua.platform.retention import ANONYMOUS, keepers
from motcua.platform.testing import run_jobs
from motcua.privacy.handlers import erase_what_is_over, forget_last_messages
from motcua.privacy.public import (
    Erasure,
    ErasureRequest,
    answer_erasure,
    ask_erasure,
    lift_hold,
    place_hold,
    report,
    sweep,
)

pytestmark = pytest.mark.django_db
TEN_YEARS = timedelta(days=3650)


def later(at: datetime) -> None:
    with clock.frozen(at):
        erase_what_is_over()
    run_jobs()


def ended(ward: make.Ward, by: Account, at: datetime = make.AT) -> Dossier:
    dossier = make.dossier(ward, by=by, delivered=True, at=at)
    run_jobs()
    return dossier


def test_an_old_dossier_tells_of_nobody_and_still_counts() -> None:
    ward, citizen = make.ward(), make.citizen(full_name="Trần Văn Cũ", phone="0911222333")
    dossier = ended(ward, citizen)
    files = set(DossierFile.objects.filter(component__dossier=dossier).values_list("file_id", flat=True))
    assert files and not AnswersVersion.objects.exists()
    Account.objects.filter(pk=citizen.pk).update(is_active=False)
    later(make.AT + TEN_YEARS - timedelta(days=1))
    assert make.fresh(dossier).answers and not Erasure.objects.filter(code="dossiers.dossier").exists()
    later(make.AT + TEN_YEARS + timedelta(days=1))
    whole = make.fresh(dossier)
    assert (whole.answers, whole.contact_phone, whole.contact_phone_index) == ({}, "", "")
    assert (whole.code, whole.status, whole.ended_at) == (dossier.code, dossier.status, dossier.ended_at)
    assert not StoredFile.objects.filter(pk__in=files).exists()
    assert not any(event.public_text or event.note for event in whole.events.all())
    assert papers_of(dossier.subject).exists()
    person = Person.objects.get(pk=citizen.person_id)
    assert (person.full_name, person.personal_id, person.personal_id_index, person.phone) == (ANONYMOUS, "", "", "")
    assert person.birth_date is None and person.personal_id_tail == ""
    assert Account.objects.get(pk=citizen.pk).display_name == ANONYMOUS
    assert not Notification.objects.filter(person=person).exists()
    while seal(at=clock.now()):
        pass
    assert verify().is_sound
    done = Erasure.objects.count()
    later(make.AT + TEN_YEARS + timedelta(days=2))
    assert Erasure.objects.count() == done


def test_who_still_signs_in_stays_while_their_old_dossier_goes() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = ended(ward, citizen)
    later(make.AT + TEN_YEARS + timedelta(days=1))
    assert make.fresh(dossier).answers == {}
    assert Person.objects.get(pk=citizen.person_id).full_name != ANONYMOUS


@given(
    years=st.integers(0, 14),
    is_open=st.booleans(),
    is_held=st.booleans(),
    has_newer=st.booleans(),
)
def test_never_what_is_held_within_its_term_or_under_way(
    years: int, is_open: bool, is_held: bool, has_newer: bool
) -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, received=True) if is_open else ended(ward, citizen)
    Account.objects.filter(pk=citizen.pk).update(is_active=False)
    if has_newer:
        Dossier.objects.filter(pk=ended(ward, citizen).pk).update(ended_at=make.AT + timedelta(days=14 * 365))
    if is_held:
        place_hold(citizen.person, ground="Quyết định 12/QĐ-TTr", by=SYSTEM, at=make.AT)
    later(make.AT + timedelta(days=365 * years + 30))
    may_go = not is_open and not is_held and years >= 10
    assert (make.fresh(dossier).answers == {}) is may_go
    person = Person.objects.get(pk=citizen.person_id)
    assert (person.full_name == ANONYMOUS) is (may_go and not has_newer)


def test_a_hold_keeps_everything_until_it_is_lifted() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = ended(ward, citizen)
    hold = place_hold(citizen.person, ground="Đơn khiếu nại số 5", by=SYSTEM, at=make.AT)
    with pytest.raises(Stale):
        place_hold(citizen.person, ground="Đơn khiếu nại số 6", by=SYSTEM, at=make.AT)
    with pytest.raises(Refused):
        place_hold(make.citizen(full_name="Khác").person, ground=" ", by=SYSTEM, at=make.AT)
    later(make.AT + 2 * TEN_YEARS)
    assert make.fresh(dossier).answers
    lift_hold(hold, by=SYSTEM, at=make.AT)
    later(make.AT + 2 * TEN_YEARS)
    assert make.fresh(dossier).answers == {}


def test_whose_data_is_held_reads_that_it_is_and_not_by_whose_decision(client: Client) -> None:
    citizen = make.citizen()
    place_hold(citizen.person, ground="Quyết định thanh tra 12/QĐ-TTr", by=SYSTEM, at=make.AT)
    client.force_login(citizen)
    page = client.get("/du-lieu-cua-toi").content.decode()
    assert "phải giữ theo quy định của pháp luật" in page
    assert "12/QĐ-TTr" not in page


def test_sweeping_is_done_in_batches_that_go_on_where_they_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    ward = make.ward()
    for number in range(3):
        ended(ward, make.citizen(full_name=f"Người {'ABC'[number]}"))
    import motcua.privacy.actions.sweep as module

    monkeypatch.setattr(module, "AT_ONCE", 2)
    keeper = next(each for each in keepers() if each.code == "dossiers.dossier")
    at = make.AT + 2 * TEN_YEARS
    assert [sweep(keeper, by=SYSTEM, at=at) for _ in range(3)] == [2, 1, 0]


def test_the_report_counts_and_changes_nothing() -> None:
    dossier = ended(make.ward(), make.citizen())
    with clock.frozen(make.AT + 2 * TEN_YEARS):
        assert {line.keeper.code: line.over for line in report(clock.now())}["dossiers.dossier"] == 1
        said = StringIO()
        call_command("retention", "--report", stdout=said)
        assert {line["kind"]: line["over"] for line in json.loads(said.getvalue())}["dossiers.dossier"] == 1
        assert make.fresh(dossier).answers
        call_command("retention", stdout=StringIO())
    assert make.fresh(dossier).answers == {}


def test_a_citizen_asks_to_be_erased_and_is_told_why_not_or_is() -> None:
    ward, citizen = make.ward(), make.citizen(full_name="Trần Thị Xóa")
    make.draft(ward, by=citizen)
    dossier = make.dossier(ward, by=citizen, received=True)
    keeper = accounts.official(role="data_protection_officer", organisation=ward.unit, full_name="Người Giữ Sổ")
    with clock.frozen(make.AT):
        own, office = Client(), Client()
        own.force_login(citizen)
        office.force_login(keeper)
        assert "Còn hồ sơ đang giải quyết" in own.get("/du-lieu-cua-toi").content.decode()
        assert own.post("/du-lieu-cua-toi/xoa", {"text": "Xin xóa hết"}).status_code == 302
        assert own.post("/du-lieu-cua-toi/xoa", {"text": "Nữa"}).status_code == 422
        request = ErasureRequest.objects.get()
        assert request.due_at > make.AT
        assert "Trần Thị Xóa" in office.get("/luu-giu-du-lieu").content.decode()
        page = f"/luu-giu-du-lieu/yeu-cau/{request.pk}"
        assert "Còn hồ sơ đang giải quyết" in office.get(page).content.decode()
        answer = "Luật Lưu trữ buộc giữ hồ sơ."
        assert office.post(page, {"grants": "yes", "answer": answer}).status_code == 422
        assert office.post(page, {"grants": "no", "answer": answer}).status_code == 302
        assert answer in own.get("/du-lieu-cua-toi").content.decode()
        assert Notification.objects.filter(kind__code="data_request_answered").count() == 1
    Dossier.objects.filter(pk=dossier.pk).update(ended_at=make.AT)
    later(make.AT + TEN_YEARS + timedelta(days=1))
    again = ask_erasure(citizen.person, text="", by=make.actor(citizen), at=make.AT + TEN_YEARS)
    with pytest.raises(NotAllowed):
        answer_erasure(again, grants=True, answer=answer, by=ward.officer, at=make.AT + TEN_YEARS)
    email = citizen.person.email
    with clock.frozen(make.AT + TEN_YEARS):
        office.force_login(keeper)
        done = office.post(f"/luu-giu-du-lieu/yeu-cau/{again.pk}", {"grants": "yes", "answer": "Xóa theo yêu cầu."})
        assert done.status_code == 302, done.text
        assert "được báo ở địa chỉ đã cho" in office.get("/luu-giu-du-lieu").content.decode()
        last = Notification.objects.get(kind__code="erasure_granted", channel="email")
        assert (last.address, last.person_id, last.account_id) == (email, None, None)
        assert "Trả lời của cơ quan: Xóa theo yêu cầu." in last.text
        forget_last_messages()
        assert Notification.objects.filter(pk=last.pk).exists(), "not before it was sent"
        Notification.objects.filter(kind__code="erasure_granted").update(next_at=None)
        forget_last_messages()
    assert not Notification.objects.filter(kind__code="erasure_granted").exists()
    assert Person.objects.get(pk=citizen.person_id).full_name == ANONYMOUS
    assert not Account.objects.get(pk=citizen.pk).is_active
    assert not Draft.objects.filter(person=citizen.person_id).exists()


def test_officials_stay_named() -> None:
    official = make.ward().officer_account
    request = ErasureRequest.objects.create(
        person=official.person, account=official, asked_at=make.AT, due_at=make.AT + timedelta(days=1)
    )
    with pytest.raises(Refused, match="cán bộ"):
        answer_erasure(request, grants=True, answer="Xóa theo yêu cầu.", by=SYSTEM, at=make.AT)
    assert Account.objects.get(pk=official.pk).display_name == official.display_name
