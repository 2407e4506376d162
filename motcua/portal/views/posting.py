"""Bưu chính: the applicant has the result delivered or papers fetched, and follows the parcel."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers.public import (
    Dossier,
    choose_post,
    direction_and_home,
    leave_post,
    open_dossier,
    order_of,
    postal_context,
)
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused
from motcua.platform.pages import actor_of_request, enter, render
from motcua.post.public import report_lost


@enter("citizen", "dossiers.choose_post")
def postal(request: HttpRequest, code: str) -> HttpResponse:
    """The parcels of a dossier with their ways, and a new one."""
    dossier = open_dossier(request, code)
    if request.method != "POST":
        return _show(request, dossier)
    try:
        direction, home = direction_and_home(request)
        choose_post(dossier, direction, home, by=actor_of_request(request), at=clock.now())
    except NotAllowed:
        raise
    except Refused as refused:
        return _show(request, dossier, refused)
    messages.success(request, _("Đã ghi nhận. Ông/bà theo dõi bưu gửi ở trang này."))
    return redirect("portal:postal", code)


@enter("citizen", "dossiers.leave_post")
@require_POST
def leave(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take the choice back while nothing was sent."""
    dossier = open_dossier(request, code)
    try:
        leave_post(dossier, order_of(dossier, pk), by=actor_of_request(request), at=clock.now())
    except NotAllowed:
        raise
    except Refused as refused:
        return _show(request, dossier, refused)
    messages.success(request, _("Đã hủy. Kết quả trả tại quầy hoặc bản điện tử."))
    return redirect("portal:postal", code)


@enter("citizen", "post.report_lost")
@require_POST
def lost(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Chưa nhận được bưu gửi: say so once it is late."""
    dossier = open_dossier(request, code)
    try:
        note = request.POST.get("note", "")[:2000]
        report_lost(order_of(dossier, pk), note=note, by=actor_of_request(request), at=clock.now())
    except NotAllowed:
        raise
    except Refused as refused:
        return _show(request, dossier, refused)
    messages.success(request, _("Đã báo cơ quan. Cơ quan hỏi bưu chính và trả lời ông/bà."))
    return redirect("portal:postal", code)


def _show(request: HttpRequest, dossier: Dossier, refused: Refused | None = None) -> HttpResponse:
    context = postal_context(request, dossier, refused)
    typed = {"note": request.POST.get("note", "")}
    return render(request, "portal/postal.html", {**context, "typed": typed}, status=422 if refused else 200)
