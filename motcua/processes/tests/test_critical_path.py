"""The longest way through a process, against the limit that a procedure publishes."""

from decimal import Decimal

import pytest
from hypothesis import given

from motcua.processes.rules.critical_path import CriticalPath, Published, critical_path
from motcua.processes.rules.definition import UserTask
from motcua.processes.rules.reading import read_definition
from motcua.processes.rules.table import Table
from motcua.processes.rules.table_writing import definition_of
from motcua.processes.tests import shapes
from motcua.processes.tests.tables import tables


def limited(shape: shapes.JSON, **days: str) -> shapes.JSON:
    for node in shape["nodes"]:
        if node["id"] in days:
            amount, _space, unit = days[node["id"]].partition(" ")
            node["limit"] = {"amount": amount, "unit": unit or "working_day"}
    return shape


def path_of(shape: shapes.JSON) -> CriticalPath:
    return critical_path(read_definition(shape))


def test_steps_one_after_the_other_add_up() -> None:
    path = path_of(limited(shapes.line("a", "b", "c"), a="0.5", b="4 working_hour", c="2"))
    assert path.steps == ("a", "b", "c")
    assert path.days(working=True) == 3


def test_branches_at_the_same_time_count_by_the_longest() -> None:
    path = path_of(limited(shapes.parallel("x", "y", "z"), x="1", y="5", z="2", after="1"))
    assert path.steps == ("y", "after")
    assert path.days(working=True) == 6


def test_choices_count_by_the_longest_and_ways_back_once() -> None:
    shape = shapes.birth_registration()
    assert path_of(shape).steps == ("verify", "approve", "issue", "hand_over")
    assert path_of(shape).days(working=True) == Decimal("0.5")


def test_a_timer_that_takes_the_step_away_lengthens_the_way_and_a_reminder_does_not() -> None:
    for interrupting, days in ((True, 6), (False, 1)):
        shape = shapes.timed(interrupting=interrupting, limit={"amount": "2", "unit": "working_day"})
        assert path_of(limited(shape, work="1", remind="4")).days(working=True) == days


@pytest.mark.parametrize(
    ("steps", "amount", "unit", "saved"),
    [
        ("10", "10", "working_day", 0),
        ("10", "12", "working_day", 2),
        ("1", "4", "working_hour", Decimal("-0.5")),
        ("3 day", "3", "working_day", 0),
        ("5", "7", "day", 0),
        ("5", "1", "month", 23),
        ("0.5", "2", "day", -1),
        ("6", "9", "day", -1),
        ("30 day", "30", "day", 0),
        ("1", "1", "immediate", None),
    ],
)
def test_days_saved(steps: str, amount: str, unit: str, saved: Decimal | None) -> None:
    path = path_of(limited(shapes.line("a"), a=steps))
    assert path.saved(Published(Decimal(amount), unit)) == saved


@given(tables())
def test_no_path_is_longer_than_all_steps_together(table: Table) -> None:
    definition = definition_of(table)
    steps = {node.id: node for node in definition.nodes if isinstance(node, UserTask)}
    limits = [node.limit for node in steps.values() if node.limit]
    path = critical_path(definition)
    assert len(path.steps) == len(set(path.steps))
    # Timers that take a step away count their own limit, at most seven days each.
    most = sum(each.minutes for each in limits) + 7 * 1440 * sum(
        hasattr(node, "attached_to") for node in definition.nodes
    )
    assert path.working_minutes + path.elapsed_minutes <= most
