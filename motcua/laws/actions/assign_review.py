"""Giao rà soát: somebody is to look through what cites a changed document."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.accounts.public import Account
from motcua.laws.events import ReviewsAsked
from motcua.laws.models import LawReview, ReviewState
from motcua.platform.action import Actor, Stale, action
from motcua.platform.events import emit


@action("laws.assign_review")
def assign_review(review: LawReview, *, to: Account, due_on: date, by: Actor, at: datetime) -> LawReview:
    """Give a review to an official, by a day; they are told. Raises Stale where it is closed already."""
    fresh = LawReview.objects.select_for_update().get(pk=review.pk)
    if fresh.state != ReviewState.OPEN:
        raise Stale(_("Việc rà soát này đã kết thúc."))
    is_new = fresh.owner_id != to.pk
    fresh.owner, fresh.due_on, fresh.reminded_on = to, due_on, None
    fresh.save(update_fields=["owner", "due_on", "reminded_on"])
    if is_new:
        emit(ReviewsAsked(account_id=to.pk, review_ids=[fresh.pk], at=at))
    return fresh
