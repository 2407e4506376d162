"""The people of a large register: made up by their number, so that they need not be remembered."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from motcua.demo.actions._tables import Sheets, columns_of, text_of
from motcua.persons.public import IdentityLevel, person_record
from motcua.platform.rows import stored
from sandbox.names import full_name, street_address

# So many people to a round: one of each commune, and the home ward once more for each that is left over.
ROUND = 120
# Of Hải Phòng's two provincial numbers the one that nobody else in the demo has.
PLACE = "030"
_PERSON = "persons.Person"


@dataclass(frozen=True)
class Neighbour:
    """One of them, as the papers show them."""

    key: int
    name: str
    born: str
    number: str
    phone: str


@dataclass(frozen=True)
class Crowd:
    """`rounds` times 120 people, the first of them with the key `first_key` and, counted from all, `first_number`."""

    first_key: int
    first_number: int
    rounds: int

    def of_commune(self, place: int, turn: int) -> Neighbour:
        """Somebody of the commune at that place in the list (0 is the home ward), by any number."""
        slot = (0, *range(114, ROUND))[turn % 7] if place == 0 else place
        return self._at(turn // 7 % self.rounds * ROUND + slot)

    def _at(self, position: int) -> Neighbour:
        return _described(self.first_key + position, self.first_number + position)


@lru_cache(maxsize=20_000)
def _described(key: int, number: int) -> Neighbour:
    # After a million, the same last digits belong to somebody born more than a year earlier or later.
    born = date(1950, 1, 1) + timedelta(days=(number * 7919 + number // 10**6 * 367) % 20_000)
    sex = number % 2
    draw = random.Random(number)  # noqa: S311 (makes a demo, keeps no secret)
    return Neighbour(
        key,
        full_name(draw, ("nam", "nu")[sex]),
        born.isoformat(),
        f"{PLACE}{2 * (born.year // 100 - 19) + sex}{born.year % 100:02d}{number * 7 % 10**6:06d}",
        f"0{'35789'[number % 5]}{number * 11 % 10**8:08d}",
    )


def lay_crowd(sheets: Sheets, areas: Sequence[int], rounds: int, first_number: int, at: datetime) -> Crowd:
    """Make so many rounds of people; `areas` are the keys of the communes, the home ward's first."""
    crowd = Crowd(sheets.keys(_PERSON, rounds * ROUND), first_number, rounds)
    columns = columns_of(_PERSON)
    for position in range(rounds * ROUND):
        each, slot = crowd._at(position), position % ROUND
        draw = random.Random(-each.key)  # noqa: S311 (makes a demo, keeps no secret)
        record = person_record(
            full_name=each.name,
            birth_date=date.fromisoformat(each.born),
            sex=("male", "female")[(first_number + position) % 2],
            identity_level=IdentityLevel.CHECKED,
            personal_id=each.number,
            phone=each.phone,
            email="",
            address_area_id=areas[slot if slot < len(areas) else 0],
            address_line=street_address(draw),
            at=at,
        )
        row = {"id": each.key, **stored(record)}
        sheets.lines[_PERSON].append("\t".join(text_of(row.get(name)) for name in columns) + "\n")
        if position % 20_000 == 0:
            sheets.lay()
    sheets.lay()
    return crowd
