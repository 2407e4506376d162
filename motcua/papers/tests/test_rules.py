"""How papers are written: numbers, words, one canonical text."""

import json
import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.papers import rules


@pytest.mark.parametrize(
    ("serial", "symbol", "number"), [(1, "TNHS", "01/TNHS"), (12, "HDHS", "12/HDHS"), (1204, "QĐ-UBND", "1204/QĐ-UBND")]
)
def test_numbers_have_two_digits_and_their_symbol(serial: int, symbol: str, number: str) -> None:
    assert rules.paper_number(serial, symbol) == number


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 5), "Ngày mùng năm, tháng hai, năm hai nghìn không trăm hai mươi sáu"),
        (date(2024, 4, 10), "Ngày mùng mười, tháng tư, năm hai nghìn không trăm hai mươi tư"),
        (date(2005, 12, 31), "Ngày ba mươi mốt, tháng mười hai, năm hai nghìn không trăm linh năm"),
        (date(1995, 11, 21), "Ngày hai mươi mốt, tháng mười một, năm một nghìn chín trăm chín mươi lăm"),
        (date(2000, 1, 15), "Ngày mười lăm, tháng một, năm hai nghìn"),
        (date(1914, 3, 24), "Ngày hai mươi tư, tháng ba, năm một nghìn chín trăm mười bốn"),
        (date(1900, 8, 11), "Ngày mười một, tháng tám, năm một nghìn chín trăm"),
    ],
)
def test_dates_are_spelt_out_as_on_civil_status_papers(day: date, words: str) -> None:
    assert rules.date_in_words(day) == words


@given(st.integers(0, 9999))
def test_no_two_numbers_are_spelt_alike(number: int) -> None:
    words = rules.number_in_words(number)
    assert words == words.strip() and "  " not in words
    assert words not in {rules.number_in_words(other) for other in (number - 1, number + 1) if 0 <= other <= 9999}


def test_instants_are_kept_in_vietnamese_time() -> None:
    assert rules.as_json(datetime(2026, 9, 16, 18, 30, tzinfo=UTC)) == "2026-09-17T01:30:00+07:00"


@given(st.text())
def test_printable_text_is_nfc_and_prints_something_everywhere(text: str) -> None:
    printed = rules.printable(text)
    assert unicodedata.is_normalized("NFC", printed)
    assert rules.printable(printed) == printed
    assert not any(unicodedata.category(char).startswith("C") for char in printed if char != "\n")


def test_decomposed_vietnamese_becomes_the_letters_the_font_has() -> None:
    assert rules.printable(unicodedata.normalize("NFD", "Nguyễn Thị Quỳnh Hương")) == "Nguyễn Thị Quỳnh Hương"


def test_a_character_the_font_lacks_is_shown_as_a_box() -> None:
    assert rules.typeable({"name": ["A😀"]}, frozenset({ord("A")})) == {"name": ["A□"]}


def test_the_canonical_text_does_not_depend_on_the_order_of_keys() -> None:
    assert rules.canonical({"b": 1, "a": "ế"}) == rules.canonical({"a": "ế", "b": 1}) == '{"a":"ế","b":1}'


def test_what_a_paper_cannot_hold_is_an_error() -> None:
    with pytest.raises(TypeError):
        rules.as_json(1.5)
    assert json.dumps(rules.as_json({"a": (1, None, True)})) == '{"a": [1, null, true]}'
