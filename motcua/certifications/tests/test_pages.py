"""The desk, the turn, the book and the fees as pages."""

from typing import Any

import pytest
from django.test import Client

from motcua.accounts.tests import make as accounts
from motcua.certifications.models import Certification, CertificationFee, CertificationRequest
from motcua.certifications.public import AskedPaper, void
from motcua.certifications.tests import make
from motcua.persons.tests import make as persons
from motcua.platform import clock

pytestmark = pytest.mark.django_db
NAME = "Nguyễn Thị Hồng Nhung"


def client_of(account: Any) -> Client:
    client = Client()
    client.force_login(account)
    return client


def sent(place: make.Place, **changes: str) -> dict[str, str]:
    paper = {"p0-document": "Bằng tốt nghiệp đại học", "p0-pages": "1", "p0-copies": "3"}
    return {
        "requester": NAME, "papers": "1", "medium": "paper", "signer": str(place.signer.pk),
        "key": "c0ffee00-0000-4000-8000-000000000001", **paper, **changes,
    }  # fmt: skip


def test_a_turn_is_entered_shown_printed_and_given_back() -> None:
    place = make.place()
    client, given = client_of(place.clerk_account), sent(place)
    with clock.frozen(make.AT):
        assert "autofocus" in client.get("/chung-thuc").content.decode()
        answer = client.post("/chung-thuc", given)
        turn = CertificationRequest.objects.get()
        assert answer.headers["Location"] == f"/chung-thuc?xong={turn.pk}"
        # The same form sent again is the same turn.
        assert client.post("/chung-thuc", given).headers["Location"] == answer.headers["Location"]
        page = client.get(answer.headers["Location"]).content.decode()
        assert "6.000" in page
        assert f"/chung-thuc/{turn.pk}/loi-chung" in page
        text = client.get(f"/chung-thuc/{turn.pk}/loi-chung")
        assert text["Content-Type"] == "application/pdf"
        assert text.content.startswith(b"%PDF-")
        assert client.post(f"/chung-thuc/{turn.pk}/tra").status_code == 302
        assert client.post(f"/chung-thuc/{turn.pk}/tra").status_code == 409
    assert CertificationRequest.objects.get().handed_back_at == make.AT


def test_a_card_read_into_the_first_field_fills_the_name_and_enters_nothing() -> None:
    place, known = make.place(), persons.person(full_name=NAME)
    client = client_of(place.clerk_account)
    card = f"{known.personal_id}||{NAME}|25031995|Nữ|Số 1 Lê Lợi|15082021"
    with clock.frozen(make.AT):
        blank = {"p0-document": "", "p0-pages": "", "p0-copies": ""}
        answer = client.post("/chung-thuc", sent(place, requester=card, **blank))
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "Đã đọc thẻ căn cước" in page
        assert f'value="{NAME}"' in page
        assert 'aria-invalid="true"' not in page
        assert not Certification.objects.exists()
        assert client.post("/chung-thuc", sent(place, card=card)).status_code == 302
    assert CertificationRequest.objects.get().person_id == known.pk


def test_a_card_sent_with_everything_else_is_taken_at_once() -> None:
    place = make.place()
    card = f"031195000123||{NAME}|25031995|Nữ|Số 1 Lê Lợi|15082021|"
    with clock.frozen(make.AT):
        assert client_of(place.clerk_account).post("/chung-thuc", sent(place, requester=card)).status_code == 302
    turn = CertificationRequest.objects.get()
    assert (turn.requester, turn.person_id) == (NAME, None)


def test_what_is_wrong_is_said_at_once_and_nothing_typed_is_lost() -> None:
    place = make.place()
    wrong = sent(place, **{"requester": "", "p0-pages": "hai", "p0-copies": "0"})
    with clock.frozen(make.AT):
        answer = client_of(place.clerk_account).post("/chung-thuc", wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        "Xin ghi họ tên",
        "Số trang là số nguyên",
        "Số bản sao từ 1",
        "Bằng tốt nghiệp đại học",
        'value="hai"',
    ):
        assert words in page
    assert not Certification.objects.exists()


def test_the_electronic_kind_is_refused_in_words() -> None:
    place = make.place()
    with clock.frozen(make.AT):
        answer = client_of(place.clerk_account).post("/chung-thuc", sent(place, medium="electronic"))
    assert answer.status_code == 422
    assert "phần ký số chưa có ở đây" in answer.content.decode()


