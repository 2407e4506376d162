"""How legal documents are numbered, and by when what cites a changed one is reviewed. Pure."""

import re
from datetime import date, timedelta

from motcua.platform.text import clean

# Nghị định 78/2025/NĐ-CP, phụ lục: number, for norms of law the year, and the signs of kind and issuer.
NUMBER = re.compile(r"\d+(?:\.\d+)?/(?:\d{4}/)?[A-ZĐ][A-ZĐ0-9]*(?:-[A-ZĐ0-9]+)*")
_DAY = re.compile(r"(?:ngày\s+)?(\d{1,2})(?:/|\s+tháng\s+)(\d{1,2})(?:/|\s+năm\s+)(\d{4})")
# How long a review may take where the change is in force already or soon is.
TERM = timedelta(days=30)


def number_of(text: str) -> str:
    """The number of a document as it is written in the register (`123/2015/NĐ-CP`); "" where the text is none.

    Words before it ("Nghị định số", "QĐ") and a date after it are left out.
    """
    found = NUMBER.search(clean(text).upper().replace(" /", "/").replace("/ ", "/"))
    return found.group() if found else ""


def issued_in(number: str, title: str) -> date | None:
    """The day of issue where a title says it right behind the document's own number."""
    _before, found, after = clean(title).upper().partition(number)
    told = _DAY.match(after.strip().casefold()) if found else None
    if told is None:
        return None
    day, month, year = (int(part) for part in told.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def review_due(effective_on: date, today: date) -> date:
    """By when what cites a changed document is to be reviewed: when the change comes into force, 30 days at least."""
    return max(effective_on, today + TERM)
