"""Who does a step where nobody holds the role that it names. Pure.

First those whom the process names for that, then who leads the unit, then who leads the unit above it, and so on.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

HEADS = ("division_head", "department_leader")
"""The roles that lead a unit, the nearest to the work first."""


@dataclass(frozen=True)
class Seat:
    """A role in an organisation."""

    role: str
    organisation_id: int


def stand_ins(named: Seat, otherwise: Sequence[str], above: Sequence[int]) -> Iterator[Seat]:
    """Who may do it instead, in their order: `otherwise` in the same organisation, its heads, the heads `above` it."""
    for role in dict.fromkeys((*otherwise, *HEADS)):
        if role != named.role:
            yield Seat(role, named.organisation_id)
    for organisation_id in above:
        for role in HEADS:
            yield Seat(role, organisation_id)


def first_taken(seats: Iterator[Seat], taken: Collection[tuple[int, str]]) -> Iterator[Seat]:
    """Those of the seats in which somebody sits; `taken` are pairs of organisation and role."""
    return (seat for seat in seats if (seat.organisation_id, seat.role) in taken)
