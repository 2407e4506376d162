"""The papers of a draft: attached from this device, or photographed with a phone that was shown a code."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from motcua.dossiers.public import (
    DraftFile,
    Handover,
    attach_file,
    attach_from_phone,
    end_handover,
    hand_over,
    handover_of,
    remove_file,
    take_paper,
    upload_limits,
)
from motcua.files.public import file_response
from motcua.forms.public import file_questions, steps_of
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.pages import actor_of_request, enter, render, render_fragment
from motcua.portal.views.opened import attach_all, draft_of, missing_of, page_of_paper, papers_of_draft, stages_of
from motcua.procedures.public import ComponentType


@enter("citizen", "dossiers.attach_file")
def papers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Giấy tờ: what to attach, with the limits said before."""
    draft, eform = draft_of(request, pk)
    if draft.dossier is not None:
        return redirect("portal:filed", draft.dossier.code)
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = attach_all(request, draft)
        if not errors and "go-on" in request.POST:
            missing = missing_of(draft, eform)
            if not missing:
                return redirect("portal:check", pk)
            errors = {kind.key: _("Xin đính kèm: %(name)s.") % {"name": kind.name} for kind in missing}
    stages = stages_of(draft, eform)
    asked = {each.limits.component for each in file_questions(eform, {})}
    context = {
        "draft": draft,
        "stages": stages,
        "current": len(stages) - 1,
        "papers": [each for each in papers_of_draft(draft) if each["type"].key not in asked],
        "in_steps": [each for each in papers_of_draft(draft) if each["type"].key in asked and each["files"]],
        "errors": errors,
        **upload_limits(),
        "back_url": reverse("portal:step", args=[pk, steps_of(eform)[-1].code]),
    }
    return render(request, "portal/papers.html", context, status=422 if errors else 200)


@enter("citizen", "dossiers.attach_file")
@require_POST
def upload(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    """Attach files to one component at once; answers with the new list, or a sentence that says why not."""
    draft, eform = draft_of(request, pk)
    kind = get_object_or_404(ComponentType, case=draft.case_id, key=key)
    for file in request.FILES.getlist(f"file-{key}"):
        try:
            attach_file(draft, kind, take_paper(file, eform, key), by=actor_of_request(request), at=clock.now())
        except Refused as refused:
            return HttpResponse(refused.message, status=422, content_type="text/plain; charset=utf-8")
    files = list(draft.files.filter(component=kind).select_related("file"))
    return render_fragment(request, "portal/attached.html", "attached", {"draft": draft, "files": files})


@enter("citizen", "dossiers.remove_file")
@require_POST
def remove(request: HttpRequest, pk: UUID, file: int) -> HttpResponse:
    """Take a file off the draft."""
    draft, eform = draft_of(request, pk)
    attached = get_object_or_404(DraftFile.objects.select_related("component"), draft=draft, pk=file)
    remove_file(draft, attached, by=actor_of_request(request), at=clock.now())
    return redirect(page_of_paper(draft, eform, attached.component.key))


@enter("citizen", "dossiers.attach_file")
def draft_file(request: HttpRequest, pk: UUID, file: int) -> HttpResponse:
    """A file of one's own draft."""
    draft, _eform = draft_of(request, pk)
    return file_response(get_object_or_404(DraftFile, draft=draft, pk=file).file, inline=True)


@enter("citizen", "dossiers.hand_over")
def phone_code(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    """Chụp bằng điện thoại: the code that a phone reads, and the files as they arrive."""
    draft, eform = draft_of(request, pk)
    if draft.dossier is not None:
        return redirect("portal:filed", draft.dossier.code)
    kind = get_object_or_404(ComponentType, case=draft.case_id, key=key)
    actor, back = actor_of_request(request), page_of_paper(draft, eform, key)
    if request.method == "POST" and "done" in request.POST:
        end_handover(draft, kind, by=actor, at=clock.now())
        return redirect(back)
    link = hand_over(draft, component=kind, by=actor, at=clock.now()) if request.method == "POST" else ""
    files = list(draft.files.filter(component=kind).select_related("file"))
    context = {"draft": draft, "kind": kind, "link": link, "files": files, "back": back}
    return render(request, "portal/phone_code.html", context)


@enter("citizen", "dossiers.hand_over")
def arrived(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    """The files of one paper as they are now, asked for again and again while a phone sends them."""
    draft, _eform = draft_of(request, pk)
    kind = get_object_or_404(ComponentType, case=draft.case_id, key=key)
    files = list(draft.files.filter(component=kind).select_related("file"))
    return render_fragment(request, "portal/phone_code.html", "arrived", {"draft": draft, "kind": kind, "files": files})


@enter("anyone")
def phone(request: HttpRequest, signed: str) -> HttpResponse:
    """What the code opens on the phone: adding files to one paper. Whose it is and what else is in it is not told."""
    handover = handover_of(signed)
    if handover is None or handover.component is None:
        raise Http404
    if not handover.is_good(clock.now()):
        return _kept_private(render(request, "portal/phone_over.html", status=410))
    error = _send(request, handover) if request.method == "POST" else ""
    if request.headers.get("X-Requested-With") == "upload":
        if error:
            return HttpResponse(error, status=422, content_type="text/plain; charset=utf-8")
        return render_fragment(request, "portal/phone.html", "received", {"received": _received(handover)})
    kind = handover.component
    context = {
        "kind": kind,
        "errors": [("id_file", error)] if error else [],
        "error": error,
        "received": _received(handover),
        "address": request.path,
        **upload_limits(handover.draft.version.eform, kind.key),
    }
    return _kept_private(render(request, "portal/phone.html", context, status=422 if error else 200))


def _send(request: HttpRequest, handover: Handover) -> str:
    """Attach what the phone sent; what is wrong with it, empty where nothing is."""
    assert handover.component is not None
    uploads = request.FILES.getlist("file")
    if not uploads:
        return _("Xin chọn hoặc chụp ít nhất một ảnh.")
    for upload in uploads:
        try:
            taken = take_paper(upload, handover.draft.version.eform, handover.component.key)
            attach_from_phone(handover, taken, by=actor_of_request(request), at=clock.now())
        except Refused as refused:
            return refused.message
    return ""


def _received(handover: Handover) -> str:
    """How many files came since the code was made: a number, no names."""
    count = handover.draft.files.filter(component=handover.component, added_at__gte=handover.made_at).count()
    return ngettext("Đã nhận %(num)d tệp.", "Đã nhận %(num)d tệp.", count) % {"num": count} if count else ""


def _kept_private(response: HttpResponse) -> HttpResponse:
    # The address itself opens the page: no cache keeps it, no search engine finds it, no other site learns it.
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
