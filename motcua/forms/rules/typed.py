"""From what a person types to what is stored, and back. Text that cannot be read stays as typed: nothing is lost."""

import re
import unicodedata
from datetime import date

from motcua.forms.rules.definition import Answer, Field, Widget
from motcua.forms.rules.identity import digits_of, phone_from
from motcua.platform.text import clean

YES, NO = "yes", "no"
_DATE = re.compile(r"([0-9]{1,2})\s*[/.\- ]\s*([0-9]{1,2})\s*[/.\- ]\s*([0-9]{4})")
_EIGHT_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}([. ][0-9]{3})+")
_PLAIN = re.compile(r"[+-]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,3}(?:[. ][0-9]{3})*,[0-9]{1,6}|[+-]?[0-9]{1,15}[.,][0-9]{1,6}")
_CURRENCY = re.compile(r"\s*(đồng|đ|₫|vnđ|vnd)\s*$", re.IGNORECASE)


def printable(text: str) -> str:
    """The text without NUL, other control characters and broken surrogates; line ends and tabs become plain."""
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(ch for ch in text if ch == "\n" or unicodedata.category(ch) not in {"Cc", "Cs"})


def _one_line(text: str) -> str:
    return clean(printable(text).replace("\n", " "))


def _read_date(text: str) -> str:
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _DATE.fullmatch(text) or _EIGHT_DIGITS.fullmatch(text):
        day, month, year = match.groups()
    else:
        return text
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return text


def _read_integer(text: str) -> Answer:
    if _GROUPED.fullmatch(text) and len(text) <= 20:
        return int(re.sub("[. ]", "", text))
    return int(text) if _PLAIN.fullmatch(text) else text


def _read_number(text: str) -> Answer:
    if _GROUPED.fullmatch(text) or _PLAIN.fullmatch(text):
        return _read_integer(text)
    if not _DECIMAL.fullmatch(text):
        return text
    if "," in text:
        text = re.sub("[. ]", "", text).replace(",", ".")
    return float(text)


def _read_personal_id(text: str) -> str:
    digits = digits_of(text)
    return digits if digits.isascii() and digits.isdigit() else text


def read(field: Field, text: str) -> Answer:
    """What a typed text means for this field: the value to store, None for a blank, the text itself if unreadable."""
    if field.widget is Widget.TEXTAREA:
        return clean(printable(text)) or None
    text = _one_line(text)
    if not text:
        return None
    match field.widget:
        case Widget.DATE:
            return _read_date(text)
        case Widget.MONEY:
            return _read_integer(_CURRENCY.sub("", text))
        case Widget.NUMBER:
            return _read_integer(text) if field.type == "integer" else _read_number(text)
        case Widget.PHONE:
            return phone_from(text)
        case Widget.PERSONAL_ID:
            return _read_personal_id(text)
        case Widget.YES_NO:
            return {YES: True, NO: False}.get(text, text)
    return text


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def typed(field: Field, value: Answer) -> str:
    """The text to put back into the field: what `read` would read into the same value."""
    if value is None or isinstance(value, list):
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if field.widget is Widget.DATE and isinstance(value, str) and _ISO.fullmatch(value):
        year, month, day = value.split("-")
        return f"{day}/{month}/{year}"
    if isinstance(value, int) and field.widget is Widget.MONEY:
        return _grouped(value)
    if isinstance(value, float):
        return repr(value).replace(".", ",")
    return str(value)
