"""What a dossier's page offers to do: only what the process or the state allows, and the actions would accept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from motcua.accounts.public import holders_of
from motcua.dossiers.models import Dossier, DossierEvent, SupplementItem, SupplementRequest
from motcua.dossiers.reads.acting import may_refuse, may_stop_on_ground, may_stop_unanswered, reaches, serves
from motcua.dossiers.reads.grounds import choices_of
from motcua.dossiers.reads.outputs import Output, choices, may_issue, outputs_told, still_to_issue
from motcua.dossiers.reads.posting import is_sendable
from motcua.dossiers.reads.undoing import undoable
from motcua.dossiers.reads.uploads import upload_limits
from motcua.dossiers.rules import CORRECTABLE, DELIVERY, RUNNING, WITHDRAWABLE, Phase, Status, phase_of
from motcua.platform.action import Actor
from motcua.platform.clock import VIETNAM
from motcua.platform.language import data
from motcua.post.public import Direction
from motcua.processes.public import Task, next_actions, step_of


def offers(
    dossier: Dossier,
    tasks: Sequence[Task],
    events: Sequence[DossierEvent],
    supplement: SupplementRequest | None,
    actor: Actor,
    now: datetime,
) -> dict[str, Any]:
    """What this official may do now; `tasks` are the open steps with `is_theirs`, `supplement` what is asked for."""
    unit, status = dossier.unit_of_record_id, Status(dossier.status)
    steps = _steps(tasks)
    outputs = outputs_told(dossier, events)
    return {
        "may_receive": status is Status.SUBMITTED and reaches(actor, "dossiers.receive", unit),
        "may_refuse": may_refuse(dossier, supplement, now) and reaches(actor, "dossiers.refuse", unit),
        "steps": steps,
        "may_ask": _may_ask(dossier, bool(steps), events, actor),
        "grounds": choices_of(dossier, now.astimezone(VIETNAM).date()),
        "faults": SupplementItem.FAULTS,
        **_results(dossier, outputs, actor),
        "may_post": serves(actor, "dossiers.choose_post", dossier) and is_sendable(dossier, Direction.DELIVER),
        "assignable": _assignable(dossier, tasks, actor, now),
        "may_supply": supplement is not None and serves(actor, "dossiers.supply", dossier),
        "may_withdraw": status in WITHDRAWABLE and serves(actor, "dossiers.withdraw", dossier),
        "may_stop": may_stop_unanswered(dossier, supplement, actor, now) or may_stop_on_ground(dossier, actor),
        "may_check": dossier.ended_at is None
        and reaches(actor, "dossiers.check_value", *dossier.scope().organisations),
        "may_correct": status in CORRECTABLE
        and dossier.version.eform is not None
        and serves(actor, "dossiers.correct_answers", dossier),
        "stop_needs_ground": not may_stop_unanswered(dossier, supplement, actor, now),
        "may_comment": reaches(actor, "dossiers.comment", *dossier.scope().organisations),
        "undo": undoable(events, actor, now),
        **upload_limits(),
    }


def _results(dossier: Dossier, outputs: Sequence[Output], actor: Actor) -> dict[str, Any]:
    """What has been given out in parts, what of it can be handed over here, and what more the actor may give out."""
    hands_over = serves(actor, "dossiers.deliver", dossier)
    left = [each for each in outputs if each.delivered_at is None]
    is_any = Status(dossier.status) is Status.DELIVERED or any(each.delivered_at for each in outputs)
    may = may_issue(dossier, actor)
    return {
        "outputs": outputs,
        "may_deliver": (Status(dossier.status) is Status.RESOLVED or bool(left)) and hands_over,
        "to_hand_over": choices(left),
        "may_print_slip": is_any and hands_over,
        "may_issue": may,
        "to_issue": [(name, data(name)) for name in still_to_issue(dossier)] if may else [],
    }


def _steps(tasks: Sequence[Task]) -> list[dict[str, Any]]:
    steps = []
    for task in tasks:
        if not getattr(task, "is_theirs", False) or DELIVERY in step_of(task).outputs:
            continue
        outcomes = next_actions(task)
        steps.append(
            {
                "task": task,
                "claimable": task.assignee_id is None and bool(outcomes),
                "outcomes": [outcome for outcome in outcomes if outcome.completes],
            }
        )
    return steps


def _may_ask(dossier: Dossier, has_step: bool, events: Sequence[DossierEvent], actor: Actor) -> bool:
    phase = phase_of(Status(dossier.status))
    if phase is None or phase.value in {event.outcome for event in events if event.kind == "supplement_requested"}:
        return False
    has_part = serves(actor, "dossiers.receive", dossier) if phase is Phase.INTAKE else has_step
    return has_part and reaches(actor, "dossiers.request_supplement", *dossier.scope().organisations)


def _assignable(dossier: Dossier, tasks: Sequence[Task], actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """The open steps that this official may give to somebody, each with who could do it."""
    if Status(dossier.status) not in RUNNING:
        return []
    within = [task for task in tasks if reaches(actor, "dossiers.assign_step", task.organisation_id)]
    return [
        {"task": task, "people": [(each.username, each.display_name) for each in people]}
        for task in within
        if (people := list(holders_of(task.role_code, task.organisation_id, now)))
    ]
