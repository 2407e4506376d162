from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from motcua.platform.formats import dmy, dmyhm, hm, instant_of, money, number

# Half past eleven at night in London is the next morning in Hà Nội.
LATE = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)


def test_dates_and_times_are_those_of_vietnam() -> None:
    assert (dmy(LATE), dmyhm(LATE), hm(LATE)) == ("22/11/2026", "06:30 22/11/2026", "06:30")
    assert dmy(date(2026, 2, 3)) == "03/02/2026"
    assert (dmy(None), dmyhm(None), hm(None)) == ("", "", "")


@pytest.mark.parametrize("typed", ["22/11/2026 06:30", " 22.11.2026,  6h30 ", "06:30 22/11/2026", "6g30 22-11-2026"])
def test_an_instant_is_read_in_either_order(typed: str) -> None:
    assert instant_of(typed) == LATE


@pytest.mark.parametrize(
    "typed", ["", "22/11/2026", "06:30", "31/02/2026 06:30", "22/11/2026 24:30", "11/22/2026 06:30"]
)
def test_what_is_no_instant_is_none(typed: str) -> None:
    assert instant_of(typed) is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (999, "999"),
        (11104, "11.104"),
        (-1234567, "-1.234.567"),
        (Decimal("11104.20"), "11.104,20"),
        (0.5, "0,5"),
        (None, ""),
    ],
)
def test_numbers_have_points_for_thousands_and_a_comma(value: int | float | Decimal | None, shown: str) -> None:
    assert number(value) == shown


def test_money_is_in_dong() -> None:
    assert (money(0), money(135000), money(Decimal("2500000")), money(None)) == ("0 đ", "135.000 đ", "2.500.000 đ", "")
