"""The people of the demo city: those whom the data name, and officials made up until there are as many as wanted.

Every commune has somebody who receives and somebody who decides; the larger ones have a specialist, a head of division
and a leader, so that work passes from hand to hand. Departments and the rest have specialists, heads and clerks.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from motcua.accounts.public import (
    DEMO_PASSWORD,
    Account,
    AccountKind,
    hold_position,
    open_account,
    register_official,
)
from motcua.areas.public import Area
from motcua.demo.answers import personal_id
from motcua.demo.procedures import SINCE
from motcua.organisations.public import GovLevel, Organisation, OrganisationKind, Position, register_position
from motcua.persons.public import Person, Sex, find_by_personal_id, register_person
from motcua.platform.action import SYSTEM
from motcua.platform.clock import VIETNAM
from motcua.platform.text import fold
from sandbox.names import full_name
from sandbox.people import adult

# Communes with a specialist, a head of division and a leader of their own, besides those whose officials are named.
LARGE = 14
OFFICER = ("Cán bộ tiếp nhận và trả kết quả", "one_stop_officer", ["one_stop_officer"])
SPECIALIST = ("Công chức Tư pháp – Hộ tịch", "specialist", ["specialist"])
HEAD = ("Trưởng phòng Kinh tế, Hạ tầng và Đô thị", "division_head", ["division_head"])
LEADER = ("Phó Chủ tịch Ủy ban nhân dân", "deputy_chairperson", ["department_leader"])
# In a small commune one official prepares, checks and, by delegation, signs.
DEPUTY = (LEADER[0], LEADER[1], ["specialist", "division_head", "department_leader"])
CLERK = ("Văn thư", "clerk", ["clerk"])
DEPARTMENT = (
    ("Chuyên viên", "specialist", ["specialist"]),
    ("Trưởng phòng chuyên môn", "division_head", ["division_head"]),
    ("Giám đốc", "director", ["department_leader"]),
    CLERK,
)
SINCE_THEN = datetime.combine(SINCE, time(0, 0), tzinfo=VIETNAM)
Post = tuple[str, str, list[str]]


@dataclass
class People:
    """Makes people who are not there yet."""

    at: datetime

    def __post_init__(self) -> None:
        self.usernames = set(Account.objects.values_list("username", flat=True))
        self.units = {each.identifier: each for each in Organisation.objects.select_related("area")}
        self.positions = {(each.organisation_id, each.name): each for each in Position.objects.all()}

    def named(self, told: dict[str, Any]) -> None:
        """Everybody whom the data name; their accounts are those to try the city with."""
        for each in told["officials"]:
            if each["username"] not in self.usernames:
                self._official(each, is_demo=True)
        for each in told["citizens"]:
            if each["username"] not in self.usernames:
                citizen(each, self.at, is_demo=True)

    def unnamed(self, wanted: int) -> None:
        """Officials made up, until the city has `wanted`."""
        missing = wanted - Account.objects.filter(kind=AccountKind.OFFICIAL).count()
        if missing > 0:
            new = (each for each in self._made_up() if each["username"] not in self.usernames)
            for each in islice(new, missing):
                self._official(each, is_demo=False)

    def _official(self, each: dict[str, Any], *, is_demo: bool) -> None:
        self.usernames.add(each["username"])
        person = person_of(each, self.at)
        unit = self.units[each["unit"]]
        position = self.positions.get((unit.pk, each["position"]))
        if position is None:
            position = register_position(unit, by=SYSTEM, at=self.at, type_code=each["type"], name=each["position"])
            self.positions[unit.pk, position.name] = position
        register_official(
            person, by=SYSTEM, at=self.at, username=each["username"], password=DEMO_PASSWORD, is_demo=is_demo
        )
        hold_position(position, by=SYSTEM, at=self.at, person=person, roles=each["roles"], valid_from=SINCE_THEN)

    def _made_up(self) -> Iterator[dict[str, Any]]:
        """More officials than anybody wants, always the same ones in the same order."""
        draw = random.Random("officials")  # noqa: S311 (makes a demo, keeps no secret)
        taken: dict[str, int] = {}
        for number, (unit, post) in enumerate(self._posts()):
            words = fold(unit.area.name if unit.area and unit.level == GovLevel.COMMUNE else unit.name).split()
            place = "".join(words[1:])
            name = f"{_SHORT[post[1]]}.{place}"[:58]
            taken[name] = taken.get(name, 0) + 1
            sex = draw.choice(("nam", "nu"))
            born = date(1968, 1, 1) + timedelta(days=draw.randrange(12_000))
            yield {
                "username": name if taken[name] == 1 else f"{name}{taken[name]}",
                "name": full_name(draw, sex),
                "birth": born.isoformat(),
                "sex": "male" if sex == "nam" else "female",
                "id": personal_id(draw, born, sex),
                "phone": f"09135{number:05d}",
                "unit": unit.identifier,
                "position": post[0],
                "type": post[1],
                "roles": post[2],
            }

    def _posts(self) -> Iterator[tuple[Organisation, Post]]:
        committees = [
            each
            for each in sorted(self.units.values(), key=lambda unit: unit.identifier)
            if each.level == GovLevel.COMMUNE and each.kind == OrganisationKind.PEOPLES_COMMITTEE
        ]
        staffed = set(Position.objects.filter(type_code="chairperson").values_list("organisation_id", flat=True))
        # Those whom the data give an officer already come first: they are where one looks.
        committees.sort(key=lambda unit: len(unit.identifier))
        for number, committee in enumerate(each for each in committees if each.pk not in staffed):
            yield self.units[f"{committee.identifier}.01"], OFFICER
            yield from ((committee, post) for post in ((SPECIALIST, HEAD, LEADER) if number < LARGE else (DEPUTY,)))
        offices = [each for each in self.units.values() if each.level == GovLevel.PROVINCE and each.parent_id]
        offices.sort(key=lambda unit: unit.identifier)
        for post in DEPARTMENT:
            for office in offices:
                if office.kind == OrganisationKind.DEPARTMENT:
                    yield office, post
        for committee in committees:
            yield committee, CLERK


_SHORT = {
    "one_stop_officer": "motcua", "specialist": "chuyenvien", "division_head": "truongphong",
    "deputy_chairperson": "phochutich", "director": "giamdoc", "clerk": "vanthu",
}  # fmt: skip


def citizen(each: dict[str, Any], at: datetime, *, is_demo: bool = False) -> Account:
    """The account of a citizen with the demo's password."""
    person = person_of(each, at)
    return open_account(
        person, by=SYSTEM, at=at, kind=AccountKind.CITIZEN, password=DEMO_PASSWORD, username=each["username"],
        is_demo=is_demo,
    )  # fmt: skip


def person_of(each: dict[str, Any], at: datetime) -> Person:
    """The person of that number, recorded now unless known."""
    known = find_by_personal_id(each["id"], by=SYSTEM, purpose="seed")
    area = Area.objects.as_of(at.date()).filter(code=each["area"]).first() if each.get("area") else None
    return known or register_person(
        by=SYSTEM,
        at=at,
        full_name=each["name"],
        birth_date=date.fromisoformat(each["birth"]),
        sex=Sex(each["sex"]),
        personal_id=each["id"],
        phone=each["phone"],
        email=each.get("email", ""),
        address_area_id=area.pk if area else None,
        address_line=each.get("address", ""),
    )


def made_up_citizen(number: int, area: str) -> dict[str, Any]:
    """A citizen who does not exist, always the same for a number, and whom the sandbox nation knows."""
    known = adult(number)
    return {
        "username": f"nguoidan{number}",
        "name": known.full_name,
        "birth": known.birth_date.isoformat(),
        "sex": known.sex,
        "id": known.personal_id,
        "phone": known.phone,
        "email": known.email,
        "area": area,
        "address": known.address,
    }
