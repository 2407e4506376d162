"""Patterns written again: whose each copy is, where it was filed, what its numbers are."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from django.db import connection

from motcua.accounts.public import Account, actor_of, holders_of
from motcua.demo.actions._crowd import Crowd, Neighbour
from motcua.demo.actions._patterns import Moment, Pattern
from motcua.demo.actions._tables import Sheets, table_of, text_of
from motcua.demo.fates import SHARES, Fate
from motcua.demo.lives import City
from motcua.dossiers.public import dossier_code
from motcua.organisations.public import Organisation, OrganisationKind
from motcua.platform.action import Actor
from motcua.platform.encryption import blind_index, encrypt, keyed_digest

ROLES = ("one_stop_officer", "specialist", "division_head", "department_leader")
# Into the home ward goes one of so many, as its people are; and the first ones, open, so that its desks are full.
HOME_SHARE = 1 / 16
OPEN = (Fate.SUBMITTED, Fate.RECEIVED, Fate.IN_STEP, Fate.WAITING, Fate.APPROVED)
_SUBJECT = "dossiers.dossier:"
_DOSSIER = "dossiers.Dossier"


@dataclass(frozen=True)
class Place:
    """A commune: its area's code, who receives there, what it is called on papers, who works there by role."""

    area: str
    centre: Organisation
    names: tuple[str, ...]
    staff: dict[tuple[int, str], list[Actor]]

    @property
    def organisations(self) -> tuple[int, int]:
        """The centre and the committee above it."""
        return self.centre.pk, self.centre.parent_id or self.centre.pk


def places_of(city: City) -> list[Place]:
    """The communes, the home ward first."""
    centres = Organisation.objects.filter(kind=OrganisationKind.SERVICE_CENTRE, area__code__in=city.communes)
    by_area = {centre.area.code: centre for centre in centres.select_related("area", "parent") if centre.area}
    places = []
    for area in city.communes:
        centre = by_area[area]
        staff = {}
        for organisation in (centre.pk, centre.parent_id or centre.pk):
            for role in ROLES:
                holders = holders_of(role, organisation, city.now)
                staff[organisation, role] = [actor_of(holder, at=city.now) for holder in holders]
        name = centre.area.name if centre.area else centre.name
        names = (centre.parent.name if centre.parent else centre.name, name, name[:1].lower() + name[1:])
        places.append(Place(area, centre, names, staff))
    return places


