"""Who may be given which steps."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, QuerySet

from motcua.accounts.public import Account, holders_of
from motcua.platform.action import Actor, ActorKind
from motcua.processes.public import Task

# Kinds of steps (role and place) among those picked; each costs a statement.
KINDS = 10


def assignable_steps(
    instances: Iterable[int], actor: Actor, *, steps: Iterable[int] | None = None
) -> QuerySet[Task]:  # fmt: skip
    """The open steps of these processes, or of these `steps`, where the actor assigns, the one due first in front."""
    named = {"instance__in": list(instances)} if steps is None else {"pk__in": list(steps)}
    return _where_assigning(Task.objects.filter(state="open", **named), actor)


def steps_held(actor: Actor, holder: int | None, *, most: int) -> QuerySet[Task]:
    """The first open steps that an official holds, or with None nobody, where the actor assigns."""
    held = Task.objects.filter(state="open", assignee=holder, listed_number__isnull=False)
    return _where_assigning(held, actor)[:most]


def _where_assigning(steps: QuerySet[Task], actor: Actor) -> QuerySet[Task]:
    steps = steps.select_related("organisation", "assignee")
    if actor.kind is ActorKind.SYSTEM:
        return steps.order_by(F("due_at").asc(nulls_last=True), "opened_at", "id")
    if not actor.is_everywhere("dossiers.assign_step"):
        steps = steps.filter(organisation__in=actor.organisations_for("dossiers.assign_step"))
    return steps.order_by(F("due_at").asc(nulls_last=True), "opened_at", "id")


def who_could(steps: Iterable[Task], at: datetime) -> list[Account]:
    """The officials who hold the role of at least one of these steps, by name."""
    kinds = list(dict.fromkeys((step.role_code, step.organisation_id) for step in steps))[:KINDS]
    people = {account.pk: account for kind in kinds for account in holders_of(*kind, at)}
    return sorted(people.values(), key=lambda account: (account.display_name, account.pk))
