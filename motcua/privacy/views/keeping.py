"""Lưu giữ, xóa dữ liệu: what is over by now, who asks to be erased, whose data must stay for an inspection."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from motcua.notifications.public import told_about
from motcua.persons.public import find_by_personal_id
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused, record_read
from motcua.platform.pages import actor_of_request, enter, render
from motcua.privacy.actions.erasure_requests import answer_erasure
from motcua.privacy.actions.holds import lift_hold, place_hold
from motcua.privacy.models import ErasureRequest, LegalHold
from motcua.privacy.reads.erasing import kept_back, report

SHOWN = 100
ANSWERING = gettext_noop("Trả lời yêu cầu xóa dữ liệu")
HOLDING = gettext_noop("Giữ dữ liệu theo quyết định")


@enter("official", "privacy.answer_erasure")
@require_GET
def keeping(request: HttpRequest) -> HttpResponse:
    """What the next sweep erases, the requests that wait, the holds in force."""
    return _show(request)


def _show(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    actor, now = actor_of_request(request), clock.now()
    waiting = list(ErasureRequest.objects.waiting().select_related("person")[:SHOWN])
    holds = list(LegalHold.objects.in_force().select_related("person").order_by("-placed_at")[:SHOWN])
    record_read(by=actor, purpose=ANSWERING, persons=[each.person_id for each in waiting])
    record_read(by=actor, purpose=HOLDING, persons=[each.person_id for each in holds])
    context: dict[str, Any] = {
        "lines": report(now),
        "waiting": [(each, each.due_at < now) for each in waiting],
        "holds": holds,
        "typed": request.POST,
        "faults": {refused.field: refused.message} if refused else {},
        "errors": [(f"id_{refused.field}" if refused.field else None, refused.message)] if refused else [],
    }
    return render(request, "privacy/keeping.html", context, status=422 if refused else 200)


@enter("official", "privacy.place_hold")
@require_POST
def place(request: HttpRequest) -> HttpResponse:
    """Giữ dữ liệu của một người."""
    actor = actor_of_request(request)
    try:
        person = find_by_personal_id(request.POST.get("personal_id", ""), by=actor, purpose=HOLDING)
        if person is None:
            raise Refused(_("Không tìm thấy người có số định danh này."), "personal_id")
        place_hold(person, ground=request.POST.get("ground", ""), by=actor, at=clock.now())
    except NotAllowed:
        raise
    except Refused as refused:
        return _show(request, refused)
    messages.success(request, _("Dữ liệu của người này được giữ đến khi bỏ lệnh."))
    return redirect("privacy:keeping")


@enter("official", "privacy.lift_hold")
@require_POST
def lift(request: HttpRequest, hold: int) -> HttpResponse:
    """Bỏ lệnh giữ."""
    lift_hold(get_object_or_404(LegalHold, pk=hold), by=actor_of_request(request), at=clock.now())
    messages.success(request, _("Đã bỏ lệnh giữ."))
    return redirect("privacy:keeping")


def _done(request: ErasureRequest, grants: bool) -> str:
    """What was done, and whether the person hears of it: who was erased may have left no address."""
    if not grants:
        return _("Đã trả lời yêu cầu.")
    if told_about(request.subject).exists():
        return _("Đã xóa, ẩn danh. Người yêu cầu được báo ở địa chỉ đã cho trước khi dữ liệu mất đi.")
    return _("Đã xóa, ẩn danh. Người này không để lại thư điện tử hay điện thoại: xin báo bằng văn bản.")


@enter("official", "privacy.answer_erasure")
def erasure_page(request: HttpRequest, erasure: int) -> HttpResponse:
    """One request: what is asked, what keeps the data here, and the answer."""
    actor = actor_of_request(request)
    found = get_object_or_404(ErasureRequest.objects.select_related("person", "answered_by"), pk=erasure)
    refused = None
    if request.method == "POST":
        grants = request.POST.get("grants") == "yes"
        try:
            answer_erasure(found, grants=grants, answer=request.POST.get("answer", ""), by=actor, at=clock.now())
        except NotAllowed:
            raise
        except Refused as no:
            refused = no
        else:
            messages.success(request, _done(found, grants))
            return redirect("privacy:keeping")
    record_read(by=actor, purpose=ANSWERING, persons=[found.person_id], subject=found)
    context = {
        "erasure": found,
        "reasons": kept_back(found.person_id) if found.answered_at is None else [],
        "typed": request.POST,
        "faults": {refused.field: refused.message} if refused else {},
        "errors": [(f"id_{refused.field}" if refused.field else None, refused.message)] if refused else [],
    }
    return render(request, "privacy/erasure.html", context, status=422 if refused else 200)
