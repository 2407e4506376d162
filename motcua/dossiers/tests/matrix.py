"""Who sees which dossier through which door: officials of every kind, and an answer worked out from the bare rows.

A cell is one official: a role of one reach, class and procedures, held with a class and procedures somewhere, in force
or not. The oracle reads tables and asks nobody; the doors are the pages, lists, counts and answers that people get.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from itertools import product
from typing import Any

from django.test import Client
from django.urls import reverse

from motcua.accounts.ports import SCOPES
from motcua.accounts.public import (
    REACHED,
    AbsenceDelegation,
    Account,
    PositionHolding,
    Reach,
    Role,
    actor_of,
    add_grant,
    define_role,
    end_absence,
    end_holding,
    may_in_a_position,
    positions_of,
    register_absence,
    revoke_role,
    set_clearance,
    why,
)
from motcua.accounts.tests import make as accounts
from motcua.dossiers.models import Dossier, DossierFile
from motcua.dossiers.queries import PERMISSION
from motcua.dossiers.reads.counts import tab_counts
from motcua.dossiers.reads.numbers import OWNER, hidden_number
from motcua.dossiers.reads.tabs import tabs_of
from motcua.dossiers.rules import is_visible
from motcua.dossiers.tests import make
from motcua.organisations.public import Organisation
from motcua.platform.action import FIELD, SYSTEM, Actor, DataClass
from motcua.procedures.public import Procedure, ProcedureField, ProcedureVersion

NOW = make.AT + timedelta(hours=1)
DAY = timedelta(days=1)
STANDINGS = ("held", "ended", "coming", "role revoked", "stands in", "stood in")
# Which of the procedures a role or a holding names: by the numbers of their codes, or by field.
ABOUT: tuple[tuple[str, ...], ...] = ((), ("0", "3"), ("field:MX",))
GRANTED = (PERMISSION, "dossiers.receive", "dossiers.deliver", "processes.work")


@dataclass(frozen=True)
class Cell:
    """One official."""

    reach: Reach = Reach.ORGANISATION
    role_class: DataClass = DataClass.SECRET
    role_about: tuple[str, ...] = ()
    held_class: DataClass = DataClass.NORMAL
    held_about: tuple[str, ...] = ()
    place: str = "unit"
    standing: str = "held"


def all_cells() -> list[Cell]:
    """Every combination."""
    combined = product(Reach, DataClass, ABOUT, DataClass, ABOUT, ("unit", "committee"), STANDINGS)
    return [Cell(*each) for each in combined]


# Each says something that no other says; the rest are picked from all, far from each other.
TELLING = (
    Cell(),
    Cell(held_class=DataClass.SECRET),
    Cell(role_class=DataClass.INTERNAL, held_class=DataClass.SECRET),
    Cell(role_about=ABOUT[1], held_class=DataClass.SECRET),
    Cell(held_about=ABOUT[2], held_class=DataClass.INTERNAL),
    Cell(role_about=ABOUT[1], held_about=ABOUT[2], held_class=DataClass.SECRET),
    Cell(Reach.SUBTREE, held_class=DataClass.SECRET, place="committee"),
    Cell(Reach.EVERYWHERE),
    Cell(Reach.EVERYWHERE, held_class=DataClass.SECRET, held_about=ABOUT[1]),
    Cell(Reach.OWN),
    Cell(standing="ended"),
    Cell(standing="coming"),
    Cell(standing="role revoked"),
    Cell(standing="stands in"),
    Cell(standing="stands in", held_class=DataClass.SECRET),
    Cell(standing="stood in"),
)


def some_cells(count: int) -> list[Cell]:
    """The telling ones, and so many more, spread over all."""
    cells = all_cells()
    return [*TELLING, *(cells[number * 1009 % len(cells)] for number in range(1, count + 1))]


@dataclass
class World:
    """Two wards that share six procedures of two fields and three classes, and dossiers of each in both."""

    here: make.Ward
    there: make.Ward
    versions: list[ProcedureVersion]
    _officials: dict[Cell, tuple[Account, int]] = field(default_factory=dict)

    @cached_property
    def rows(self) -> dict[str, dict[str, Any]]:
        """The dossiers' bare rows by code."""
        names = (
            "code", "pk", "place_of_receipt", "unit_of_record", "competent_authority", "owner", "submitter",
            "data_class", "version__procedure__code", "version__procedure__field__code",
        )  # fmt: skip
        return {row["code"]: row for row in Dossier.objects.values(*names)}

    @cached_property
    def files(self) -> dict[str, int]:
        """A file of each dossier."""
        return dict(DossierFile.objects.values_list("component__dossier__code", "pk"))

    def names(self, about: Iterable[str]) -> list[str]:
        """The procedures and fields meant by `ABOUT`."""
        return [each if each.startswith(FIELD) else self.versions[int(each)].procedure.code for each in about]

    def official(self, cell: Cell) -> tuple[Account, int]:
        """The official of a cell and the position they act in."""
        if cell not in self._officials:
            self._officials[cell] = _official(self, cell, len(self._officials))
        return self._officials[cell]


