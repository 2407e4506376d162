"""Bưu chính of one dossier, at the counter where the applicant is served: choose it, take it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from motcua.dossiers.actions.choose_post import choose_post, leave_post
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.access import open_dossier
from motcua.dossiers.reads.acting import serves
from motcua.dossiers.reads.postal_page import direction_and_home, order_of, postal_context
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused
from motcua.platform.pages import actor_of_request, enter, render


@enter("official", "dossiers.choose_post")
def postal(request: HttpRequest, code: str) -> HttpResponse:
    """The parcels of a dossier, and a new one as the applicant asks for."""
    dossier = open_dossier(request, code, purpose=gettext_noop("Giải quyết hồ sơ"))
    if not serves(actor_of_request(request), "dossiers.choose_post", dossier):
        raise NotAllowed(_("Chỉ nơi tiếp nhận hồ sơ được ghi nhận thay người nộp."))
    if request.method != "POST":
        return _show(request, dossier)
    try:
        direction, home = direction_and_home(request)
        choose_post(dossier, direction, home, by=actor_of_request(request), at=clock.now())
    except NotAllowed:
        raise
    except Refused as refused:
        return _show(request, dossier, refused)
    messages.success(request, _("Đã ghi nhận lựa chọn qua bưu chính."))
    return redirect("dossiers:postal", code)


@enter("official", "dossiers.leave_post")
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
    messages.success(request, _("Đã hủy bưu gửi."))
    return redirect("dossiers:postal", code)


def _show(request: HttpRequest, dossier: Dossier, refused: Refused | None = None) -> HttpResponse:
    context = postal_context(request, dossier, refused)
    may_open = actor_of_request(request).has("post.read")
    status = 422 if refused else 200
    return render(request, "dossiers/postal.html", {**context, "may_open": may_open}, status=status)
