"""What is kept of those who send and receive, for how long, and their copy of it."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from motcua.platform.action import Actor
from motcua.platform.own_data import Kept, contribute_export, kept_of
from motcua.platform.personal import (
    PROCEDURES,
    WITH_DOSSIER,
    PersonalClass,
    PersonalField,
    Purpose,
    declare,
    declare_purposes,
)
from motcua.platform.retention import forget_with
from motcua.post.actions.forget_homes import forget_person
from motcua.post.models import PostOrder

_CARRYING = _("Bưu chính nhận hồ sơ, trả kết quả tận nhà theo lựa chọn của người nộp")
declare(
    *(
        PersonalField(f"post.PostOrder.{name}", PersonalClass.BASIC, _CARRYING, PROCEDURES, WITH_DOSSIER)
        for name in ("name", "phone", "address_line")
    ),
    PersonalField(
        "post.PostEvent.note", PersonalClass.BASIC, _("Chứng minh bưu gửi đã đi đến đâu"), PROCEDURES, WITH_DOSSIER
    ),
)
declare_purposes(
    Purpose("Giao nhận bưu gửi", _("Cán bộ xem tên, địa chỉ của ông/bà để gửi và nhận qua bưu chính"), PROCEDURES),
)
_LABELS = {
    "number": _("Số bưu gửi"),
    "name": _("Họ tên"),
    "phone": _("Điện thoại"),
    "address_line": _("Địa chỉ"),
    "state": _("Tình trạng"),
    "created_at": _("Lập lúc"),
    "at": _("Lúc"),
    "kind": _("Việc"),
    "note": _("Ghi chú"),
}


def own_data(person_id: int) -> Iterator[Kept]:
    """The parcels of a person with their ways."""
    for order in PostOrder.objects.filter(person=person_id).order_by("pk").prefetch_related("events"):
        title = _t("Bưu gửi %(number)s") % {"number": order.number}
        more = ("number", "state", "created_at")
        yield kept_of(order, title, more=more, own=(order.phone,), labels=_LABELS)
        for event in order.events.all():
            yield kept_of(event, title, more=("kind", "at", "place"), labels=_LABELS)


def forgetting(person_id: int, by: Actor, at: datetime) -> None:
    """Where their parcels went."""
    forget_person(person_id, by=by, at=at)


contribute_export("post", ("post.PostOrder", "post.PostEvent"), own_data)
forget_with("post", forgetting)