def world() -> World:
    """Filed through the doors: the class of a dossier is what its procedure says."""
    other = ProcedureField.objects.create(code="MX", name="Lĩnh vực khác")
    versions = [make.new_procedure() for _number in range(6)]
    for number, version in enumerate(versions):
        ProcedureVersion.objects.filter(pk=version.pk).update(data_class=number % 3 + 1)
        if number >= 3:
            Procedure.objects.filter(pk=version.procedure_id).update(field=other)
    here, there = make.ward(procedure=versions[0]), make.ward(procedure=versions[0])
    citizen = make.citizen(full_name="Phạm Thị Chung")
    for number, version in enumerate(versions):
        for ward in (here, there):
            dossier = make.dossier(replace(ward, procedure=version), by=citizen)
            assert dossier.data_class == number % 3 + 1
        # Filed at the counter of one ward, of record in the other.
        elsewhere = make.dossier(replace(there, procedure=version), by=citizen)
        Dossier.objects.filter(pk=elsewhere.pk).update(place_of_receipt=here.unit)
    return World(here, there, versions)


def _official(world: World, cell: Cell, number: int) -> tuple[Account, int]:
    role = define_role(by=SYSTEM, at=accounts.AT, code=f"cell_{number}", name=f"Vai trò {number}")
    for permission in GRANTED:
        add_grant(
            role, by=SYSTEM, at=accounts.AT, permission=permission, reach=cell.reach, data_class=cell.role_class,
            procedures=world.names(cell.role_about),
        )  # fmt: skip
    place: Organisation = getattr(world.here, cell.place)
    account = accounts.official(role="clerk", organisation=place, full_name="Phạm Văn Chủ")
    keeper = accounts.official(role="clerk", organisation=place) if cell.standing.startswith("st") else account
    coming = cell.standing == "coming"
    holding = accounts.holding(
        keeper, role=role.code, organisation=place, valid_from=NOW + DAY if coming else accounts.AT
    )
    set_clearance(
        holding, by=SYSTEM, at=accounts.AT, data_class=cell.held_class, procedures=world.names(cell.held_about)
    )
    _stand(cell.standing, account, holding, role)
    if cell.reach is Reach.OWN:
        dossier = Dossier.objects.filter(unit_of_record=world.there.unit, data_class=3).order_by("pk")[number % 2]
        Dossier.objects.filter(pk=dossier.pk).update(owner=account.person)
        world.__dict__.pop("rows", None)
    return Account.objects.get(pk=account.pk), holding.position_id


