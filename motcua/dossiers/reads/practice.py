"""How a unit works: what it promises applicants, when it reminds them, how it hands out steps."""

from datetime import datetime

from django.db.models import F, Q

from motcua.dossiers.models import DeskPractice
from motcua.dossiers.rules import PRACTICE, Practice


def practice_of(organisation_id: int, at: datetime) -> Practice:
    """What holds at that instant: the unit's own, else everybody's, else what the system comes with."""
    own = Q(organisation=organisation_id) | Q(organisation=None)
    rows = DeskPractice.objects.filter(own, since__lte=at)
    return told(rows.order_by(F("organisation_id").desc(nulls_last=True), "-since", "-id").first())


def told(row: DeskPractice | None) -> Practice:
    """The practice that a row says, or that the system comes with."""
    if row is None:
        return PRACTICE
    return Practice(row.reply_hours, tuple(row.reminder_days), row.assign_by, row.hotline)


def units_that_hand_out(at: datetime) -> list[tuple[int, str]]:
    """The units whose practice in force gives steps out by itself, and how."""
    rows = DeskPractice.objects.filter(organisation__isnull=False, since__lte=at)
    latest = rows.order_by("organisation", "-since", "-id").distinct("organisation")
    return [(row.organisation_id, row.assign_by) for row in latest if row.assign_by and row.organisation_id]
