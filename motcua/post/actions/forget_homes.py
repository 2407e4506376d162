from collections.abc import Collection
from datetime import datetime

from motcua.platform.action import Actor, action
from motcua.post.models import PostEvent, PostOrder

_FORGOTTEN = {"name": "", "phone": "", "address_line": ""}


@action("post.forget_homes")
def forget_homes(subjects: Collection[str], *, by: Actor, at: datetime) -> int:
    """Erase who sent and received the parcels of these matters and where they live; times and fees stay. How many."""
    del by, at
    orders = PostOrder.objects.filter(subject__in=subjects)
    PostEvent.objects.filter(order__in=orders.values("pk")).update(note="")
    return orders.update(**_FORGOTTEN)


@action("post.forget_person")
def forget_person(person_id: int, *, by: Actor, at: datetime) -> int:
    """The same for whatever was sent by or to somebody. How many."""
    del by, at
    orders = PostOrder.objects.filter(person=person_id).exclude(ended_at=None)
    PostEvent.objects.filter(order__in=orders.values("pk")).update(note="")
    return orders.update(**_FORGOTTEN)
