"""What the law says about certifying copies: fees, numbers, when a book is closed. Pure; days are arguments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

# More than this on one line is a slip of the hand.
MOST_PAGES, MOST_COPIES, MOST_PAPERS = 2000, 500, 20


class Medium(StrEnum):
    """Whether the copies are on paper or electronic; each has books of its own."""

    PAPER = "paper"
    ELECTRONIC = "electronic"


# Ký hiệu của loại việc chứng thực (Thông tư 01/2020/TT-BTP; the electronic one as used in practice).
SYMBOLS = {Medium.PAPER: "SCT/BS", Medium.ELECTRONIC: "SCTĐT/BS"}


@dataclass(frozen=True)
class FeeRate:
    """What certifying copies costs from a day on, in đồng: each of the first pages, each later one, a copy at most."""

    since: date
    first_pages: int
    first_amount: int
    later_amount: int
    most_per_copy: int
    basis: str


@dataclass(frozen=True)
class SameDay:
    """From a day on: what is asked for after `cutoff` may wait until the next working day."""

    since: date
    cutoff: time
    basis: str


def rate_on(rates: Iterable[FeeRate], on: date) -> FeeRate | None:
    """The rate in force on a day; of two from the same day the later in the row. None before the first."""
    found = [rate for rate in rates if rate.since <= on]
    return max(reversed(found), key=lambda rate: rate.since) if found else None


def fee_of(pages: int, copies: int, rate: FeeRate) -> int:
    """The fee in đồng for copies of a paper of so many pages (Thông tư 226/2016/TT-BTC, điều 4).

    Pages are those of the original; the limit is for each copy. Raises ValueError below one page or copy.
    """
    if pages < 1 or copies < 1:
        raise ValueError("at least one page and one copy")
    first = min(pages, rate.first_pages)
    one = first * rate.first_amount + (pages - first) * rate.later_amount
    return min(one, rate.most_per_copy) * copies


def volume_name(volume: int, year: int, medium: Medium) -> str:
    """«01/2026-SCT/BS»: the volume, the year and the kind of certification (Nghị định 23/2015/NĐ-CP, điều 13)."""
    return f"{volume:02d}/{year}-{SYMBOLS[medium]}"


def may_be_closed(year: int, *, on: date) -> bool:
    """Whether the books of a year may be closed: when the year is over (Nghị định 23/2015/NĐ-CP, điều 13)."""
    return on >= date(year, 12, 31)
