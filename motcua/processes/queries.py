"""Questions asked of processes and tasks."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from motcua.platform.action import Actor
from motcua.processes.rules import WORK, Duties

if TYPE_CHECKING:
    from motcua.processes.models import ProcessInstance, ProcessVersion, Task, TaskTimer, Wait

ROLE = "role:"


def duties_of(actor: Actor) -> Duties:
    """What the actor's rights say about working on steps; a role held is the right `role:<code>` where it is held."""
    return Duties(
        account_id=actor.account_id,
        everywhere=actor.is_everywhere(WORK),
        organisations=actor.organisations_for(WORK),
        roles=frozenset(
            (right.permission.removeprefix(ROLE), organisation)
            for right in actor.rights
            if right.permission.startswith(ROLE)
            for organisation in right.organisations
        ),
        is_system=actor.kind == "system",
        also_for=actor.stands_in_for,
    )


class ProcessVersionQuerySet(models.QuerySet["ProcessVersion"]):
    """Versions of processes."""

    def published(self) -> Self:
        """Those that may be started."""
        return self.filter(state="published")

    def in_force(self, on: date) -> Self:
        """Published ones valid on that date, the latest first: the first of a process is the one to start."""
        return self.published().filter(valid_from__lte=on).order_by("-valid_from", "-number")


class ProcessInstanceQuerySet(models.QuerySet["ProcessInstance"]):
    """Running and past instances."""

    def live(self) -> Self:
        """Those that are running or held."""
        return self.filter(state__in=("running", "held"))

    def roots(self) -> Self:
        """Those that no other process called."""
        return self.filter(parent__isnull=True)

    def of_subject(self, subject: str) -> Self:
        """All instances of one matter, the latest first."""
        return self.filter(subject=subject).order_by("-id")


class TaskQuerySet(models.QuerySet["Task"]):
    """Steps that wait and steps that were done."""

    def open(self) -> Self:
        """Those that wait for somebody."""
        return self.filter(state="open")

    def stood_in(self) -> Self:
        """Open ones that somebody does in place of the role that the process names, and has not taken on themselves."""
        return self.open().filter(named_role__isnull=False, claimed_at=None).order_by("id")

    def free_seats(self) -> list[tuple[int, str]]:
        """The organisations and roles in which open steps wait that nobody has."""
        return sorted(self.open().filter(assignee=None).values_list("organisation", "role_code").distinct())

    def of_subject(self, subject: str) -> Self:
        """Those of one matter."""
        return self.filter(instance__subject=subject)

    def overdue(self, at: datetime) -> Self:
        """Open ones whose due instant has passed."""
        return self.open().filter(due_at__lt=at)

    def visible_to(self, actor: Actor) -> Self:
        """Those that are this actor's to do: the rule `may_work` in SQL."""
        duties = duties_of(actor)
        if duties.is_system:
            return self.all()
        accounts = {each for each in (duties.account_id, duties.also_for) if each is not None}
        theirs = Q(assignee_id__in=accounts) if accounts else Q(pk__in=())
        by_organisation: dict[int, list[str]] = {}
        for role, organisation in duties.roles:
            if duties.everywhere or organisation in duties.organisations:
                by_organisation.setdefault(organisation, []).append(role)
        if not duties.everywhere:
            theirs &= Q(organisation_id__in=duties.organisations)
        for organisation, roles in by_organisation.items():
            theirs |= Q(assignee__isnull=True, organisation_id=organisation, role_code__in=roles)
        return self.filter(theirs)


class TaskTimerQuerySet(models.QuerySet["TaskTimer"]):
    """Timers on open steps."""

    def armed(self) -> Self:
        """Those that have not run out or been put away."""
        return self.filter(state="armed")

    def run_out(self, at: datetime) -> Self:
        """Those whose instant has come, the earliest first; held ones have none."""
        return self.armed().filter(fires_at__lte=at).order_by("fires_at", "id")


class WaitQuerySet(models.QuerySet["Wait"]):
    """What matters wait for beside their tasks."""

    def waiting(self) -> Self:
        """Those that neither came nor were put away."""
        return self.filter(state="waiting")

    def run_out(self, at: datetime) -> Self:
        """Timers whose instant has come, the earliest first; held ones have none."""
        return self.waiting().filter(kind="timer", fires_at__lte=at).order_by("fires_at", "id")

    def for_event(self, kind: str, name: str) -> Self:
        """Those that wait for this message or signal, the oldest first."""
        return self.waiting().filter(kind=kind, event=name).order_by("id")
