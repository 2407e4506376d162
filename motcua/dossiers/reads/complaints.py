"""The register of complaints about the dossiers that an official may see."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from motcua.dossiers.models import Dossier, DossierComplaint
from motcua.dossiers.rules.reviews import ComplaintState
from motcua.platform.action import Actor
from motcua.platform.keyset import KeysetPage, keyset_page

TABS = ("cho", "dang", "tre", "xong")
_KEYS = {"cho": ("take_on_by", "id"), "dang": ("due_at", "id"), "tre": ("received_at", "id"), "xong": ("-id",)}
_LATE = {"take_on": Q(state=ComplaintState.RECEIVED), "settle": Q(state=ComplaintState.TAKEN_ON)}


@dataclass(frozen=True)
class Entered:
    """A line of the register: the complaint, by when the next is to be done (None once it ended), whether late."""

    complaint: DossierComplaint
    next_by: datetime | None
    is_late: bool


def _late(now: datetime) -> Q:
    return (_LATE["take_on"] & Q(take_on_by__lt=now)) | (_LATE["settle"] & Q(due_at__lt=now))


def _seen(actor: Actor, words: str) -> QuerySet[DossierComplaint]:
    seen = DossierComplaint.objects.filter(dossier__in=Dossier.objects.visible_to(actor).values("pk"))
    return seen.filter(code__icontains=words) if words else seen


def complaints_in(
    actor: Actor, tab: str, now: datetime, *, words: str = "", after: str | None = None, size: int = 50
) -> KeysetPage[Entered]:
    """What waits to be taken on, is being settled, is late, or has ended: one of `TABS`; `words` are of the code."""
    which = {
        "cho": Q(state=ComplaintState.RECEIVED),
        "dang": Q(state=ComplaintState.TAKEN_ON),
        "tre": _late(now),
        "xong": Q(state__in=(ComplaintState.DECLINED, ComplaintState.SETTLED)),
    }[tab]
    rows = _seen(actor, words).filter(which).select_related(
        "dossier__version", "organisation", "person", "settled_by"
    )  # fmt: skip
    page = keyset_page(rows.defer("text", "answer", "dossier__answers"), keys=_KEYS[tab], after=after, size=size)
    return KeysetPage([_row(each, now) for each in page.rows], page.next_token)


def _row(complaint: DossierComplaint, now: datetime) -> Entered:
    by = {ComplaintState.RECEIVED: complaint.take_on_by, ComplaintState.TAKEN_ON: complaint.due_at}
    next_by = by.get(ComplaintState(complaint.state))
    return Entered(complaint, next_by, next_by is not None and next_by < now)


def complaint_counts(actor: Actor, now: datetime) -> dict[str, int]:
    """How many wait, are being settled, and are late. One statement."""
    return _seen(actor, "").aggregate(
        cho=Count("pk", filter=_LATE["take_on"]),
        dang=Count("pk", filter=_LATE["settle"]),
        tre=Count("pk", filter=_late(now)),
    )
