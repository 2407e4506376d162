"""Whether a draft that was taken over may go live as it is, and what it still lacks, step by step."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Actor
from motcua.processes.actions.publish_version import publish_version
from motcua.processes.actions.try_version import move_trial, start_trial
from motcua.processes.models import ProcessVersion, VersionState
from motcua.processes.proving import proof_of, said_too_long
from motcua.processes.rules import UserTask, read_definition


@dataclass(frozen=True)
class Missing:
    """What keeps a version from going live: said in Vietnamese, on the element it is missing at, or on none."""

    node: str
    reason: str


def go_live(
    version: ProcessVersion, *, valid_from: date, is_open: bool = False, by: Actor, at: datetime
) -> ProcessVersion:
    """Try a draft out once, step after step, and publish it if it passes every check; else it stays as it is.

    One that leaves something open (`is_open`) is tried out only.
    """
    if version.state != VersionState.DRAFT:
        return version
    proof = proof_of(version)
    if proof.is_sound and not proof.is_tried:
        _walk(version, by=by, at=at)
    if is_open or next(still_missing(version), None) is not None:
        return version
    return publish_version(version, valid_from=valid_from, by=by, at=at)


def still_missing(version: ProcessVersion, said: Collection[str] = ()) -> Iterator[Missing]:
    """Everything that keeps a version from going live; flaws of the nodes in `said` are told already."""
    proof = proof_of(version)
    for flaw in proof.flaws:
        if flaw.node not in said:
            yield Missing(flaw.node or "", flaw.sentence(_))
    if proof.too_long:
        yield Missing("", said_too_long(proof.too_long))
    if not proof.flaws and not proof.is_tried:
        percent = proof.coverage.percent if proof.coverage else 0
        yield Missing("", _("Mới chạy thử %(percent)d%% đường đi.") % {"percent": percent})


def _walk(version: ProcessVersion, *, by: Actor, at: datetime) -> None:
    """A trial that does every step as it opens, with the outcome it offers first: all of a plain row of steps."""
    steps = {node.id: node for node in read_definition(version.definition).nodes if isinstance(node, UserTask)}
    trial = start_trial(version, variables={}, by=by, at=at)
    for _step in steps:
        waiting = [key for key in trial.opened if key in steps]
        if trial.is_finished or not waiting:
            return
        outcome = next(each.key for each in steps[waiting[0]].outcomes if each.completes)
        trial = move_trial(trial, node=waiting[0], outcome=outcome, variables={}, by=by, at=at)
