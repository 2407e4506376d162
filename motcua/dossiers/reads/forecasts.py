"""What will be late, and why: what the remaining steps may take against the working time that is left."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection

from motcua.organisations.public import WorkingCalendar, calendars_of, working_time_between
from motcua.processes.public import net_of, ways_of

MINUTE = timedelta(minutes=1)
# A calendar day counts as one working day of eight hours.
_WORKING_OF_ELAPSED = 3
_STEPS = """
SELECT step.listed_number, step.listed_due_at, step.due_at, step.node, step.name, step.assignee_id,
       step.organisation_id, step.role_code, instance.version_id, version.checksum
FROM processes_task step
JOIN processes_processinstance instance ON instance.id = step.instance_id
JOIN processes_processversion version ON version.id = instance.version_id
WHERE step.state = 'open' AND step.listed_number IS NOT NULL
  AND step.organisation_id = ANY(%s::bigint[]) AND step.listed_due_at >= %s AND step.listed_due_at < %s
ORDER BY step.listed_due_at, step.listed_number LIMIT %s
"""
MOST = 200_000


class OpenStep(NamedTuple):
    """An open step of a dossier, `due_at` when the whole is due, `step_due_at` when the step is."""

    dossier_id: int
    due_at: datetime
    step_due_at: datetime | None
    node: str
    name: str
    assignee_id: int | None
    organisation_id: int
    role_code: str
    version_id: int
    checksum: str


@dataclass(frozen=True)
class Forecast:
    """A dossier that will be late: how much working time is left, and how much which steps may still take."""

    dossier_id: int
    due_at: datetime
    left: timedelta
    needed: timedelta
    steps: tuple[tuple[str, timedelta], ...]
    step: OpenStep


def open_steps(
    organisation_ids: Collection[int], begin: datetime, end: datetime, *, most: int = MOST
) -> list[OpenStep]:
    """The open steps at these organisations of dossiers that are due in that time, the most urgent first. One
    statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STEPS, [sorted(organisation_ids), begin, end, most])
        return [OpenStep(*row) for row in cursor.fetchall()]


def horizon(calendar: WorkingCalendar, now: datetime, days: int) -> datetime:
    """The closing of that many working days after today."""
    day = calendar.day(now.date())
    for _number in range(days):
        day = calendar.next_working_day(day.on)
    return day.closing


def forecasts(steps: Iterable[OpenStep], now: datetime) -> list[Forecast]:
    """Of these the dossiers that will be late if each remaining step takes its limit; of several steps the longest."""
    waiting = [step for step in steps if step.due_at > now]
    calendars = calendars_of({step.organisation_id for step in waiting})
    worst: dict[int, Forecast] = {}
    for step in waiting:
        found = forecast(step, calendars[step.organisation_id], now)
        if found is not None and (step.dossier_id not in worst or worst[step.dossier_id].needed < found.needed):
            worst[step.dossier_id] = found
    return sorted(worst.values(), key=lambda each: (each.due_at, each.dossier_id))


def forecast(step: OpenStep, calendar: WorkingCalendar, now: datetime) -> Forecast | None:
    """Why a dossier will be late from where it is now; None where it need not be.

    What is left of the open step's own limit, and the limits of the steps on the longest way after it; a step without a
    limit counts nothing.
    """
    left = working_time_between(calendar, now, step.due_at)
    needed: list[tuple[str, timedelta]] = []
    net = net_of(step.version_id, step.checksum)
    way = ways_of(step.version_id, step.checksum).get(step.node)
    for key in way.steps if way else (step.node,):
        limit = net.task(key).limit
        if limit is None:
            continue
        minutes = limit.minutes if limit.is_working else limit.minutes // _WORKING_OF_ELAPSED
        takes = minutes * MINUTE
        if key == step.node and step.step_due_at is not None:
            takes = min(takes, max(timedelta(), working_time_between(calendar, now, step.step_due_at)))
        needed.append((net.task(key).name, takes))
    whole = sum((takes for _name, takes in needed), timedelta())
    return Forecast(step.dossier_id, step.due_at, left, whole, tuple(needed), step) if whole > left else None


@dataclass
class Morning:
    """What one official, or one organisation, is told: what is late, due today, and will be late."""

    late: int = 0
    today: int = 0
    soon: int = 0
    codes: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.late or self.today or self.soon)


def mornings(
    steps: Sequence[OpenStep], late_soon: Collection[int], now: datetime, midnight: datetime
) -> tuple[dict[int, Morning], dict[tuple[int, str], Morning], dict[int, Morning]]:
    """The counts by who has a step, by place and role of what nobody has, and by organisation, each dossier once."""
    of_account: defaultdict[int, Morning] = defaultdict(Morning)
    of_role: defaultdict[tuple[int, str], Morning] = defaultdict(Morning)
    of_place: defaultdict[int, Morning] = defaultdict(Morning)
    counted: set[tuple[object, int]] = set()
    for step in steps:
        holder: tuple[str, object] = (
            ("account", step.assignee_id)
            if step.assignee_id is not None
            else ("role", (step.organisation_id, step.role_code))
        )
        told = [
            of_account[step.assignee_id]
            if step.assignee_id is not None
            else of_role[step.organisation_id, step.role_code],
            of_place[step.organisation_id],
        ]
        for key, morning in zip((holder, step.organisation_id), told, strict=True):
            if (key, step.dossier_id) in counted:
                continue
            counted.add((key, step.dossier_id))
            _add(morning, step, step.dossier_id in late_soon, now, midnight)
    return of_account, of_role, of_place


def _add(morning: Morning, step: OpenStep, will_be_late: bool, now: datetime, midnight: datetime) -> None:
    if step.due_at < now:
        morning.late += 1
    elif step.due_at < midnight:
        morning.today += 1
    elif will_be_late:
        morning.soon += 1
    else:
        return
    if len(morning.codes) < 5:
        morning.codes = (*morning.codes, step.dossier_id)
