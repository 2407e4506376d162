"""Numbers that say who someone is or how to reach them: what can exist, and what cannot.

`persons` knows the same law; a test holds the two together, because what is pure imports no models.
"""

import re
import unicodedata
from datetime import date

# Codes of the provinces of birth registration, as numbered before 1 July 2025: numbers issued under them live on.
_PROVINCES = (
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 "
    "044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 "
    "089 091 092 093 094 095 096"
)
PROVINCES_OF_BIRTH = frozenset(_PROVINCES.split())
_PERSONAL_ID = re.compile(r"[0-9]{12}")
_PHONE = re.compile(r"0[35789][0-9]{8}|02[0-9]{8,9}")


def digits_of(text: str) -> str:
    """The text without the blanks, dots and hyphens people type between groups of digits."""
    return re.sub(r"[\s.\-()]", "", unicodedata.normalize("NFKC", text))


def is_personal_id(text: str) -> bool:
    """Whether this can be a số định danh cá nhân: 12 digits, a known place, a century that has begun.

    Three digits of the place of birth registration (a province, or from 100 on a country), one of century and sex,
    two of the year of birth, six serial; no check digit (Nghị định 137/2015/NĐ-CP, điều 13).
    """
    if not _PERSONAL_ID.fullmatch(text):
        return False
    return (text[:3] in PROVINCES_OF_BIRTH or text[:3] >= "100") and text[3] in "0123"


def birth_year_of(personal_id: str) -> int:
    """Year of birth written in a possible number."""
    return (1900, 2000)[int(personal_id[3]) // 2] + int(personal_id[4:6])


def is_male(personal_id: str) -> bool:
    """Sex written in a possible number: even is male."""
    return int(personal_id[3]) % 2 == 0


def may_exist(personal_id: str, on: date) -> bool:
    """Whether a number can have been given by this day."""
    return is_personal_id(personal_id) and birth_year_of(personal_id) <= on.year


def phone_from(text: str) -> str:
    """The number as dialled at home, from 0…, 84…, +84… or 0084…; the text itself where it is no number."""
    digits = re.sub(r"^(\+84|0084|84(?=[0-9]{9,10}$))0?", "0", digits_of(text))
    return digits if is_phone(digits) else text


def is_phone(text: str) -> bool:
    """Whether this is a Vietnamese mobile or land line number in national form."""
    return _PHONE.fullmatch(text) is not None
