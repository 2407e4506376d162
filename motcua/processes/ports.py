"""What processes ask of higher modules."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from motcua.platform.action import Actor
from motcua.platform.registry import Port, PortUnanswered


@dataclass(frozen=True)
class ProcedureUse:
    """A case of a procedure and the time it publishes: `limit_amount` of `limit_unit` (organisations.public.Unit).

    `is_bound` says whether its dossiers go through the process already.
    """

    code: str
    name: str
    case: str
    limit_amount: Decimal | None
    limit_unit: str
    is_bound: bool


@dataclass(frozen=True)
class ProcedureCoverage:
    """How many procedures whose dossiers are filed here have a published process; `open` are (code, name) without."""

    filed_here: int
    covered: int
    open: tuple[tuple[str, str], ...]


class Uses(Protocol):
    """The cases, in force, that go through a process or whose procedure the process names by its code."""

    def __call__(self, process_id: int, codes: Collection[str], /) -> Sequence[ProcedureUse]: ...


class Coverage(Protocol):
    """Which procedures have a published process, and which have none."""

    def __call__(self) -> ProcedureCoverage: ...


class StepForms(Protocol):
    """The forms that a step may be filled in with, as (code, title)."""

    def __call__(self) -> Sequence[tuple[str, str]]: ...


class Service(Protocol):
    """What a service task calls, in a job: what it finds for a matter becomes variables of the process.

    It may be called again after a failure, so it is idempotent; what it gives are JSON values, no personal data.
    """

    def __call__(self, subject: str, variables: Mapping[str, Any], /) -> Mapping[str, Any]: ...


class Matters(Protocol):
    """Where this official sees the matters behind a figure of a step; None where they may see none.

    `which` is one of `public.WHICH`.
    """

    def __call__(self, actor: Actor, process_id: int, number: int, node: str, which: str, /) -> str | None: ...


SERVICES: Port[Service] = Port("processes.services", "What is done for a service task of this name?")
USES: Port[Uses] = Port("processes.uses", "Which cases of procedures go through this process?")
COVERAGE: Port[Coverage] = Port("processes.coverage", "Which procedures have a published process?")
MATTERS: Port[Matters] = Port("processes.matters", "Where are the matters behind a figure of a step seen?")
STEP_FORMS: Port[StepForms] = Port("processes.step_forms", "Which forms may a step ask for?")


def uses_of(process_id: int, codes: Collection[str]) -> Sequence[ProcedureUse]:
    """The cases that a process serves; none where no module keeps procedures."""
    try:
        return USES.answer()(process_id, codes)
    except PortUnanswered:
        return ()


def coverage() -> ProcedureCoverage | None:
    """Which procedures have a process; None where no module keeps procedures."""
    try:
        return COVERAGE.answer()()
    except PortUnanswered:
        return None


def step_forms() -> Sequence[tuple[str, str]]:
    """The forms that a step may ask for; none where no module knows."""
    try:
        return STEP_FORMS.answer()()
    except PortUnanswered:
        return ()


def matters_at(actor: Actor, process_id: int, number: int, node: str, which: str) -> str | None:
    """The address of the matters behind a figure of a step; None where nobody shows them or the actor may see none."""
    try:
        return MATTERS.answer()(actor, process_id, number, node, which)
    except PortUnanswered:
        return None
