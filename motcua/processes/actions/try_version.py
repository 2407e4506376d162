"""Chạy thử: move a made-up matter through a version by hand, under a clock of its own; nothing of it is real."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from motcua.organisations.public import calendars_of
from motcua.platform.action import Actor, Refused, Stale, action
from motcua.processes.actions.publish_version import FlawedProcess
from motcua.processes.models import ProcessTrial, ProcessVersion
from motcua.processes.proving import proof_of
from motcua.processes.reads import ends_of, later
from motcua.processes.rules import (
    WAITING,
    BoundaryEvent,
    BoundaryTimer,
    CallActivity,
    CatchTimer,
    Kind,
    Limit,
    Net,
    Node,
    NoWay,
    Step,
    UserTask,
    begin,
    compile_definition,
    complete,
    fire,
    outcome_of,
    read_cron,
    read_definition,
)
from motcua.processes.rules.trial import shape_of

LONGEST_LOG = 500
HAPPENED = "happened"
R = TypeVar("R")


@action("processes.try_version")
def start_trial(version: ProcessVersion, *, variables: Mapping[str, Any], by: Actor, at: datetime) -> ProcessTrial:
    """Begin a trial of a version with what its made-up matter says; its clock begins now.

    Raises FlawedProcess if the version is not well made: then there is nothing to try.
    """
    proof = proof_of(version)
    if proof.flaws or proof.definition is None:
        raise FlawedProcess(list(proof.flaws))
    trial = ProcessTrial(
        version=version, shape=shape_of(proof.definition), clock_at=at, variables=dict(variables), started_at=at,
        started_by_id=by.account_id,
    )  # fmt: skip
    net = compile_definition(proof.definition)
    _moved(trial, net, _may(lambda: begin(net, trial.variables)), "", "start")
    trial.save()
    return trial


@action("processes.try_version")
def move_trial(
    trial: ProcessTrial, *, node: str, outcome: str, variables: Mapping[str, Any], by: Actor, at: datetime
) -> ProcessTrial:
    """Do an open step of a trial with an outcome, or let what `node` waits for happen: a timer, a message, a signal.

    Of a called process `outcome` is the end that it reaches. The trial's clock goes on to when that happens. Raises
    Refused if it cannot happen now, Stale if the version was redrawn since.
    """
    fresh = ProcessTrial.objects.select_for_update(of=["self"]).select_related("version__process").get(pk=trial.pk)
    definition = read_definition(fresh.version.definition)
    if shape_of(definition) != fresh.shape:
        raise Stale(_("Quy trình đã được vẽ lại từ khi bắt đầu lượt chạy thử này. Xin bắt đầu lượt mới."))
    if len(fresh.log) >= LONGEST_LOG:
        raise Refused(_("Lượt chạy thử này đã quá dài. Xin bắt đầu lượt mới."))
    net = compile_definition(definition)
    fresh.variables = {**fresh.variables, **variables}
    found = net.nodes.get(node)
    if isinstance(found, UserTask):
        _do(fresh, net, found, outcome)
    elif found is not None:
        _happen(fresh, net, found, outcome)
    else:
        raise Refused(_("Không tìm thấy bước này trong lượt chạy thử."))
    fresh.save()
    return fresh


def _do(trial: ProcessTrial, net: Net, task: UserTask, outcome: str) -> None:
    chosen = _may(lambda: outcome_of(task, outcome))
    said = {**trial.variables.get("outcomes", {}), task.id: chosen.key}
    variables = {**trial.variables, "outcomes": said}
    step = _may(lambda: complete(net, trial.marking, task.id, chosen.key, variables))
    trial.variables = variables
    _pass(trial, task.id, task.limit)
    trial.opened.pop(task.id, None)
    _moved(trial, net, step, task.id, chosen.key)


def _happen(trial: ProcessTrial, net: Net, node: Node, outcome: str) -> None:
    if isinstance(node, CallActivity) and outcome:
        if outcome not in dict(ends_of(node.process)):
            raise Refused(_("Quy trình được gọi không có điểm kết thúc này."))
        said = {**trial.variables.get("outcomes", {}), node.id: outcome}
        trial.variables = {**trial.variables, "outcomes": said}
    try:
        step = _may(lambda: fire(net, trial.marking, node.id, trial.variables))
    except KeyError:
        raise Refused(_("Không tìm thấy bước này trong lượt chạy thử.")) from None
    at = node.attached_to if isinstance(node, BoundaryEvent) else node.id
    if isinstance(node, BoundaryTimer | CatchTimer):
        _pass(trial, at, node.limit)
        if node.cron and at in trial.opened:
            trial.clock_at = max(trial.clock_at, read_cron(node.cron).after(datetime.fromisoformat(trial.opened[at])))
    _moved(trial, net, step, node.id, HAPPENED)


def _pass(trial: ProcessTrial, place: str, limit: Limit | None) -> None:
    """Let the clock go on to when the limit of what began then is used up; a later time stays."""
    if limit is None or place not in trial.opened:
        return
    began = datetime.fromisoformat(trial.opened[place])
    owner = trial.version.process.organisation_id
    ends = later(calendars_of({owner})[owner], began, limit.minutes, is_working=limit.is_working)
    trial.clock_at = max(trial.clock_at, ends)


def _moved(trial: ProcessTrial, net: Net, step: Step, node: str, what: str) -> None:
    trial.marking, trial.variables = dict(step.marking), {**trial.variables, **step.variables}
    began = trial.clock_at.isoformat()
    fresh = {each.id for each in (*step.opened, *step.entered)}
    kinds = WAITING | {Kind.SUB_PROCESS}
    waiting = [place for place in step.marking if place in net.nodes and net.nodes[place].kind in kinds]
    trial.opened = {place: began if place in fresh else trial.opened.get(place, began) for place in waiting}
    trial.taken = sorted({*trial.taken, *step.path})
    trial.log = [
        *trial.log, {"at": trial.clock_at.isoformat(), "node": node, "what": what, "flows": list(step.path)},
    ]  # fmt: skip
    trial.is_finished = step.is_finished


def _may(act: Callable[[], R]) -> R:
    try:
        return act()
    except NoWay as no:
        raise Refused(no.flaw.sentence(_)) from None
