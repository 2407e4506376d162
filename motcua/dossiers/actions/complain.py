"""A complaint about a dossier: received, taken on or not, settled. Luật Khiếu nại 2011, điều 27 to 31."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import is_at_counter, required, take, write
from motcua.dossiers.events import ComplaintMoved
from motcua.dossiers.models import Dossier, DossierComplaint
from motcua.dossiers.reads.clock import add_working_days
from motcua.dossiers.reads.reviews import may_settle
from motcua.dossiers.rules.reviews import (
    SETTLE_COMPLEX_DAYS,
    SETTLE_WITHIN_DAYS,
    TAKE_ON_WITHIN_DAYS,
    ComplaintState,
    Finding,
    may_complain_until,
)
from motcua.organisations.public import TimeLimit, Unit, calendar_of, explain_due
from motcua.platform.action import Actor, NotAllowed, Refused, Stale, action, emit

LONGEST = 4000


@action("dossiers.complain")
def complain(dossier: Dossier, *, text: str, by: Actor, at: datetime) -> DossierComplaint:
    """Write a complaint about a decision or a delay into the register of the competent authority.

    By whom the dossier is, or at the counter for them. Raises Refused without words, past ninety days from the
    decision, or while another complaint about it waits to be settled; NotAllowed at another counter.
    """
    text = required(text, "text", _("Xin ghi nội dung khiếu nại."))
    if len(text) > LONGEST:
        raise Refused(_("Nội dung dài quá 4.000 ký tự."), "text")
    fresh = take(dossier)
    at_counter = is_at_counter(fresh, "dossiers.complain", by=by)
    until = may_complain_until(fresh.settled_at)
    if until is not None and at > until:
        raise Refused(_("Đã quá 90 ngày kể từ ngày có quyết định, không còn thời hiệu khiếu nại."))
    open_ones = fresh.complaints.filter(state__in=(ComplaintState.RECEIVED, ComplaintState.TAKEN_ON))
    if open_ones.exists():
        raise Refused(_("Hồ sơ này đang có một khiếu nại chờ giải quyết."))
    complaint = DossierComplaint.objects.create(
        dossier=fresh,
        code=f"{fresh.code}-KN{fresh.complaints.count() + 1}",
        person_id=fresh.owner_id if at_counter else by.person_id or fresh.owner_id,
        organisation_id=fresh.competent_authority_id,
        text=text,
        received_at=at,
        received_by_id=by.account_id if at_counter else None,
        take_on_by=add_working_days(fresh.competent_authority_id, at, TAKE_ON_WITHIN_DAYS),
    )
    write(fresh, "complained", by=by, at=at, step=complaint.code)
    emit(ComplaintMoved(complaint.pk, "received", at))
    return complaint


@action("dossiers.settle_complaint")
def take_on_complaint(
    dossier: Dossier, *, takes_on: bool, words: str = "", is_complex: bool = False, by: Actor, at: datetime
) -> DossierComplaint:
    """Say that the waiting complaint is taken on, and by when it is settled; or that it is not, and why.

    Raises NotAllowed for who is no leader of the authority, Stale where none waits, Refused without a reason.
    """
    fresh, complaint = _waiting(dossier, ComplaintState.RECEIVED, by)
    if takes_on:
        days = SETTLE_COMPLEX_DAYS if is_complex else SETTLE_WITHIN_DAYS
        limit, calendar = TimeLimit(Decimal(days), Unit.DAY), calendar_of(complaint.organisation_id)
        complaint.taken_on_at, complaint.due_at = at, explain_due(at, limit, calendar).due_at
        complaint.state = ComplaintState.TAKEN_ON
    else:
        complaint.answer = required(words, "words", _("Xin ghi lý do không thụ lý."))
        complaint.state, complaint.settled_at = ComplaintState.DECLINED, at
        complaint.settled_by_id = by.account_id
    complaint.save()
    kind = "complaint_taken_on" if takes_on else "complaint_declined"
    write(fresh, kind, by=by, at=at, step=complaint.code)
    emit(ComplaintMoved(complaint.pk, "taken_on" if takes_on else "declined", at))
    return complaint


@action("dossiers.settle_complaint")
def settle_complaint(dossier: Dossier, *, finding: Finding, answer: str, by: Actor, at: datetime) -> DossierComplaint:
    """Settle the complaint that was taken on, in words that the complainant is told (điều 31).

    Raises NotAllowed for who is no leader of the authority, Stale where none is being settled, Refused without words.
    """
    answer = required(answer, "answer", _("Xin ghi nội dung giải quyết khiếu nại."))
    fresh, complaint = _waiting(dossier, ComplaintState.TAKEN_ON, by)
    complaint.state, complaint.finding, complaint.answer = ComplaintState.SETTLED, finding.value, answer
    complaint.settled_at, complaint.settled_by_id = at, by.account_id
    complaint.save()
    write(fresh, "complaint_settled", by=by, at=at, step=complaint.code, outcome=finding.value)
    emit(ComplaintMoved(complaint.pk, "settled", at))
    return complaint


def _waiting(dossier: Dossier, state: ComplaintState, by: Actor) -> tuple[Dossier, DossierComplaint]:
    fresh = take(dossier)
    if not may_settle(fresh, by):
        raise NotAllowed(_("Chỉ lãnh đạo cơ quan giải quyết được giải quyết khiếu nại."))
    complaint = fresh.complaints.filter(state=state).first()
    if complaint is None:
        raise Stale(_("Không còn khiếu nại nào chờ việc này ở hồ sơ."))
    return fresh, complaint
