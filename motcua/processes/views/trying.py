"""Chạy thử: a made-up matter moved through a draft by hand, step by step, with the flows it takes counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused, Stale
from motcua.platform.pages import actor_of_request, enter, render
from motcua.platform.text import clean
from motcua.processes.actions.try_version import HAPPENED, move_trial, start_trial
from motcua.processes.models import ProcessTrial, ProcessVersion
from motcua.processes.proving import tried
from motcua.processes.reads import ends_of
from motcua.processes.rules import BoundaryEvent, CallActivity, Definition, Flow, Kind, Node, Outcome, UserTask
from motcua.processes.rules.table_reading import table_of
from motcua.processes.rules.trial import asked_in
from motcua.processes.sheet import Words, step_time_said
from motcua.processes.views import finding


@dataclass(frozen=True)
class Waiting:
    """An open step of a trial: what it is, who does it, its buttons, and what may happen while it waits."""

    key: str
    title: str
    who: str
    content: str
    papers: tuple[str, ...]
    began: datetime
    time: str
    buttons: tuple[Outcome, ...]
    events: tuple[tuple[str, str], ...]


@enter("official", "processes.try_version")
def trials(request: HttpRequest, process: int) -> HttpResponse:
    """What was tried and what was not; a new trial begins here."""
    version = finding.newest(process)
    definition = _definition(version)
    names, refused = asked_in(definition), None
    if request.method == "POST":
        try:
            started = start_trial(
                version, variables=_said(request, names), by=actor_of_request(request), at=clock.now()
            )
            return redirect("processes:trial", process, started.pk)
        except (NotAllowed, Stale):
            raise
        except Refused as problem:
            refused = problem
    coverage = tried(version, definition)
    context = {
        "version": version, "process": version.process, "coverage": coverage, "refused": refused,
        "missing": [_flow_said(flow, definition) for flow in definition.every_flow() if flow.id in coverage.missing],
        "fields": [(name, request.POST.get(f"v-{name}", "")) for name in names],
        "trials": ProcessTrial.objects.filter(version=version).select_related("started_by").order_by("-pk")[:20],
    }  # fmt: skip
    return render(request, "processes/trials.html", context, status=422 if refused else 200)


@enter("official", "processes.try_version")
def trial(request: HttpRequest, process: int, trial_id: int) -> HttpResponse:
    """One trial: the steps that wait, and what was done so far."""
    found = (
        ProcessTrial.objects.select_related("version__process").filter(version__process_id=process, pk=trial_id).first()
    )
    if found is None:
        raise Http404
    definition, refused = _definition(found.version), None
    names = asked_in(definition)
    if request.method == "POST":
        node, _space, outcome = request.POST.get("act", "").partition(" ")
        by = actor_of_request(request)
        try:
            move_trial(found, node=node, outcome=outcome, variables=_said(request, names), by=by, at=clock.now())
            return redirect("processes:trial", process, trial_id)
        except (NotAllowed, Stale):
            raise
        except Refused as problem:
            refused = problem
    words = Words.of(table_of(definition))
    context = {
        "version": found.version, "process": found.version.process, "trial": found, "refused": refused,
        "waiting": [each for each in _all_waiting(found, definition, words) if each.buttons or each.events],
        "log": _log(found, definition), "coverage": tried(found.version, definition),
        "fields": [(name, _value(found.variables, name)) for name in names],
    }  # fmt: skip
    return render(request, "processes/trial.html", context, status=422 if refused else 200)


def _definition(version: ProcessVersion) -> Definition:
    definition = finding.read(version)
    if definition is None:
        raise Http404
    return definition


def _said(request: HttpRequest, names: tuple[str, ...]) -> dict[str, Any]:
    """What the made-up matter says, as conditions read it: numbers, true and false, words."""
    told: dict[str, Any] = {}
    for name in names:
        text = clean(request.POST.get(f"v-{name}", ""))[:200]
        if not text:
            continue
        *above, last = name.split(".")
        place = told
        for part in above:
            place = place.setdefault(part, {})
        place[last] = _typed(text)
    return told


def _typed(text: str) -> Any:
    if text.casefold() in ("true", "đúng", "có"):
        return True
    if text.casefold() in ("false", "sai", "không"):
        return False
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    return (int(number) if number.is_integer() else number) if abs(number) < 1e15 else text


def _value(variables: Mapping[str, Any], name: str) -> str:
    found: Any = variables
    for part in name.split("."):
        found = found.get(part, "") if isinstance(found, Mapping) else ""
    return {True: "đúng", False: "sai"}[found] if isinstance(found, bool) else str(found)


def _all_waiting(trial: ProcessTrial, definition: Definition, words: Words) -> list[Waiting]:
    return [_waiting(key, began, definition, words) for key, began in trial.opened.items()]


def _waiting(key: str, began: str, definition: Definition, words: Words) -> Waiting:
    node = next(node for node in definition.every_node() if node.id == key)
    around = [each for each in definition.every_node() if isinstance(each, BoundaryEvent) and each.attached_to == key]
    # What is told inside a sub-process is caught by itself.
    if node.kind is Kind.SUB_PROCESS:
        around = [each for each in around if each.kind is not Kind.BOUNDARY_ESCALATION]
    events = [(each.id, each.name or _("Hết giờ")) for each in around]
    since = datetime.fromisoformat(began)
    if not isinstance(node, UserTask):
        return Waiting(key, node.name or key, "", "", (), since, "", (), (*_itself(node), *events))
    buttons = tuple(outcome for outcome in node.outcomes if outcome.completes)
    return Waiting(
        key, node.name, words.who(node.performer), node.content, words.papers(node), since, step_time_said(node),
        buttons, tuple(events),
    )  # fmt: skip


def _itself(node: Node) -> Sequence[tuple[str, str]]:
    """How what a step waits for may happen: of a called process by each end that it has."""
    if node.kind is Kind.SUB_PROCESS:
        return ()
    ends = ends_of(node.process) if isinstance(node, CallActivity) else []
    return [(f"{node.id} {key}", name) for key, name in ends] or [(node.id, _("Cho việc này xảy ra"))]


def _log(trial: ProcessTrial, definition: Definition) -> list[tuple[datetime, str]]:
    nodes = {node.id: node for node in definition.every_node()}
    found = []
    for entry in trial.log:
        node, what = nodes.get(entry["node"]), entry["what"]
        title = (node.name or node.id) if node else _("Bắt đầu")
        labels = {each.key: _(each.label) for each in node.outcomes} if isinstance(node, UserTask) else {}
        said = labels.get(what) or (_("đã xảy ra") if what == HAPPENED else "")
        found.append((datetime.fromisoformat(entry["at"]), f"{title}: {said}" if said else title))
    return found


def _flow_said(flow: Flow, definition: Definition) -> str:
    nodes = {node.id: node for node in definition.every_node()}

    def named(key: str) -> str:
        node = nodes[key]
        if node.kind in (Kind.PARALLEL, Kind.EXCLUSIVE, Kind.INCLUSIVE):
            return node.name or _("cổng")
        return node.name or {Kind.START: _("Bắt đầu"), Kind.END: _("Kết thúc"), Kind.TIMER: _("Hết giờ")}.get(
            node.kind, key
        )

    when = flow.name or flow.condition or (_("còn lại") if flow.default else "")
    way = f"{named(flow.source)} → {named(flow.target)}"
    return f"{way} ({when})" if when else way
