"""Dữ liệu của tôi: the copy of all of it, and the ways to everything else about one's data."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.accounts.public import has_national_provider, was_proved_lately
from motcua.files.public import file_response
from motcua.persons.public import Person
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused
from motcua.platform.pages import actor_of_request, enter, render
from motcua.privacy.actions.ask_export import ask_export
from motcua.privacy.actions.download_export import download_export
from motcua.privacy.actions.erasure_requests import ask_erasure
from motcua.privacy.models import DataExport, ErasureRequest
from motcua.privacy.reads.erasing import kept_back
from motcua.privacy.reads.package import withheld_kinds

SHOWN = 5


@enter("citizen", "privacy.ask_export")
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What one may know, have and decide about one's data."""
    return _show(request)


def _show(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    actor = actor_of_request(request)
    if actor.person_id is None:
        raise Http404
    context = {
        "exports": DataExport.objects.of(actor.person_id).select_related("file")[:SHOWN],
        "now": clock.now(),
        "erasures": ErasureRequest.objects.filter(person=actor.person_id).order_by("-asked_at")[:SHOWN],
        "reasons": kept_back(actor.person_id, to_them=True),
        "withheld": withheld_kinds(),
        "errors": [(None, refused.message)] if refused else [],
    }
    return render(request, "privacy/mine.html", context, status=422 if refused else 200)


@enter("citizen", "privacy.ask_export")
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Yêu cầu bản sao."""
    actor = actor_of_request(request)
    person = get_object_or_404(Person, pk=actor.person_id)
    try:
        ask_export(person, language=(get_language() or "vi")[:2], by=actor, at=clock.now())
    except NotAllowed:
        raise
    except Refused as refused:
        return _show(request, refused)
    messages.success(request, _("Đã nhận yêu cầu. Khi bản sao lập xong, ông/bà nhận được thông báo."))
    return redirect("privacy:mine")


@enter("citizen", "privacy.ask_erasure")
@require_POST
def ask_to_erase(request: HttpRequest) -> HttpResponse:
    """Yêu cầu xóa dữ liệu."""
    actor = actor_of_request(request)
    person = get_object_or_404(Person, pk=actor.person_id)
    try:
        ask_erasure(person, text=request.POST.get("text", ""), by=actor, at=clock.now())
    except NotAllowed:
        raise
    except Refused as refused:
        return _show(request, refused)
    messages.success(request, _("Đã gửi yêu cầu. Ông/bà nhận được trả lời trong thời hạn luật định."))
    return redirect("privacy:mine")


@enter("citizen", "privacy.ask_export")
@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Tải về: only for who proved themselves a moment ago, or came in by e-identity."""
    actor = actor_of_request(request)
    export = get_object_or_404(DataExport.objects.of(actor.person_id), pk=pk)
    if actor.assurance < 2 and not was_proved_lately(request):
        query = urlencode({"next": reverse("privacy:mine")})
        context = {
            "prove_url": f"{reverse('accounts:prove')}?{query}",
            "national_url": f"{reverse('accounts:national')}?{query}" if has_national_provider() else "",
        }
        return render(request, "privacy/prove.html", context, status=403)
    try:
        return file_response(download_export(export, by=actor, at=clock.now()))
    except NotAllowed:
        raise
    except Refused as refused:
        return _show(request, refused)
