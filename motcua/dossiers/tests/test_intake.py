"""The counter's screen: card, letters, papers in their states, forms 01, 02 and 03, and on to the next."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from motcua.dossiers.models import Dossier, SupplementItem
from motcua.dossiers.rules import PaperFault, Status
from motcua.dossiers.tests import make
from motcua.dossiers.tests.test_counter import posted
from motcua.papers.public import papers_of
from motcua.persons.public import Person
from motcua.platform import clock

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(hours=1)
CARD = "031187004567|030123456|Trần Thị Bưởi|12041987|Nữ|Số 1 Lê Lợi|15082021|"


def desk(ward: make.Ward) -> Client:
    client = Client()
    client.force_login(ward.officer_account)
    return client


def address(ward: make.Ward) -> str:
    return f"/tiep-nhan/{ward.procedure.procedure.code}"


def send(client: Client, ward: make.Ward, **changes: object) -> Dossier:
    """Send the form; the only dossier there is, after."""
    with clock.frozen(LATER):
        answer = client.post(address(ward), posted(ward, **changes))
    assert answer.status_code == 302, answer.content.decode()
    code = answer["Location"].rpartition("/")[2]
    return Dossier.objects.get(code=code)


def test_a_card_and_a_code_open_the_form_filled_in() -> None:
    ward = make.ward()
    with clock.frozen(LATER):
        page = desk(ward).post("/tiep-nhan", {"card": CARD, "q": ward.procedure.procedure.code}).content.decode()
    for told in ("Trần Thị Bưởi", "12/04/1987", "031187004567", "Số 1 Lê Lợi"):
        assert f'value="{told}"' in page
    assert not Person.objects.named("Trần Thị Bưởi").exists(), "nobody is recorded before the dossier is taken"


def test_the_list_that_the_citizen_made_is_scanned_and_stands_beside_the_papers() -> None:
    ward = make.ward()
    code = ward.procedure.procedure.code
    link = f"https://motcua.example{reverse('portal:prepare', args=[code])}?noi=trong-nuoc"
    client = Client()
    client.force_login(ward.officer_account)
    answer = client.post(reverse("dossiers:counter"), {"card": link})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{reverse('dossiers:counter_form', args=[code])}?noi=trong-nuoc"
    assert client.get(answer.headers["Location"]).status_code == 200
    for other in ("https://motcua.example/khong-co/gi", "https://motcua.example/"):
        assert client.post(reverse("dossiers:counter"), {"card": other}).status_code == 422


def test_a_wrong_card_is_kept_and_told() -> None:
    ward = make.ward()
    wrong = CARD.replace("|Nữ|", "|Nam|")
    with clock.frozen(LATER):
        answer = desk(ward).post("/tiep-nhan", {"card": wrong, "q": "dk"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Thẻ không hợp lệ" in page
    assert wrong in page
    assert 'value="dk"' in page


def test_papers_are_kept_with_state_and_number() -> None:
    ward = make.ward()
    changes = {"state-don": "certified", "quantity-don": "2", "state-anh": "return"}
    dossier = send(desk(ward), ward, **changes)
    kept = dict(dossier.components.values_list("type__key", "state"))
    assert kept == {"don": "certified", "anh": "return"}
    assert dossier.components.get(type__key="don").quantity == 2
    assert set(dossier.components.values_list("is_on_paper", flat=True)) == {True}
    assert dossier.status == Status.RECEIVED


def test_what_lacks_a_paper_is_not_taken_but_asked_for_on_form_02() -> None:
    ward = make.ward()
    client = desk(ward)
    with clock.frozen(LATER):
        refused = client.post(address(ward), posted(ward, **{"state-don": "missing"}))
    assert refused.status_code == 422
    assert "mẫu 02" in refused.content.decode()
    assert not Dossier.objects.exists()
    dossier = send(client, ward, viec="bo-sung", **{"state-don": "missing"})
    assert dossier.status == Status.AWAITING_SUPPLEMENT
    assert papers_of(dossier.subject).get().template.code == "supplement_slip"
    item = SupplementItem.objects.get(request__dossier=dossier)
    assert item.component is not None
    assert (item.fault, item.component.type.key) == (PaperFault.MISSING, "don")
    assert item.wanted == "Thiếu giấy tờ này"


def test_a_faulty_paper_too() -> None:
    ward = make.ward()
    client = desk(ward)
    faulty = {"state-don": "copy", "fault-don": "not_certified"}
    with clock.frozen(LATER):
        assert client.post(address(ward), posted(ward, **faulty)).status_code == 422
        nothing = client.post(address(ward), posted(ward, viec="bo-sung"))
    assert nothing.status_code == 422
    assert "đã đủ và đúng" in nothing.content.decode()
    dossier = send(client, ward, viec="bo-sung", words="Mang bản chứng thực.", **faulty)
    assert SupplementItem.objects.get(request__dossier=dossier).fault == PaperFault.NOT_CERTIFIED
    assert dossier.supplements.get().reason == "Mang bản chứng thực."


def test_a_refusal_needs_a_ground_from_the_list_and_no_form() -> None:
    ward = make.ward()
    client = desk(ward)
    empty = {**posted(ward), "viec": "tu-choi", "hoTen": "", "state-don": ""}
    with clock.frozen(LATER):
        bare = client.post(address(ward), {**empty, "words": "không nhận"})
        assert bare.status_code == 422
        assert "Xin chọn căn cứ từ chối." in bare.content.decode()
        assert "không nhận" in bare.content.decode()
        end = client.post(address(ward), {**empty, "ground": make.ground("refusal", "quyền yêu cầu")})
    assert end.status_code == 302, end.content.decode()
    dossier = Dossier.objects.get()
    assert dossier.status == Status.REFUSED
    assert papers_of(dossier.subject).get().template.code == "refusal_slip"
    assert "Người nộp không có quyền" in dossier.events.get(kind="refused").public_text


def test_on_to_the_next_dossier_of_the_same_person() -> None:
    ward = make.ward()
    client = desk(ward)
    dossier = send(client, ward)
    with clock.frozen(LATER):
        done = client.get(f"/tiep-nhan/xong/{dossier.code}").content.decode()
        assert f"?tiep={dossier.code}" in done
        assert "data-print" in done
        again = client.get(f"/tiep-nhan?tiep={dossier.code}").content.decode()
        assert "Trần Thị Bưởi" in again
        form = client.get(f"{address(ward)}?tiep={dossier.code}").content.decode()
        assert 'value="031187004567"' in form
        assert 'value="0987654321"' in form
        stranger = desk(make.ward(procedure=ward.procedure))
        assert "Trần Thị Bưởi" not in stranger.get(f"/tiep-nhan?tiep={dossier.code}").content.decode()
        assert stranger.get(f"/tiep-nhan/xong/{dossier.code}").status_code == 404


def test_a_scanner_that_sends_twice_makes_one_dossier() -> None:
    ward = make.ward()
    client = desk(ward)
    sent = posted(ward, viec="bo-sung", **{"state-don": "missing"})
    with clock.frozen(LATER):
        ends = {client.post(address(ward), sent)["Location"] for _ in range(2)}
    assert len(ends) == 1
    assert Dossier.objects.count() == 1
