"""The QR code of a citizen's card, as a scanner types it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.persons.rules import IdentityCard, Sex, name_flaw, read_card, read_personal_id
from motcua.persons.tests import make

ADDRESS = "Số 12, Lê Lợi, Phường Lê Chân, Thành phố Hải Phòng"


@pytest.mark.parametrize("end", ["", "|", "||||", "|Nguyễn Văn Ba|Lê Thị Tư|", "\n", "\r\n", "\x03"])
@pytest.mark.parametrize("old", ["", "031234567"])
def test_old_and_new_cards_are_read(old: str, end: str) -> None:
    text = f"031195004112|{old}|Nguyễn Thị Hồng Nhung|25031995|Nữ|{ADDRESS}|15082021{end}"
    assert read_card(text) == IdentityCard(
        "031195004112", old, "Nguyễn Thị Hồng Nhung", date(1995, 3, 25), Sex.FEMALE, ADDRESS, date(2021, 8, 15)
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nguyễn Thị Hồng Nhung",
        "031195004112",
        "031195004112||Nguyễn Thị Hồng Nhung|25031995|Nữ",
        "31195004112||Nguyễn Thị Hồng Nhung|25031995|Nữ|Hải Phòng|15082021",
        "031195004112|12|Nguyễn Thị Hồng Nhung|25031995|Nữ|Hải Phòng|15082021",
        "031195004112|||25031995|Nữ|Hải Phòng|15082021",
        "031195004112||007|25031995|Nữ|Hải Phòng|15082021",
    ],
)
def test_what_is_no_card_is_not_taken_for_one(text: str) -> None:
    assert read_card(text) is None


@pytest.mark.parametrize("born", ["", "1995", "31022001", "00001995", "25/03/95"])
def test_a_day_that_is_none_stays_open(born: str) -> None:
    card = read_card(f"031195004112||Nguyễn Thị Hồng Nhung|{born}||Hải Phòng|")
    assert card is not None
    assert (card.birth_date, card.sex, card.issued_on) == (None, None, None)


def test_a_name_spelled_with_loose_marks_is_put_together() -> None:
    card = read_card("031195004112||Nguye\u0302\u0303n  Thi\u0323 Nhung |25031995|Nữ|Hải Phòng|15082021")
    assert card is not None
    assert card.full_name == "Nguyễn Thị Nhung"


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.sampled_from(Sex), st.integers(0, 999_999))
def test_what_a_card_says_is_read_back(born: date, sex: Sex, serial: int) -> None:
    number = make.personal_id(birth_date=born, sex=sex, serial=serial)
    word = "Nam" if sex is Sex.MALE else "Nữ"
    card = read_card(f"{number}||Lê An|{born:%d%m%Y}|{word}|{ADDRESS}|01072024|")
    assert card is not None
    assert (card.personal_id, card.birth_date, card.sex) == (number, born, sex)


@given(st.integers(0, 6), st.text(alphabet="0123456789|Aâ \n", max_size=20))
def test_a_spoilt_field_leaves_a_whole_card_or_none(field: int, spoilt: str) -> None:
    fields = [make.personal_id(), "", "Lê An", "01021990", "Nam", ADDRESS, "01072024"]
    card = read_card("|".join([*fields[:field], spoilt, *fields[field + 1 :]]))
    assert card is None or (read_personal_id(card.personal_id) and name_flaw(card.full_name) is None)
