from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.post.rules import (
    LONGEST_ON_THE_WAY,
    MOST_ATTEMPTS,
    TOLD,
    Direction,
    Happened,
    PostFee,
    State,
    fee_on,
    is_signed,
    next_attempt_at,
    order_number,
    signature,
    standing,
)
from motcua.post.terms import fee_in_force, terms_on
from motcua.post.tests.make import AT

HAPPENED = st.lists(
    st.builds(
        Happened, st.sampled_from(TOLD), st.integers(0, 5).map(lambda hours: AT + timedelta(hours=hours))
    ),
    min_size=1,
    max_size=8,
)  # fmt: skip


@given(HAPPENED, st.randoms(use_true_random=False))
def test_in_whatever_order_and_how_often_it_is_told_the_parcel_stands_the_same(
    told: list[Happened], chance: object
) -> None:
    again = [*told, *told[: len(told) // 2]]
    chance.shuffle(again)  # type: ignore[attr-defined]
    assert standing(again) is standing(told)


@given(HAPPENED)
def test_what_was_delivered_stays_so_and_the_rest_is_what_came_last(told: list[Happened]) -> None:
    stands = standing(told)
    assert stands in {each.kind for each in told}
    assert (stands is State.DELIVERED) == any(each.kind is State.DELIVERED for each in told)
    if stands is not State.DELIVERED:
        last = max(each.at for each in told)
        assert Happened(stands, last) in told


def test_nothing_told_is_nothing_known() -> None:
    assert standing([]) is None


def test_a_word_is_believed_by_its_signature_and_while_it_is_fresh() -> None:
    now, body = AT, b'{"Status": "lost"}'
    stamp = str(int(now.timestamp()))
    signed = signature("secret", stamp, body)
    assert is_signed("secret", stamp, body, signed, now)
    assert is_signed("secret", stamp, body, signed, now + LONGEST_ON_THE_WAY)
    assert not is_signed("secret", stamp, body, signed, now + LONGEST_ON_THE_WAY + timedelta(seconds=1))
    assert not is_signed("secret", stamp, body + b" ", signed, now)
    assert not is_signed("secret", str(int(stamp) + 1), body, signed, now)
    assert not is_signed("other", stamp, body, signed, now)
    assert not is_signed("secret", stamp, body, "ư", now)
    assert not is_signed("", stamp, body, signature("", stamp, body), now)
    assert not is_signed("secret", "hôm nay", body, signed, now)


def test_fees_and_terms_are_those_of_the_day() -> None:
    old, new = PostFee(date(2025, 1, 1), 1, 2, "cũ"), PostFee(date(2026, 1, 1), 3, 4, "mới")
    assert fee_on([new, old], date(2025, 12, 31)) is old
    assert fee_on([new, old], date(2026, 1, 1)) is new
    assert fee_on([new, old], date(2024, 12, 31)) is None
    shipped = fee_in_force(AT.date())
    assert shipped is not None and 0 < shipped.within < shipped.beyond
    assert terms_on(AT.date()).late_after == timedelta(days=6)
    with pytest.raises(LookupError):
        terms_on(date(2000, 1, 1))


def test_numbers_say_whose_and_which_way() -> None:
    assert order_number("H24-1", Direction.DELIVER, 2) == "H24-1-T2"
    assert order_number("H24-1", Direction.COLLECT, 1) == "H24-1-N1"


def test_attempts_grow_apart_and_end() -> None:
    waits = [next_attempt_at(attempts, AT) for attempts in range(1, MOST_ATTEMPTS)]
    assert waits == sorted(waits, key=str)
    assert next_attempt_at(MOST_ATTEMPTS, AT) is None
