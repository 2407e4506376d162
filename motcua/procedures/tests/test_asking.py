"""What was typed and what was meant, and what a question is taken to ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.finding import shipped
from motcua.procedures.rules.asking import MOST_TERMS, Vocabulary, asked, highlighted, kept_words
from motcua.procedures.rules.typing import decoded, near

WORDS = "dang ky khai sinh tu ket hon giay phep lai xe cap doi chung nhan"
KNOWN = Vocabulary(
    {**dict.fromkeys(WORDS.split(), 4), "dang": 60, "ky": 60, "khaisinh": 3, "khaitu": 2, "laixe": 1, "giayphep": 9},
    100,
)
SAID: dict[tuple[str, ...], list[str]] = {("bang", "lai"): ["giay phep lai xe"], ("bao", "tu"): ["dang ky khai tu"]}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hooj", "ho"), ("tichj", "tich"), ("khaaur", "khau"), ("nhaapj", "nhap"), ("tuwr", "tu"), ("ddaats", "dat"),
        ("dduwowngf", "duong"), ("ho65", "ho"), ("tich5", "tich"), ("quyeenf", "quyen"), ("hojoc", "hoc"),
    ],
)  # fmt: skip
def test_keys_left_undecoded_spell_the_word(typed: str, meant: str) -> None:
    assert decoded(typed) == meant


@pytest.mark.parametrize("word", ["giay", "sinh", "truong", "nghia", "khuyet", "2026", "doc"])
def test_words_without_keys_stay(word: str) -> None:
    assert decoded(word) == word


@given(st.text(max_size=40))
def test_nothing_typed_breaks_decoding_or_mending(text: str) -> None:
    decoded(text)
    assert len(asked(text, KNOWN, SAID).terms) <= MOST_TERMS


@pytest.mark.parametrize(("typed", "meant"), [("sihn", "sinh"), ("sin", "sinh"), ("sinhh", "sinh"), ("kinh", "sinh")])
def test_one_slip_away_is_near(typed: str, meant: str) -> None:
    assert meant in near(typed, KNOWN.counts)


def test_a_slip_is_mended_by_its_neighbours() -> None:
    assert asked("khai sihn", KNOWN, {}).mended == "khai sinh"
    assert asked("khai sinh", KNOWN, {}).mended == ""
    assert asked("khai tuwr", KNOWN, {}).mended == "khai tu"


def test_peoples_words_mean_those_of_the_law_and_keep_some_weight() -> None:
    terms = asked("đổi bằng lái", KNOWN, SAID).terms
    assert {"doi", "giay", "phep", "lai", "xe", "giayphep", "laixe"} <= set(terms)
    assert terms["laixe"] > terms["giayphep"]
    assert "bang" not in terms, "no version holds it"


def test_words_that_stand_everywhere_tell_little() -> None:
    terms = asked("đăng ký khai sinh", KNOWN, {}).terms
    assert terms["khaisinh"] > terms["sinh"] > terms["dang"]


def test_words_that_nobody_knows_ask_for_nothing() -> None:
    assert asked("zzzz qqqq", KNOWN, {}).terms == {}
    assert asked("", KNOWN, {}).terms == {}


def test_the_shipped_words_say_something_in_other_words() -> None:
    assert len(shipped()) > 300
    for phrase, meanings in shipped().items():
        assert meanings and phrase not in meanings, phrase


def test_what_is_kept_of_a_question_is_short_and_masked() -> None:
    assert kept_words("CCCD 031098004112 bị mất") == "cccd 000000000000 bi mat"
    assert kept_words("gửi cho an@example.vn") == ""
    assert len(kept_words("dài " * 100)) <= 60


def test_asked_words_are_marked() -> None:
    assert [
        piece
        for piece, is_asked in highlighted("Đăng ký khai sinh", {"khai": 2.0, "sinh": 2.0, "dang": 0.1})
        if is_asked
    ] == ["khai", "sinh"]
