"""Procedures by a few letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.platform.text import fold
from motcua.procedures.rules.lettering import nearness

BIRTH = "Đăng ký khai sinh"
DEATH = "Đăng ký khai tử"


@pytest.mark.parametrize("typed", ["dkks", "DKKS", "đkks", "dkk", "kks", "ks", "khai s", "dang ky", "khais", "d k k s"])
def test_letters_find(typed: str) -> None:
    assert nearness(BIRTH, typed) > 0


@pytest.mark.parametrize(("typed", "name"), [("dkks", BIRTH), ("dkkt", DEATH), ("kt", DEATH), ("khai t", DEATH)])
def test_the_nearest_first(typed: str, name: str) -> None:
    assert max((BIRTH, DEATH), key=lambda each: nearness(each, typed)) == name


@pytest.mark.parametrize("typed", ["", "x", "d", "zzz", "|", "  "])
def test_too_little_or_nothing(typed: str) -> None:
    assert nearness(BIRTH, typed) == 0


@given(st.lists(st.sampled_from(["đăng", "ký", "Khai", "sinh", "Tử", "cấp", "giấy", "phép"]), min_size=2, max_size=8))
def test_the_initials_of_a_name_are_the_nearest(words: list[str]) -> None:
    name = " ".join(words)
    assert nearness(name, "".join(fold(word)[0] for word in words)) == 6


@given(st.text(max_size=60), st.text(max_size=20))
def test_anything_is_answered(name: str, typed: str) -> None:
    assert 0 <= nearness(name, typed) <= 6
