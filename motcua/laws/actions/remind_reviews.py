"""Nhắc rà soát: those whose reviews are overdue hear of it once a week."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import Q

from motcua.laws.events import ReviewsAsked
from motcua.laws.models import LawReview
from motcua.platform.action import Actor, action
from motcua.platform.clock import VIETNAM
from motcua.platform.events import emit

AGAIN_AFTER = timedelta(days=7)


@action("laws.remind_reviews")
def remind_reviews(*, by: Actor, at: datetime) -> int:
    """Tell every owner of reviews that are overdue, unless they heard of them in the last week; how many reviews."""
    today = at.astimezone(VIETNAM).date()
    unheard = Q(reminded_on=None) | Q(reminded_on__lte=today - AGAIN_AFTER)
    waiting = LawReview.objects.overdue(today).filter(unheard, owner__isnull=False).select_for_update(of=["self"])
    theirs: dict[int, list[int]] = defaultdict(list)
    for pk, owner_id in waiting.order_by("pk").values_list("pk", "owner_id"):
        theirs[owner_id].append(pk)
    ids = [pk for each in theirs.values() for pk in each]
    LawReview.objects.filter(pk__in=ids).update(reminded_on=today)
    for account_id, reviews in sorted(theirs.items()):
        emit(ReviewsAsked(account_id=account_id, review_ids=reviews, at=at))
    return len(ids)
