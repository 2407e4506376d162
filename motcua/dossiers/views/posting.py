"""Bưu chính of one dossier, at the counter where the applicant is served: choose it, take it back."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_POST

from motcua.dossiers.postal_pages import PostalFace, leave_parcel, postal_page
from motcua.dossiers.reads.access import open_dossier
from motcua.dossiers.reads.acting import serves
from motcua.platform.action import NotAllowed
from motcua.platform.pages import actor_of_request, enter

COUNTER = PostalFace(
    "dossiers/postal.html",
    "dossiers:postal",
    gettext_lazy("Đã ghi nhận lựa chọn qua bưu chính."),
    gettext_lazy("Đã hủy bưu gửi."),
    lambda request: {"may_open": actor_of_request(request).has("post.read")},
)


@enter("official", "dossiers.choose_post")
def postal(request: HttpRequest, code: str) -> HttpResponse:
    """The parcels of a dossier, and a new one as the applicant asks for."""
    dossier = open_dossier(request, code, purpose=gettext_noop("Giải quyết hồ sơ"))
    if not serves(actor_of_request(request), "dossiers.choose_post", dossier):
        raise NotAllowed(_("Chỉ nơi tiếp nhận hồ sơ được ghi nhận thay người nộp."))
    return postal_page(request, dossier, COUNTER)


@enter("official", "dossiers.leave_post")
@require_POST
def leave(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take the choice back while nothing was sent."""
    return leave_parcel(request, open_dossier(request, code), pk, COUNTER)
