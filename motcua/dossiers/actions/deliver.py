from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import put, required, take, write
from motcua.dossiers.actions._identity import identity_in, is_of_those_entitled
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
    mandate: str = "",
    papers: str = "",
    at_unit: int | None = None,
    revision: int | None = None,
    by: Actor,
    at: datetime,
) -> ResultDelivery:
    """Hand the result over and end the dossier (Nghị định 118/2025/NĐ-CP, điều 22).

    `identity_seen` may be what a scanner reads from the card, or its number: of it only the last digits are kept, and
    it is compared with the numbers of the owner and the submitter. Somebody else receives by a `mandate`, which is
    named. `papers` says what was handed over besides the result, such as originals that go back. `at_unit` is in whose
    register it stands, by default that of who hands it over.

    Raises Refused where nobody is named, at the counter no proof of identity was seen, or a number is of somebody who
    has no mandate.
    """
    seen = identity_in(identity_seen)
    receiver, identity_seen = seen.name or receiver, seen.words
    receiver = required(receiver, "receiver", _("Xin ghi họ tên người nhận kết quả."))
    if way == "counter":
        identity_seen = required(identity_seen, "identity_seen", _("Xin ghi giấy tờ tùy thân đã đối chiếu."))
    fresh = take(dossier, revision=revision, expect=frozenset({Status.RESOLVED}))
    is_theirs = is_of_those_entitled(seen, fresh)
    if is_theirs is False and not mandate.strip():
        raise Refused(
            _("Số trên giấy tờ không phải của người được nhận kết quả. Ai nhận thay thì xin ghi giấy ủy quyền."),
            "mandate",
        )
    _close_last_step(fresh, by, at)
    delivery = ResultDelivery.objects.create(
        dossier=fresh,
        way=way,
        receiver=receiver,
        identity_seen=identity_seen,
        delivered_at=at,
        delivered_by_id=by.account_id,
        organisation_id=at_unit if at_unit is not None else by.organisation_id,
        mandate=mandate.strip(),
        papers=papers.strip(),
        is_number_checked=is_theirs is True,
    )
    _end(fresh, by, at)
    return delivery


def _end(dossier: Dossier, by: Actor, at: datetime) -> None:
    dossier.status = Status.DELIVERED
    dossier.ended_at = at
    put(dossier, "status", "ended_at")
    write(dossier, "delivered", by=by, at=at)
    emit(ResultDelivered(dossier_id=dossier.pk, at=at))


def _close_last_step(dossier: Dossier, by: Actor, at: datetime) -> None:
    for task in open_tasks(dossier.subject):
        if DELIVERY not in step_of(task).outputs:
            raise Refused(_("Chưa trả được: bước “%(step)s” còn đang làm.") % {"step": task.name})
        complete(task, outcome=next_actions(task)[0].key, by=_closer(dossier, by), at=at)


def _closer(dossier: Dossier, by: Actor) -> Actor:
    # The step of handing over stands at the unit of record; it closes by itself where the place of receipt hands over.
    reach = by.organisations_for("dossiers.deliver")
    is_elsewhere = dossier.unit_of_record_id not in reach and dossier.place_of_receipt_id in reach
    return SYSTEM if is_elsewhere else by
