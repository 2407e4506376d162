"""Filing a dossier, one decision a page: the form's steps, the papers, the check, the confirmation."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers.public import (
    Draft,
    DraftFile,
    Expired,
    Incomplete,
    Late,
    attach_file,
    delete_draft,
    missing_papers,
    own_draft,
    remove_file,
    save_draft,
    start_draft,
    submit,
    take_paper,
    upload_limits,
)
from motcua.files.public import file_response
from motcua.forms.public import EForm, Step, clean_step, display, render_step, steps_of, validate
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.language import data
from motcua.platform.pages import actor_of_request, enter, render, render_fragment
from motcua.platform.text import whole_number
from motcua.procedures.public import ComponentType, ProcedureVersion

PAPERS, CHECK = "giay-to", "kiem-tra"


def _draft(request: HttpRequest, pk: UUID) -> tuple[Draft, EForm]:
    draft = (
        Draft.objects.filter(account=actor_of_request(request).account_id)
        .select_related("version__eform", "version__procedure", "case", "person", "dossier")
        .defer("version__eform__schema", "version__search")
        .filter(pk=pk)
        .first()
    )
    if draft is None or draft.state == "deleted" or draft.version.eform is None:
        raise Http404
    return draft, draft.version.eform


@enter("citizen", "dossiers.start_draft")
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Nộp hồ sơ: begin, or choose between the draft that is there and a new one."""
    version = get_object_or_404(
        ProcedureVersion.objects.published(clock.today()).select_related("eform"), procedure__code=code
    )
    actor = actor_of_request(request)
    drafts = list(Draft.objects.visible_to(actor).filter(version=version).order_by("-saved_at")[:20])
    cases = list(version.cases.all())
    if request.method != "POST" or not cases:
        return render(request, "portal/start.html", {"version": version, "drafts": drafts, "cases": cases})
    case = next((each for each in cases if each.key == request.POST.get("case")), cases[0])
    draft = start_draft(version, case, by=actor, at=clock.now())
    assert version.eform is not None
    return redirect("portal:step", draft.pk, steps_of(version.eform)[0].code)


def _stages(draft: Draft, eform: EForm) -> list[dict[str, str]]:
    pages = [
        {"label": data(step.title), "url": reverse("portal:step", args=[draft.pk, step.code])}
        for step in steps_of(eform)
    ]
    pages.append({"label": _("Giấy tờ"), "url": reverse("portal:papers", args=[draft.pk])})
    pages.append({"label": _("Kiểm tra và nộp"), "url": reverse("portal:check", args=[draft.pk])})
    return pages


