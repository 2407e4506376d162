"""Dossiers that lived, as patterns: every row of each, ready to be written again for somebody else, elsewhere, earlier.

A copy differs from its pattern in who, where and when, and in its codes and numbers; what happened to it is the same.
A closed dossier is moved by whole weeks, so that it keeps its weekdays, and due dates are counted anew by the legal
clock; one that is open stays within the hour.
"""

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db import connection

from motcua.demo.actions._tables import LAID, columns_of, fields_of, model_of, table_of, text_of
from motcua.demo.times import FIRST_DAY
from motcua.dossiers.public import Dossier
from motcua.organisations.public import Pause, calendar_of, explain_due
from motcua.platform.clock import VIETNAM
from motcua.platform.encryption import keyed_digest
from motcua.platform.rows import value as meaning

# How many places in time a pattern is written at, and by how many minutes two of them differ at least.
TIMES = 40
_DOSSIER, _PAPER = "dossiers.Dossier", "papers.Paper"
_PROCESS, _STEP = "processes.ProcessInstance", "processes.Task"
# The rows of one dossier, table by table.
_ROWS = {
    "files.StoredFile": "id IN (SELECT f.file_id FROM dossiers_dossierfile f JOIN dossiers_dossiercomponent c "
    "ON c.id = f.component_id WHERE c.dossier_id = %s)",
    _PROCESS: "id = (SELECT instance_id FROM dossiers_dossier WHERE id = %s)",
    _STEP: "instance_id = (SELECT instance_id FROM dossiers_dossier WHERE id = %s)",
    "processes.TaskTimer": "task_id IN (SELECT t.id FROM processes_task t JOIN dossiers_dossier d "
    "ON d.instance_id = t.instance_id WHERE d.id = %s)",
    "processes.InstanceHold": "instance_id = (SELECT instance_id FROM dossiers_dossier WHERE id = %s)",
    _DOSSIER: "id = %s",
    "dossiers.DossierComponent": "dossier_id = %s",
    "dossiers.SupplementRequest": "dossier_id = %s",
    "dossiers.SupplementItem": "request_id IN (SELECT id FROM dossiers_supplementrequest WHERE dossier_id = %s)",
    "dossiers.DossierFile": "component_id IN (SELECT id FROM dossiers_dossiercomponent WHERE dossier_id = %s)",
    "dossiers.DossierEvent": "dossier_id = %s",
    "dossiers.ClockPause": "dossier_id = %s",
    # Slips are typeset again when asked for; the result is what the dossier was for.
    _PAPER: "id = (SELECT paper_id FROM dossiers_dossierresult WHERE dossier_id = %s)",
    "dossiers.DossierResult": "dossier_id = %s",
    "dossiers.ResultDelivery": "dossier_id = %s",
    "demo.CityDossier": "dossier_id = %s",
}
# What each copy says for itself, by table and column; the right side names a value of `Copy`.
_OWN = {
    (_DOSSIER, "code"): "%(code)s",
    (_DOSSIER, "tracking_key"): "%(tracking_key)s",
    (_DOSSIER, "owner_id"): "%(owner)s",
    (_DOSSIER, "submitter_id"): "%(owner)s",
    (_DOSSIER, "submitter_account_id"): "\\N",
    (_DOSSIER, "entity_id"): "\\N",
    (_DOSSIER, "guardianship_id"): "\\N",
    (_DOSSIER, "mandate_id"): "\\N",
    (_DOSSIER, "filing_key"): "\\N",
    (_DOSSIER, "contact_phone"): "%(phone)s",
    (_DOSSIER, "contact_phone_index"): "%(phone_index)s",
    (_DOSSIER, "contact_email"): "%(blank_email)s",
    (_DOSSIER, "contact_address"): "%(blank_address)s",
    (_DOSSIER, "answers"): "%(answers)s",
    (_PROCESS, "subject"): f"%({_DOSSIER}.0.subject)s",
    (_PROCESS, "relations"): "%(relations)s",
    (_PAPER, "subject"): f"%({_DOSSIER}.0.subject)s",
    (_PAPER, "number"): "%(number)s",
    (_PAPER, "data"): "%(paper)s",
    (_PAPER, "data_digest"): "%(paper_digest)s",
    (_PAPER, "file_id"): "\\N",
    ("dossiers.DossierResult", "number"): "%(number)s",
    ("dossiers.ResultDelivery", "receiver"): "%(receiver)s",
    ("demo.CityDossier", "number"): "%(numbered)s",
}
# The same where the pattern says anything.
_OWN_IF_SAID = {(each, "listed_number"): f"%({_DOSSIER}.0)s" for each in (_STEP, _PROCESS)}
# Of whom and where: the key stands behind the letter.
_MOVED = {"Organisation": "o", "Account": "a", "Position": "p"}
Row = dict[str, Any]


