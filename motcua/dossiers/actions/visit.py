"""Officials go and look, inside a step of the process: planned, called off, or done with minutes and photos."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import required, take, write
from motcua.dossiers.events import VisitMoved
from motcua.dossiers.models import Dossier, SiteVisit, SiteVisitFile
from motcua.dossiers.reads.uploads import MAX_FILES
from motcua.dossiers.reads.visits import may_visit
from motcua.dossiers.rules import RUNNING
from motcua.files.public import TakenIn, store_upload
from motcua.platform.action import Actor, NotAllowed, Refused, Stale, action, emit
from motcua.platform.formats import dmyhm
from motcua.processes.public import Task


@action("dossiers.visit")
def plan_visit(dossier: Dossier, *, planned_for: datetime, place: str, team: str, by: Actor, at: datetime) -> SiteVisit:
    """Arrange a visit; the applicant is told when, where and who comes. The legal clock runs on.

    Raises NotAllowed for who has no step of it, Refused in the past, without place or team, or while one is planned.
    """
    place = required(place, "place", _("Xin ghi địa điểm kiểm tra."))
    team = required(team, "team", _("Xin ghi những ai đi kiểm tra."))
    if planned_for <= at:
        raise Refused(_("Giờ hẹn kiểm tra phải ở phía trước."), "planned_on")
    fresh = _taken(dossier, by)
    if fresh.visits.filter(state="planned").exists():
        raise Refused(_("Đã có một lần hẹn kiểm tra chưa diễn ra. Xin ghi kết quả hoặc hủy hẹn đó trước."))
    task = Task.objects.visible_to(by).filter(instance=fresh.instance_id, state="open").order_by("id").first()
    visit = SiteVisit.objects.create(
        dossier=fresh,
        step=task.name if task else "",
        planned_for=planned_for,
        place=place,
        team=team,
        planned_at=at,
        planned_by_id=by.account_id,
    )
    write(fresh, "visit_planned", by=by, at=at, step=dmyhm(planned_for), note=team)
    emit(VisitMoved(visit.pk, "planned", at))
    return visit


@action("dossiers.visit")
def call_off_visit(dossier: Dossier, *, reason: str, by: Actor, at: datetime) -> SiteVisit:
    """Call off the visit that was arranged; the applicant is told why. Raises NotAllowed, Refused, Stale."""
    reason = required(reason, "reason", _("Xin ghi lý do hủy hẹn."))
    fresh = _taken(dossier, by)
    visit = _planned(fresh)
    visit.state, visit.called_off = "called_off", reason
    visit.ended_at, visit.ended_by_id = at, by.account_id
    visit.save()
    write(fresh, "visit_called_off", by=by, at=at, step=dmyhm(visit.planned_for), public_text=reason)
    emit(VisitMoved(visit.pk, "called_off", at))
    return visit


@action("dossiers.visit")
def record_visit(
    dossier: Dossier, *, finding: str, minutes: str, uploads: Sequence[TakenIn] = (), by: Actor, at: datetime
) -> SiteVisit:
    """Write down what was seen, with photos, and what follows from it. Raises NotAllowed, Refused, Stale."""
    if finding not in dict(SiteVisit.FINDINGS):
        raise Refused(_("Xin chọn kết luận kiểm tra."), "finding")
    minutes = required(minutes, "minutes", _("Xin ghi biên bản kiểm tra."))
    if len(uploads) > MAX_FILES:
        raise Refused(_("Mỗi lần kiểm tra nhận tối đa %(count)d tệp.") % {"count": MAX_FILES}, "photos")
    fresh = _taken(dossier, by)
    visit = _planned(fresh)
    if visit.planned_for > at:
        raise Refused(_("Chưa đến giờ hẹn kiểm tra."))
    visit.state, visit.finding, visit.minutes = "done", finding, minutes
    visit.ended_at, visit.ended_by_id = at, by.account_id
    visit.save()
    SiteVisitFile.objects.bulk_create(
        SiteVisitFile(visit=visit, file=store_upload(each, by=by, at=at)) for each in uploads
    )
    write(fresh, "visit_done", by=by, at=at, outcome=finding)
    emit(VisitMoved(visit.pk, "done", at))
    return visit


def _taken(dossier: Dossier, by: Actor) -> Dossier:
    fresh = take(dossier, expect=RUNNING)
    if not may_visit(fresh, by):
        raise NotAllowed(_("Chỉ người đang xử lý một bước của hồ sơ được hẹn và ghi kiểm tra thực địa."))
    return fresh


def _planned(dossier: Dossier) -> SiteVisit:
    visit = dossier.visits.filter(state="planned").first()
    if visit is None:
        raise Stale(_("Không còn lần hẹn kiểm tra nào ở hồ sơ này."))
    return visit
