"""What of a dossier goes by post, and how large a part of all results that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.fields import TextField
from django.db.models.functions import Cast, Concat

from motcua.dossiers.models import Dossier, DossierEvent, ResultDelivery
from motcua.dossiers.rules import FINAL, Channel, Status
from motcua.platform.action import Actor
from motcua.post.public import DECIDED, Direction, PostOrder, State

# What is told of a parcel in the dossier's own history, by what happened to it; each scan of the way is not.
TOLD: dict[str, str] = {
    State.WISHED: "post_chosen",
    State.ORDERED: "post_ordered",
    State.HANDED_OVER: "post_handed_over",
    State.DELIVERED: "post_delivered",
    State.RETURNED: "post_returned",
    State.LOST: "post_lost",
    State.CANCELLED: "post_cancelled",
    DECIDED: "post_decided",
}
TROUBLED = frozenset({"post_lost", "post_returned"})


@dataclass(frozen=True)
class ParcelWords:
    """What happened last to a parcel of a dossier, and when; `is_trouble` where somebody must act."""

    words: str
    at: datetime
    is_trouble: bool


def parcel_words(events: Sequence[DossierEvent]) -> ParcelWords | None:
    """The last word of the post in a dossier's history; None where it has none. No statement."""
    last = next((event for event in reversed(events) if event.kind.startswith("post_")), None)
    if last is None:
        return None
    words = f"{last.get_kind_display()}: {last.step}" if last.step else last.get_kind_display()
    return ParcelWords(words, last.at, last.kind in TROUBLED)


def is_sendable(dossier: Dossier, direction: Direction) -> bool:
    """Whether the post can still carry something: papers before there is a result, the result until it was returned.

    The citizen knows a linked matter as a whole, so nothing of its parts goes by itself.
    """
    status = Status(dossier.status)
    if dossier.whole_id is not None or status in FINAL:
        return False
    return direction is Direction.DELIVER or status is not Status.RESOLVED


def contents_of(dossier: Dossier, direction: Direction) -> str:
    """What is in the parcel, without a word about people: the procedure's name."""
    name: str = dossier.version.name
    return name[:200] if direction is Direction.COLLECT else f"Kết quả: {name}"[:200]


def with_the_post() -> Exists:
    """Of dossiers: whether the result is on its way by post, or will be."""
    subject = Concat(Value("dossiers.dossier:"), Cast(OuterRef("pk"), TextField()), output_field=TextField())
    return Exists(PostOrder.objects.live().filter(subject=subject, direction=Direction.DELIVER))


@dataclass(frozen=True)
class PostalRatio:
    """How many of `all_of_them` went by post; of procedures of which any did in that time, and of no others."""

    by_post: int
    all_of_them: int

    @property
    def percent(self) -> float | None:
        """In percent with one decimal; None where the post carried nothing."""
        return round(100 * self.by_post / self.all_of_them, 1) if self.all_of_them else None


def _ratio(rows: QuerySet[ResultDelivery] | QuerySet[Dossier], procedure: str, post: Q) -> PostalRatio:
    counted = rows.order_by().values(procedure).annotate(every=Count("pk"), posted=Count("pk", filter=post))
    used = [(row["posted"], row["every"]) for row in counted if row["posted"]]
    return PostalRatio(sum(posted for posted, _every in used), sum(every for _posted, every in used))


def returned_by_post(actor: Actor, start: datetime, end: datetime) -> PostalRatio:
    """Results handed over from `start` until before `end`, of dossiers that the actor may see. One statement.

    The denominator is every matter whose last result was handed over in that time, of the procedures of which the post
    delivered any: a procedure that nobody has sent says nothing of the post. Parts of linked matters, handed over with
    the whole, and results taken electronically alone count in it like any other.
    """
    seen = Dossier.objects.visible_to(actor).counted().order_by().values("pk")
    rows = ResultDelivery.objects.filter(dossier__in=seen, has_last=True, delivered_at__gte=start, delivered_at__lt=end)
    return _ratio(rows, "dossier__version__procedure", Q(way="post"))


def received_by_post(actor: Actor, start: datetime, end: datetime) -> PostalRatio:
    """The same of dossiers filed from `start` until before `end`: which came by post. One statement."""
    rows = Dossier.objects.visible_to(actor).counted().filter(submitted_at__gte=start, submitted_at__lt=end)
    return _ratio(rows, "version__procedure", Q(channel=Channel.POSTAL))
