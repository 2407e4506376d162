"""Who resolves a matter, as the competence table says. Pure.

Where something is filed does not matter inside a province (Nghị định 118/2025/NĐ-CP): it is resolved by whom the law
made competent for its kind and its place. A line of the table says so for a procedure or a whole field, in an area or
everywhere, from a day on.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

EVERYWHERE = ""


class Undecided(StrEnum):
    """Why the table cannot say who resolves a matter."""

    NONE = "none"
    SEVERAL = "several"
    CLOSED = "closed"


@dataclass(frozen=True)
class Line:
    """A line in force: for a procedure, or a whole field where it names none; in an area, by code, or everywhere."""

    organisation: int
    procedure: str = ""
    field: str = ""
    area: str = EVERYWHERE

    @property
    def is_of_procedure(self) -> bool:
        """Whether it speaks of one procedure, not of a field."""
        return bool(self.procedure)


def competent(
    lines: Iterable[Line], places: Sequence[AbstractSet[str]], standing: Mapping[int, int]
) -> int | Undecided | None:
    """Who resolves a matter of which these lines speak; None where no line does, and competence follows the area.

    `places` are the codes of areas that the matter lies in, the nearest first: its ward, what the ward was made of, the
    province. What is said of the procedure goes before what is said of its field, what is said of a nearer place before
    what is said of a wider one. `standing` has, for each organisation that exists or whose matters another carries on,
    the one that stands for it. Two that remain, or one that nobody stands for, leave it undecided.
    """
    known = list(lines)
    if not known:
        return None
    for of_procedure in (True, False):
        for place in [*places, {EVERYWHERE}]:
            named = {each.organisation for each in known if each.is_of_procedure is of_procedure and each.area in place}
            if named:
                return _one_of(named, standing)
    return Undecided.NONE


def _one_of(named: AbstractSet[int], standing: Mapping[int, int]) -> int | Undecided:
    left = {standing[each] for each in named if each in standing}
    if not left:
        return Undecided.CLOSED
    return left.pop() if len(left) == 1 else Undecided.SEVERAL
