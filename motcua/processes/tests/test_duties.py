"""Whose step it is."""

import pytest

from motcua.processes.rules import Duties, may_work

HERE, THERE = 1, 2
OFFICIAL = Duties(7, organisations=frozenset({HERE}), roles=frozenset({("specialist", HERE), ("clerk", THERE)}))


@pytest.mark.parametrize(
    ("organisation", "role", "assignee", "allowed"),
    [
        (HERE, "specialist", None, True),
        (HERE, "specialist", 7, True),
        (HERE, "specialist", 8, False),
        (HERE, "clerk", None, False),
        (HERE, "clerk", 7, True),
        (THERE, "clerk", None, False),
        (THERE, "clerk", 7, False),
    ],
)
def test_may_work(organisation: int, role: str, assignee: int | None, allowed: bool) -> None:
    answer = may_work(OFFICIAL, organisation_id=organisation, role_code=role, assignee_id=assignee)
    assert answer is allowed


def test_the_system_may() -> None:
    assert may_work(Duties(is_system=True), organisation_id=HERE, role_code="x", assignee_id=8)