def test_further_papers_are_added_before_anything_is_entered() -> None:
    place = make.place()
    client = client_of(place.clerk_account)
    with clock.frozen(make.AT):
        page = client.post("/chung-thuc", sent(place, more="1")).content.decode()
        assert 'name="p1-document"' in page
        assert 'value="Bằng tốt nghiệp đại học"' in page
        second = {"papers": "2", "p1-document": "Học bạ", "p1-pages": "12", "p1-copies": "1"}
        assert "20.000" in client.post("/chung-thuc/phi", sent(place, **second)).content.decode()
        assert client.post("/chung-thuc", sent(place, **second)).status_code == 302
    assert list(Certification.objects.order_by("number").values_list("number", "fee")) == [(1, 6000), (2, 14_000)]


def test_a_wrong_line_is_struck_with_a_reason() -> None:
    place = make.place()
    turn = place.turn()
    line, client = turn.lines.get(), client_of(place.clerk_account)
    with clock.frozen(make.AT):
        answer = client.post(f"/chung-thuc/{turn.pk}/dong/{line.pk}/huy", {"reason": ""})
        assert (answer.status_code, "Xin ghi lý do hủy" in answer.content.decode()) == (422, True)
        answer = client.post(f"/chung-thuc/{turn.pk}/dong/{line.pk}/huy", {"reason": "Ghi nhầm tên"})
        assert answer.status_code == 302
        assert "Ghi nhầm tên" in client.get(f"/chung-thuc/{turn.pk}").content.decode()
        assert client.get(f"/chung-thuc/{turn.pk}/loi-chung").status_code == 404
    assert client.post(f"/chung-thuc/{turn.pk}/dong/{line.pk + 1}/huy", {"reason": "Khác"}).status_code == 404


def test_others_find_no_turn_and_no_book() -> None:
    place, other = make.place(), make.place()
    turn = place.turn()
    book = turn.lines.get().book
    client = client_of(other.clerk_account)
    with clock.frozen(make.AT):
        for address in (
            f"/chung-thuc/{turn.pk}",
            f"/so-chung-thuc?quyen={book.pk}",
            f"/so-chung-thuc/{book.pk}/in?thang=11",
        ):
            assert client.get(address).status_code == 404, address
        assert client.post(f"/chung-thuc/{turn.pk}/tra").status_code == 404
        assert "Chưa có sổ nào" in client.get("/so-chung-thuc").content.decode()


def test_the_book_is_searched_counted_and_printed() -> None:
    place = make.place()
    place.turn(AskedPaper("Giấy khai sinh", 1, 1))
    place.turn(AskedPaper("Học bạ", 12, 2), requester="Lê Văn Tám")
    void(place.turn(requester="Phạm Thị Chín").lines.get(), reason="Ghi nhầm", by=place.clerk, at=make.AT)
    book = Certification.objects.first().book  # type: ignore[union-attr]
    client = client_of(place.clerk_account)
    with clock.frozen(make.AT):
        for words, seen, unseen in (
            ("le van", "Lê Văn Tám", NAME), ("khai sinh", NAME, "Lê Văn Tám"), ("3", "Phạm Thị Chín", NAME),
        ):  # fmt: skip
            page = client.get("/so-chung-thuc", {"q": words}).content.decode()
            assert (seen in page, unseen in page) == (True, False), words
        assert "Không có dòng nào khớp" in client.get("/so-chung-thuc?q=zzz").content.decode()
        printed = client.get(f"/so-chung-thuc/{book.pk}/in?thang=11")
        assert client.get(f"/so-chung-thuc/{book.pk}/in?thang=13").status_code == 404
    assert printed.content.startswith(b"%PDF-")


def test_the_book_takes_few_statements_however_many_lines(django_assert_max_num_queries: Any) -> None:
    place = make.place()
    for _turn in range(12):
        place.turn(AskedPaper("Học bạ", 1, 1), AskedPaper("Căn cước", 2, 1))
    client = client_of(place.clerk_account)
    with clock.frozen(make.AT):
        client.get("/so-chung-thuc")
        with django_assert_max_num_queries(12):
            client.get("/so-chung-thuc")
        client.get("/chung-thuc")
        with django_assert_max_num_queries(17):
            client.get("/chung-thuc")


def test_fees_are_set_from_a_day_on() -> None:
    place = make.place()
    client = client_of(accounts.official(role="administrator", organisation=place.committee))
    given = {
        "since": "01/12/2026", "first_pages": "2", "first_amount": "3000", "later_amount": "1500",
        "most_per_copy": "300000", "basis": "Thông tư mới",
    }  # fmt: skip
    with clock.frozen(make.AT):
        assert client.post("/phi-chung-thuc", {**given, "since": "01/01/2020"}).status_code == 422
        assert client.post("/phi-chung-thuc", given).status_code == 302
        assert "Thông tư mới" in client.get("/phi-chung-thuc").content.decode()
    assert CertificationFee.objects.count() == 1
    assert client_of(place.clerk_account).get("/phi-chung-thuc").status_code == 403
