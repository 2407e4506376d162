"""How papers are written: numbers, dates in words, and the one canonical text of a paper's data. Pure."""

import json
import unicodedata
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from motcua.platform.clock import VIETNAM
from motcua.platform.text import clean

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
JsonObject = Mapping[str, Any]
"""What a paper holds as plain JSON values."""

MISSING_GLYPH = "□"


def paper_number(serial: int, symbol: str) -> str:
    """The number as printed: at least two digits, then its symbol (Nghị định 30/2020, Phụ lục I, part 3)."""
    return f"{serial:02d}/{symbol}"


def number_in_words(number: int) -> str:
    """A whole number from 0 to 9999 in Vietnamese words ("hai nghìn không trăm hai mươi sáu")."""
    if not 0 <= number <= 9999:
        raise ValueError(f"out of range: {number}")
    if number < 100:
        return _tens_in_words(number)
    thousands, rest = divmod(number, 1000)
    words = f"{_DIGITS[thousands]} nghìn" if thousands else ""
    if not rest:
        return words
    hundreds, rest = divmod(rest, 100)
    words = f"{words} {_DIGITS[hundreds]} trăm".strip()
    if not rest:
        return words
    return f"{words} linh {_DIGITS[rest]}" if rest < 10 else f"{words} {_tens_in_words(rest)}"


def _tens_in_words(number: int) -> str:
    tens, units = divmod(number, 10)
    if not tens:
        return _DIGITS[units]
    words = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if not units:
        return words
    if units == 5:
        return f"{words} lăm"
    if units == 1 and tens > 1:
        return f"{words} mốt"
    if units == 4 and tens > 1:
        return f"{words} tư"
    return f"{words} {_DIGITS[units]}"


def date_in_words(day: date) -> str:
    """A date as civil status papers spell it: "Ngày mười lăm, tháng chín, năm hai nghìn không trăm hai mươi sáu"."""
    ordinal = f"mùng {_DIGITS[day.day]}" if day.day < 10 else number_in_words(day.day)
    if day.day == 10:
        ordinal = "mùng mười"
    month = "tư" if day.month == 4 else number_in_words(day.month)
    return f"Ngày {ordinal}, tháng {month}, năm {number_in_words(day.year)}"


def as_json(data: object) -> Any:
    """A paper's data as plain JSON values: NFC text, instants in Vietnamese time to the second, dates as ISO text."""
    if is_dataclass(data) and not isinstance(data, type):
        return {field.name: as_json(getattr(data, field.name)) for field in fields(data)}
    if isinstance(data, datetime):
        return data.astimezone(VIETNAM).isoformat(timespec="seconds")
    if isinstance(data, date):
        return data.isoformat()
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, Mapping):
        return {str(key): as_json(value) for key, value in data.items()}
    if isinstance(data, tuple | list):
        return [as_json(value) for value in data]
    if data is None or isinstance(data, bool | int):
        return data
    raise TypeError(f"a paper cannot hold {type(data).__name__}")


def canonical(data: JsonObject) -> str:
    """The one text of a paper's data that digests are taken of: sorted keys, no spaces, UTF-8."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def printable(text: str) -> str:
    """Clean text without any character that prints nothing (formats, private use, unassigned), lines kept."""
    return clean(
        "".join(char for char in clean(text) if char == "\n" or not unicodedata.category(char).startswith("C"))
    )


def typeable(values: Any, glyphs: Set[int]) -> Any:
    """The same JSON values, characters the font cannot draw shown as a box: nothing vanishes unseen."""
    if isinstance(values, str):
        return "".join(char if char == "\n" or ord(char) in glyphs else MISSING_GLYPH for char in values)
    if isinstance(values, Mapping):
        return {key: typeable(value, glyphs) for key, value in values.items()}
    if isinstance(values, list):
        return [typeable(value, glyphs) for value in values]
    return values