@enter("citizen", "dossiers.save_draft")
def step(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    """One step of the form. What was typed is kept, right or wrong; only what is right goes on."""
    draft, eform = _draft(request, pk)
    if draft.dossier is not None:
        return redirect("portal:filed", draft.dossier.code)
    codes = [each.code for each in steps_of(eform)]
    if code not in codes:
        raise Http404
    answers: dict[str, Any] = draft.answers
    errors: list[Any] = []
    if request.method == "POST":
        result = clean_step(eform, code, request.POST, draft.answers)
        answers, errors = result.answers, result.errors
        draft.revision = _keep(request, draft, steps_of(eform)[codes.index(code)], answers).revision
        if not errors and not result.refresh:
            following = codes.index(code) + 1
            if "back-to-check" in request.POST:
                return redirect("portal:check", pk)
            return (
                redirect("portal:step", pk, codes[following])
                if following < len(codes)
                else redirect("portal:papers", pk)
            )
    context = {
        "draft": draft,
        "stages": _stages(draft, eform),
        "current": codes.index(code) + 1,
        "step": steps_of(eform)[codes.index(code)],
        "questions": render_step(request, eform, code, answers, errors),
        "errors": [(f"id_{error.field}", error.message) for error in errors],
        "checking": "kiem-tra" in request.GET or "back-to-check" in request.POST,
        "autosave_url": reverse("portal:autosave", args=[pk, code]),
        "back_url": reverse("portal:step", args=[pk, codes[codes.index(code) - 1]]) if code != codes[0] else "",
    }
    return render(request, "portal/step.html", context, status=422 if errors else 200)


def _keep(
    request: HttpRequest, draft: Draft, step: Step, answers: dict[str, Any], *, shown_at_revision: int | None = None
) -> Draft:
    # Of this step alone: another may be saved by a second page in the meantime.
    told = {name: answers.get(name) for name in step.fields}
    return save_draft(
        draft,
        answers=told,
        step=step.code,
        shown_at_revision=shown_at_revision,
        by=actor_of_request(request),
        at=clock.now(),
    )


@enter("citizen", "dossiers.save_draft")
@require_POST
def autosave(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    """Keep a step while it is being typed, unless it was sent after the page was shown."""
    draft, eform = _draft(request, pk)
    asking = next((each for each in steps_of(eform) if each.code == code), None)
    if asking is None:
        raise Http404
    answers = clean_step(eform, code, request.POST, draft.answers).answers
    shown_at = whole_number(request.POST.get("draft-revision", "")) or 0
    try:
        saved = _keep(request, draft, asking, answers, shown_at_revision=shown_at)
    except Late as late:
        return JsonResponse({"error": late.message, "revision": late.revision}, status=409)
    except Refused as refused:
        return JsonResponse({"error": refused.message}, status=409)
    return JsonResponse({"saved_at": saved.saved_at.isoformat()})


def _papers(draft: Draft) -> list[dict[str, Any]]:
    attached: dict[int, list[DraftFile]] = {}
    for each in draft.files.select_related("file"):
        attached.setdefault(each.component_id, []).append(each)
    return [{"type": kind, "files": attached.get(kind.pk, [])} for kind in draft.case.components.all()]


@enter("citizen", "dossiers.attach_file")
def papers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Giấy tờ: what to attach, with the limits said before."""
    draft, eform = _draft(request, pk)
    if draft.dossier is not None:
        return redirect("portal:filed", draft.dossier.code)
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _attach_all(request, draft)
        if not errors and "go-on" in request.POST:
            given = {each["type"].key for each in _papers(draft) if each["files"]}
            missing = missing_papers(draft.case.components.all(), given)
            if not missing:
                return redirect("portal:check", pk)
            errors = {kind.key: _("Xin đính kèm: %(name)s.") % {"name": kind.name} for kind in missing}
    stages = _stages(draft, eform)
    context = {
        "draft": draft,
        "stages": stages,
        "current": len(stages) - 1,
        "papers": _papers(draft),
        "errors": errors,
        **upload_limits(),
        "back_url": reverse("portal:step", args=[pk, steps_of(eform)[-1].code]),
    }
    return render(request, "portal/papers.html", context, status=422 if errors else 200)


def _attach_all(request: HttpRequest, draft: Draft) -> dict[str, str]:
    errors: dict[str, str] = {}
    for kind in draft.case.components.all():
        for upload in request.FILES.getlist(f"file-{kind.key}"):
            try:
                attach_file(draft, kind, take_paper(upload), by=actor_of_request(request), at=clock.now())
            except Refused as refused:
                errors[kind.key] = refused.message
    return errors


@enter("citizen", "dossiers.attach_file")
@require_POST
def upload(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    """Attach files to one component at once; answers with the new list, or a sentence that says why not."""
    draft, _eform = _draft(request, pk)
    kind = get_object_or_404(ComponentType, case=draft.case_id, key=key)
    for file in request.FILES.getlist(f"file-{key}"):
        try:
            attach_file(draft, kind, take_paper(file), by=actor_of_request(request), at=clock.now())
        except Refused as refused:
            return HttpResponse(refused.message, status=422, content_type="text/plain; charset=utf-8")
    files = list(draft.files.filter(component=kind).select_related("file"))
    return render_fragment(request, "portal/attached.html", "attached", {"draft": draft, "files": files})


@enter("citizen", "dossiers.remove_file")
@require_POST
def remove(request: HttpRequest, pk: UUID, file: int) -> HttpResponse:
    """Take a file off the draft."""
    draft, _eform = _draft(request, pk)
    remove_file(draft, get_object_or_404(DraftFile, draft=draft, pk=file), by=actor_of_request(request), at=clock.now())
    return redirect("portal:papers", pk)


@enter("citizen", "dossiers.attach_file")
def draft_file(request: HttpRequest, pk: UUID, file: int) -> HttpResponse:
    """A file of one's own draft."""
    draft, _eform = _draft(request, pk)
    return file_response(get_object_or_404(DraftFile, draft=draft, pk=file).file, inline=True)


@enter("citizen", "dossiers.submit")
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Kiểm tra câu trả lời, rồi nộp; pressing twice files once."""
    errors: list[tuple[str | None, str]] = []
    is_expired = False
    if request.method == "POST":
        own = own_draft(pk, actor_of_request(request).account_id)
        if own is None:
            raise Http404
        try:
            dossier = submit(own, by=actor_of_request(request), at=clock.now())
        except Incomplete as incomplete:
            errors = [(f"buoc-{error.step}", error.message) for error in incomplete.errors]
            names = {kind.key: kind.name for kind in own.case.components.all()}
            errors += [(PAPERS, _("Thiếu giấy tờ: %(name)s.") % {"name": names[key]}) for key in incomplete.components]
        except Refused as refused:
            errors = [(None, refused.message)]
            is_expired = isinstance(refused, Expired)
        else:
            return redirect("portal:filed", dossier.code)
    draft, eform = _draft(request, pk)
    if draft.dossier is not None:
        return redirect("portal:filed", draft.dossier.code)
    stages = _stages(draft, eform)
    sections = [
        {
            "step": section.step,
            "title": section.title,
            "change_url": reverse("portal:step", args=[pk, section.step]) + "?kiem-tra",
            "rows": [(row.label, row.value) for row in section.rows if row.value],
        }
        for section in display(eform, draft.answers, for_page=True)
    ]
    context = {
        "draft": draft,
        "stages": stages,
        "current": len(stages),
        "sections": sections,
        "papers": _papers(draft),
        "errors": errors,
        "is_expired": is_expired,
        "is_complete": not validate(eform, draft.answers),
        "papers_url": reverse("portal:papers", args=[pk]),
    }
    return render(request, "portal/check.html", context, status=422 if errors else 200)


@enter("citizen", "dossiers.delete_draft")
@require_POST
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Xóa bản nháp."""
    draft, _eform = _draft(request, pk)
    delete_draft(draft, by=actor_of_request(request), at=clock.now())
    messages.success(request, _("Đã xóa bản nháp."))
    return redirect("portal:mine")
