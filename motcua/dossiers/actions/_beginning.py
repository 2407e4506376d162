"""What accepting a dossier sets in motion, whether it was filed online or taken at the counter."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import count_clock, put, write
from motcua.dossiers.events import DossierReceived
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.slips import receipt_slip
from motcua.dossiers.rules import Status
from motcua.papers.public import issue_paper
from motcua.platform.action import Actor, Refused, emit
from motcua.platform.clock import VIETNAM
from motcua.processes.public import Listing, start, version_in_force


def begin(fresh: Dossier, *, by: Actor, at: datetime) -> None:
    """Start the clock and the process of a dossier just accepted, issue form 01, write it down."""
    case = fresh.case
    if case.process is None:
        raise Refused(_("Thủ tục này chưa có quy trình đang áp dụng."))
    process = version_in_force(case.process.code, at.astimezone(VIETNAM).date())
    fresh.status = Status.RECEIVED
    fresh.received_at = at
    fresh.limit_amount, fresh.limit_unit = case.limit_amount, case.limit_unit
    fresh.first_day, fresh.cutoff = case.first_day, case.cutoff
    count_clock(fresh, at)
    fresh.original_due_at = fresh.due_at
    movement = start(
        process,
        subject=fresh.subject,
        organisation_id=fresh.competent_authority_id,
        relations={"receiving": fresh.unit_of_record_id, "competent": fresh.competent_authority_id},
        variables={"channel": fresh.channel, "case": case.key},
        listed=Listing(fresh.pk, fresh.due_at),
        by=by,
        at=at,
    )
    fresh.instance_id = movement.instance_id
    put(
        fresh, "status", "received_at", "limit_amount", "limit_unit", "first_day", "cutoff", "due_at",
        "original_due_at", "instance",
    )  # fmt: skip
    issue_paper(
        receipt_slip(fresh, by=by, at=at),
        subject=fresh.subject,
        organisation_id=fresh.place_of_receipt_id,
        by=by,
        at=at,
    )
    write(fresh, "received", by=by, at=at)
    emit(DossierReceived(dossier_id=fresh.pk, at=at))
