"""What the law says about who someone is: numbers, names, dates of birth. Pure; times and dates are arguments."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

OLDEST_AGE = 130
NAME_LIMIT = 200
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_MOBILE = re.compile(r"0[35789]\d{8}")
_LANDLINE = re.compile(r"02\d{8,9}")
_EMAIL = re.compile(r"[^@\s\"<>()\[\],;:\\]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_]{2,63}")


class Sex(StrEnum):
    """Sex as recorded in the civil register."""

    MALE = "male"
    FEMALE = "female"


class IdentityLevel(StrEnum):
    """How sure we are that a person is who the record says."""

    DECLARED = "declared"
    CHECKED = "checked"


class Flaw(StrEnum):
    """Why a value about a person cannot be right."""

    NOT_TWELVE_DIGITS = "not_twelve_digits"
    YEAR_DIFFERS = "year_differs"
    SEX_DIFFERS = "sex_differs"
    IN_THE_FUTURE = "in_the_future"
    TOO_LONG_AGO = "too_long_ago"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_A_NAME = "not_a_name"


@dataclass(frozen=True)
class PersonalId:
    """A personal identification number taken apart (Nghị định 137/2015/NĐ-CP, điều 13; structure kept since)."""

    digits: str
    place_code: str
    sex: Sex
    birth_year: int


def read_personal_id(digits: str) -> PersonalId | None:
    """Take a personal id apart; None when it is not twelve ASCII digits. There is no check digit."""
    if not re.fullmatch(r"[0-9]{12}", digits):
        return None
    century_and_sex = int(digits[3])
    return PersonalId(
        digits=digits,
        place_code=digits[:3],
        sex=Sex.FEMALE if century_and_sex % 2 else Sex.MALE,
        birth_year=1900 + 100 * (century_and_sex // 2) + int(digits[4:6]),
    )


def normalise_personal_id(text: str) -> str:
    """Drop the blanks, dots and hyphens people type between groups of digits."""
    return re.sub(r"[\s.\-]", "", unicodedata.normalize("NFKC", text))


def personal_id_flaw(digits: str, *, birth_date: date | None, sex: Sex | None, on: date) -> Flaw | None:
    """Why this number cannot belong to a person so born and of this sex, or None when nothing speaks against it."""
    parts = read_personal_id(digits)
    if parts is None:
        return Flaw.NOT_TWELVE_DIGITS
    if parts.birth_year > on.year:
        return Flaw.IN_THE_FUTURE
    if birth_date is not None and birth_date.year != parts.birth_year:
        return Flaw.YEAR_DIFFERS
    if sex is not None and sex is not parts.sex:
        return Flaw.SEX_DIFFERS
    return None


def birth_date_flaw(birth_date: date, *, on: date) -> Flaw | None:
    """Why nobody alive or lately dead was born that day, or None."""
    if birth_date > on:
        return Flaw.IN_THE_FUTURE
    if on.year - birth_date.year > OLDEST_AGE:
        return Flaw.TOO_LONG_AGO
    return None


def name_flaw(full_name: str) -> Flaw | None:
    """Why this (cleaned) text is no person's name, or None: letters, with . ' ’ - inside, at most 200 characters."""
    if not full_name:
        return Flaw.EMPTY
    if len(full_name) > NAME_LIMIT:
        return Flaw.TOO_LONG
    if not any(unicodedata.category(c)[0] == "L" for c in full_name):
        return Flaw.NOT_A_NAME
    allowed = all(unicodedata.category(c)[0] in "LM" or c in " .'’-" for c in full_name)
    return None if allowed else Flaw.NOT_A_NAME


def name_in_order(full_name: str) -> str:
    """The name as Vietnamese lists sort it, given name first: «Nguyễn Văn An» becomes «An Nguyễn Văn»."""
    family, _, given = full_name.rpartition(" ")
    return f"{given} {family}".strip()


def normalise_phone(text: str) -> str | None:
    """A Vietnamese number as dialled at home («0912345678»), from 0…, 84…, +84… or 0084…; None when it is none."""
    digits = re.sub(r"[\s.\-()]", "", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"^(\+84|0084|84(?=\d{9,10}$))0?", "0", digits)
    if not digits.isascii():
        return None
    return digits if _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits) else None


def is_mobile(phone: str) -> bool:
    """Can this (normalised) number take a text message?"""
    return _MOBILE.fullmatch(phone) is not None


def normalise_email(text: str) -> str | None:
    """The address with its domain in lower case, or None when it cannot be one."""
    local, _, domain = text.strip().rpartition("@")
    address = f"{local}@{domain.lower()}"
    return address if len(address) <= 254 and _EMAIL.fullmatch(address) else None


def mask_personal_id(digits: str) -> str:
    """«031098004112» becomes «031098***112»; other lengths hide all but the last three."""
    return f"{digits[:6]}***{digits[-3:]}" if len(digits) == 12 else _mask_tail(digits)


def mask_phone(phone: str) -> str:
    """«0912345456» becomes «0912***456»."""
    return f"{phone[:4]}***{phone[-3:]}" if len(phone) >= 10 else _mask_tail(phone)


def mask_email(address: str) -> str:
    """«thanh.ha@example.vn» becomes «t***@example.vn»."""
    local, at_sign, domain = address.rpartition("@")
    return f"{local[:1]}***{at_sign}{domain}" if local else _mask_tail(address)


def _mask_tail(text: str) -> str:
    return f"***{text[-3:]}" if len(text) > 6 else "***" if text else ""


def normalise_tax_code(text: str) -> str | None:
    """A valid tax code in its written form, or None.

    Ten digits with a check digit, optionally «-nnn» for a branch (Thông tư 86/2024/TT-BTC, điều 5); since 1 July 2025
    the personal id is the tax code of household businesses, so twelve digits are a tax code too.
    """
    digits = re.sub(r"[\s.\-]", "", unicodedata.normalize("NFKC", text))
    if not re.fullmatch(r"[0-9]{10}|[0-9]{12}|[0-9]{13}", digits):
        return None
    if len(digits) == 12:
        return digits
    if digits[2:9] == "0000000" or digits[10:] == "000":
        return None
    check = 10 - sum(w * int(d) for w, d in zip(_TAX_WEIGHTS, digits[:9], strict=True)) % 11
    if check != int(digits[9]):
        return None
    return digits if len(digits) == 10 else f"{digits[:10]}-{digits[10:]}"
