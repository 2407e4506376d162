"""Form 04: nobody passes a due date without an apology and a new date (Thông tư 03/2025/TT-VPCP, mẫu 04)."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import count_clock, put, required, take, write
from motcua.dossiers.events import ExtensionMoved
from motcua.dossiers.models import Dossier, Extension
from motcua.dossiers.reads.apologies import apology_letter
from motcua.dossiers.reads.deadlines import (
    due_if_extended,
    has_step_of,
    may_propose,
    may_sign,
    open_extension,
    rules_at,
)
from motcua.dossiers.reads.grounds import worded
from motcua.dossiers.rules import UNDECIDED, moves_due
from motcua.papers.public import issue_paper
from motcua.platform.action import Actor, Refused, Stale, action, emit
from motcua.processes.public import relist

MOST_DAYS = 60


@action("dossiers.propose_extension")
def propose_extension(
    dossier: Dossier,
    *,
    days: int | None,
    reason: str,
    listed: int | None = None,
    revision: int | None = None,
    by: Actor,
    at: datetime,
) -> Extension:
    """Give the reason why a dossier takes longer and how many working days more, for the leader to sign.

    `listed` is the key of a reason from the list, `reason` what is said besides. Fills in what was drafted, or begins
    one; without `days` as many as the rules say. Raises Refused for who has no step of it, no reason, or too many days.
    """
    reason, _article = worded("apology", listed, reason, at)
    reason = required(reason, "reason", _("Xin ghi lý do chậm, để người nộp hiểu."))
    fresh = take(dossier, revision=revision, expect=UNDECIDED)
    if not may_propose(fresh, by, has_step=has_step_of(fresh, by)):
        raise Refused(_("Chỉ người đang xử lý một bước của hồ sơ, hoặc lãnh đạo, được đề nghị gia hạn."))
    if days is None:
        days = rules_at(at).extension_days
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("Số ngày gia hạn từ 1 đến %(most)d ngày làm việc.") % {"most": MOST_DAYS}, "days")
    new_due_at = due_if_extended(fresh, days, at)
    if new_due_at is None or fresh.due_at is None:
        raise Refused(_("Thủ tục này không có thời hạn do pháp luật quy định."))
    extension = open_extension(fresh) or Extension(dossier=fresh, drafted_at=at)
    extension.due_at, extension.days, extension.new_due_at = fresh.due_at, days, new_due_at
    extension.state, extension.reason = "proposed", reason
    extension.proposed_at, extension.proposed_by_id = at, by.account_id
    extension.save()
    emit(ExtensionMoved(extension.pk, "proposed", at))
    return extension


@action("dossiers.approve_extension")
def return_extension(dossier: Dossier, *, note: str, by: Actor, at: datetime) -> Extension:
    """Send a proposed form 04 back to who proposed it, saying why. Raises Refused, or Stale where none waits."""
    note = required(note, "note", _("Xin ghi lý do trả lại."))
    fresh, extension = _proposed(dossier, None, by)
    extension.state, extension.note = "draft", note
    extension.save()
    emit(ExtensionMoved(extension.pk, "returned", at))
    del fresh
    return extension


@action("dossiers.approve_extension")
def approve_extension(dossier: Dossier, *, revision: int | None = None, by: Actor, at: datetime) -> Extension:
    """Sign form 04, which is issued and sent. In time it is an extension: the due date moves, where the rules say so.

    After the due date it is an apology: the dossier stays late and the new date is a promise. The date is counted anew
    on signing. Raises Refused for who is no leader of the authority, Stale where none waits to be signed.
    """
    fresh, extension = _proposed(dossier, revision, by)
    due_at = fresh.due_at
    if due_at is None:
        raise Stale(_("Hồ sơ không còn ngày hẹn trả."))
    extension.moves_due = moves_due(rules_at(at), due_at, at)
    new_due_at = due_if_extended(fresh, extension.days, at)
    if extension.moves_due:
        fresh.extended_days += extension.days
        count_clock(fresh, at)
        new_due_at = fresh.due_at
    assert new_due_at is not None
    fresh.promised_at = new_due_at
    put(fresh, "due_at", "extended_days", "promised_at")
    if extension.moves_due and fresh.instance_id is not None:
        relist({fresh.instance_id: fresh.due_at}, by=by, at=at)
    extension.due_at, extension.new_due_at, extension.state = due_at, new_due_at, "approved"
    extension.approved_at, extension.approved_by_id = at, by.account_id
    extension.paper = issue_paper(
        apology_letter(fresh, extension, by=by, at=at),
        subject=fresh.subject,
        organisation_id=fresh.competent_authority_id,
        by=by,
        at=at,
    )
    extension.save()
    kind = "extended" if extension.moves_due else "apologised"
    write(fresh, kind, by=by, at=at, public_text=extension.reason)
    emit(ExtensionMoved(extension.pk, "approved", at))
    return extension


def _proposed(dossier: Dossier, revision: int | None, by: Actor) -> tuple[Dossier, Extension]:
    fresh = take(dossier, revision=revision, expect=UNDECIDED)
    if not may_sign(fresh, by):
        raise Refused(_("Chỉ lãnh đạo cơ quan giải quyết được ký văn bản xin lỗi, gia hạn."))
    extension = open_extension(fresh)
    if extension is None or extension.state != "proposed":
        raise Stale(_("Không còn văn bản xin lỗi, gia hạn nào chờ ký ở hồ sơ này."))
    return fresh, extension
