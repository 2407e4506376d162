"""Bưu chính: the applicant has the result delivered or papers fetched, and follows the parcel."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from motcua.dossiers.public import PostalFace, act_on_parcel, leave_parcel, open_dossier, order_of, postal_page
from motcua.platform import clock
from motcua.platform.pages import actor_of_request, enter
from motcua.post.public import report_lost

APPLICANT = PostalFace(
    "portal/postal.html",
    "portal:postal",
    gettext_lazy("Đã ghi nhận. Ông/bà theo dõi bưu gửi ở trang này."),
    gettext_lazy("Đã hủy. Kết quả trả tại quầy hoặc bản điện tử."),
    lambda request: {"typed": {"note": request.POST.get("note", "")}},
)


@enter("citizen", "dossiers.choose_post")
def postal(request: HttpRequest, code: str) -> HttpResponse:
    """The parcels of a dossier with their ways, and a new one."""
    return postal_page(request, open_dossier(request, code), APPLICANT)


@enter("citizen", "dossiers.leave_post")
@require_POST
def leave(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take the choice back while nothing was sent."""
    return leave_parcel(request, open_dossier(request, code), pk, APPLICANT)


@enter("citizen", "post.report_lost")
@require_POST
def lost(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Chưa nhận được bưu gửi: say so once it is late."""
    dossier = open_dossier(request, code)

    def report() -> None:
        note = request.POST.get("note", "")[:2000]
        report_lost(order_of(dossier, pk), note=note, by=actor_of_request(request), at=clock.now())

    said = _("Đã báo cơ quan. Cơ quan hỏi bưu chính và trả lời ông/bà.")
    return act_on_parcel(request, dossier, APPLICANT, report, said)
