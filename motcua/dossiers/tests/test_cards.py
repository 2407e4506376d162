"""The card at the counter: read, or refused in words that say what is wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.reads.cards import FIELD, who_is_shown
from motcua.persons.public import Sex
from motcua.persons.tests import make as persons
from motcua.platform.action import Refused

ON = date(2026, 11, 23)
GOOD = "031195004112||Nguyễn Thị Hồng Nhung|25031995|Nữ|12 Lê Lợi|15082021|"


def test_a_card_fills_in_the_applicant() -> None:
    assert who_is_shown(GOOD, on=ON).as_fields() == {
        "personal_id": "031195004112", "full_name": "Nguyễn Thị Hồng Nhung", "birth_date": "25/03/1995",
        "phone": "", "email": "", "address_line": "12 Lê Lợi",
    }  # fmt: skip
    assert who_is_shown(" 031195004112 ", on=ON).full_name == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0311", "12 chữ số"),
        ("031195004112|x", "Không đọc được thẻ"),
        (GOOD.replace("|Nữ|", "|Nam|"), "Thẻ không hợp lệ"),
        (GOOD.replace("25031995", "25031996"), "Thẻ không hợp lệ"),
        (GOOD.replace("25031995", "25032030"), "tương lai"),
        (GOOD.replace("15082021", "15082031"), "ngày cấp ở tương lai"),
        ("031299004112", "tương lai|kiểm tra"),
    ],
)
def test_what_is_wrong_is_said(text: str, words: str) -> None:
    with pytest.raises(Refused, match=words) as caught:
        who_is_shown(text, on=ON)
    assert caught.value.field == FIELD


@given(st.text(alphabet="0123456789|Nn\u1eef \n", max_size=90))
def test_any_text_is_a_person_or_a_sentence(text: str) -> None:
    try:
        assert len(who_is_shown(text, on=ON).personal_id) == 12
    except Refused as refused:
        assert refused.field == FIELD
        assert refused.message


@given(st.dates(date(1910, 1, 1), date(2026, 1, 1)), st.sampled_from(Sex), st.sampled_from(["", "|", "||a|b"]))
def test_every_sound_card_is_read(born: date, sex: Sex, end: str) -> None:
    number = persons.personal_id(birth_date=born, sex=sex, serial=7)
    word, other = ("Nam", "Nữ") if sex is Sex.MALE else ("Nữ", "Nam")
    card = f"{number}||Lê An|{born:%d%m%Y}|{{}}|12 Lê Lợi|01072024{end}"
    assert who_is_shown(card.format(word), on=ON).birth_date == born
    with pytest.raises(Refused):
        who_is_shown(card.format(other), on=ON)