def _stand(standing: str, account: Account, holding: PositionHolding, role: Role) -> None:
    before = accounts.AT + timedelta(minutes=1)
    if standing == "ended":
        end_holding(holding, by=SYSTEM, at=before)
    elif standing == "role revoked":
        revoke_role(holding, by=SYSTEM, at=before, role=role.code)
    elif standing in ("stands in", "stood in"):
        absence = register_absence(
            holding, by=SYSTEM, at=before, delegate=account.person, valid_from=before, valid_to=NOW + DAY, reason="Ốm"
        )
        if standing == "stood in":
            end_absence(absence, by=SYSTEM, at=before + timedelta(minutes=1))


def allowed(world: World, account: Account, position: int) -> set[str]:
    """What this official may see acting in that position, worked out naively."""
    return {
        code for code, row in world.rows.items() if any(_reaches(right, row) for right in _rights(account, position))
    }


def _rights(account: Account, position: int) -> Iterator[dict[str, Any]]:
    own = [each for each in PositionHolding.objects.filter(person=account.person_id) if _in_force(each, NOW)]
    chosen = [each for each in own if each.position_id == position]
    highest = 3
    if not chosen:
        absences = AbsenceDelegation.objects.filter(delegate=account.person_id, revoked_at=None)
        holdings = [each.holding for each in absences if each.valid_from <= NOW < each.valid_to]
        chosen = [each for each in holdings if each.position_id == position and _in_force(each, NOW)]
        highest = max(each.data_class for each in own)
    # Nobody acts in what they do not hold: then it is the position they have held longest.
    for holding in chosen or own[:1]:
        for role in holding.roles.all():
            for grant in role.grants.filter(permission=PERMISSION):
                yield {
                    "reach": grant.reach, "places": _places(holding.position.organisation, grant.reach),
                    "class": min(grant.data_class, holding.data_class, highest),
                    "about": [grant.procedures, holding.procedures], "person": account.person_id,
                }  # fmt: skip


def _in_force(holding: PositionHolding, at: datetime) -> bool:
    return holding.valid_from <= at and (holding.valid_to is None or at < holding.valid_to)


def _places(place: Organisation, reach: str) -> set[int]:
    found = {place.pk}
    while reach == "subtree":
        below = set(Organisation.objects.filter(parent__in=found).values_list("pk", flat=True)) - found
        if not below:
            break
        found |= below
    return found


def _reaches(right: dict[str, Any], row: dict[str, Any]) -> bool:
    if right["reach"] == "own":
        return right["person"] in (row["owner"], row["submitter"])
    handling = {row["place_of_receipt"], row["unit_of_record"], row["competent_authority"]}
    if right["reach"] != "everywhere" and not right["places"] & handling:
        return False
    names = {row["version__procedure__code"], FIELD + row["version__procedure__field__code"]}
    return row["data_class"] <= right["class"] and all(not each or names & set(each) for each in right["about"])


@dataclass(frozen=True)
class Visit:
    """An official at the doors."""

    world: World
    account: Account
    actor: Actor
    client: Client
    may: frozenset[str]

    @property
    def few(self) -> list[str]:
        """Some that they may see and some that they may not, for doors that open one at a time."""
        return [*sorted(self.may)[:2], *sorted(set(self.world.rows) - self.may)[:3]]

    def shows(self, name: str, *arguments: object, **query: str) -> str:
        """What a page says; nothing where it is not there."""
        response = self.client.get(reverse(name, args=arguments), query)
        return response.text if response.status_code == 200 and not response.streaming else ""

    def opens(self, name: str, *arguments: object) -> bool:
        """Whether there is such a page."""
        return self.client.get(reverse(name, args=arguments)).status_code == 200

    def named_in(self, text: str) -> set[str]:
        """The dossiers whose codes stand in a text."""
        return {code for code in self.world.rows if code in text}


def visit(world: World, cell: Cell) -> Visit:
    """The official of a cell, signed in and acting in the position of the cell where they hold it."""
    account, position = world.official(cell)
    client = Client()
    client.force_login(account)
    session = client.session
    session["position_id"] = position
    session.save()
    held = {each.position_id for each in _standing(account)}
    actor = actor_of(account, at=NOW, position_id=position if position in held else None)
    return Visit(world, account, actor, client, frozenset(allowed(world, account, position)))


