"""What follows where working days change, and as time passes."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from motcua.accounts.public import Account, holders_of, officials_at_work
from motcua.dossiers.actions.alarm_acceptance import alarm_acceptance
from motcua.dossiers.actions.recount import recount
from motcua.dossiers.actions.send_digests import send_digests
from motcua.dossiers.actions.watch_clocks import watch_clocks
from motcua.dossiers.events import (
    AcceptanceLate,
    ClockMarkReached,
    DossiersRecounted,
    ExtensionMoved,
    StoodForOpinion,
)
from motcua.dossiers.handlers import _dossier, _tell
from motcua.dossiers.models import Dossier, Extension, MorningDigest
from motcua.dossiers.reads.deadlines import rules_at
from motcua.dossiers.reads.slips import tracking_url
from motcua.dossiers.rules import UNDECIDED, Recount, Status
from motcua.notifications.public import notify
from motcua.organisations.events import CalendarChanged
from motcua.organisations.public import calendars_of
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.clock import VIETNAM
from motcua.platform.events import every, on
from motcua.platform.formats import dmyhm
from motcua.platform.settings import installation
from motcua.processes.public import Task

CHANNELS = ("in_app", "email", "sms")
RECEIVING_ROLE = "one_stop_officer"
# A morning later than that is over: after an outage nobody is told at noon what the morning was for.
MORNING = timedelta(hours=3)
TOGETHER = 25
# When organisations open today, so that those still closed are not counted anew every few minutes.
_openings: dict[int, tuple[date, datetime | None]] = {}


@on(CalendarChanged)
def count_due_dates_anew(event: CalendarChanged) -> None:
    """Walk what is open where the calendar changed, each lot in a transaction of its own."""
    # Who was accepting a dossier just when the calendar changed counted by the old one: the second walk finds that.
    for _walk in range(2):
        after: int | None = 0
        while after is not None:
            after = recount(
                event.organisation_id, from_on=event.from_on, what=event.what, after=after, by=SYSTEM, at=clock.now()
            )


@on(DossiersRecounted)
def tell_of_another_day(event: DossiersRecounted) -> None:
    """The applicant hears that the day they were promised is another, and why; nothing where it is settled by now."""
    for dossier_id in event.dossiers:
        dossier = _dossier(dossier_id)
        entry = dossier.events.filter(kind="recounted", at=event.at).last()
        if entry is None or dossier.settled_at is not None:
            continue
        move = Recount.read(entry.outcome)
        why = entry.public_text or _("lịch làm việc của cơ quan thay đổi")
        _tell(
            dossier, "dossier_recounted", event.at, occasion=f"recounted:{entry.pk}",
            due=dmyhm(move.before), new_due=dmyhm(move.after), reason=why,
        )  # fmt: skip


@on(StoodForOpinion)
def tell_of_a_day_moved_by_an_opinion(event: StoodForOpinion) -> None:
    """The applicant hears why the day they were promised is another; nothing where it is settled by now."""
    dossier = _dossier(event.dossier_id)
    if dossier.settled_at is None and dossier.due_at is not None and dossier.due_at != event.before:
        _tell(
            dossier, "dossier_recounted", event.at, occasion=f"opinion:{event.at.isoformat()}",
            due=dmyhm(event.before), new_due=dmyhm(dossier.due_at),
            reason=_("thời hạn không tính lúc chờ ý kiến của cơ quan khác"),
        )  # fmt: skip


@every(seconds=60)
def watch_the_clocks() -> None:
    """Marks, form 04 before the due date, and filings that nobody accepted in time."""
    while watch_clocks(by=SYSTEM, at=clock.now()):
        pass
    while alarm_acceptance(by=SYSTEM, at=clock.now()):
        pass


@every(seconds=300)
def tell_in_the_morning() -> None:
    """As each organisation opens, its officials hear what the day holds."""
    now = clock.now()
    today = now.astimezone(VIETNAM).date()
    done = set(MorningDigest.objects.filter(on=today).values_list("organisation", flat=True))
    waiting = sorted(set(officials_at_work(now)) - done)
    for start in range(0, len(waiting), TOGETHER):
        places = waiting[start : start + TOGETHER]
        opened = [place for place in places if _has_opened(place, places, now, today)]
        if opened:
            send_digests(opened, by=SYSTEM, at=now)


def _has_opened(place: int, together: Iterable[int], now: datetime, today: date) -> bool:
    if place not in _openings or _openings[place][0] != today:
        for each, calendar in calendars_of(together).items():
            day = calendar.day(today)
            _openings[each] = today, day.opening if day.is_working else None
    opening = _openings[place][1]
    return opening is not None and opening <= now < opening + MORNING


@on(ClockMarkReached)
def tell_of_mark(event: ClockMarkReached) -> None:
    """Who has the dossier hears of each mark once; once the time is up the leaders do too."""
    dossier = Dossier.objects.for_page().filter(pk=event.dossier_id).first()
    if dossier is None or Status(dossier.status) not in UNDECIDED:
        return
    holders = _holders(dossier)
    if event.percent >= 100:
        holders += _leaders(dossier, event.at)
    context = {**_context(dossier), "percent": str(event.percent)}
    _tell_officials(holders, "clock_mark", context, dossier, f"mark:{event.percent}", event.at)


@on(AcceptanceLate)
def tell_of_late_acceptance(event: AcceptanceLate) -> None:
    """Who receives at the unit, and the leaders above it, hear once that a filing was not accepted in time."""
    dossier = Dossier.objects.for_page().get(pk=event.dossier_id)
    people = [*holders_of(RECEIVING_ROLE, dossier.unit_of_record_id, event.at), *_leaders(dossier, event.at)]
    context = {**_context(dossier), "due": dmyhm(dossier.accept_by)}
    _tell_officials(people, "acceptance_late", context, dossier, "accept", event.at)


@on(ExtensionMoved)
def tell_of_extension(event: ExtensionMoved) -> None:
    """Who has the dossier is asked for the reason, the leaders to sign, the applicant told once it is signed."""
    extension = Extension.objects.get(pk=event.extension_id)
    dossier = Dossier.objects.for_page().get(pk=extension.dossier_id)
    context = {**_context(dossier), "due": dmyhm(extension.due_at), "new_due": dmyhm(extension.new_due_at)}
    occasion = f"extension:{extension.pk}:{event.move}:{event.at.isoformat()}"
    if event.move == "approved":
        _tell_applicant(dossier, extension, context, occasion, event.at)
    elif event.move == "proposed":
        _tell_officials(_leaders(dossier, event.at), "extension_to_sign", context, dossier, occasion, event.at)
    else:
        people = _holders(dossier) or _leaders(dossier, event.at)
        _tell_officials(people, "extension_to_reason", context, dossier, occasion, event.at)


def _tell_applicant(
    dossier: Dossier, extension: Extension, context: dict[str, str], occasion: str, at: datetime
) -> None:
    template = "dossier_extended" if extension.moves_due else "dossier_apologised"
    told = {**context, "reason": extension.reason, "link": tracking_url(dossier)}
    notify(
        template=template,
        person_id=dossier.submitter_id,
        phone=dossier.contact_phone,
        email=dossier.contact_email,
        channels=CHANNELS,
        context=told,
        subject=dossier.subject,
        occasion=occasion,
        by=SYSTEM,
        at=at,
    )


def _context(dossier: Dossier) -> dict[str, str]:
    return {
        "code": dossier.code,
        "procedure": dossier.version.name,
        "due": dmyhm(dossier.due_at),
        "unit": dossier.unit_of_record.name,
        "link": f"{installation().base_url}/ho-so/{dossier.code}",
    }


def _holders(dossier: Dossier) -> list[Account]:
    steps = Task.objects.filter(instance=dossier.instance_id, state="open", assignee__isnull=False)
    return [step.assignee for step in steps.select_related("assignee") if step.assignee is not None]


def _leaders(dossier: Dossier, at: datetime) -> list[Account]:
    return list(holders_of(rules_at(at).leader_role, dossier.competent_authority_id, at))


def _tell_officials(
    people: Iterable[Account], template: str, context: dict[str, str], dossier: Dossier, occasion: str, at: datetime
) -> None:
    for account in {each.pk: each for each in people}.values():
        notify(
            template=template,
            person_id=account.person_id,
            account_id=account.pk,
            channels=("in_app",),
            context=context,
            subject=dossier.subject,
            occasion=occasion,
            by=SYSTEM,
            at=at,
        )
