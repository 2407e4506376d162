"""Fees in force, totals of a day or a year, the lines as the book shows them, and how certifications are counted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet, Sum

from motcua.certifications.models import Certification, CertificationBook, CertificationFee, CertificationRequest
from motcua.certifications.queries import CertificationQuerySet
from motcua.certifications.rules import FeeRate, Medium, rate_on
from motcua.certifications.terms import same_day, shipped_rates
from motcua.organisations.public import TimeLimit, Unit, calendar_of, explain_due
from motcua.platform.clock import VIETNAM


def rates() -> Sequence[FeeRate]:
    """All fees, those of the data first: of two from the same day, what an official set holds."""
    return (*shipped_rates(), *(fee.rate for fee in CertificationFee.objects.order_by("since", "pk")))


def rate_at(at: datetime) -> FeeRate | None:
    """The fee in force."""
    return rate_on(rates(), at.astimezone(VIETNAM).date())


def due_of(organisation: int, at: datetime) -> datetime:
    """By when copies are handed back: the same day, after the hour of the rule the next working day (điều 7)."""
    rule = same_day(at.astimezone(VIETNAM).date())
    limit = TimeLimit(unit=Unit.IMMEDIATE, cutoff=rule.cutoff)
    return explain_due(at, limit, calendar_of(organisation)).due_at


@dataclass(frozen=True)
class Totals:
    """What was certified: turns at the counter, lines, copies, pages certified, fees in đồng; struck lines apart."""

    requests: int = 0
    lines: int = 0
    copies: int = 0
    pages: int = 0
    fee: int = 0
    struck: int = 0


def totals_of(lines: QuerySet[Certification]) -> Totals:
    """The totals of some lines. One statement."""
    counts = Q(voided_at=None)
    found = lines.order_by().aggregate(
        requests=Count("request", filter=counts, distinct=True),
        lines=Count("pk", filter=counts),
        copies=Sum("copies", filter=counts, default=0),
        pages=Sum("pages", filter=counts, default=0),
        fee=Sum("fee", filter=counts, default=0),
        struck=Count("pk", filter=~counts),
    )
    return Totals(**found)


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The first instant of a day in Vietnam and that of the next."""
    start = datetime.combine(day, time(), VIETNAM)
    return start, start + timedelta(days=1)


def lines_of_day(organisation: int, day: date) -> CertificationQuerySet:
    """What was entered on a day."""
    start, end = day_bounds(day)
    return Certification.objects.filter(
        request__organisation=organisation, request__received_at__gte=start, request__received_at__lt=end
    )


def last_signer(organisation: int) -> int | None:
    """The holding of who signed last there: whom the next request offers first."""
    lines = Certification.objects.filter(organisation=organisation).order_by("-year", "-number")
    return lines.values_list("signer_id", flat=True).first()


def latest_book(organisation: int, year: int, medium: Medium) -> CertificationBook | None:
    """The volume that is written in, or was last."""
    books = CertificationBook.objects.filter(organisation=organisation, year=year, medium=medium)
    return books.order_by("-volume").first()


@dataclass(frozen=True)
class Counted:
    """One unit's day as reports count it: each turn at the counter as one matter received, and as one settled."""

    organisation_id: int
    on: date
    received: int
    settled: int
    late: int


def counted(organisations: Collection[int], start: date, end: date) -> list[Counted]:
    """What stands beside dossiers in reports (2.000815), by authority and day of receipt, `end` not included."""
    begins, ends = day_bounds(start)[0], day_bounds(end)[0]
    turns = CertificationRequest.objects.filter(
        organisation__in=organisations, received_at__gte=begins, received_at__lt=ends
    ).filter(Q(lines__voided_at=None))
    found: dict[tuple[int, date], list[int]] = {}
    rows = turns.distinct().values_list("pk", "organisation_id", "received_at", "due_at", "handed_back_at")
    for _pk, organisation, received, due, handed_back in rows.iterator(chunk_size=2000):
        figures = found.setdefault((organisation, received.astimezone(VIETNAM).date()), [0, 0, 0])
        figures[0] += 1
        figures[1] += handed_back is not None
        figures[2] += handed_back is not None and handed_back > due
    return [Counted(unit, day, *figures) for (unit, day), figures in sorted(found.items())]