def _standing(account: Account) -> Any:
    return positions_of(account.person_id, at=NOW)


Door = Callable[[Visit], tuple[set[str], set[str]]]
"""Which dossiers the door shows, of which it was asked."""


def through_lists(visit: Visit) -> tuple[set[str], set[str]]:
    """The tabs of the inbox: none that may not be seen, and as many as are counted."""
    if not visit.actor.has(PERMISSION):
        return set(), set(visit.world.rows)
    counts, shown = tab_counts(visit.actor, NOW), set()
    for tab in tabs_of(visit.actor):
        here = visit.named_in(visit.shows("dossiers:inbox", tab=tab))
        shown |= here | ({f"{tab}: {counts[tab]} counted"} if counts[tab] != len(here) else set())
    # Not every dossier is anybody's work: what is missing from all tabs is not missed.
    return shown, shown


def through_search(visit: Visit) -> tuple[set[str], set[str]]:
    """All are found by the beginning of their owners' name."""
    return visit.named_in(visit.shows("dossiers:search", q="phạm")), set(visit.world.rows)


def through_api(visit: Visit) -> tuple[set[str], set[str]]:
    """The list that programs get."""
    return visit.named_in(visit.client.get("/api/v1/dossiers").text), set(visit.world.rows)


def _one_by_one(opens: Callable[[Visit, str], bool]) -> Door:
    return lambda visit: ({code for code in visit.few if opens(visit, code)}, set(visit.few))


def _each(opens: Callable[[Visit, str], bool]) -> Door:
    return lambda visit: ({code for code in visit.world.rows if opens(visit, code)}, set(visit.world.rows))


def _told(visit: Visit, code: str) -> bool:
    reason, _through = why(visit.actor, PERMISSION, SCOPES.named(PERMISSION)(code))
    return reason in REACHED


def _scope(code: str) -> Any:
    return Dossier.objects.get(code=code).scope()


DOORS: dict[str, Door] = {
    "count": lambda visit: (
        set(Dossier.objects.visible_to(visit.actor).values_list("code", flat=True)), set(visit.world.rows)
    ),
    "rule": _each(lambda visit, code: is_visible(visit.actor, _scope(code))),
    "explanation": _each(_told),
    "assignment": _one_by_one(
        # Whoever is given a step or told of it may see the dossier in one of their positions.
        lambda visit, code: may_in_a_position(visit.account, PERMISSION, _scope(code), at=NOW)
    ),
    "hidden number": _one_by_one(
        lambda visit, code: hidden_number(visit.world.rows[code]["pk"], OWNER, visit.actor) is not None
    ),
    "lists and counts": through_lists,
    "search": through_search,
    "program's list": through_api,
    "page": _one_by_one(lambda visit, code: visit.opens("dossiers:dossier", code)),
    "file": _one_by_one(lambda visit, code: visit.opens("dossiers:file", code, visit.world.files[code])),
    "conversation's export": _one_by_one(
        lambda visit, code: visit.client.post(reverse("dossiers:thread_export", args=[code])).status_code == 200
    ),
    "program's page": _one_by_one(lambda visit, code: visit.client.get(f"/api/v1/dossiers/{code}").status_code == 200),
    "program's due date": _one_by_one(
        lambda visit, code: visit.client.get(f"/api/v1/dossiers/{code}/due").status_code == 200
    ),
}  # fmt: skip


def faults(world: World, cells: Iterable[Cell]) -> Iterator[str]:
    """Each door that shows what it should not, or hides what it should show, told in a line."""
    for cell in cells:
        seen = visit(world, cell)
        for name, door in DOORS.items():
            shown, asked = door(seen)
            for code in sorted(shown - seen.may):
                yield f"{name} leaks {code} to {cell}"
            for code in sorted((asked & seen.may) - shown):
                yield f"{name} keeps {code} from {cell}"
