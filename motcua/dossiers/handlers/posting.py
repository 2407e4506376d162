"""The post and the dossier: what becomes ready is sent, what happens on the way is told."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from motcua.dossiers.actions.follow_parcel import end_parcels, follow_parcel, post_result
from motcua.dossiers.events import (
    DossierRefused,
    DossierResolved,
    DossierStopped,
    DossierWithdrawn,
    ResultDelivered,
)
from motcua.dossiers.handlers import _dossier, _tell
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import FINAL, Status
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.events import on
from motcua.post.events import ParcelMoved
from motcua.post.public import DECIDED, Decision, Direction, PostEvent, PostOrder, State

PREFIX = "dossiers.dossier:"


@on(ParcelMoved)
def follow(event: ParcelMoved) -> None:
    """Write it into the dossier, and tell the applicant what they should know."""
    number = event.subject.removeprefix(PREFIX)
    if number == event.subject:
        return
    dossier = Dossier.objects.filter(pk=int(number)).first()
    moved = PostEvent.objects.select_related("order").filter(pk=event.event_id).first()
    if dossier is None or moved is None:
        return
    if follow_parcel(dossier, moved, by=SYSTEM, at=clock.now()) and (news := news_of(moved)):
        _tell(_dossier(dossier.pk), "parcel_moved", event.at, occasion=f"parcel {moved.pk}", news=news)


def news_of(moved: PostEvent) -> str:
    """What the applicant is told of it; nothing of what is told otherwise."""
    order = moved.order
    is_result = order.direction == Direction.DELIVER
    number = order.item_code or order.number
    known: dict[str, Callable[[], str]] = {
        State.HANDED_OVER: lambda: _("bưu chính đã nhận bưu gửi %(number)s") % {"number": number},
        State.RETURNED: lambda: _("bưu gửi %(number)s không phát được, đang quay lại cơ quan") % {"number": number},
        State.LOST: lambda: _("bưu gửi %(number)s bị thất lạc, cơ quan đang xử lý") % {"number": number},
        DECIDED: lambda: _decided(order),
    }
    if not is_result:
        known[State.DELIVERED] = lambda: _("cơ quan đã nhận được bưu gửi %(number)s của ông/bà") % {"number": number}
    return known[moved.kind]() if moved.kind in known else ""


def _decided(order: PostOrder) -> str:
    words = {
        Decision.RESEND: _("cơ quan gửi lại bưu gửi bị chuyển hoàn"),
        Decision.REISSUE: _("cơ quan cấp lại giấy tờ đã thất lạc và gửi lại"),
        Decision.COUNTER: _("mời ông/bà đến nơi đã nộp hồ sơ để nhận"),
    }
    return words[Decision(order.decision)]


@on(DossierResolved)
def send_result(event: DossierResolved) -> None:
    """The result that was to go by post can."""
    dossier = _dossier(event.dossier_id)
    if _goes_by_post(dossier):
        post_result(dossier, by=SYSTEM, at=clock.now())


@on(DossierWithdrawn)
def end_of_withdrawn(event: DossierWithdrawn) -> None:
    """There will be no result to send."""
    _end(event.dossier_id)


@on(DossierRefused)
def end_of_refused(event: DossierRefused) -> None:
    """There will be no result to send."""
    _end(event.dossier_id)


@on(DossierStopped)
def end_of_stopped(event: DossierStopped) -> None:
    """There will be no result to send."""
    _end(event.dossier_id)


@on(ResultDelivered)
def end_of_delivered(event: ResultDelivered) -> None:
    """Handed over otherwise: nothing is left to send."""
    _end(event.dossier_id)


def _goes_by_post(dossier: Dossier) -> bool:
    return PostOrder.objects.about(dossier.subject).live().exists()


def _end(dossier_id: int) -> None:
    dossier = _dossier(dossier_id)
    if Status(dossier.status) in FINAL and _goes_by_post(dossier):
        reason = _("Hồ sơ: %(status)s") % {"status": dossier.get_status_display()}
        end_parcels(dossier, reason=reason, by=SYSTEM, at=clock.now())
