"""How a component reads what it is given: rows in any shape, dates as typed, file sizes for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise

NO_BREAK = "\u00a0"


class Record:
    """One row given to a component as a mapping, an object or a tuple; what it does not say reads as None."""

    __slots__ = ("_source",)

    def __init__(self, source: object) -> None:
        self._source = source

    def __getattr__(self, name: str) -> Any:
        if isinstance(self._source, Mapping):
            return self._source.get(name)
        return getattr(self._source, name, None)


def records(rows: Iterable[object] | None, *names: str) -> Iterator[Record]:
    """Rows for a component. `names` are those of a tuple's places; a plain string is the first of them."""
    for row in rows or ():
        if isinstance(row, str | Promise):
            yield Record({names[0]: row})
        elif isinstance(row, tuple | list):
            yield Record(dict(zip(names, row, strict=False)))
        else:
            yield Record(row)


def sentences(words: str | Promise | Iterable[str] | None) -> list[str]:
    """What a field has to say, whether one sentence, several or none."""
    if not words:
        return []
    if isinstance(words, str | Promise):
        return [str(words)]
    return [str(line) for line in words]


def date_parts(value: date | str | Mapping[str, str] | None) -> tuple[str, str, str]:
    """Day, month and year for the three boxes of a date field; what was typed is given back as it was typed."""
    if not value:
        return ("", "", "")
    if isinstance(value, date):
        return (str(value.day), str(value.month), str(value.year))
    if isinstance(value, str):
        if "/" in value:
            day, month, year = (*value.split("/"), "", "")[:3]
            return (day, month, year)
        year, month, day = (*value.split("-"), "", "")[:3]
        return (day.lstrip("0"), month.lstrip("0"), year)
    return (str(value.get("day", "")), str(value.get("month", "")), str(value.get("year", "")))


def file_size(count: int | None) -> str:
    """A number of bytes for people: `820 byte`, `4 kB`, `1,2 MB`. Empty for None."""
    if count is None:
        return ""
    if count < 1000:
        return f"{count}{NO_BREAK}byte"
    if count < 1_000_000:
        return f"{round(count / 1000)}{NO_BREAK}kB"
    return f"{count / 1_000_000:.1f}".replace(".", ",") + f"{NO_BREAK}MB"
