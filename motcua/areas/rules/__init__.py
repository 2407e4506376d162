"""Pure rules of administrative units."""

import re
from datetime import date

LONGEST_NAME = 200
# Provinces have two digits and communes five (QĐ 19/2025/QĐ-TTg); the districts that ended in 2025 had three.
_CODE = re.compile(r"[0-9]{2}|[0-9]{3}|[0-9]{5}")


def is_area_code(code: str) -> bool:
    """Whether a text has the form of a code of the national list."""
    return _CODE.fullmatch(code) is not None


def stands_on(valid_from: date, valid_to: date | None, on: date) -> bool:
    """Whether a date lies in a period; `valid_to` is the first date outside of it."""
    return valid_from <= on and (valid_to is None or on < valid_to)


# The national list names what stood before the reform without saying since when.
SINCE_UNKNOWN = date(1900, 1, 1)
REFORM = date(2025, 7, 1)
