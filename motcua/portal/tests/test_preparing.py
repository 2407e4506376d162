"""“Tôi cần gì?” leads into filing: the checklist stays with the draft, and the officer at intake sees it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.dossiers.public import Dossier, Draft
from motcua.dossiers.tests import make
from motcua.files.tests import make as files
from motcua.platform import clock
from motcua.portal.tests.test_filing import WHAT, WHO
from motcua.procedures.public import ProcedureVersion

pytestmark = pytest.mark.django_db
QUESTION = {
    "key": "ai",
    "text": "Ai đi nộp?",
    "options": [
        {"value": "toi", "label": "Chính tôi"},
        {"value": "thay", "label": "Người đi thay", "note": "Xin mang căn cước của người đi thay."},
    ],
}


@pytest.fixture
def ward() -> make.Ward:
    ward = make.ward()
    ProcedureVersion.objects.filter(pk=ward.procedure.pk).update(questions=[QUESTION])
    return ward


def test_the_checklist_goes_with_the_draft_to_the_officer(ward: make.Ward) -> None:
    code = ward.procedure.procedure.code
    client = Client()
    client.force_login(make.citizen())
    with clock.frozen(make.AT):
        listed = client.get(f"/thu-tuc/{code}/toi-can-gi?ai=thay").content.decode()
        assert f'href="/thu-tuc/{code}/nop?ai=thay"' in listed
        assert "Người đi thay" in client.get(f"/thu-tuc/{code}/nop?ai=thay").content.decode()
        draft = str(client.post(f"/thu-tuc/{code}/nop?ai=thay")["Location"]).split("/buoc/")[0]
        assert Draft.objects.get().preparation["given"][0]["value"] == "thay"
        client.post(f"{draft}/buoc/nguoi-nop", WHO)
        client.post(f"{draft}/buoc/noi-dung", {**WHAT, "noiNop": ward.code})
        client.post(f"{draft}/giay-to", {"file-don": SimpleUploadedFile("don.pdf", files.pdf()), "go-on": "1"})
        client.post(f"{draft}/kiem-tra")
        officer = Client()
        officer.force_login(ward.officer_account)
        shown = officer.get(f"/ho-so/{Dossier.objects.get().code}").content.decode()
    assert "Ai đi nộp?" in shown
    assert "Người đi thay" in shown


def test_the_counter_opens_with_the_checklist_brought_along(ward: make.Ward) -> None:
    code = ward.procedure.procedure.code
    officer = Client()
    officer.force_login(ward.officer_account)
    with clock.frozen(make.AT):
        listed = officer.get(f"/thu-tuc/{code}/toi-can-gi?ai=thay").content.decode()
        address = listed.split('href="')
        counter = next(each.split('"')[0] for each in address if each.startswith("/tiep-nhan/"))
        shown = officer.get(counter).content.decode()
        assert "Ai đi nộp?" in shown and "Xin mang căn cước của người đi thay." in shown
        assert "Ai đi nộp?" not in officer.get(counter.split("?")[0]).content.decode()


def test_a_visitor_sees_no_door_to_the_counter(ward: make.Ward) -> None:
    with clock.frozen(make.AT):
        listed = Client().get(f"/thu-tuc/{ward.procedure.procedure.code}/toi-can-gi?ai=toi").content.decode()
    assert "/tiep-nhan" not in listed
