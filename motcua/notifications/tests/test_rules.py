from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.notifications import rules

NOON = datetime(2026, 11, 19, 5, tzinfo=UTC)


def test_placeholders_are_found_and_filled_once() -> None:
    text = "Hồ sơ {code}: {reason}"
    assert rules.placeholders_in(text) == {"code", "reason"}
    assert rules.fill(text, {"code": "H1", "reason": "{code}"}) == "Hồ sơ H1: {code}"


@pytest.mark.parametrize("text", ["{", "a } b", "{Code}", "{code", "{}", "{code.x}", "{{code}}"])
def test_broken_braces_are_refused(text: str) -> None:
    with pytest.raises(rules.BadText):
        rules.placeholders_in(text)


def test_a_placeholder_that_is_not_allowed_is_named() -> None:
    with pytest.raises(rules.BadText) as error:
        rules.check_text("{code} {ten}", ["code"])
    assert error.value.names == {"ten"}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Hồ sơ đã được tiếp nhận", "Ho so da duoc tiep nhan"),
        ("ĐƯỜNG Nguyễn Huệ – “Huế”…", 'DUONG Nguyen Hue - "Hue"...'),
        ("xin cha\u0300o", "xin chao"),
        ("✓ 漢", "? ?"),
    ],
)
def test_an_sms_has_no_accents(text: str, plain: str) -> None:
    assert rules.unaccented(text) == plain


@given(st.text(max_size=200))
def test_whatever_is_written_fits_the_unaccented_alphabet(text: str) -> None:
    plain = rules.unaccented(text)
    assert plain.isascii()
    assert plain.replace("\n", " ").isprintable()
    assert rules.unaccented(plain) == plain


def test_segments_follow_160_306_459() -> None:
    lengths = (0, 160, 161, 306, 307, 459)
    assert [rules.sms_segments("a" * length) for length in lengths] == [1, 1, 2, 2, 3, 3]


def test_attempts_come_further_and_further_apart_and_end() -> None:
    waits = []
    for attempts in range(1, rules.MOST_ATTEMPTS):
        again = rules.next_attempt_at(attempts, NOON)
        assert again is not None
        waits.append(again - NOON)
    assert waits[0] == timedelta(seconds=30)
    assert waits == sorted(waits)
    assert max(waits) <= timedelta(hours=1)
    assert rules.next_attempt_at(rules.MOST_ATTEMPTS, NOON) is None


def test_asking_after_a_message_ends() -> None:
    assert rules.next_check_at(0, NOON) == NOON + timedelta(seconds=30)
    assert rules.next_check_at(rules.MOST_CHECKS, NOON) is None
