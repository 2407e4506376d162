"""Numbers of documents, and by when reviews are due."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.laws.rules import issued_in, number_of, review_due


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("118/2025/NĐ-CP", "118/2025/NĐ-CP"),
        (" nghị định số 61/2018/nđ-cp ", "61/2018/NĐ-CP"),
        ("66.7/2025/NQ-CP", "66.7/2025/NQ-CP"),
        ("Luật Hộ tịch 60/2014/QH13", "60/2014/QH13"),
        ("QĐ 2022/QĐ-UBND 27/11/2025", "2022/QĐ-UBND"),
        ("118 / 2025 / NĐ-CP", "118/2025/NĐ-CP"),
        ("ngày 27/11/2025", ""),
        ("Luật Hộ tịch", ""),
        ("", ""),
    ],
)
def test_the_number_is_read_out_of_what_people_write(text: str, number: str) -> None:
    assert number_of(text) == number


@given(st.text(max_size=60))
def test_reading_a_number_never_fails_and_what_was_read_reads_the_same(text: str) -> None:
    assert number_of(number_of(text)) == number_of(text)


def test_the_day_of_issue_is_taken_only_from_behind_the_documents_own_number() -> None:
    title = "Nghị định số 123/2015/NĐ-CP ngày 15/11/2015 của Chính phủ"
    assert issued_in("123/2015/NĐ-CP", title) == date(2015, 11, 15)
    assert issued_in("123/2015/NĐ-CP", title.replace("15/11/2015", "15 tháng 11 năm 2015")) == date(2015, 11, 15)
    assert issued_in("04/2024/TT-BTP", "Sửa đổi Thông tư số 02/2020/TT-BTP ngày 08/4/2020") is None
    assert issued_in("123/2015/NĐ-CP", "Nghị định số 123/2015/NĐ-CP ngày 31/02/2015") is None


def test_a_review_is_due_when_the_change_comes_into_force_but_not_sooner_than_in_thirty_days() -> None:
    today = date(2026, 11, 23)
    assert review_due(date(2027, 3, 1), today) == date(2027, 3, 1)
    assert review_due(date(2025, 7, 1), today) == date(2026, 12, 23)
