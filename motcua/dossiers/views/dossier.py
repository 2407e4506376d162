from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop

from motcua.accounts.public import holders_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.access import open_dossier
from motcua.dossiers.reads.clock import explain, explain_if_received
from motcua.dossiers.reads.pages import components_of, history_of, open_supplement, open_tasks_of
from motcua.dossiers.reads.wording import channel_words, clock_words
from motcua.dossiers.rules import DELIVERY, RUNNING, Status, phase_of
from motcua.forms.public import display
from motcua.organisations.public import sentences
from motcua.papers.public import papers_of
from motcua.platform import clock
from motcua.platform.action import Actor
from motcua.platform.pages import actor_of_request, enter, render
from motcua.platform.text import whole_number
from motcua.processes.public import Task, next_actions, step_of


@enter("official", "dossiers.read")
def dossier_page(request: HttpRequest, code: str) -> HttpResponse:
    """Hồ sơ: papers, facts, clock, the process's next steps, history."""
    dossier = open_dossier(request, code, purpose=gettext_noop("Giải quyết hồ sơ"))
    return show(request, dossier)


def show(request: HttpRequest, dossier: Dossier, *, error: str = "", status: int = 200) -> HttpResponse:
    """The dossier's page, with a refusal said at its top and what was typed kept in the forms."""
    actor = actor_of_request(request)
    now = clock.now()
    tasks = open_tasks_of(dossier, actor)
    components = components_of(dossier)
    events = history_of(dossier)
    asked_phases = {event.outcome for event in events if event.kind == "supplement_requested"}
    state, words = clock_words(dossier.status, dossier.due_at, dossier.settled_at, now)
    explanation = explain(dossier, now)
    chosen = next((file for part in components for file in part.files.all()), None)
    wanted = whole_number(request.GET.get("tep", ""))
    chosen = next((f for part in components for f in part.files.all() if f.pk == wanted), chosen)
    eform = dossier.version.eform
    context: dict[str, Any] = {
        "dossier": dossier,
        "channel": channel_words(dossier.channel),
        "status_words": dossier.get_status_display(),
        "clock_state": state,
        "clock_words": words,
        "why": sentences(explanation) if explanation else [],
        "if_received": explain_if_received(dossier, now) if dossier.status == Status.SUBMITTED else None,
        "components": components,
        "chosen": chosen,
        "sections": display(eform, dossier.answers, blanks=False) if eform else [],
        "papers": list(papers_of(dossier.subject)),
        "supplement": open_supplement(dossier) if dossier.status == Status.AWAITING_SUPPLEMENT else None,
        "events": events,
        "tasks": tasks,
        "error": error,
        "typed": request.POST if request.method == "POST" else {},
        **_acts(dossier, tasks, actor, asked_phases),
    }
    return render(request, "dossiers/dossier.html", context, status=status)


def _acts(dossier: Dossier, tasks: list[Task] | Any, actor: Actor, asked_phases: set[str]) -> dict[str, Any]:
    """What this official may do now: only what the process or the state of the dossier allows."""
    unit = dossier.unit_of_record_id
    scope = dossier.scope().organisations
    phase = phase_of(Status(dossier.status))
    waiting = dossier.status == Status.SUBMITTED and unit in actor.organisations_for("dossiers.receive")
    mine = [task for task in tasks if getattr(task, "is_theirs", False) and DELIVERY not in step_of(task).outputs]
    steps = []
    for task in mine:
        outcomes = next_actions(task)
        steps.append(
            {
                "task": task,
                "claimable": task.assignee_id is None and bool(outcomes),
                "outcomes": [outcome for outcome in outcomes if outcome.completes],
            }
        )
    assign_to = []
    may_assign = Status(dossier.status) in RUNNING and bool(actor.organisations_for("dossiers.assign_step") & scope)
    if may_assign and steps:
        assign_to = list(holders_of(tasks[0].role_code, tasks[0].organisation_id, clock.now()))
    return {
        "may_receive": waiting,
        "steps": steps,
        "may_ask": phase is not None
        and phase.value not in asked_phases
        and (waiting or bool(steps))
        and bool(actor.organisations_for("dossiers.request_supplement") & scope),
        "may_deliver": dossier.status == Status.RESOLVED and unit in actor.organisations_for("dossiers.deliver"),
        "assign_to": assign_to,
    }
