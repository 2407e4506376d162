"""Kết thúc rà soát: what cites a changed document was brought in line, or need not be."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.laws.models import LawReview, ReviewState
from motcua.platform.action import Actor, NotAllowed, Refused, Stale, action, may
from motcua.platform.text import clean


@action("laws.close_review")
def close_review(review: LawReview, *, is_needed: bool, outcome: str, by: Actor, at: datetime) -> LawReview:
    """Say what was done, or why nothing needs to be done, and end the review.

    Raises Refused without words, NotAllowed for whom it was not given to, Stale where it is closed already.
    """
    fresh = LawReview.objects.select_for_update().get(pk=review.pk)
    if fresh.state != ReviewState.OPEN:
        raise Stale(_("Việc rà soát này đã kết thúc."))
    if fresh.owner_id != by.account_id and not may(by, "laws.assign_review", fresh):
        raise NotAllowed(_("Việc rà soát này do người khác phụ trách."))
    said = clean(outcome)[:2000]
    if not said:
        words = _("Xin ghi đã sửa gì.") if is_needed else _("Xin ghi vì sao không cần sửa.")
        raise Refused(words, "outcome")
    fresh.state = ReviewState.DONE if is_needed else ReviewState.NOT_NEEDED
    fresh.outcome, fresh.closed_at, fresh.closed_by_id = said, at, by.account_id
    fresh.save(update_fields=["state", "outcome", "closed_at", "closed_by"])
    return fresh
