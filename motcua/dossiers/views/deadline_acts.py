"""Form 04 and waits for others, on a dossier's page."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.dossiers.actions.extension import approve_extension, propose_extension, return_extension
from motcua.dossiers.actions.outside_wait import begin_outside_wait, end_outside_wait
from motcua.dossiers.models import Dossier
from motcua.dossiers.views.acts import act, listed_of, revision_of, text_of
from motcua.platform import clock
from motcua.platform.pages import actor_of_request
from motcua.platform.text import whole_number


@act("dossiers.propose_extension")
def propose(request: HttpRequest, dossier: Dossier) -> str:
    """Đề nghị xin lỗi, gia hạn."""
    propose_extension(
        dossier,
        days=(whole_number(typed) or 0) if (typed := request.POST.get("days", "").strip()) else None,
        reason=text_of(request, "reason"),
        listed=listed_of(request),
        revision=revision_of(request),
        by=actor_of_request(request),
        at=clock.now(),
    )
    return _("Đã trình lãnh đạo ký văn bản xin lỗi, gia hạn.")


@act("dossiers.approve_extension")
def sign(request: HttpRequest, dossier: Dossier) -> str:
    """Ký, hoặc trả lại."""
    actor, now = actor_of_request(request), clock.now()
    if request.POST.get("return"):
        return_extension(dossier, note=text_of(request, "note"), by=actor, at=now)
        return _("Đã trả lại người trình.")
    extension = approve_extension(dossier, revision=revision_of(request), by=actor, at=now)
    if extension.moves_due:
        return _("Đã ký gia hạn và gửi người nộp. Hẹn trả mới đã được tính.")
    return _("Đã ký xin lỗi và gửi người nộp. Hồ sơ vẫn tính là trễ hạn.")


@act("dossiers.record_outside_wait")
def begin_wait(request: HttpRequest, dossier: Dossier) -> str:
    """Ghi đang chờ bên ngoài."""
    begin_outside_wait(
        dossier,
        partner=text_of(request, "partner"),
        kind=request.POST.get("kind", ""),
        ground=text_of(request, "ground"),
        by=actor_of_request(request),
        at=clock.now(),
    )
    return _("Đã ghi thời điểm bắt đầu chờ. Thời hạn vẫn chạy.")


@act("dossiers.record_outside_wait")
def end_wait(request: HttpRequest, dossier: Dossier, wait: int) -> str:
    """Ghi đã hết chờ."""
    end_outside_wait(dossier, wait_id=wait, by=actor_of_request(request), at=clock.now())
    return _("Đã ghi thời điểm hết chờ.")
