"""What leaders watch: dossiers past their date, form 04 that waits, filings not accepted, forecasts, waits."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from motcua.accounts.public import Account
from motcua.dossiers.models import ClockPause, Dossier, Extension, OutsideWait
from motcua.dossiers.reads.deadlines import OPEN_STATES, rules_at
from motcua.dossiers.reads.forecasts import Forecast, forecasts, horizon, open_steps
from motcua.dossiers.rules import PAUSE_ARTICLES, UNDECIDED, Status
from motcua.organisations.public import calendar_of, calendars_of, subtree_ids, working_time_between
from motcua.platform.action import Actor
from motcua.platform.clock import VIETNAM
from motcua.platform.keyset import KeysetPage
from motcua.platform.pages import keyset_page

SIZE = 50
# A forecast looks at so many steps, the most urgent first.
STEPS = 2000
MOST_LINES = 100
_ROW = ("code", "status", "due_at", "accept_by", "submitted_at", "promised_at", "version__name")


def passed_without_letter(actor: Actor, now: datetime, after: str | None) -> KeysetPage[Dossier]:
    """Dossiers past their due date with no signed form 04 whose new date still stands."""
    late = Dossier.objects.visible_to(actor).filter(status__in=_undecided(), due_at__lt=now)
    late = late.filter(Q(promised_at=None) | Q(promised_at__lt=now)).select_related("version").only(*_ROW)
    return keyset_page(late, keys=("due_at", "id"), after=after, size=SIZE)


def acceptance_late(actor: Actor, now: datetime, after: str | None) -> KeysetPage[Dossier]:
    """Filings whose time to be accepted has passed without an answer."""
    waiting = Dossier.objects.visible_to(actor).filter(status=Status.SUBMITTED, ended_at=None, accept_by__lt=now)
    return keyset_page(
        waiting.select_related("version").only(*_ROW), keys=("submitted_at", "id"), after=after, size=SIZE
    )


def extensions_waiting(actor: Actor, after: str | None) -> KeysetPage[Extension]:
    """Form 04 that waits for its reason or for the signature, of dossiers not decided yet."""
    waiting = Extension.objects.filter(
        state__in=OPEN_STATES, dossier__in=Dossier.objects.visible_to(actor).filter(status__in=_undecided())
    )
    return keyset_page(waiting.select_related("dossier__version"), keys=("due_at", "id"), after=after, size=SIZE)


@dataclass(frozen=True)
class Expected:
    """A forecast with what the page shows of the dossier."""

    forecast: Forecast
    code: str
    procedure: str
    holder: str


def will_be_late(actor: Actor, now: datetime) -> list[Expected]:
    """Those due within the forecast's days that will be late from where they are now, the most urgent first."""
    places = _places(actor, now)
    if not places:
        return []
    home = actor.organisation_id
    if home is None or home not in places:
        home = min(places)
    end = horizon(calendar_of(home), now.astimezone(VIETNAM), rules_at(now).forecast_days)
    found = {each.dossier_id: each for each in forecasts(open_steps(places, now, end, most=STEPS), now)}
    seen = (
        Dossier.objects.visible_to(actor).filter(pk__in=found).select_related("version").only("code", "version__name")
    )
    names = {dossier.pk: (dossier.code, dossier.version.name) for dossier in seen}
    holders = dict(
        Account.objects.filter(pk__in={each.step.assignee_id for each in found.values()}).values_list(
            "pk", "display_name"
        )
    )
    return [
        Expected(each, *names[pk], holders.get(each.step.assignee_id or 0, ""))
        for pk, each in found.items()
        if pk in names
    ]


def _places(actor: Actor, now: datetime) -> Collection[int]:
    own = actor.organisations_for("dossiers.watch_deadlines")
    return subtree_ids(own, now.astimezone(VIETNAM).date()) if own else frozenset()


def _undecided() -> Sequence[int]:
    return sorted(status.value for status in UNDECIDED)


@dataclass(frozen=True)
class LedgerLine:
    """A pause, or a wait for a partner, of one dossier."""

    code: str
    procedure: str
    started_at: datetime
    ended_at: datetime | None
    stops: bool
    ground: str
    article: str
    partner: str
    by: str


def ledger_lines(actor: Actor, now: datetime, *, most: int = MOST_LINES) -> list[LedgerLine]:
    """The latest pauses and waits of the dossiers that the actor may see, the newest first."""
    seen = Dossier.objects.visible_to(actor)
    pauses = ClockPause.objects.filter(dossier__in=seen).order_by("-started_at", "-id")
    waits = OutsideWait.objects.filter(dossier__in=seen).order_by("-started_at", "-id")
    lines = [
        LedgerLine(
            each.dossier.code, each.dossier.version.name, each.started_at, each.ended_at, True,
            each.get_ground_display(), each.article or PAUSE_ARTICLES.get(each.ground, ""), "",
            each.approved_by.display_name if each.approved_by else "",
        )
        for each in pauses.select_related("dossier__version", "approved_by")[:most]
    ]  # fmt: skip
    lines += [
        LedgerLine(
            each.dossier.code, each.dossier.version.name, each.started_at, each.ended_at, False,
            each.get_kind_display(), each.ground, each.partner,
            each.recorded_by.display_name if each.recorded_by else "",
        )
        for each in waits.select_related("dossier__version", "recorded_by")[:most]
    ]  # fmt: skip
    return sorted(lines, key=lambda line: line.started_at, reverse=True)[:most]


@dataclass
class PartnerTotal:
    """How long a partner kept dossiers waiting in the last thirty days, in working time, and how many became late."""

    partner: str
    dossiers: int = 0
    late: int = 0
    working: timedelta = timedelta()


def partner_totals(actor: Actor, now: datetime, *, days: int = 30, most: int = 5000) -> list[PartnerTotal]:
    """Whose delay it was, by partner, the longest first; what still goes on is counted until now."""
    seen = Dossier.objects.visible_to(actor)
    waits = OutsideWait.objects.filter(dossier__in=seen).filter(
        Q(ended_at=None) | Q(ended_at__gte=now - timedelta(days=days))
    )
    rows = list(
        waits.order_by("-started_at")
        .values_list(
            "partner", "dossier", "started_at", "ended_at", "working_minutes", "dossier__unit_of_record",
            "dossier__due_at", "dossier__resolved_at",
        )[:most]
    )  # fmt: skip
    calendars = calendars_of({row[5] for row in rows})
    totals: dict[str, PartnerTotal] = {}
    met: defaultdict[str, set[int]] = defaultdict(set)
    for partner, dossier, started_at, ended_at, minutes, unit, due_at, resolved_at in rows:
        total = totals.setdefault(partner, PartnerTotal(partner))
        total.working += (
            timedelta(minutes=minutes or 0)
            if ended_at is not None
            else working_time_between(calendars[unit], started_at, now)
        )
        if dossier not in met[partner]:
            met[partner].add(dossier)
            total.dossiers += 1
            total.late += due_at is not None and (resolved_at or now) > due_at
    return sorted(totals.values(), key=lambda total: total.working, reverse=True)
