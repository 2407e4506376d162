"""The people of the sandbox nation: those whom the demo names, and others made up, always the same for a number.

They live in households of four: father, mother and two children, at one address. A personal id tells the number of
whoever bears it, so that two thousand or two million people need no index. None of them exists.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice
from pathlib import Path

from sandbox.names import family_name, full_name, given_names, street_address

SHIPPED = 2_000
MOST = 2_100_000
AREAS = ("11383", "11311", "11359", "11407", "11329", "11411", "11413", "11443", "11446", "11455")
"""Communes of Hải Phòng by their codes since 1 July 2025."""

_PEOPLES = ("01",) * 18 + ("02", "04")
_PLACES = ("031", "030", "034")
# The serial is the number times this, modulo a million, so that neighbours do not bear neighbouring numbers.
_STRIDE = 387_421
_BACK = pow(_STRIDE, -1, 1_000_000)


@dataclass(frozen=True)
class Citizen:
    """Somebody who does not exist. `number` is 0 for those whom the demo names; `sex` is male or female.

    `household` is the number of the household, 0 where none is known; `area` the code of the commune of residence;
    `ethnicity` the code of the people they belong to. `spouse` is told of those named alone.
    """

    number: int
    personal_id: str
    full_name: str
    birth_date: date
    sex: str
    phone: str
    email: str
    area: str
    address: str
    household: int = 0
    ethnicity: str = "01"
    spouse: str = ""


@dataclass(frozen=True)
class Family:
    """The personal ids of somebody's nearest, empty where the register knows none."""

    father: str = ""
    mother: str = ""
    spouse: str = ""
    children: tuple[str, ...] = ()


@dataclass(frozen=True)
class Business:
    """A business that does not exist, and the personal id of who represents it."""

    tax_code: str
    name: str
    representative: str


BUSINESSES = (
    Business("0201234569", "Công ty trách nhiệm hữu hạn Thương mại Bến Bính", "031192001234"),
    Business("0209876543", "Hợp tác xã Nông nghiệp sạch An Lão", "031098000112"),
)


@cache
def named() -> dict[str, Citizen]:
    """Those whom the demo names, by personal id."""
    told = json.loads((Path(__file__).parent / "data" / "people.json").read_text(encoding="utf-8"))
    return {each["id"]: _named(each) for each in told}


def _named(each: dict[str, str]) -> Citizen:
    return Citizen(
        0, each["id"], each["name"], date.fromisoformat(each["birth"]), each["sex"], each["phone"],
        each.get("email", ""), each.get("area", AREAS[0]), each.get("address", ""), spouse=each.get("spouse", ""),
    )  # fmt: skip


def citizen(number: int) -> Citizen:
    """The made-up person of this number, from 1 to `MOST`. Raises ValueError."""
    if not 1 <= number <= MOST:
        raise ValueError(f"no such person: {number}")
    household, place = divmod(number - 1, 4)
    home = random.Random(f"household:{household}")  # noqa: S311 (invents people, keeps no secret)
    family, area, address = family_name(home), home.choice(AREAS), street_address(home)
    mother_born = date(1964, 1, 1) + timedelta(days=home.randrange(12_000))
    own = random.Random(f"citizen:{number}")  # noqa: S311
    sex = ("nam", "nu")[place] if place < 2 else own.choice(("nam", "nu"))
    born = mother_born
    if place == 0:
        born -= timedelta(days=own.randrange(-700, 2_500))
    elif place > 1:
        born += timedelta(days=7_900 + 900 * (place - 2) + own.randrange(800))
    name = full_name(own, sex) if place == 1 else f"{family} {given_names(own, sex)}"
    return Citizen(
        number=number,
        personal_id=_personal_id(number, born, sex),
        full_name=name,
        birth_date=born,
        sex="male" if sex == "nam" else "female",
        phone=f"0936{number % 10**6:06d}",
        email=f"nguoidan{number}@example.vn",
        area=area,
        address=address,
        household=household + 1,
        ethnicity=home.choice(_PEOPLES),
    )


def adult(number: int) -> Citizen:
    """A made-up grown-up, from 1: the father of one household, the mother of the next."""
    return citizen(4 * (number - 1) + 1 + number % 2)


def family(of: Citizen) -> Family:
    """Father, mother, husband or wife, and children by their numbers."""
    if not of.household:
        return Family(spouse=of.spouse)
    first = 4 * (of.household - 1) + 1
    father, mother, *children = (citizen(first + place).personal_id for place in range(4) if first + place <= MOST)
    if of.number >= first + 2:
        return Family(father=father, mother=mother)
    return Family(spouse=mother if of.number == first else father, children=tuple(children))


def people(most: int = SHIPPED) -> Iterator[Citizen]:
    """Everybody whom the demo names, then the others, `most` in all."""
    yield from islice(named().values(), most)
    yield from map(citizen, range(1, most - len(named()) + 1))


def find(personal_id: str, most: int = MOST) -> Citizen | None:
    """Who bears this number, among those named and the first `most` others; None when nobody does."""
    if (known := named().get(personal_id)) is not None:
        return known
    if not (len(personal_id) == 12 and personal_id.isascii() and personal_id.isdigit()):
        return None
    if personal_id[:3] not in _PLACES:
        return None
    number = _PLACES.index(personal_id[:3]) * 1_000_000 + int(personal_id[6:]) * _BACK % 1_000_000
    found = citizen(number) if 1 <= number <= min(most, MOST) else None
    return found if found is not None and found.personal_id == personal_id else None


def _personal_id(number: int, born: date, sex: str) -> str:
    block, rest = divmod(number, 1_000_000)
    century = 2 * (born.year // 100 - 19) + (sex == "nu")
    return f"{_PLACES[block]}{century}{born.year % 100:02d}{rest * _STRIDE % 1_000_000:06d}"
