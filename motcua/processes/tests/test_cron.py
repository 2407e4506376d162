"""Instants as cron says them, in Vietnamese time."""

from datetime import datetime

import pytest

from motcua.platform.clock import VIETNAM
from motcua.processes.rules import BadCron, read_cron

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("text", "comes"),
    [
        ("* * * * *", (3, 2, 8, 1)),
        ("0 8 * * *", (3, 3, 8, 0)),
        ("0 8 * * 1", (3, 9, 8, 0)),
        ("30 7,16 * * 1-5", (3, 2, 16, 30)),
        ("*/20 * * * *", (3, 2, 8, 20)),
        ("0 9-17/4 * * *", (3, 2, 9, 0)),
        ("0 0 1 * *", (4, 1, 0, 0)),
        ("0 0 15 * 7", (3, 8, 0, 0)),
        ("0 0 * 6 0", (6, 7, 0, 0)),
    ],
)
def test_the_next_instant(text: str, comes: tuple[int, int, int, int]) -> None:
    assert read_cron(text).after(MONDAY) == datetime(2026, *comes, tzinfo=VIETNAM)


def test_a_leap_day_comes() -> None:
    assert read_cron("0 0 29 2 *").after(MONDAY) == datetime(2028, 2, 29, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    "text",
    [
        *("", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8", "5-1 * * * *"),
        *("*/0 * * * *", "a * * * *", "1- * * * *", "-1 * * * *", "0 0 31 2 *", "* * * * * *", "１ * * * *"),
        *("1//2 * * * *", "," * 99),
    ],
)
def test_what_says_no_instant_is_refused(text: str) -> None:
    with pytest.raises(BadCron, match="lịch hẹn"):
        read_cron(text)
