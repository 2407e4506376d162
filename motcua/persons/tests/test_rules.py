from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.vn import mst

from motcua.persons import rules
from motcua.persons.rules import Flaw, Sex
from motcua.persons.tests import make

TODAY = date(2026, 9, 1)
births = st.dates(date(1900, 1, 1), TODAY)
sexes = st.sampled_from(Sex)
serials = st.integers(0, 999_999)


@given(births, sexes, serials)
def test_a_number_says_what_it_was_made_from(birth: date, sex: Sex, serial: int) -> None:
    digits = make.personal_id(birth_date=birth, sex=sex, serial=serial)
    parts = rules.read_personal_id(digits)
    assert parts is not None
    assert (parts.birth_year, parts.sex, parts.place_code) == (birth.year, sex, "031")
    assert rules.personal_id_flaw(digits, birth_date=birth, sex=sex, on=TODAY) is None


@given(births, births, sexes, serials)
def test_a_number_of_another_year_or_sex_is_noticed(birth: date, other: date, sex: Sex, serial: int) -> None:
    digits = make.personal_id(birth_date=birth, sex=sex, serial=serial)
    opposite = Sex.MALE if sex is Sex.FEMALE else Sex.FEMALE
    assert rules.personal_id_flaw(digits, birth_date=birth, sex=opposite, on=TODAY) is Flaw.SEX_DIFFERS
    expected = None if other.year == birth.year else Flaw.YEAR_DIFFERS
    assert rules.personal_id_flaw(digits, birth_date=other, sex=sex, on=TODAY) is expected


@pytest.mark.parametrize(
    ("typed", "flaw"),
    [
        ("03119000123", Flaw.NOT_TWELVE_DIGITS),
        ("0311900012345", Flaw.NOT_TWELVE_DIGITS),
        ("03119000123a", Flaw.NOT_TWELVE_DIGITS),
        ("٠٣١١٩٠٠٠١٢٣٤", Flaw.NOT_TWELVE_DIGITS),
        ("031227000123", Flaw.IN_THE_FUTURE),
        ("031498000123", Flaw.IN_THE_FUTURE),
        ("031190000123", None),
        ("031 190 000 123", None),
        ("\uff10\uff13\uff11190000123", None),
    ],
)
def test_impossible_numbers(typed: str, flaw: Flaw | None) -> None:
    digits = rules.normalise_personal_id(typed)
    assert rules.personal_id_flaw(digits, birth_date=None, sex=None, on=TODAY) is flaw


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("0912345678", "0912345678"),
        ("091 234.56-78", "0912345678"),
        ("+84912345678", "0912345678"),
        ("+84 (0) 912 345 678", "0912345678"),
        ("84912345678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("0225 3842 123", "02253842123"),
        ("+842253842123", "02253842123"),
        ("8412345678", None),
        ("0112345678", None),
        ("091234567", None),
        ("09123456789", None),
        ("+1 202 555 0101", None),
        ("0912345678x", None),
        ("٠٩١٢٣٤٥٦٧٨", None),
    ],
)
def test_phones_have_one_form(typed: str, phone: str | None) -> None:
    assert rules.normalise_phone(typed) == phone
    assert phone is None or rules.normalise_phone(phone) == phone


def test_only_mobiles_take_text_messages() -> None:
    assert rules.is_mobile("0912345678")
    assert not rules.is_mobile("02253842123")


@given(st.from_regex(r"[0-9]{10}(-?[0-9]{3})?", fullmatch=True))
def test_tax_codes_agree_with_stdnum(typed: str) -> None:
    assert (rules.normalise_tax_code(typed) is not None) == mst.is_valid(typed)


@given(st.from_regex(r"[0-9]{9}", fullmatch=True), st.from_regex(r"(-[0-9]{3})?", fullmatch=True))
def test_the_check_digit_agrees_with_stdnum(nine: str, branch: str) -> None:
    # Random digits seldom pass, so go through every check digit.
    for check in "0123456789":
        typed = nine + check + branch
        assert (rules.normalise_tax_code(typed) is not None) == mst.is_valid(typed), typed


def test_a_personal_id_is_a_tax_code_of_a_household_business() -> None:
    assert rules.normalise_tax_code("031 190 000 123") == "031190000123"


@pytest.mark.parametrize(
    ("mask", "value", "shown"),
    [
        (rules.mask_personal_id, "031098004112", "031098***112"),
        (rules.mask_personal_id, "", ""),
        (rules.mask_phone, "0912345456", "0912***456"),
        (rules.mask_phone, "123", "***"),
        (rules.mask_email, "thanh.ha@example.vn", "t***@example.vn"),
    ],
)
def test_masks(mask: Callable[[str], str], value: str, shown: str) -> None:
    assert mask(value) == shown


@pytest.mark.parametrize(
    ("name", "flaw"),
    [
        ("Nguyễn Văn An", None),
        ("H'Hen Niê", None),
        ("Y-Blơk Êban", None),
        ("A", None),
        ("", Flaw.EMPTY),
        ("12345", Flaw.NOT_A_NAME),
        ("Nguyễn <b>An</b>", Flaw.NOT_A_NAME),
        ("...", Flaw.NOT_A_NAME),
        ("An " * 100, Flaw.TOO_LONG),
    ],
)
def test_names(name: str, flaw: Flaw | None) -> None:
    assert rules.name_flaw(name) is flaw


@pytest.mark.parametrize(
    ("born", "flaw"),
    [
        (date(2026, 9, 2), Flaw.IN_THE_FUTURE),
        (TODAY, None),
        (date(1896, 1, 1), None),
        (date(1895, 12, 31), Flaw.TOO_LONG_AGO),
    ],
)
def test_birth_dates(born: date, flaw: Flaw | None) -> None:
    assert rules.birth_date_flaw(born, on=TODAY) is flaw


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" Thanh.Ha@Example.VN ", "Thanh.Ha@example.vn"),
        ("no-at.example.vn", None),
        ("a@b", None),
        ("a b@example.vn", None),
        ("a@example.vn\nBcc: x@example.vn", None),
        ("x" * 300 + "@example.vn", None),
    ],
)
def test_emails(typed: str, address: str | None) -> None:
    assert rules.normalise_email(typed) == address


def test_lists_sort_by_given_name() -> None:
    assert rules.name_in_order("Nguyễn Văn An") == "An Nguyễn Văn"
    assert rules.name_in_order("An") == "An"
