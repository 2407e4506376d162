"""What accepting a dossier sets in motion, whether it was filed online or taken at the counter."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import count_clock, put, write
from motcua.dossiers.events import DossierReceived, DossierUnplaced
from motcua.dossiers.models import Coordination, Dossier
from motcua.dossiers.reads.clock import accept_by
from motcua.dossiers.reads.paper_sets import paper_set_of
from motcua.dossiers.reads.places import resolver_of
from motcua.dossiers.reads.slips import receipt_slip
from motcua.dossiers.rules import Status, Unplaced
from motcua.papers.public import issue_paper
from motcua.platform.action import Actor, Refused, emit
from motcua.platform.clock import VIETNAM
from motcua.platform.settings import installation
from motcua.processes.public import Listing, ProcessVersion, start, version_in_force


def begin(fresh: Dossier, *, by: Actor, at: datetime, is_placed: bool = True) -> None:
    """Start the clock and the process of a dossier just accepted, issue form 01, write it down.

    Who resolves it is what the competence table says that day. Where that is not known, or nobody receives for the area
    of the matter (`is_placed`), the clock runs all the same and the dossier waits in the coordination queue.
    A part of a linked matter is resolved where the plan says, also when it is decided anew, and has no form 01 of its
    own: the whole's is held.
    """
    case = fresh.case
    process = process_of(fresh, at)
    fresh.status = Status.RECEIVED
    fresh.received_at = at
    terms = fresh.part if fresh.part is not None and fresh.part.limit_unit else case
    fresh.limit_amount, fresh.limit_unit = terms.limit_amount, terms.limit_unit
    fresh.first_day, fresh.cutoff = terms.first_day, terms.cutoff
    count_clock(fresh, at)
    fresh.original_due_at = fresh.due_at
    resolver, area = _resolver_of(fresh, at, is_placed=is_placed)
    if isinstance(resolver, Unplaced):
        wait_for_resolver(fresh, resolver, area, at=at)
    else:
        fresh.competent_authority_id = resolver
        set_going(fresh, process, by=by, at=at)
    put(
        fresh, "status", "received_at", "limit_amount", "limit_unit", "first_day", "cutoff", "due_at",
        "original_due_at", "instance", "competent_authority",
    )  # fmt: skip
    if fresh.whole_id is None:
        issue_paper(
            receipt_slip(fresh, by=by, at=at),
            subject=fresh.subject,
            organisation_id=fresh.place_of_receipt_id,
            domain=paper_set_of(fresh, at),
            by=by,
            at=at,
        )
    write(fresh, "received", by=by, at=at)
    emit(DossierReceived(dossier_id=fresh.pk, at=at))


def _resolver_of(fresh: Dossier, at: datetime, *, is_placed: bool) -> tuple[int | Unplaced, str]:
    if fresh.whole_id is not None or (fresh.reopens is not None and fresh.reopens.whole_id is not None):
        return fresh.competent_authority_id, ""
    return resolver_of(fresh, at.astimezone(VIETNAM).date(), is_placed=is_placed)


def process_of(dossier: Dossier, at: datetime) -> ProcessVersion:
    """The version of the case's process that is in force. Raises Refused where there is none."""
    if dossier.case.process is None:
        raise Refused(_("Thủ tục này chưa có quy trình đang áp dụng."))
    return version_in_force(dossier.case.process.code, at.astimezone(VIETNAM).date())


def set_going(fresh: Dossier, process: ProcessVersion, *, by: Actor, at: datetime) -> None:
    """Start the process of an accepted dossier at its competent authority; fields only, the caller saves."""
    movement = start(
        process,
        subject=fresh.subject,
        organisation_id=fresh.competent_authority_id,
        relations={"receiving": fresh.unit_of_record_id, "competent": fresh.competent_authority_id},
        variables={"channel": fresh.channel, "case": fresh.case.key},
        listed=Listing(fresh.pk, fresh.due_at),
        by=by,
        at=at,
    )
    fresh.instance_id = movement.instance_id


def wait_for_resolver(fresh: Dossier, ground: Unplaced, area: str, *, at: datetime) -> None:
    """Put a dossier into the coordination queue; until somebody decides it is held by its unit of record."""
    fresh.competent_authority_id = fresh.unit_of_record_id
    Coordination.objects.create(
        dossier=fresh,
        ground=ground,
        area_code=area,
        opened_at=at,
        alarm_at=accept_by(fresh.unit_of_record_id, at, installation().coordination_hours),
    )
    emit(DossierUnplaced(dossier_id=fresh.pk, at=at))