@dataclass
class Series:
    """The last numbers given, read once and written back at the end."""

    last: dict[str, int] = field(default_factory=dict)
    before: dict[str, int] = field(default_factory=dict)

    def read(self) -> None:
        """Those that dossiers and papers are numbered in."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, last FROM platform_series")
            self.last = dict(cursor.fetchall())
            self.before = dict(self.last)

    def following(self, name: str) -> int:
        """The next number."""
        number = self.last[name] = self.last.get(name, 0) + 1
        return number

    def write(self) -> None:
        """Let the series go on behind the numbers given."""
        moved = [(name, last) for name, last in self.last.items() if last != self.before.get(name)]
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO platform_series (name, last) SELECT * FROM unnest(%s::text[], %s::bigint[]) "
                "ON CONFLICT (name) DO UPDATE SET last = excluded.last",
                [[name for name, _last in moved], [last for _name, last in moved]],
            )


class _Values(dict[str, str]):
    """The blanks of one copy; organisations, positions and officials without another there stay as they are."""

    officials: frozenset[int] = frozenset()

    def __missing__(self, name: str) -> str:
        kind, key = name[0], name[1:]
        return "\\N" if kind == "a" and int(key) not in self.officials else key


class Copier:
    """Writes patterns again, one after another, always the same ones for the same numbers."""

    def __init__(
        self, patterns: dict[Fate, list[Pattern]], places: Sequence[Place], crowd: Crowd, sheets: Sheets, series: Series
    ) -> None:
        self.patterns, self.places, self.crowd, self.sheets, self.series = patterns, places, crowd, sheets, series
        self.by_centre = {place.centre.pk: place for place in places}
        self.identifiers = {each.pk: each.identifier for each in Organisation.objects.all()}
        self.fates = [fate for fate in SHARES if patterns.get(fate)]
        self.weights = list(accumulate(SHARES[fate][1] for fate in self.fates))
        self.at_home = {fate: [each for each in patterns.get(fate, ()) if self._origin(each)] for fate in OPEN}
        _Values.officials = frozenset(Account.objects.filter(kind="official").values_list("pk", flat=True))
        self.blanks = {f"blank_{name}": _encrypted(_DOSSIER, f"contact_{name}", "") for name in ("email", "address")}
        self._moves: dict[tuple[int, int], _Values] = {}

    def add(self, number: int, draw: random.Random, *, at_home: bool, is_whole: bool) -> None:
        """The dossier of that number in the city; `is_whole` with all its history, else, once over, by itself."""
        fate = OPEN[number % len(OPEN)]
        if at_home and self.at_home[fate]:
            pattern, at = draw.choice(self.at_home[fate]), 0
        else:
            pattern = draw.choice(self.patterns[draw.choices(self.fates, cum_weights=self.weights)[0]])
            at = 0 if draw.random() < HOME_SHARE else draw.randrange(len(self.places))
        moment, who = pattern.moment(draw.randrange(1000)), self.crowd.of_commune(at, draw.randrange(2**40))
        is_whole = is_whole or pattern.dossier.ended_at is None
        values = _Values(self._moved(pattern, at))
        for label, many in pattern.many.items() if is_whole else ((_DOSSIER, 1),):
            if label in self.sheets.following:
                first = self.sheets.keys(label, many)
                values.update((f"{label}.{place}", str(first + place)) for place in range(many))
        values[f"{_DOSSIER}.0.subject"] = f"{_SUBJECT}{values[f'{_DOSSIER}.0']}"
        values["numbered"] = str(number)
        values["tracking_key"] = f"{draw.getrandbits(96):024x}"
        self._say(values, pattern, moment, at, who, is_whole=is_whole)
        for label, text in moment.whole if is_whole else moment.bare:
            self.sheets.lines[label].append(text % values)

    def _say(
        self, values: _Values, pattern: Pattern, moment: Moment, at: int, who: Neighbour, *, is_whole: bool
    ) -> None:
        """Who it is for, its code, what was declared, and what its result says."""
        unit = int(values[f"o{pattern.head['unit_of_record_id']}"])
        series = f"dossier:{self.identifiers[unit]}:{moment.day}"
        code = dossier_code(self.identifiers[unit], moment.day, self.series.following(series))
        changes = self._changes(pattern, at, who, values["tracking_key"])
        values.update(
            self.blanks,
            code=code,
            owner=str(who.key),
            phone=_encrypted(_DOSSIER, "contact_phone", who.phone),
            phone_index=blind_index(who.phone),
            answers=_encrypted(_DOSSIER, "answers", _changed(pattern.answers, changes)),
        )
        if is_whole and "dossiers.ResultDelivery" in pattern.many:
            values["receiver"] = _encrypted("dossiers.ResultDelivery", "receiver", who.name)
        if is_whole and pattern.paper:
            number = self._number(values, pattern, moment)
            told = [(pattern.number, number), (pattern.head["code"], code), (pattern.issued_on, moment.issued_on)]
            text = _changed(pattern.paper, [*changes, *told])
            values.update(
                number=number,
                year=str(moment.year),
                paper=_encrypted("papers.Paper", "data", text),
                paper_digest=keyed_digest(text),
            )

    def _number(self, values: _Values, pattern: Pattern, moment: Moment) -> str:
        """The number of its result, the next where its pattern's was one of a series."""
        serial, _slash, symbol = pattern.number.partition("/")
        if not symbol:
            return pattern.number
        organisation = values[f"o{pattern.rows['papers.Paper'][0]['organisation_id']}"]
        following = self.series.following(f"papers:{organisation}:{moment.year}:{symbol}")
        return f"{following:02d}/{symbol}" if serial.isdigit() else pattern.number

    def _origin(self, pattern: Pattern) -> Place | None:
        """The commune of a pattern; None for those of an office that serves the whole city, which stay there."""
        return self.by_centre.get(pattern.head["unit_of_record_id"])

    def _changes(self, pattern: Pattern, at: int, who: Neighbour, tracking_key: str) -> list[tuple[str, str]]:
        """What was said of the pattern's owner and commune, and what is said instead."""
        owner, origin, place = pattern.dossier.owner, self._origin(pattern), self.places[at]
        changes = [
            (owner.full_name, who.name),
            (owner.full_name.upper(), who.name.upper()),
            (owner.birth_date.isoformat() if owner.birth_date else "", who.born),
            (owner.personal_id, who.number),
            (owner.email, f"{who.number}@example.vn"),
            (pattern.dossier.contact_phone, who.phone),
            (pattern.dossier.tracking_key, tracking_key),
        ]
        if origin is not None and origin is not place:
            changes += [(f'"{origin.area}"', f'"{place.area}"'), *zip(origin.names, place.names, strict=True)]
        return [(said, instead) for said, instead in changes if said]

    def _moved(self, pattern: Pattern, at: int) -> _Values:
        """Where it goes and who works on it there."""
        origin, place, key = self._origin(pattern), self.places[at], (pattern.dossier.pk, at)
        if key not in self._moves:
            moved = _Values()
            if origin is not None:
                there = dict(zip(origin.organisations, place.organisations, strict=True))
                moved.update({f"o{here}": str(other) for here, other in there.items()})
                for (here, role), actors in origin.staff.items():
                    others = place.staff[there[here], role]
                    for turn, actor in enumerate(actors):
                        other = others[(turn + pattern.dossier.pk) % len(others)]
                        moved.setdefault(f"a{actor.account_id}", str(other.account_id))
                        moved.setdefault(f"p{actor.position_id}", str(other.position_id))
            relations = {name: int(moved[f"o{organisation}"]) for name, organisation in pattern.relations.items()}
            moved["relations"] = text_of(relations)
            self._moves[key] = moved
        return self._moves[key]


def _changed(text: str, changes: Sequence[tuple[str, str]]) -> str:
    for said, instead in changes:
        text = text.replace(said, instead)
    return text


def _encrypted(label: str, name: str, text: str) -> str:
    """A text as an encrypted column keeps it."""
    return text_of(encrypt(text.encode(), f"{table_of(label)}.{name}"))
