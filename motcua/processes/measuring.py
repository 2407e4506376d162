"""How long each step of a version takes in fact, how often it is done again, and how long it only waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, F, Q, QuerySet
from django.db.models.functions import Coalesce

from motcua.processes.models import Task

# Matters older than this say little of how a step goes now.
SINCE = timedelta(days=365)

_FIGURES = """
SELECT t.node,
       count(*) FILTER (WHERE t.state = 'done'),
       count(*) FILTER (WHERE t.state = 'open'),
       count(*) FILTER (WHERE t.state = 'open' AND t.due_at < %(at)s),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM t.closed_at - t.opened_at))
           FILTER (WHERE t.state = 'done'),
       percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM t.closed_at - t.opened_at))
           FILTER (WHERE t.state = 'done'),
       count(*) FILTER (WHERE t.is_again AND t.state <> 'cancelled'),
       sum(extract(epoch FROM t.claimed_at - t.opened_at)) FILTER (WHERE t.state = 'done' AND t.claimed_at IS NOT NULL),
       sum(extract(epoch FROM t.closed_at - t.opened_at)) FILTER (WHERE t.state = 'done' AND t.claimed_at IS NOT NULL),
       count(*) FILTER (WHERE t.state = 'done' AND t.closed_at > t.due_at)
FROM processes_task t JOIN processes_processinstance i ON i.id = t.instance_id
WHERE i.version_id = %(version)s AND t.opened_at >= %(since)s
GROUP BY t.node
"""


@dataclass(frozen=True)
class StepFigures:
    """One step: times as elapsed time from when it opened; shares between 0 and 1, None where nothing is known.

    `again` is the share of times it was done for a second time or more, `waiting` the share of its time in which
    nobody had taken it, `late` of those done after their limit.
    """

    done: int
    open: int
    overdue: int
    median: timedelta | None
    p90: timedelta | None
    again: float | None
    waiting: float | None
    late: float | None


# What each figure of a step counts.
_BEHIND = {
    "gone": ~Q(state="cancelled"),
    "done": Q(state="done"),
    "late": Q(state="done", closed_at__gt=F("due_at")),
    "again": Q(is_again=True) & ~Q(state="cancelled"),
    "open": Q(state="open"),
    "overdue": Q(state="open"),
}
WHICH = tuple(_BEHIND)


def matters_behind(version_id: int, node: str, which: str, *, at: datetime) -> QuerySet[Task, Any]:
    """The root instances of the matters whose steps a figure of `figures_of` counts, as ids.

    `which` is one of `WHICH`; raises KeyError for another.
    """
    steps = Task.objects.filter(_BEHIND[which], instance__version=version_id, node=node, opened_at__gte=at - SINCE)
    if which == "overdue":
        steps = steps.filter(due_at__lt=at)
    root = Coalesce("instance__root_id", "instance_id", output_field=BigIntegerField())
    return steps.values_list(root, flat=True)


def figures_of(version_id: int, *, at: datetime) -> Mapping[str, StepFigures]:
    """The figures of every step that matters went through in the last year, by its id."""
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, {"version": version_id, "at": at, "since": at - SINCE})
        rows = cursor.fetchall()
    return {row[0]: _figures(row[1:]) for row in rows}


def _figures(row: tuple[int | float | None, ...]) -> StepFigures:
    done, is_open, overdue, median, p90, again, waited, spent, late = (float(each or 0) for each in row)
    return StepFigures(
        int(done),
        int(is_open),
        int(overdue),
        timedelta(seconds=median) if done else None,
        timedelta(seconds=p90) if done else None,
        again / (done + is_open) if done + is_open else None,
        waited / spent if spent else None,
        late / done if done else None,
    )


def heat_of(figures: Mapping[str, StepFigures]) -> Mapping[str, int]:
    """How hot each step is, 1 to 4: its median against the longest one of the process."""
    longest = max((each.median for each in figures.values() if each.median), default=None)
    if not longest:
        return {}
    return {key: min(4, 1 + int(4 * (each.median / longest) * 0.999)) for key, each in figures.items() if each.median}
