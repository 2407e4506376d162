"""What pages show of orders, and how many wait where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from motcua.platform.action import Actor
from motcua.platform.clock import VIETNAM
from motcua.post.models import ItemCode, PostEvent, PostOrder
from motcua.post.queries import PostOrderQuerySet
from motcua.post.rules import NOT_SENT, State
from motcua.post.terms import terms_on

TABS = ("to_hand_over", "under_way", "trouble", "wished", "done")


def late_before(now: datetime) -> datetime:
    """Parcels on the road since before then are late."""
    return now - terms_on(now.astimezone(VIETNAM).date()).late_after


def in_tab(actor: Actor, tab: str, now: datetime) -> PostOrderQuerySet:
    """The orders that the actor may see, in one of the `TABS`. KeyError for another."""
    seen = PostOrder.objects.visible_to(actor)
    return {
        "to_hand_over": seen.to_hand_over(),
        "under_way": seen.under_way(),
        "trouble": seen.in_trouble(late_before(now)),
        "wished": seen.live().filter(state=State.WISHED),
        "done": seen.exclude(ended_at=None),
    }[tab]


def counts(actor: Actor, now: datetime) -> Mapping[str, int]:
    """How many orders are in each tab but what is done. One statement."""
    tabs = TABS[:-1]
    seen = PostOrder.objects.visible_to(actor).live()
    inside = {tab: Count("pk", filter=Q(pk__in=in_tab(actor, tab, now).order_by().values("pk"))) for tab in tabs}
    return seen.aggregate(**inside)


def free_codes() -> int:
    """How many of the item codes allotted to us are left."""
    return ItemCode.objects.filter(order=None).count()


@dataclass(frozen=True)
class Tracked:
    """An order with its way, the last first; `is_open` while it can be taken back."""

    order: PostOrder
    way: Sequence[PostEvent]
    is_open: bool


def tracked(subject: str) -> list[Tracked]:
    """The parcels of a matter with their ways, for who may see the matter. Two statements; one where there are none."""
    orders = PostOrder.objects.about(subject).select_related("accountable", "area__parent", "replacement")
    return [
        Tracked(order, list(order.events.all()), order.state in NOT_SENT and order.ended_at is None)
        for order in orders.prefetch_related("events")
    ]


def live_subjects(prefix: str) -> QuerySet[PostOrder, str]:
    """The matters of this kind (`dossiers.dossier:`) of which a result is with the post or will be."""
    live = PostOrder.objects.live().filter(subject__startswith=prefix, direction="deliver")
    return live.order_by().values_list("subject", flat=True)
