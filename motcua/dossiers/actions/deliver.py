from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import put, required, take, write
from motcua.dossiers.events import ResultDelivered
from motcua.dossiers.models import Dossier, ResultDelivery
from motcua.dossiers.rules import DELIVERY, Status
from motcua.platform.action import SYSTEM, Actor, Refused, action, emit
from motcua.processes.public import complete, next_actions, open_tasks, step_of


@action("dossiers.deliver")
def deliver(
    dossier: Dossier,
    *,
    way: str,
    receiver: str,
    identity_seen: str = "",
    revision: int | None = None,
    by: Actor,
    at: datetime,
) -> ResultDelivery:
    """Hand the result over and end the dossier (Nghị định 118/2025/NĐ-CP, điều 22).

    Raises Refused where nobody is named, or at the counter no proof of identity was seen.
    """
    receiver = required(receiver, "receiver", _("Xin ghi họ tên người nhận kết quả."))
    if way == "counter":
        identity_seen = required(identity_seen, "identity_seen", _("Xin ghi giấy tờ tùy thân đã đối chiếu."))
    fresh = take(dossier, revision=revision, expect=frozenset({Status.RESOLVED}))
    for task in open_tasks(fresh.subject):
        if DELIVERY not in step_of(task).outputs:
            raise Refused(_("Chưa trả được: bước “%(step)s” còn đang làm.") % {"step": task.name})
        complete(task, outcome=next_actions(task)[0].key, by=_closer(fresh, by), at=at)
    delivery = ResultDelivery.objects.create(
        dossier=fresh,
        way=way,
        receiver=receiver,
        identity_seen=identity_seen,
        delivered_at=at,
        delivered_by_id=by.account_id,
    )
    fresh.status = Status.DELIVERED
    fresh.ended_at = at
    put(fresh, "status", "ended_at")
    write(fresh, "delivered", by=by, at=at)
    emit(ResultDelivered(dossier_id=fresh.pk, at=at))
    return delivery


def _closer(dossier: Dossier, by: Actor) -> Actor:
    # The step of handing over stands at the unit of record; it closes by itself where the place of receipt hands over.
    reach = by.organisations_for("dossiers.deliver")
    is_elsewhere = dossier.unit_of_record_id not in reach and dossier.place_of_receipt_id in reach
    return SYSTEM if is_elsewhere else by
