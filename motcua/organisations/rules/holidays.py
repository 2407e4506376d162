"""The yearly list of holidays as a file: what it means for the calendar."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.organisations.rules.calendars import DayReason, SpecialDay

LONGEST_FILE = 1_000_000
_LONGEST_NAME = 200


class HolidayFileError(ValueError):
    """The file is not a list of holidays; `code` says why, `detail` where."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


def read_holidays(content: bytes | str) -> tuple[SpecialDay, ...]:
    """Read a JSON list of holidays, in date order. Raises HolidayFileError.

    The shape: `{"holidays": [{"date", "name"}], "working_saturdays_swapped": [{"date", "for"}]}`, dates in ISO 8601.
    A swapped Saturday is worked in place of the date it is "for", which is off.
    """
    if len(content) > LONGEST_FILE:
        raise HolidayFileError("too_large")
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError):
        raise HolidayFileError("not_json") from None
    if not isinstance(parsed, dict) or not isinstance(parsed.get("holidays"), list) or not parsed["holidays"]:
        raise HolidayFileError("no_holidays")
    swaps = parsed.get("working_saturdays_swapped", [])
    if not isinstance(swaps, list):
        raise HolidayFileError("no_holidays")
    days: dict[date, SpecialDay] = {}
    swapped = {_date(row, "for"): _date(row, "date") for row in swaps}
    for row in parsed["holidays"]:
        on = _date(row, "date")
        if on in days:
            raise HolidayFileError("twice", on.isoformat())
        if on in swapped:
            days[on] = SpecialDay(on, DayReason.SWAP_OFF, _name(row), in_place_of=swapped[on])
        else:
            days[on] = SpecialDay(on, DayReason.HOLIDAY, _name(row))
    for off, worked in swapped.items():
        if worked in days:
            raise HolidayFileError("twice", worked.isoformat())
        if off not in days:
            raise HolidayFileError("swap_without_day_off", off.isoformat())
        days[worked] = SpecialDay(worked, DayReason.SWAP_WORKING, f"Làm bù cho ngày {off:%d/%m/%Y}", in_place_of=off)
    return tuple(days[on] for on in sorted(days))


def _date(row: Any, key: str) -> date:
    value = row.get(key) if isinstance(row, Mapping) else None
    try:
        return date.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise HolidayFileError("bad_date", str(value)[:40]) from None


def _name(row: Mapping[str, Any]) -> str:
    name = row.get("name")
    if not isinstance(name, str) or not name.strip() or len(name) > _LONGEST_NAME:
        raise HolidayFileError("bad_name", str(row.get("date"))[:40])
    return name.strip()
