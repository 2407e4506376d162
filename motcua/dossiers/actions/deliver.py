from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import moved_on, put, required, take, write
from motcua.dossiers.actions._identity import identity_in, is_of_those_entitled
from motcua.dossiers.events import OutputDelivered, ResultDelivered
from motcua.dossiers.models import Dossier, DossierOutput, ResultDelivery
from motcua.dossiers.reads.outputs import Output, waiting_outputs
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
    outputs: Collection[str] | None = None,
    revision: int | None = None,
    by: Actor,
    at: datetime,
) -> ResultDelivery:
    """Hand results over; once none is left the dossier ends (Nghị định 118/2025/NĐ-CP, điều 22).

    `identity_seen` may be what a scanner reads from the card, or its number: of it only the last digits are kept, and
    it is compared with the numbers of the owner and the submitter. Somebody else receives by a `mandate`, which is
    named. `papers` says what was handed over besides the result, such as originals that go back. `at_unit` is in whose
    register it stands, by default that of who hands it over. `outputs` are the keys of the results that are handed
    over, by default all that wait: a dossier may yield several, some while the work goes on.

    Raises Stale where nothing waits, or not that; Refused where nobody is named, at the counter no proof of identity
    was seen, or a number is of somebody who has no mandate.
    """
    seen = identity_in(identity_seen)
    receiver, identity_seen = seen.name or receiver, seen.words
    receiver = required(receiver, "receiver", _("Xin ghi họ tên người nhận kết quả."))
    if way == "counter":
        identity_seen = required(identity_seen, "identity_seen", _("Xin ghi giấy tờ tùy thân đã đối chiếu."))
    fresh = take(dossier, revision=revision)
    left = waiting_outputs(fresh)
    chosen = _chosen(fresh, left, outputs)
    is_theirs = is_of_those_entitled(seen, fresh)
    if is_theirs is False and not mandate.strip():
        raise Refused(
            _("Số trên giấy tờ không phải của người được nhận kết quả. Ai nhận thay thì xin ghi giấy ủy quyền."),
            "mandate",
        )
    is_all = Status(fresh.status) is Status.RESOLVED and len(chosen) == len(left)
    if is_all:
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
        has_last=any(each.is_last for each in chosen),
    )
    parts = [int(each.key) for each in chosen if not each.is_last]
    DossierOutput.objects.filter(pk__in=parts).update(delivery=delivery)
    if is_all:
        _end(fresh, by, at)
    else:
        put(fresh)
        write(fresh, "output_delivered", by=by, at=at, step=", ".join(each.name for each in chosen))
        emit(OutputDelivered(dossier_id=fresh.pk, delivery_id=delivery.pk, at=at))
    return delivery


def _chosen(dossier: Dossier, left: Sequence[Output], keys: Collection[str] | None) -> list[Output]:
    """The results to hand over. Raises Stale where nothing waits or somebody handed one of them over before."""
    if not left:
        raise moved_on(dossier)
    if keys is None:
        return list(left)
    if not keys:
        raise Refused(_("Xin chọn ít nhất một kết quả để trả."), "outputs")
    chosen = [each for each in left if each.key in keys]
    if len(chosen) < len(set(keys)):
        raise moved_on(dossier)
    return chosen


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
