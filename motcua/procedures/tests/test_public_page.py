"""What a catalogue says of a procedure stands on its page: in the source's order, with nothing dropped."""

import pytest
from django.test import Client
from django.utils.html import strip_tags

from motcua.platform import clock
from motcua.procedures.tests import make
from motcua.procedures.tests.catalogue_rows import method, paper, row, taken_over

pytestmark = pytest.mark.django_db


def words_of(code: str) -> str:
    with clock.frozen(make.AT):
        answer = Client().get(f"/thu-tuc/{code}")
    assert answer.status_code == 200
    return " ".join(strip_tags(answer.content.decode()).split())


def test_remarks_among_papers_keep_their_place() -> None:
    remark = {"original": 0, "copy": 0, "kind": "note"}
    items = [
        paper("Giấy tờ phải nộp:", **remark),
        paper("Đơn đề nghị"),
        paper("Giấy tờ phải xuất trình:", **remark),
        paper("Giấy chứng nhận cũ"),
    ]
    said = row(component_groups=[{"case": "Trường hợp bị mất", "items": items}])
    taken_over(said, publish=True)
    text = words_of(said["code"])
    places = [text.index(each) for each in ("Trường hợp bị mất", *(item["name"] for item in items))]
    assert places == sorted(places)


def test_every_way_of_filing_keeps_its_limit_its_fee_and_its_words() -> None:
    said = row(
        methods=[
            method("in_person", 1.5, "working_day", fees=[{"amount_text": "40,000 Việt Nam Đồng", "note": "Xe to"}]),
            method("online", 6, "month", description="Nộp qua cổng."),
            method("postal", None, None, fees=[{"amount_text": "Miễn phí", "note": "theo Thông tư 9"}]),
        ]
    )
    taken_over(said, publish=True)
    text = words_of(said["code"])
    for words in ("1,5 ngày làm việc", "6 tháng", "40,000 Việt Nam Đồng", "Xe to", "Nộp qua cổng.", "theo Thông tư 9"):
        assert words in text, words
    assert "KQ.1" in text
    assert "Thông tư về xe đạp" in text
    assert "Hội người đi xe đạp" in text
