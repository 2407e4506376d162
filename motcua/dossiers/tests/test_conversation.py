"""Notes among officials and the conversation with the applicant: who reads what, through every door."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.accounts.tests import make as accounts
from motcua.dossiers.models import DossierComment
from motcua.dossiers.public import Dossier, claim_step, comment, said_in, withdraw_comment, write_to_officials
from motcua.dossiers.reads.reminders import reminder_at, to_remind
from motcua.dossiers.rules import Phase
from motcua.dossiers.tests import make
from motcua.files.tests import make as files
from motcua.notifications.public import told_about
from motcua.platform.action import NotAllowed, Refused, Stale
from motcua.platform.clock import VIETNAM
from motcua.platform.own_data import contributions
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db
SECRET = "Nghi giấy chứng sinh bị sửa, hỏi lại bệnh viện"
OPEN = "Mời ông bà mang bản chính đến đối chiếu"


@pytest.fixture
def told() -> tuple[make.Ward, Any, Dossier]:
    """A dossier in which officials wrote a note with a file and a word to the applicant."""
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, received=True)
    pdf = [files.taken(files.pdf())]
    comment(dossier, text=SECRET, visibility="internal", uploads=pdf, by=ward.specialist, at=make.AT)
    comment(dossier, text=OPEN, visibility="applicant", by=ward.specialist, at=make.AT)
    return ward, citizen, dossier


def test_who_reads_it_is_said_each_time() -> None:
    ward = make.ward()
    dossier = make.dossier(ward)
    for visibility in ("", "public", "all"):
        with pytest.raises(Refused, match="ai đọc được"):
            comment(dossier, text="x", visibility=visibility, by=ward.officer, at=make.AT)
    for text in ("", " \n", "x" * 4001):
        with pytest.raises(Refused):
            comment(dossier, text=text, visibility="internal", by=ward.officer, at=make.AT)
    assert not DossierComment.objects.exists()


def test_a_note_reaches_no_citizen_through_any_door(told: tuple[make.Ward, Any, Dossier]) -> None:
    ward, citizen, dossier = told
    actor = make.actor(citizen)
    run_jobs()
    assert [each.words for each in said_in(dossier, actor)] == [OPEN]
    assert [each.words for each in said_in(dossier, ward.officer)] == [SECRET, OPEN]
    client = Client()
    client.force_login(citizen)
    file = DossierComment.objects.get(visibility="internal").files.get().pk
    assert client.get(reverse("dossiers:comment_file", args=[dossier.code, file])).status_code == 404
    doors = [
        client.get(reverse("portal:follow", args=[dossier.code])),
        client.get(reverse("portal:mine")),
        client.get(reverse("portal:filed", args=[dossier.code])),
        Client().get(reverse("portal:track_by_key", args=[dossier.tracking_key])),
        client.get(reverse("portal:search") + "?q=hỏi+lại+bệnh+viện", follow=True),
        client.get(reverse("notifications:inbox")),
    ]
    for answer in doors:
        assert answer.status_code == 200, answer.request
        assert "Nghi giấy" not in answer.content.decode(), answer.request
    assert OPEN in doors[0].content.decode()
    assert OPEN not in doors[3].content.decode(), "who has the receipt follows the way, not the words"
    for row in told_about(dossier.subject):
        assert "Nghi giấy" not in row.text + row.title
    for door in ("dossiers:dossier", "dossiers:thread_export"):
        assert client.get(reverse(door, args=[dossier.code])).status_code in (403, 404, 405)
        assert client.post(reverse(door, args=[dossier.code])).status_code in (403, 404, 405)
    person = citizen.person_id
    copy = [kept for each in contributions() if each.name == "dossiers" for kept in each.gather(person)]
    everything = " ".join(f"{kept.values} {kept.shown} {kept.files}" for kept in copy)
    assert "Nghi giấy" not in everything
    assert OPEN in everything
    api = Client()
    api.force_login(citizen)
    for path in ("/api/v1/dossiers", f"/api/v1/dossiers/{dossier.code}"):
        assert "Nghi giấy" not in api.get(path).content.decode()


def test_the_export_of_officials_holds_all(told: tuple[make.Ward, Any, Dossier]) -> None:
    ward, citizen, dossier = told
    write_to_officials(dossier, text="=HYPERLINK(1)", by=make.actor(citizen), at=make.AT)
    client = Client()
    client.force_login(ward.specialist_account)
    table = client.post(reverse("dossiers:thread_export", args=[dossier.code])).content.decode()
    assert all(words in table for words in (SECRET, OPEN, "'=HYPERLINK(1)", "Nội bộ", "Người nộp cùng đọc"))


def test_taking_a_word_back_keeps_it_for_who_may_read_it(told: tuple[make.Ward, Any, Dossier]) -> None:
    ward, citizen, dossier = told
    word = DossierComment.objects.get(visibility="applicant")
    with pytest.raises(Refused, match="lý do"):
        withdraw_comment(dossier, word.pk, reason=" ", by=ward.specialist, at=make.AT)
    with pytest.raises(NotAllowed):
        withdraw_comment(dossier, word.pk, reason="x", by=ward.officer, at=make.AT)
    withdraw_comment(dossier, word.pk, reason="Gửi nhầm hồ sơ", by=ward.specialist, at=make.AT)
    with pytest.raises(Stale):
        withdraw_comment(dossier, word.pk, reason="x", by=ward.specialist, at=make.AT)
    shown = [(each.words, each.withdrawn) for each in said_in(dossier, make.actor(citizen))]
    assert shown == [("", "Đã thu hồi")]
    assert OPEN not in [each.words for each in said_in(dossier, ward.officer)]
    assert OPEN in [each.words for each in said_in(dossier, ward.leader)]
    assert OPEN in [each.words for each in said_in(dossier, ward.specialist)]


def test_what_an_applicant_writes_is_answered_in_time_and_both_hear_of_it() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, received=True)
    claim_step(dossier, task_id=make.task_id(dossier), by=ward.specialist, at=make.AT)
    by = make.actor(citizen)
    asked = write_to_officials(dossier, text="Khi nào xong?", uploads=[files.taken(files.pdf())], by=by, at=make.AT)
    # Two working days of eight hours from Monday nine o'clock; the day after tomorrow is a working day.
    assert asked.reply_by is not None
    assert asked.reply_by <= make.AT + timedelta(days=3)
    run_jobs()
    heard = told_about(dossier.subject).get(kind__code="dossier_message_official")
    assert heard.account_id == ward.specialist_account.pk
    client = Client()
    client.force_login(ward.specialist_account)
    assert dossier.code in client.get(reverse("dossiers:waiting")).content.decode()
    comment(dossier, text="Thứ Sáu", visibility="applicant", by=ward.specialist, at=make.AT)
    asked.refresh_from_db()
    assert asked.answered_at == make.AT
    assert dossier.code not in client.get(reverse("dossiers:waiting")).content.decode()
    run_jobs()
    assert told_about(dossier.subject).filter(kind__code="dossier_message").exists()


def test_only_whose_dossier_it_is_writes_and_only_while_it_runs() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, delivered=True)
    with pytest.raises(Stale):
        write_to_officials(dossier, text="Cảm ơn", by=make.actor(citizen), at=make.AT)
    running = make.dossier(ward)
    for by in (make.actor(citizen), ward.officer):
        with pytest.raises(NotAllowed):
            write_to_officials(running, text="x", by=by, at=make.AT)
    with pytest.raises(NotAllowed):
        comment(running, text="x", visibility="internal", by=make.actor(citizen), at=make.AT)


def test_a_note_for_a_colleague_is_told_to_who_may_see_the_dossier() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    stranger = accounts.official(role="specialist")
    with pytest.raises(Refused, match="không được xem"):
        comment(
            dossier, text="x", visibility="internal", addressed_to=stranger, by=ward.officer, at=make.AT
        )  # fmt: skip
    comment(
        dossier, text="Xem giúp", visibility="internal", addressed_to=ward.leader_account, by=ward.officer, at=make.AT
    )
    run_jobs()
    assert told_about(dossier.subject).get(kind__code="dossier_note").account_id == ward.leader_account.pk


def test_the_pages_write_and_show_it() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, received=True)
    client = Client()
    client.force_login(citizen)
    client.post(reverse("portal:write", args=[dossier.code]), {"text": "Xin hỏi lệ phí"})
    client.force_login(ward.specialist_account)
    page = client.get(reverse("dossiers:dossier", args=[dossier.code])).content.decode()
    assert "Xin hỏi lệ phí" in page
    answer = client.post(reverse("dossiers:comment", args=[dossier.code]), {"text": "Không thu lệ phí"})
    assert answer.status_code == 422
    assert "Không thu lệ phí" in answer.content.decode(), "what was typed stays"
    sent = {"text": "Không thu lệ phí", "visibility": "applicant"}
    assert client.post(reverse("dossiers:comment", args=[dossier.code]), sent).status_code == 302
    client.force_login(citizen)
    assert "Không thu lệ phí" in client.get(reverse("portal:follow", args=[dossier.code])).content.decode()


def test_who_was_asked_is_reminded_on_the_days_that_data_say() -> None:
    dossier = make.dossier(supplement=Phase.EXAMINATION)
    first = datetime(2026, 11, 24, 8, 0, tzinfo=VIETNAM)
    assert reminder_at(make.AT, 1) == first
    for at, days in (
        (first - timedelta(minutes=1), []),
        (first, [1]),
        (first + timedelta(hours=23), [1]),
        (first + timedelta(days=1), []),
        (first + timedelta(days=4), [5]),
    ):
        found = [day for request, day in to_remind(at) if request.dossier_id == dossier.pk]
        assert found == days, at
