"""Every quarter those who lead people say which roles they still need."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.actions.revoke_role import revoke_role
from motcua.accounts.events import ReviewAsked
from motcua.accounts.models import AccessReview, Account, PositionHolding, ReviewItem
from motcua.accounts.reads import actor_of
from motcua.accounts.rules import is_review_reminder_due
from motcua.platform.action import SYSTEM, Actor, NotAllowed, Refused, action, emit, note
from motcua.platform.text import clean

AT_ONCE = 200


@action("accounts.open_review")
def open_review(*, by: Actor, at: datetime, due_at: datetime, consequence: str = "escalate") -> AccessReview:
    """Ask for every role that an official holds now, until `due_at`.

    Raises Refused where a review is under way, for a day that has passed and for an unknown consequence.
    """
    if due_at <= at:
        raise Refused(_("Hạn phải sau hôm nay."), "due_at")
    if consequence not in dict(AccessReview.CONSEQUENCES):
        raise Refused(_("Xin chọn việc làm khi quá hạn."), "consequence")
    if AccessReview.objects.select_for_update().filter(closed_at=None).exists():
        raise Refused(_("Đang có một đợt rà soát chưa kết thúc."))
    review = AccessReview.objects.create(
        opened_at=at, opened_by_id=by.account_id, due_at=due_at, consequence=consequence
    )
    held = PositionHolding.objects.held_at(at).exclude(roles=None)
    rows = held.values_list("pk", "roles", "position__organisation", "roles__second_factor").order_by("pk", "roles")
    ReviewItem.objects.bulk_create(
        (
            ReviewItem(review=review, holding_id=holding, role_id=role, organisation_id=place, is_privileged=privileged)
            for holding, role, place, privileged in rows
        ),
        batch_size=2000,
    )
    return review


@action("accounts.review_access")
def decide_items(items: Sequence[ReviewItem], *, by: Actor, at: datetime, keep: bool, reason: str = "") -> int:
    """Keep these roles or take them away, at once; return how many.

    Raises NotAllowed where one is the actor's own or of a unit they do not lead, Refused where one was decided before,
    and where a privileged one would be kept without a reason.
    """
    locked = ReviewItem.objects.select_for_update(of=("self",)).select_related("holding__position", "role")
    found = list(locked.filter(pk__in=[item.pk for item in items][:AT_ONCE]).order_by("pk"))
    everywhere, led = by.is_everywhere("accounts.review_access"), by.organisations_for("accounts.review_access")
    for item in found:
        if by.person_id is not None and item.holding.person_id == by.person_id:
            raise NotAllowed(_("Không ai tự rà soát quyền của chính mình."))
        if not everywhere and (item.organisation_id not in led or item.state == "escalated"):
            raise NotAllowed(_("Ông/bà không rà soát quyền của đơn vị này."))
        if item.state not in ("open", "escalated"):
            raise Refused(_("Quyền này đã được rà soát."))
        if keep and item.is_privileged and not clean(reason):
            raise Refused(_("Giữ vai trò đặc quyền phải ghi lý do."), "reason")
    for item in found:
        if not keep:
            revoke_role(item.holding, by=by, at=at, role=item.role.code)
        _decide(item, "kept" if keep else "ended", by=by, at=at, reason=clean(reason)[:500])
    note(items=[item.pk for item in found], keep=keep)
    return len(found)


@action("accounts.close_review")
def close_review(review: AccessReview, *, by: Actor, at: datetime) -> AccessReview:
    """End a review whose day has come: what nobody decided is taken away or waits for administrators."""
    locked = AccessReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if locked.closed_at is not None:
        return locked
    left = locked.items.filter(state="open").select_related("holding__position", "role")
    if locked.consequence == "suspend":
        for item in left.order_by("pk"):
            revoke_role(item.holding, by=SYSTEM, at=at, role=item.role.code)
            _decide(item, "ended", by=SYSTEM, at=at, reason="")
    else:
        left.update(state="escalated")
    locked.closed_at = at
    locked.save(update_fields=["closed_at"])
    return locked


@action("accounts.remind_reviewers")
def remind_reviewers(review: AccessReview, *, by: Actor, at: datetime) -> int:
    """Tell those who lead people how many of their people's rights wait, when it is time; return how many were told."""
    locked = AccessReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if locked.closed_at is not None or not is_review_reminder_due(locked.due_at, locked.reminded_at, at):
        return 0
    waiting: dict[int, Counter[int]] = defaultdict(Counter)
    for place, person in locked.items.filter(state="open").values_list("organisation_id", "holding__person_id"):
        waiting[place][person] += 1
    leading = PositionHolding.objects.held_at(at).filter(roles__grants__permission="accounts.review_access")
    leaders = Account.objects.filter(person__in=leading.values("person"), is_active=True).order_by("pk")
    told = 0
    for leader in leaders:
        places = actor_of(leader, at=at).organisations_for("accounts.review_access")
        # Nobody reviews what is their own.
        left = sum(waiting[place].total() - waiting[place][leader.person_id] for place in places if place in waiting)
        if left:
            emit(ReviewAsked(locked.pk, leader.person_id, left, locked.due_at, at))
            told += 1
    locked.reminded_at = at
    locked.save(update_fields=["reminded_at"])
    note(told=told)
    return told


def _decide(item: ReviewItem, state: str, *, by: Actor, at: datetime, reason: str) -> None:
    item.state, item.decided_at, item.decided_by_id, item.reason = state, at, by.account_id, reason
    item.save(update_fields=["state", "decided_at", "decided_by", "reason"])
