"""What a form accepts as a number, persons accept too."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from motcua.forms.rules.identity import birth_year_of, is_male, is_personal_id, is_phone, phone_from
from motcua.persons.public import Sex, normalise_phone, personal_id_flaw, read_personal_id

digits = st.text("0123456789+ .", min_size=8, max_size=16)


@given(digits)
@example("+84 912 345 678")
@example("0225.3842.119")
def test_a_telephone_number_means_the_same_to_both(text: str) -> None:
    number = phone_from(text)
    assert (number if is_phone(number) else None) == normalise_phone(text)


@given(st.from_regex(r"[0-9]{12}", fullmatch=True))
@example("031098004112")
def test_a_personal_id_means_the_same_to_both(text: str) -> None:
    parts = read_personal_id(text)
    assert parts is not None
    if is_personal_id(text):
        assert birth_year_of(text) == parts.birth_year
        assert is_male(text) == (parts.sex is Sex.MALE)
        assert personal_id_flaw(text, birth_date=None, sex=None, on=date(2099, 12, 31)) is None