@dataclass(frozen=True)
class Moment:
    """A pattern at one place in time: its rows as text with blanks to fill, and the day in its code and its papers."""

    day: str
    year: int
    issued_on: str
    whole: tuple[tuple[str, str], ...]
    bare: tuple[tuple[str, str], ...]


@dataclass
class Pattern:
    """One dossier that lived."""

    dossier: Dossier
    rows: Mapping[str, list[Row]]
    now: datetime
    _moments: dict[int, Moment] = field(default_factory=dict)

    @cached_property
    def head(self) -> Row:
        """The row of the dossier itself."""
        return self.rows[_DOSSIER][0]

    @cached_property
    def many(self) -> dict[str, int]:
        """How many rows it has in each table."""
        return {label: len(rows) for label, rows in self.rows.items() if rows}

    @cached_property
    def answers(self) -> str:
        """The declaration as JSON text."""
        return json.dumps(self.dossier.answers, ensure_ascii=False, separators=(",", ":"))

    @cached_property
    def paper(self) -> str:
        """What the result says, as the text that was digested; empty where there is none that can be written again."""
        for row in self.rows[_PAPER]:
            kept = meaning(model_of(_PAPER), "data", row["data"])
            text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            assert keyed_digest(text) == row["data_digest"], "the result is not written as it is digested"
            return text
        return ""

    @cached_property
    def number(self) -> str:
        """The number of its result, empty where it has none."""
        return next((str(row["number"]) for row in self.rows[_PAPER]), "")

    @cached_property
    def issued_on(self) -> str:
        """The day on which the result was issued, as its text says it."""
        return next((row["issued_at"].astimezone(VIETNAM).date().isoformat() for row in self.rows[_PAPER]), "-")

    @cached_property
    def relations(self) -> dict[str, int]:
        """Which organisation is what to the process."""
        for row in self.rows[_PROCESS]:
            told: dict[str, int] = (
                row["relations"] if isinstance(row["relations"], dict) else json.loads(row["relations"])
            )
            return told
        return {}

    def moment(self, turn: int) -> Moment:
        """It at one of its places in time, by any number."""
        place = turn % len(self._shifts)
        known = self._moments.get(place)
        if known is None:
            known = self._moments[place] = self._written(self._shifts[place])
        return known

    @cached_property
    def _shifts(self) -> list[timedelta]:
        draw = random.Random(self.dossier.pk)  # noqa: S311 (makes a demo, keeps no secret)
        calendar = calendar_of(self.dossier.unit_of_record_id)
        if self.dossier.ended_at is None:
            return [timedelta(seconds=-draw.randrange(3000)) for _time in range(TIMES)]
        week = timedelta(weeks=1)
        earliest = -((self._first - FIRST_DAY) // week)
        latest = (self.now - max(self.dossier.ended_at, self.dossier.submitted_at)) // week
        shifts = []
        for weeks in (draw.randint(earliest, latest) for _time in range(TIMES)):
            shift = weeks * week - timedelta(seconds=draw.randrange(2400))
            if weeks and not calendar.day((self._first + shift).astimezone(VIETNAM).date()).intervals:
                continue
            shifts.append(shift)
        return shifts or [timedelta()]

    @cached_property
    def _first(self) -> datetime:
        return self.dossier.received_at or self.dossier.submitted_at

    def _written(self, shift: timedelta) -> Moment:
        due = self._due(shift)
        lines: dict[str, list[str]] = {}
        for label in self.rows:
            for place, row in enumerate(self.rows[label]):
                cells = [
                    (value is not None and due.get((label, name))) or self._cell(label, place, name, value, shift)
                    for name, value in row.items()
                ]
                lines.setdefault(label, []).append("\t".join(cells) + "\n")
        told = tuple((label, "".join(rows)) for label, rows in lines.items())
        bare = {**due, (_DOSSIER, "instance_id"): "\\N"}
        head = "\t".join(
            bare.get((_DOSSIER, name)) or self._cell(_DOSSIER, 0, name, cell, shift) for name, cell in self.head.items()
        )
        city = [each for each in told if each[0] == "demo.CityDossier"]
        filed = (self.dossier.submitted_at + shift).astimezone(VIETNAM)
        issued = [(row["issued_at"] + shift).astimezone(VIETNAM) for row in self.rows[_PAPER]] or [filed]
        told_bare = ((_DOSSIER, head + "\n"), *city)
        return Moment(f"{filed:%y%m%d}", issued[0].year, issued[0].date().isoformat(), told, told_bare)

    def _due(self, shift: timedelta) -> dict[tuple[str, str], str]:
        """The due dates as the legal clock counts them there."""
        dossier = self.dossier
        if dossier.received_at is None or dossier.limit is None:
            return {}
        received, calendar = dossier.received_at + shift, calendar_of(dossier.unit_of_record_id)
        pauses = [
            Pause(row["started_at"] + shift, row["ended_at"] + shift if row["ended_at"] else None, row["ground"])
            for row in self.rows["dossiers.ClockPause"]
        ]
        due = explain_due(received, dossier.limit, calendar, pauses, as_of=self.now).due_at
        original = explain_due(received, dossier.limit, calendar).due_at
        return {
            (_DOSSIER, "due_at"): text_of(due),
            (_DOSSIER, "original_due_at"): text_of(original),
            (_STEP, "listed_due_at"): text_of(due),
            (_PROCESS, "listed_due_at"): text_of(due),
        }

    def _cell(self, label: str, place: int, name: str, value: Any, shift: timedelta) -> str:
        """One value of the text, with a blank where each copy has its own."""
        if own := _OWN.get((label, name)):
            return own
        if value is not None and (label, name) in _OWN_IF_SAID:
            return _OWN_IF_SAID[label, name]
        column = fields_of(label)[name]
        if column.primary_key:
            return f"%({label}.{place})s"
        if column.remote_field is not None and value is not None:
            target = column.remote_field.model._meta
            if target.label in self.rows:
                rows = self.rows[target.label]
                return f"%({target.label}.{next(at for at, row in enumerate(rows) if row['id'] == value)})s"
            if letter := _MOVED.get(target.object_name):
                return f"%({letter}{value})s"
        if isinstance(value, datetime):
            return text_of(value + shift)
        if (label, name) == (_PAPER, "year"):
            return "%(year)s"
        return text_of(value).replace("%", "%%")


def read_patterns(dossiers: Mapping[int, Dossier], now: datetime) -> Iterator[tuple[int, Pattern]]:
    """The patterns of these dossiers, by their numbers in the city."""
    with connection.cursor() as cursor:
        for number, dossier in dossiers.items():
            rows: dict[str, list[Row]] = {}
            for label in LAID:
                if label in _ROWS:
                    names = columns_of(label)
                    order = "ORDER BY id" if "id" in names else ""
                    cursor.execute(
                        f"SELECT {', '.join(names)} FROM {table_of(label)} WHERE {_ROWS[label]} {order}",  # noqa: S608
                        [dossier.pk],
                    )
                    rows[label] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            yield number, Pattern(dossier, rows, now)
