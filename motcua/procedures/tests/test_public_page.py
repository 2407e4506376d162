"""What a catalogue says of a procedure stands on its page: in the source's order, with nothing dropped."""

import re

import pytest
from django.test import Client

from motcua.platform import clock
from motcua.procedures.tests import make
from motcua.procedures.tests.catalogue_rows import method, paper, row, taken_over

pytestmark = pytest.mark.django_db


def words_of(code: str) -> str:
    with clock.frozen(make.AT):
        answer = Client().get(f"/thu-tuc/{code}")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


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


def test_what_is_only_our_reading_is_said_beside_the_figure() -> None:
    said = row(methods=[method("in_person", 3, None), method("postal", None, None)])
    taken_over(said, publish=True)
    text = words_of(said["code"])
    assert "3 ngày làm việc nguồn không ghi đơn vị, tạm hiểu là ngày làm việc; có cách nộp không ghi thời hạn" in text


def test_free_beside_a_note_that_names_a_fee_is_not_said_first() -> None:
    said = row(methods=[method(fees=[{"amount_text": "Miễn phí", "note": "8.000.000/lần"}])])
    taken_over(said, publish=True)
    assert "8.000.000/lần nguồn còn ghi: “Miễn phí”" in words_of(said["code"])


def test_ways_of_which_the_same_is_said_stand_together_and_none_is_dropped() -> None:
    alike = {"description": "Nộp tại nhà văn hóa."}
    said = row(methods=[method("online", **alike), method("postal", 9, **alike), method("in_person", **alike)])
    taken_over(said, publish=True)
    text = words_of(said["code"])
    assert text.count("Nộp tại nhà văn hóa.") == 2
    assert "Trực tuyến Trực tiếp 5 ngày làm việc" in text
    assert "Qua bưu chính 9 ngày làm việc" in text


def test_an_import_tells_no_day_of_force_that_its_source_does_not_know() -> None:
    said = row(owner_ministry="bo-cong-an", legal_basis=[], methods=[])
    taken_over(said, publish=True)
    text = words_of(said["code"])
    assert "Áp dụng từ" not in text
    assert f"Đăng tại đây từ {make.AT:%d/%m/%Y}" in text
    assert "Bộ, ngành quản lý Bộ Công an" in text
    assert "Căn cứ pháp lý Chưa có dữ liệu." in text
    assert "Cách thức nộp Chưa có dữ liệu." in text


def test_many_results_are_counted_and_stand_one_by_one_beside() -> None:
    said = row(results=[{"name": f"Giấy số {n}", "result_code": f"KQ.{n}"} for n in range(4)])
    taken_over(said, publish=True)
    text = words_of(said["code"])
    assert "4 loại kết quả" in text
    assert all(f"Giấy số {n} KQ.{n}" in text for n in range(4))


def test_papers_under_no_heading_are_not_counted_to_the_case_above_them() -> None:
    groups = [
        {"case": "(7) Thuốc để xuất khẩu", "items": [paper("Đơn"), paper("Lưu ý", 0, 0, kind="note"), paper("Nhãn")]},
        {"case": None, "items": [paper("Bìa hồ sơ")]},
    ]
    said = row(component_groups=groups)
    taken_over(said, publish=True)
    page = Client().get(f"/thu-tuc/{said['code']}").content.decode()
    text = words_of(said["code"])
    order = ["(7) Thuốc để xuất khẩu", "Đơn", "Lưu ý", "Nhãn", "Nguồn không ghi thuộc trường hợp nào", "Bìa hồ sơ"]
    places = [text.index(each, text.index("Giấy tờ cần có")) for each in order]
    assert places == sorted(places)
    assert page.count('class="papers goes-on"') == 1, "after the remark the papers of the same case are counted on"
