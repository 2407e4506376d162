"""What the law says about who someone is: numbers, names, dates of birth. Pure; times and dates are arguments."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
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


ADULT, YOUNGEST_HOLDER, MOST_GUARDIANS = 18, 15, 2


class Ground(StrEnum):
    """On what a guardian stands (Bộ luật Dân sự 2015, điều 46, 52–54, 136)."""

    PARENT = "parent"
    COURT = "court"
    OTHER = "other"


class MandateState(StrEnum):
    """How far a mandate has come."""

    GIVEN = "given"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class MemberRole(StrEnum):
    """What the holder of a mandate does for an organisation."""

    FILER = "filer"
    VIEWER = "viewer"


class MergeState(StrEnum):
    """How far the merging of two records has come."""

    FOUND = "found"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    UNDONE = "undone"


class Unfit(StrEnum):
    """Why one person cannot represent another."""

    SELF = "self"
    BORN_UNKNOWN = "born_unknown"
    TOO_YOUNG = "too_young"
    OF_AGE = "of_age"
    CYCLE = "cycle"
    ENOUGH_GUARDIANS = "enough_guardians"
    PAST = "past"
    ENDS_BEFORE_START = "ends_before_start"


def birthday(birth_date: date, years: int) -> date:
    """The day somebody turns so many years old (điều 148: the last day of the month where that day is missing)."""
    try:
        return birth_date.replace(year=birth_date.year + years)
    except ValueError:
        return date(birth_date.year + years, 2, 28)


def is_aged(birth_date: date | None, years: int, *, on: date) -> bool:
    """Whether somebody is known to be so old by that day."""
    return birth_date is not None and birthday(birth_date, years) <= on


def guardianship_flaw(
    guardian: int, ward: int, ground: Ground, *, born: tuple[date | None, date | None],
    guardians_of: Mapping[int, Collection[int]], on: date,
) -> Unfit | None:  # fmt: skip
    """Why one may not become guardian of the other, or None; `born` is of both, `guardians_of` those in force by ward.

    Bộ luật Dân sự 2015: a guardian is of full age (điều 20, 49); whoever is of age has one by a court alone (điều 22,
    46); one guardian, or both parents or grandparents together (điều 47 khoản 2). A guardian is nobody's ward, however
    far: who is represented cannot represent (điều 134 khoản 3).
    """
    if guardian == ward:
        return Unfit.SELF
    if born[0] is None or (born[1] is None and ground is not Ground.COURT):
        return Unfit.BORN_UNKNOWN
    if not is_aged(born[0], ADULT, on=on):
        return Unfit.TOO_YOUNG
    if ground is not Ground.COURT and is_aged(born[1], ADULT, on=on):
        return Unfit.OF_AGE
    if ward in _above(guardian, guardians_of):
        return Unfit.CYCLE
    others = set(guardians_of.get(ward, ())) - {guardian}
    return Unfit.ENOUGH_GUARDIANS if len(others) >= MOST_GUARDIANS else None


def _above(person: int, guardians_of: Mapping[int, Collection[int]]) -> set[int]:
    found: set[int] = set()
    waiting = [person]
    while waiting:
        fresh = set(guardians_of.get(waiting.pop(), ())) - found
        found |= fresh
        waiting += fresh
    return found


def last_day_of_guardianship(birth_date: date | None, until: date | None, *, on: date) -> date | None:
    """The last day of a guardianship: the day before the ward turns eighteen, or earlier (điều 62 khoản 1 điểm a).

    None where nothing ends it: a ward of age whom a court gave a guardian.
    """
    if birth_date is None or is_aged(birth_date, ADULT, on=on):
        return until
    eve = birthday(birth_date, ADULT) - timedelta(days=1)
    return min(eve, until) if until else eve


def last_day_of_mandate(start: date, until: date | None) -> date:
    """The last day of a mandate; one year where it does not say (điều 140 khoản 2 điểm b)."""
    return until or birthday(start, 1) - timedelta(days=1)


def mandate_flaw(
    grantor: int, holder: int, *, born: tuple[date | None, date | None], start: date, end: date, on: date
) -> Unfit | None:
    """Why one may not mandate the other, or None; `born` is of both.

    Bộ luật Dân sự 2015: nobody represents against themself (điều 141 khoản 3); who mandates is of age (điều 20, 21);
    from fifteen on one may hold a mandate (điều 138 khoản 3).
    """
    if grantor == holder:
        return Unfit.SELF
    if born[0] is None or born[1] is None:
        return Unfit.BORN_UNKNOWN
    if not is_aged(born[0], ADULT, on=on) or not is_aged(born[1], YOUNGEST_HOLDER, on=on):
        return Unfit.TOO_YOUNG
    if end < start:
        return Unfit.ENDS_BEFORE_START
    return Unfit.PAST if end < on else None


def mandate_state(kept: MandateState, end: date, *, on: date) -> MandateState:
    """The state on a day: what was not withdrawn expires by itself (điều 140 khoản 3 điểm b)."""
    return MandateState.EXPIRED if kept is not MandateState.WITHDRAWN and end < on else kept


def covers(procedures: Collection[str], procedure: str) -> bool:
    """Whether a mandate for these procedures, all where none is named, reaches this one (điều 141 khoản 1)."""
    return not procedures or procedure in procedures


@dataclass(frozen=True)
class IdentityCard:
    """What the QR code of a citizen's card says; `old_id` is the nine-digit number before, empty where there was none.

    What the card leaves empty is None or "".
    """

    personal_id: str
    old_id: str
    full_name: str
    birth_date: date | None
    sex: Sex | None
    address: str
    issued_on: date | None


def read_card(text: str) -> IdentityCard | None:
    """The QR code of a citizen's card (căn cước), as a scanner types it; None for anything else.

    «12 digits|old 9 or empty|name|ddmmyyyy|sex|address|ddmmyyyy»; newer cards add fields after these, which are not
    read. What a scanner puts around it, blanks and control characters, is dropped.
    """
    parts = [" ".join(part.split()) for part in unicodedata.normalize("NFC", text).strip("\0\x02\x03\ufeff").split("|")]
    if len(parts) < 7:
        return None
    number, old, name, born, sex, address, issued = parts[:7]
    if read_personal_id(number) is None or not re.fullmatch(r"([0-9]{9})?", old) or name_flaw(name) is not None:
        return None
    sexes = {"nam": Sex.MALE, "nữ": Sex.FEMALE, "nu": Sex.FEMALE}
    return IdentityCard(number, old, name, _card_day(born), sexes.get(sex.lower()), address, _card_day(issued))


def _card_day(digits: str) -> date | None:
    if not re.fullmatch(r"[0-9]{8}", digits):
        return None
    try:
        return date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None
