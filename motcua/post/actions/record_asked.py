from collections.abc import Sequence
from datetime import datetime

from motcua.platform.action import Actor, action
from motcua.post.actions.record_told import record_told
from motcua.post.models import PostOrder
from motcua.post.rules import Told


@action("post.record_asked")
def record_asked(order: PostOrder, told: Sequence[Told], *, by: Actor, at: datetime) -> int:
    """Keep what the carrier answered when it was asked about a parcel, and that it was asked; how much was new.

    An answer of nothing is one too: it is asked again once as long has passed without a word.
    """
    new = sum(record_told(order, word, by=by, at=at) for word in told)
    PostOrder.objects.filter(pk=order.pk).update(asked_at=at)
    return new
