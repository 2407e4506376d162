"""What the engine does by itself: timers, messages and signals told, services called."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from motcua.files.public import take_in_own
from motcua.notifications.public import Channel, notify
from motcua.organisations.public import Organisation, carried_on_by
from motcua.platform.action import SYSTEM, Refused
from motcua.platform.clock import VIETNAM, now
from motcua.platform.events import every, on
from motcua.platform.formats import dmy
from motcua.platform.settings import installation
from motcua.processes.actions.deliver_message import deliver_message
from motcua.processes.actions.fall_back import fall_back, give_back, let_go
from motcua.processes.actions.fire_timer import fire_timer
from motcua.processes.actions.follow_wait import follow_wait
from motcua.processes.actions.keep_sheet import keep_sheet
from motcua.processes.actions.rehome import rehome
from motcua.processes.events import MessageTold, SignalTold, WaitCame
from motcua.processes.manning import Seats, left_behind
from motcua.processes.models import Process, ProcessInstance, ProcessVersion, Task, TaskTimer, Wait, WaitKind
from motcua.processes.official import printed
from motcua.processes.ports import SERVICES

logger = logging.getLogger(__name__)

AT_ONCE = 500
SHEETS_AT_ONCE = 20
PDF = "application/pdf"
AHEAD = timedelta(days=14)


@every(seconds=600)
def man_steps() -> None:
    """Let every open step have somebody: those of who left, those of roles that nobody holds, and back again."""
    seats = Seats(now())
    _carry_on(seats.at)
    for task in left_behind(seats.at):
        _may_be_late(let_go, task, at=seats.at)
    for task in Task.objects.stood_in()[:AT_ONCE]:
        if seats.is_taken(task.organisation_id, task.named_role):
            _may_be_late(give_back, task, at=seats.at)
    free = [pair for pair in Task.objects.free_seats() if not seats.is_taken(*pair)]
    places = Organisation.objects.in_bulk({place for place, _role in free})
    for place, role in free:
        if seats.may_be_filled(places[place]):
            _fill(place, role, seats)


def _carry_on(at: datetime) -> None:
    """Steps at a unit that is no more go to the one that carries its matters on."""
    day = at.astimezone(VIETNAM).date()
    ended = Task.objects.open().filter(organisation__valid_to__lte=day, organisation__successor__isnull=False)
    heirs = carried_on_by(ended.values_list("organisation", flat=True).distinct(), day)
    matters = ProcessInstance.objects.filter(tasks__in=ended.filter(organisation__in=heirs))
    for instance in matters.distinct().order_by("id")[:AT_ONCE]:
        rehome(instance, heirs, by=SYSTEM, at=at)


def _fill(place: int, role: str, seats: Seats) -> None:
    waiting = Task.objects.open().filter(assignee=None, organisation=place, role_code=role)
    for task in waiting.select_related("instance__version", "organisation").order_by("id")[:AT_ONCE]:
        found = seats.instead(task)
        if found is not None:
            _may_be_late(fall_back, task, role=found[0], account_id=found[1], at=seats.at)


def _may_be_late(act: Callable[..., object], task: Task, **told: Any) -> None:
    try:
        act(task, by=SYSTEM, **told)
    except Refused as refused:
        logger.info("step %s was seen to meanwhile: %s", task.pk, refused)


@every(seconds=30)
def fire_timers() -> None:
    """Fire the timers that have run out, each in its own transaction: one that cannot does not stop the others."""
    at = now()
    for timer in TaskTimer.objects.run_out(at).select_related("task")[:AT_ONCE]:
        try:
            fire_timer(timer, by=SYSTEM, at=at)
        except Refused as refused:
            logger.info("timer %s did not fire: %s", timer.pk, refused)
    for wait in Wait.objects.run_out(at)[:AT_ONCE]:
        try:
            follow_wait(wait, by=SYSTEM, at=at)
        except Refused as refused:
            logger.info("wait %s did not end: %s", wait.pk, refused)


@every(seconds=6 * 3600)
def remind_of_reviews() -> None:
    """Whoever answers for a process hears two weeks ahead that it is to be looked through, then weekly until it is."""
    today = now().astimezone(VIETNAM).date()
    due = Process.objects.filter(owner__is_active=True, review_on__lte=today + AHEAD).select_related("owner")
    for process in due.iterator(AT_ONCE):
        assert process.owner is not None
        assert process.review_on is not None
        weeks = max(0, (today - process.review_on).days // 7 + 1)
        context = {
            "name": process.name,
            "until": dmy(process.review_on),
            "link": installation().base_url + reverse("processes:sheet", args=[process.pk]),
        }
        notify(
            template="process_review_due", person_id=process.owner.person_id, account_id=process.owner_id,
            channels=(Channel.IN_APP, Channel.EMAIL), context=context, subject=f"process:{process.pk}", by=SYSTEM,
            at=now(), occasion=f"process_review_due {process.review_on.isoformat()} {weeks}",
        )  # fmt: skip


@every(seconds=600)
def keep_sheets() -> None:
    """The sheet of every published version is kept as it is printed first."""
    waiting = ProcessVersion.objects.filter(state__in=("published", "retired"), sheet=None).order_by("-pk")
    for version in waiting.select_related("process__organisation", "approved_by")[:SHEETS_AT_ONCE]:
        content = printed(version)
        if content is not None:
            name = f"quy-trinh-{version.process_id}-{version.number}.pdf"
            keep_sheet(version, take_in_own(content, name=name, content_type=PDF), by=SYSTEM, at=now())


@on(MessageTold)
def hear_message(event: MessageTold) -> None:
    """Tell a message that a process told to what waits for it in the same matter; once, however often this runs."""
    key = f"{event.instance_id} {event.name} {event.at.isoformat()}"
    try:
        deliver_message(event.subject, name=event.name, key=key, by=SYSTEM, at=event.at)
    except Refused as refused:
        logger.info("message %s was not heard: %s", key, refused)


@on(SignalTold)
def hear_signal(event: SignalTold) -> None:
    """Let every matter go on that waited for the signal when it was told, each in its own transaction."""
    for wait in Wait.objects.for_event(WaitKind.SIGNAL, event.name).filter(began_at__lte=event.at, happened_at=None):
        try:
            follow_wait(wait, by=SYSTEM, at=event.at)
        except Refused as refused:
            logger.info("wait %s did not hear the signal: %s", wait.pk, refused)


@on(WaitCame)
def see_to(event: WaitCame) -> None:
    """Call the service that a matter waits for, or let follow what came while it was held.

    A service that fails is called again as jobs are; until then the matter waits for it by name.
    """
    wait = Wait.objects.waiting().select_related("instance").filter(pk=event.wait_id).first()
    if wait is None:
        return
    found = wait.brought
    if wait.kind == WaitKind.SERVICE and wait.happened_at is None:
        found = dict(SERVICES.named(wait.event)(wait.instance.subject, wait.instance.variables))
    follow_wait(wait, variables=found, by=SYSTEM, at=now())
