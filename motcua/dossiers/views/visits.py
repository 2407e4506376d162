"""Kiểm tra thực địa on a dossier's page."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.dossiers.actions.visit import call_off_visit, plan_visit, record_visit
from motcua.dossiers.models import Dossier, SiteVisitFile
from motcua.dossiers.reads.access import open_dossier
from motcua.dossiers.reads.uploads import take_paper
from motcua.dossiers.views.acts import act, text_of
from motcua.files.public import file_response
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.clock import VIETNAM
from motcua.platform.pages import actor_of_request, enter


@act("dossiers.visit")
def plan(request: HttpRequest, dossier: Dossier) -> str:
    """Hẹn kiểm tra thực địa."""
    plan_visit(
        dossier,
        planned_for=_when(text_of(request, "planned_on"), text_of(request, "planned_time")),
        place=text_of(request, "place"),
        team=text_of(request, "team"),
        by=actor_of_request(request),
        at=clock.now(),
    )
    return _("Đã hẹn kiểm tra và báo cho người nộp.")


@act("dossiers.visit")
def call_off(request: HttpRequest, dossier: Dossier) -> str:
    """Hủy hẹn kiểm tra."""
    call_off_visit(dossier, reason=text_of(request, "reason"), by=actor_of_request(request), at=clock.now())
    return _("Đã hủy hẹn và báo cho người nộp.")


@act("dossiers.visit")
def record(request: HttpRequest, dossier: Dossier) -> str:
    """Ghi biên bản, ảnh và kết luận."""
    record_visit(
        dossier,
        finding=request.POST.get("finding", ""),
        minutes=text_of(request, "minutes"),
        uploads=[take_paper(upload) for upload in request.FILES.getlist("photos")],
        by=actor_of_request(request),
        at=clock.now(),
    )
    return _("Đã ghi kết quả kiểm tra thực địa.")


@enter("official", "dossiers.read")
def photo(request: HttpRequest, code: str, file: int) -> HttpResponse:
    """A photo of a visit, to officials who may see the dossier."""
    dossier = open_dossier(request, code, purpose=gettext_noop("Xem tệp trong hồ sơ"))
    found = SiteVisitFile.objects.filter(pk=file, visit__dossier=dossier).select_related("file").first()
    if found is None:
        raise Http404
    return file_response(found.file, inline=request.GET.get("tai") != "1")


def _when(on: str, time: str) -> datetime:
    """The day and hour as typed, in Vietnam. Raises Refused."""
    try:
        return datetime.strptime(f"{on.strip()} {time.strip()}", "%d/%m/%Y %H:%M").replace(tzinfo=VIETNAM)
    except ValueError:
        raise Refused(_("Xin ghi ngày hẹn dạng 25/12/2026 và giờ dạng 14:30."), "planned_on") from None
