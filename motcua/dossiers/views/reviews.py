"""What is done once a matter has ended: decided anew, or complained of."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.dossiers.actions.complain import complain, settle_complaint, take_on_complaint
from motcua.dossiers.actions.reopen import reopen
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.reviews import Finding
from motcua.dossiers.views.acts import act, revision_of, text_of
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.pages import actor_of_request


@act("dossiers.reopen")
def open_anew(request: HttpRequest, dossier: Dossier) -> str:
    """Mở lại để giải quyết lại."""
    reason, by = text_of(request, "reason"), actor_of_request(request)
    anew = reopen(dossier, reason=reason, revision=revision_of(request), by=by, at=clock.now())
    return _("Đã mở lại: hồ sơ %(code)s đang được giải quyết, người nộp đã được báo.") % {"code": anew.code}


@act("dossiers.complain")
def record_complaint(request: HttpRequest, dossier: Dossier) -> str:
    """Ghi nhận khiếu nại tại quầy."""
    complain(dossier, text=text_of(request, "text"), by=actor_of_request(request), at=clock.now())
    return _("Đã ghi nhận khiếu nại, chờ lãnh đạo thụ lý.")


@act("dossiers.settle_complaint")
def take_on(request: HttpRequest, dossier: Dossier) -> str:
    """Thụ lý, hoặc không."""
    takes_on = "decline" not in request.POST
    take_on_complaint(
        dossier,
        takes_on=takes_on,
        words=text_of(request, "words"),
        is_complex="is_complex" in request.POST,
        by=actor_of_request(request),
        at=clock.now(),
    )
    return _("Đã thụ lý khiếu nại.") if takes_on else _("Đã trả lời không thụ lý.")


@act("dossiers.settle_complaint")
def settle(request: HttpRequest, dossier: Dossier) -> str:
    """Giải quyết khiếu nại."""
    finding = request.POST.get("finding", "")
    if finding not in set(Finding):
        raise Refused(_("Xin chọn kết luận về khiếu nại."), "finding")
    by, words = actor_of_request(request), text_of(request, "answer")
    settle_complaint(dossier, finding=Finding(finding), answer=words, by=by, at=clock.now())
    return _("Đã giải quyết khiếu nại và báo cho người khiếu nại.")
