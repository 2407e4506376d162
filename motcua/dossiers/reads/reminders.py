"""Who is to be reminded of what they were asked for."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from motcua.dossiers.models import SupplementRequest
from motcua.dossiers.reads.practice import practice_of
from motcua.dossiers.rules import Practice, Status
from motcua.platform.clock import VIETNAM

AT_MOST_LATE = timedelta(days=1)
LONGEST = timedelta(days=60)


def to_remind(at: datetime) -> Iterator[tuple[SupplementRequest, int]]:
    """Requests without an answer with the day on which to remind of them now: at eight in the morning, D days after.

    One that was missed for a day is left out: nobody is reminded twice at once.
    """
    open_requests = SupplementRequest.objects.filter(
        answered_at=None, requested_at__gt=at - LONGEST, dossier__status=Status.AWAITING_SUPPLEMENT
    ).select_related("dossier")
    practices: dict[int, Practice] = {}
    for request in open_requests.order_by("pk").iterator(chunk_size=500):
        unit = request.dossier.unit_of_record_id
        if unit not in practices:
            practices[unit] = practice_of(unit, at)
        for day in practices[unit].reminder_days:
            due = reminder_at(request.requested_at, day)
            if due <= at < due + AT_MOST_LATE:
                yield request, day


def reminder_at(requested_at: datetime, day: int) -> datetime:
    """Eight in the morning so many days after the day of the request."""
    on = (requested_at.astimezone(VIETNAM) + timedelta(days=day)).date()
    return datetime(on.year, on.month, on.day, 8, tzinfo=VIETNAM)
