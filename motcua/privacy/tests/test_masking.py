"""What hides the numbers of others in somebody's copy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.privacy.rules import digits_of, mask_others

PHONES = st.integers(100_000_000, 999_999_999).map(lambda number: f"0{number}")
NUMBERS = st.integers(1_000_000_000, 96_999_999_999).map(lambda number: f"{number:012d}")
EMAILS = st.from_regex(r"[a-z]{2,8}\.[a-z]{2,8}@[a-z]{3,8}\.vn", fullmatch=True)
SPOKEN = st.sampled_from([str, lambda text: f"gọi {text}.", lambda text: f"({text})", lambda text: f"{text}, nhà"])


@given(own=st.sets(PHONES | NUMBERS | EMAILS, max_size=3), other=PHONES | NUMBERS | EMAILS, says=SPOKEN)
def test_a_number_of_another_never_stays_and_ones_own_always_does(own: set[str], other: str, says: object) -> None:
    assert callable(says)
    value = {"a": [says(other)], "b": {"c": [says(each) for each in sorted(own)]}}
    masked = mask_others(value, own)
    if other not in own:
        assert other not in masked["a"][0]
    for each, told in zip(sorted(own), masked["b"]["c"], strict=True):
        assert each in told


@pytest.mark.parametrize("text", ["0987 654 321", "0987.654.321", "+84987654321", "+84 987 654 321"])
def test_a_phone_is_known_however_it_is_typed(text: str) -> None:
    assert mask_others(text, {"0987654321"}) == text
    assert mask_others(text, set()) == "0987***321"
    assert digits_of(text) == "0987654321"


@pytest.mark.parametrize(
    "text", ["H24.15-261122-0001", "2026-11-22T09:00:00+07:00", "22/11/2026", "135.000 đ", "Số 12/GUQ", "15.04.1992"]
)
def test_what_is_no_number_of_anybody_stays(text: str) -> None:
    assert mask_others(text, set()) == text
