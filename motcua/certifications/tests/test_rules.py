from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.certifications.rules import FeeRate, Medium, fee_of, may_be_closed, rate_on, volume_name
from motcua.certifications.terms import same_day, shipped_rates

RATE = FeeRate(date(2017, 1, 1), 2, 2000, 1000, 200_000, "Thông tư 226/2016/TT-BTC, điều 4")
pages, copies = st.integers(1, 2000), st.integers(1, 500)


@pytest.mark.parametrize(
    ("of_pages", "of_copies", "fee"),
    [
        (1, 1, 2000),
        (2, 1, 4000),
        (3, 1, 5000),
        (10, 1, 12_000),
        (198, 1, 200_000),
        (199, 1, 200_000),
        (2000, 1, 200_000),
        (1, 3, 6000),
        (2000, 2, 400_000),
    ],
)
def test_fees_as_the_law_counts_them(of_pages: int, of_copies: int, fee: int) -> None:
    assert fee_of(of_pages, of_copies, RATE) == fee


@given(pages, copies)
def test_a_fee_is_that_of_its_copies_one_by_one_page_by_page(of_pages: int, of_copies: int) -> None:
    one = min(sum(2000 if page <= 2 else 1000 for page in range(1, of_pages + 1)), 200_000)
    assert fee_of(of_pages, of_copies, RATE) == sum(one for _copy in range(of_copies))


@given(st.lists(pages, min_size=2, max_size=20))
def test_more_pages_never_cost_less(many: list[int]) -> None:
    fees = [fee_of(each, 1, RATE) for each in sorted(many)]
    assert all(one <= other for one, other in pairwise(fees))


@pytest.mark.parametrize(("of_pages", "of_copies"), [(0, 1), (1, 0), (-1, 1)])
def test_nothing_has_no_fee(of_pages: int, of_copies: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        fee_of(of_pages, of_copies, RATE)


def test_a_fee_holds_from_its_day_on() -> None:
    later = FeeRate(date(2027, 1, 1), 2, 3000, 1500, 250_000, "mới")
    again = FeeRate(date(2027, 1, 1), 2, 2500, 1500, 250_000, "sửa")
    rates = [RATE, later, again]
    assert rate_on(rates, date(2016, 12, 31)) is None
    assert rate_on(rates, date(2026, 12, 31)) == RATE
    assert rate_on(rates, date(2027, 1, 1)) == again


def test_what_is_shipped_is_in_force() -> None:
    assert rate_on(shipped_rates(), date(2026, 11, 23)) == RATE
    assert (same_day(date(2026, 11, 23)).cutoff.hour, same_day(date(2026, 11, 23)).cutoff.minute) == (15, 0)


def test_books_are_named_and_closed_by_their_year() -> None:
    assert volume_name(1, 2026, Medium.PAPER) == "01/2026-SCT/BS"
    assert volume_name(12, 2026, Medium.ELECTRONIC) == "12/2026-SCTĐT/BS"
    assert not may_be_closed(2026, on=date(2026, 12, 30))
    assert may_be_closed(2026, on=date(2026, 12, 31))
