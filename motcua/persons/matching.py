"""Whether two records are one person. Pure, and ours: no law says how; people decide, this only finds and explains.

Being wrong joins two lives, so two are proposed only on three agreements that do not follow from each other. Members of
a family share phone, address, parents and often the day of birth: without the same name these say nothing.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from motcua.platform.text import clean, fold

LIKELY = 65


class Evidence(StrEnum):
    """By what two records are alike, or differ."""

    SAME_NUMBER = "same_number"
    SAME_NAME = "same_name"
    SAME_BIRTH = "same_birth"
    NEAR_BIRTH = "near_birth"
    SAME_PHONE = "same_phone"
    SAME_EMAIL = "same_email"
    SAME_ADDRESS = "same_address"
    SAME_PARENT = "same_parent"
    SEX_DIFFERS = "sex_differs"
    NUMBER_DIFFERS = "number_differs"
    NAME_DIFFERS = "name_differs"
    BIRTH_DIFFERS = "birth_differs"


POINTS: Mapping[Evidence, int] = {
    Evidence.SAME_NUMBER: 40,
    Evidence.SAME_NAME: 25,
    Evidence.SAME_BIRTH: 25,
    Evidence.NEAR_BIRTH: 10,
    Evidence.SAME_PHONE: 20,
    Evidence.SAME_EMAIL: 20,
    Evidence.SAME_ADDRESS: 15,
    Evidence.SAME_PARENT: 20,
    Evidence.SEX_DIFFERS: -60,
    Evidence.NUMBER_DIFFERS: -100,
    Evidence.NAME_DIFFERS: -30,
    Evidence.BIRTH_DIFFERS: -60,
}


@dataclass(frozen=True)
class Identity:
    """What is compared of a record; unknown is empty. `parents` are the ids of who acts for them as parents."""

    full_name: str
    birth_date: date | None = None
    sex: str = ""
    number: str = ""
    phone: str = ""
    email: str = ""
    area: int | None = None
    address: str = ""
    parents: frozenset[int] = field(default=frozenset())


@dataclass(frozen=True)
class Likeness:
    """How alike two records are, and by what."""

    score: int
    evidence: tuple[Evidence, ...]

    @property
    def is_likely(self) -> bool:
        """Whether an official should look at the two."""
        return self.score >= LIKELY and not {Evidence.NAME_DIFFERS, Evidence.BIRTH_DIFFERS} & set(self.evidence)


def likeness(one: Identity, other: Identity) -> Likeness:
    """Compare two records, in either order the same."""
    found = [
        *_number(one.number, other.number),
        Evidence.SAME_NAME if is_same_name(one.full_name, other.full_name) else Evidence.NAME_DIFFERS,
        *_birth(one.birth_date, other.birth_date),
    ]
    if one.sex and other.sex and one.sex != other.sex:
        found.append(Evidence.SEX_DIFFERS)
    if one.phone and one.phone == other.phone:
        found.append(Evidence.SAME_PHONE)
    if one.email and one.email.lower() == other.email.lower():
        found.append(Evidence.SAME_EMAIL)
    if one.area == other.area and fold(one.address) and fold(one.address) == fold(other.address):
        found.append(Evidence.SAME_ADDRESS)
    if one.parents & other.parents:
        found.append(Evidence.SAME_PARENT)
    return Likeness(sum(POINTS[each] for each in found), tuple(found))


def is_same_name(one: str, other: str) -> bool:
    """Whether two names can be one name written twice: «Hoà» and «Hòa», or either without any accents.

    «An» and «Ân» are two names, although search finds both by the same letters.
    """
    if fold(one) != fold(other):
        return False
    mine, yours = clean(one).lower(), clean(other).lower()
    if fold(mine) in (mine, yours):
        return True
    # Old and new orthography put the same tone on another vowel: the letters are then the same, in whatever order.
    return all(sorted(_parts(a)) == sorted(_parts(b)) for a, b in zip(mine.split(), yours.split(), strict=True))


def _parts(word: str) -> str:
    return unicodedata.normalize("NFD", word)


def _number(one: str, other: str) -> list[Evidence]:
    if not one or not other:
        return []
    return [Evidence.SAME_NUMBER if one == other else Evidence.NUMBER_DIFFERS]


def _birth(one: date | None, other: date | None) -> list[Evidence]:
    if one is None or other is None:
        return []
    if one == other:
        return [Evidence.SAME_BIRTH]
    is_swapped = one.year == other.year and (one.day, one.month) == (other.month, other.day)
    differing = sum(a != b for a, b in zip(one.isoformat(), other.isoformat(), strict=True))
    is_mistyped = one.year == other.year and differing == 1
    return [Evidence.NEAR_BIRTH if is_swapped or is_mistyped else Evidence.BIRTH_DIFFERS]


def roots(direct: Mapping[int, int]) -> dict[int, int]:
    """Under which record each merged one goes on in the end, by what each was merged into itself. No circles."""
    found: dict[int, int] = {}
    for start in direct:
        end = start
        while end in direct:
            end = direct[end]
        found[start] = end
    return found
