"""Answers of the declaration that are asked for anew: only those change, what they were is kept and shown."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.accounts.public import Account
from motcua.dossiers.actions._filing import Incomplete
from motcua.dossiers.models import SupplementFile
from motcua.dossiers.public import Dossier, Wanted, WantedAnswer, request_supplement, save_supplement, supply
from motcua.dossiers.reads.checks import corrections_of
from motcua.dossiers.rules import Status
from motcua.dossiers.tests import make
from motcua.dossiers.tests.see import refused
from motcua.files.tests import make as files
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused, Stale

pytestmark = pytest.mark.django_db


def asked(ward: make.Ward, citizen: Account, *fields: str, papers: bool = False) -> Dossier:
    dossier = make.dossier(ward, by=citizen, received=True)
    wanted = [Wanted(component, "Bản rõ hơn") for component in dossier.components.all()] if papers else []
    request_supplement(
        dossier, items=wanted, answers=[WantedAnswer(field, "Ghi như thẻ căn cước") for field in fields],
        reason="Khác thẻ căn cước", by=ward.specialist, at=make.AT,
    )  # fmt: skip
    return make.fresh(dossier)


def test_only_what_was_asked_for_changes_and_what_it_was_is_shown() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = asked(ward, citizen, "hoTen", papers=True)
    assert dossier.pauses.filter(ended_at=None).exists()
    before = dossier.answers
    item = dossier.supplements.get().items.get(field="")
    uploads = {item.pk: [files.taken(files.pdf())]}
    by = make.actor(citizen)
    for answers, kind, words in (
        ({}, Refused, "Còn thiếu"),
        ({"hoTen": "Nguyễn Văn Anh", "loai": "moi"}, Refused, "không được yêu cầu"),
        ({"hoTen": 7}, Incomplete, ""),
    ):
        with refused(dossier, kind, words):
            supply(dossier, uploads=uploads, answers=answers, by=by, at=make.AT)
    supply(dossier, uploads=uploads, answers={"hoTen": "Nguyễn Văn Anh"}, by=by, at=make.AT)
    dossier = make.fresh(dossier)
    assert dossier.status == Status.IN_PROGRESS
    assert dossier.answers == {**before, "hoTen": "Nguyễn Văn Anh"}
    assert not dossier.pauses.filter(ended_at=None).exists()
    [change] = corrections_of(dossier)[0].changes
    assert (change.before, change.after) == (before["hoTen"], "Nguyễn Văn Anh")


def test_a_request_names_questions_of_this_form_once_and_in_words() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, received=True)
    for wanted in (
        [WantedAnswer("khongCo", "x")],
        [WantedAnswer("noiNop", "x")],
        [WantedAnswer("hoTen", " ")],
        [WantedAnswer("hoTen", "x")] * 2,
    ):
        with refused(dossier, Refused):
            request_supplement(dossier, answers=wanted, reason="x", by=ward.specialist, at=make.AT)


def test_the_pages_ask_answer_and_show_the_difference() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, received=True)
    client = Client()
    with clock.frozen(make.AT):
        client.force_login(ward.specialist_account)
        sent = {
            "revision": dossier.revision, "reason": "Khác thẻ căn cước", "listed": make.ground("supplement"),
            "answer-1": "hoTen", "answer-words-1": "Ghi đủ chữ đệm",
        }  # fmt: skip
        assert client.post(reverse("dossiers:ask", args=[dossier.code]), sent).status_code == 302
        client.force_login(citizen)
        page = reverse("portal:follow", args=[dossier.code])
        shown = client.get(page).content.decode()
        assert "Ghi đủ chữ đệm" in shown
        assert 'name="hoTen"' in shown
        assert 'name="soDinhDanh"' not in shown, "nothing else is asked"
        send = reverse("portal:supplement", args=[dossier.code])
        wrong = client.post(send, {"_shown": "hoTen", "hoTen": ""})
        assert wrong.status_code == 422
        assert make.fresh(dossier).answers == dossier.answers
        sneaky = {"_shown": "hoTen soDinhDanh", "hoTen": "Nguyễn Văn Anh", "soDinhDanh": "031098009999"}
        assert client.post(send, sneaky).status_code == 302
        fresh = make.fresh(dossier)
        assert (fresh.answers["hoTen"], fresh.answers["soDinhDanh"]) == (
            "Nguyễn Văn Anh", dossier.answers["soDinhDanh"],
        )  # fmt: skip
        client.force_login(ward.specialist_account)
        assert "Xem thay đổi" in client.get(reverse("dossiers:dossier", args=[dossier.code])).content.decode()
        assert "Nguyễn Văn Anh" in client.get(reverse("dossiers:corrections", args=[dossier.code])).content.decode()


def test_what_is_filled_in_is_saved_and_sent_only_when_told_to() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = asked(ward, citizen, "hoTen", papers=True)
    client, official = Client(), Client()
    client.force_login(citizen)
    official.force_login(ward.specialist_account)
    item = dossier.supplements.get().items.get(field="")
    send, page = (reverse(f"portal:{name}", args=[dossier.code]) for name in ("supplement", "follow"))
    with clock.frozen(make.AT):
        told = {"_shown": "hoTen", "hoTen": "Nguyễn Văn Anh", "save": "1"}
        pdf = SimpleUploadedFile("don-moi.pdf", files.pdf(), "application/pdf")
        assert client.post(send, {**told, f"item-{item.pk}": pdf}).status_code == 302
        kept = make.fresh(dossier)
        assert (kept.status, kept.answers) == (Status.AWAITING_SUPPLEMENT, dossier.answers)
        shown = client.get(page).content.decode()
        assert "don-moi.pdf" in shown
        assert "Nguyễn Văn Anh" in shown
        seen = official.get(reverse("dossiers:dossier", args=[dossier.code])).content.decode()
        assert "Nguyễn Văn Anh" not in seen, "not sent yet"
        assert "don-moi.pdf" not in seen
        [saved] = SupplementFile.objects.filter(item=item)
        assert client.post(send, {**told, "drop": saved.pk}).status_code == 302
        # Sent without its paper it is refused, and the answer typed is kept.
        again = client.post(send, {"_shown": "hoTen", "hoTen": "Nguyễn Văn Ánh"})
        assert again.status_code == 422
        assert "Nguyễn Văn Ánh" in client.get(page).content.decode()
        pdf.seek(0)
        assert client.post(send, {f"item-{item.pk}": pdf}).status_code == 302
    done = make.fresh(dossier)
    assert (done.status, done.answers["hoTen"]) == (Status.IN_PROGRESS, "Nguyễn Văn Ánh")
    request = done.supplements.get()
    assert (request.saved, request.files.count(), SupplementFile.objects.count()) == ({}, 1, 0)


def test_an_answer_that_opens_a_question_opens_it_here_too() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = asked(ward, citizen, "loai")
    client = Client()
    client.force_login(citizen)
    send = reverse("portal:supplement", args=[dossier.code])
    with clock.frozen(make.AT):
        first = client.post(send, {"_shown": "loai", "loai": "khac"})
        assert first.status_code == 422
        assert 'name="lyDo"' in first.content.decode()
        told = {"_shown": ["loai", "lyDo"], "loai": "khac", "lyDo": "Đổi tên đường"}
        assert client.post(send, told).status_code == 302
    assert make.fresh(dossier).answers["lyDo"] == "Đổi tên đường"


def test_only_whose_dossier_it_is_saves_a_supplement() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = asked(ward, citizen, "hoTen")
    for by in (make.actor(make.citizen()), ward.officer):
        with refused(dossier, NotAllowed):
            save_supplement(dossier, uploads={}, answers={"hoTen": "Kẻ Khác"}, by=by, at=make.AT)
    supply(dossier, uploads={}, answers={"hoTen": "Nguyễn Văn Anh"}, by=make.actor(citizen), at=make.AT)
    with refused(dossier, Stale):
        save_supplement(dossier, uploads={}, answers={}, by=make.actor(citizen), at=make.AT)


def test_what_waits_for_the_applicant_stands_at_the_head_of_their_dossiers() -> None:
    ward, citizen = make.ward(), make.citizen()
    client = Client()
    client.force_login(citizen)
    with clock.frozen(make.AT):
        dossier = asked(ward, citizen, "hoTen")
        assert "Cần ông/bà bổ sung" in client.get(reverse("portal:mine")).content.decode()
        supply(dossier, uploads={}, answers={"hoTen": "Nguyễn Văn Anh"}, by=make.actor(citizen), at=make.AT)
        assert "Cần ông/bà bổ sung" not in client.get(reverse("portal:mine")).content.decode()
