"""Ghi nhận thay đổi: a document is replaced, amended or repealed, and what cites it is to be reviewed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.laws.actions._writing import write_document
from motcua.laws.events import ReviewsAsked
from motcua.laws.models import ChangeKind, LawChange, LawReview, LegalDocument
from motcua.laws.ports import citing
from motcua.laws.rules import number_of
from motcua.platform.action import Actor, Refused, action
from motcua.platform.events import emit
from motcua.platform.text import clean


@dataclass(frozen=True)
class Cause:
    """The document that replaces or amends another one."""

    number: str
    title: str
    issued_on: date | None = None


@action("laws.record_change")
def record_change(
    document: LegalDocument,
    *,
    kind: str,
    cause: Cause | None,
    effective_on: date,
    due_on: date,
    note: str = "",
    by: Actor,
    at: datetime,
) -> LawChange:
    """Record what happened to a document, by which other one and from which day; ask for a review of all that cites it.

    The other document is entered in the register, in force from that day unless it stands there already. Raises Refused
    where it is missing, is the same, or the change is recorded already, and for days that cannot be.
    """
    found = LegalDocument.objects.select_for_update().get(pk=document.pk)
    if kind not in ChangeKind.values:
        raise Refused(_("Xin chọn văn bản được thay thế, sửa đổi hay bãi bỏ."), "kind")
    if kind != ChangeKind.REPEALED and cause is None:
        raise Refused(_("Xin ghi số, ký hiệu của văn bản thay thế hoặc sửa đổi."), "number")
    if found.in_force_on and effective_on < found.in_force_on:
        raise Refused(_("Thay đổi không thể có hiệu lực trước khi văn bản này có hiệu lực."), "effective_on")
    if cause and number_of(cause.number) == found.number:
        raise Refused(_("Văn bản không thể tự thay thế hay sửa đổi mình."), "number")
    newer = _entered(cause, effective_on, by, at) if cause else None
    if LawChange.objects.filter(document=found, by_document=newer, kind=kind).exists():
        raise Refused(_("Thay đổi này đã được ghi nhận."), "number" if newer else "kind")
    if kind in (ChangeKind.REPLACED, ChangeKind.REPEALED):
        found.ended_on = effective_on
        found.save(update_fields=["ended_on"])
    change = LawChange.objects.create(
        document=found, by_document=newer, kind=kind, effective_on=effective_on, note=clean(note)[:2000],
        recorded_at=at, recorded_by_id=by.account_id,
    )  # fmt: skip
    _ask(change, due_on, at)
    return change


def _entered(cause: Cause, effective_on: date, by: Actor, at: datetime) -> LegalDocument:
    known = LegalDocument.objects.filter(number=number_of(cause.number), is_gathered=False).first()
    if known is not None:
        return known
    return write_document(cause.number, cause.title, cause.issued_on, effective_on, by=by, at=at)


def _ask(change: LawChange, due_on: date, at: datetime) -> None:
    reviews = LawReview.objects.bulk_create(
        LawReview(
            change=change, kind=each.kind, key=each.key, name=each.name, address=each.address, due_on=due_on,
            owner_id=each.owner_id, organisation_id=each.organisation_id, asked_at=at,
        )
        for each in citing([change.document.number])
    )  # fmt: skip
    theirs: dict[int, list[int]] = defaultdict(list)
    for review in reviews:
        if review.owner_id is not None:
            theirs[review.owner_id].append(review.pk)
    for account_id, ids in sorted(theirs.items()):
        emit(ReviewsAsked(account_id=account_id, review_ids=ids, at=at))
