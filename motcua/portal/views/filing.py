"""Filing a dossier, one decision a page: the form's steps, the papers, the check, the confirmation."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.accounts.public import is_below
from motcua.dossiers.public import (
    Crossed,
    Draft,
    Expired,
    Incomplete,
    Late,
    StepUpNeeded,
    own_draft,
    prefill,
    save_draft,
    start_draft,
    submit,
)
from motcua.forms.public import (
    EForm,
    FieldError,
    Known,
    Row,
    Step,
    StepResult,
    clean_step,
    display,
    file_questions,
    render_step,
    steps_of,
    validate,
)
from motcua.persons.public import authorities_of
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.pages import actor_of_request, enter, render
from motcua.platform.text import whole_number
from motcua.portal.views.known import (
    LOOK_UP,
    asked_only,
    crossed_errors,
    known_of,
    looked_up,
    notices_of,
    was_of,
    what_was_shown,
)
from motcua.portal.views.opened import (
    attach_all,
    draft_of,
    files_here,
    missing_in_step,
    papers_of_draft,
    stages_of,
)
from motcua.procedures.public import ProcedureVersion, checklist_of, preparation_of

PAPERS, CHECK = "giay-to", "kiem-tra"
MYSELF = "toi"


@enter("citizen", "dossiers.start_draft")
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Nộp hồ sơ: begin, or choose between the draft that is there and a new one."""
    version = get_object_or_404(
        ProcedureVersion.objects.published(clock.today()).select_related("eform").prefetch_related("cases__components"),
        procedure__code=code,
    )
    actor = actor_of_request(request)
    drafts = list(Draft.objects.visible_to(actor).with_names().filter(version=version).order_by("-saved_at")[:20])
    cases = list(version.cases.all())
    checklist = checklist_of(version, preparation_of(version, {key: request.GET[key] for key in request.GET}))
    others = {each.key: each for each in authorities_of(actor, version.procedure.code, clock.now())}
    whose = request.POST.get("for-whom", MYSELF)
    shown = {
        "version": version,
        "drafts": drafts,
        "cases": cases,
        "checklist": checklist,
        "others": others,
        "whose": whose if whose in others else MYSELF,
        "errors": [],
    }
    if request.method != "POST" or not cases:
        return render(request, "portal/start.html", shown)
    wanted = checklist.case.key if checklist else request.POST.get("case")
    case = next((each for each in cases if each.key == wanted), cases[0])
    try:
        if whose != MYSELF and whose not in others:
            raise Refused(_("Ông/bà không còn làm thay người này trong thủ tục này được. Xin chọn lại."))
        draft = start_draft(version, case, checklist=checklist, authority=others.get(whose), by=actor, at=clock.now())
    except Refused as refused:
        error = ("for-whom-0" if others else None, refused.message)
        return render(request, "portal/start.html", {**shown, "errors": [error]}, status=422)
    assert version.eform is not None
    return redirect("portal:step", draft.pk, steps_of(version.eform)[0].code)


@enter("citizen", "dossiers.save_draft")
def step(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    """One step of the form. What was typed is kept, right or wrong; only what is right goes on."""
    draft, eform = draft_of(request, pk)
    if draft.dossier is not None:
        return redirect("portal:filed", draft.dossier.code)
    codes = [each.code for each in steps_of(eform)]
    if code not in codes:
        raise Http404
    errors: list[Any] = []
    typed: dict[str, Any] = {}
    if request.method == "POST":
        result = clean_step(eform, code, asked_only(request.POST, draft), draft.answers)
        errors = _kept_in_step(request, draft, eform, code, result)
        if LOOK_UP in request.POST and not errors:
            return redirect("portal:step", pk, code)
        # What crossed with another's words is kept nowhere but on the page.
        typed = result.answers if errors else {}
        if not errors and not result.refresh:
            following = codes.index(code) + 1
            if "back-to-check" in request.POST:
                return redirect("portal:check", pk)
            return (
                redirect("portal:step", pk, codes[following])
                if following < len(codes)
                else redirect("portal:papers", pk)
            )
    draft = prefill(draft, eform, [code], by=actor_of_request(request), at=clock.now())
    context = {
        "draft": draft,
        "stages": stages_of(draft, eform),
        "current": codes.index(code) + 1,
        "step": steps_of(eform)[codes.index(code)],
        "questions": render_step(
            request,
            eform,
            code,
            typed or draft.answers,
            errors,
            files=files_here(request, draft),
            known=known_of(draft, eform),
        ),
        **notices_of(request, draft, eform, code),
        "was": was_of(draft, steps_of(eform)[codes.index(code)]),
        "errors": [(f"id_{error.field}", error.message) for error in errors],
        "checking": "kiem-tra" in request.GET or "back-to-check" in request.POST,
        "autosave_url": reverse("portal:autosave", args=[pk, code]),
        "back_url": reverse("portal:step", args=[pk, codes[codes.index(code) - 1]]) if code != codes[0] else "",
    }
    return render(request, "portal/step.html", context, status=422 if errors else 200)


def _kept_in_step(request: HttpRequest, draft: Draft, eform: EForm, step: str, result: StepResult) -> list[FieldError]:
    """Keep a step that was sent; what is wrong with it. What a helper wrote meanwhile is told, and nothing kept."""
    asking = next(each for each in steps_of(eform) if each.code == step)
    before = set(draft.answers)
    try:
        kept = _keep(request, draft, asking, result.answers)
    except Crossed as crossed:
        draft.refresh_from_db(fields=["answers", "provenance", "revision"])
        return crossed_errors(crossed, eform, draft.answers, step)
    draft.answers, draft.provenance, draft.revision = kept.answers, kept.provenance, kept.revision
    if LOOK_UP in request.POST:
        return looked_up(request, draft, eform, step)
    # What a register had told of another than is named now.
    gone = {name for name in before & set(asking.fields) - set(kept.answers) if result.answers.pop(name, None)}
    errors = [
        FieldError(name, _("Đã đổi số định danh: xin điền, hoặc lấy lại mục này."), step) for name in sorted(gone)
    ]
    return errors + result.errors + _attach_in_step(request, draft, eform, step, result.answers, refresh=result.refresh)


def _attach_in_step(
    request: HttpRequest, draft: Draft, eform: EForm, step: str, answers: dict[str, Any], *, refresh: bool
) -> list[FieldError]:
    """Attach what came with a step that asks for files; what was not taken, and what must still be attached."""
    refused = attach_all(request, draft) if request.FILES else {}
    errors = [
        FieldError(each.name, refused[each.limits.component], step)
        for each in file_questions(eform, answers)
        if each.limits.component in refused and each.step == step
    ]
    return errors if errors or refresh else missing_in_step(draft, eform, step, answers)


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
        shown=what_was_shown(request.POST),
        by=actor_of_request(request),
        at=clock.now(),
    )


@enter("citizen", "dossiers.save_draft")
@require_POST
def autosave(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    """Keep a step while it is being typed, unless it was sent after the page was shown."""
    draft, eform = draft_of(request, pk)
    asking = next((each for each in steps_of(eform) if each.code == code), None)
    if asking is None:
        raise Http404
    answers = clean_step(eform, code, asked_only(request.POST, draft), draft.answers).answers
    shown_at = whole_number(request.POST.get("draft-revision", "")) or 0
    try:
        saved = _keep(request, draft, asking, answers, shown_at_revision=shown_at)
    except Late as late:
        return JsonResponse({"error": late.message, "revision": late.revision}, status=409)
    except Refused as refused:
        return JsonResponse({"error": refused.message}, status=409)
    return JsonResponse({"saved_at": saved.saved_at.isoformat()})


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
        except StepUpNeeded:
            return redirect("portal:step_up", pk)
        except Refused as refused:
            errors = [(None, refused.message)]
            is_expired = isinstance(refused, Expired)
        else:
            return HttpResponseRedirect(reverse("portal:filed", args=[dossier.code]))
    draft, eform = draft_of(request, pk)
    if draft.dossier is not None:
        return redirect("portal:filed", draft.dossier.code)
    steps = [each.code for each in steps_of(eform)]
    draft = prefill(draft, eform, steps, by=actor_of_request(request), at=clock.now())
    context = {**_what_is_checked(request, draft, eform), "errors": errors, "is_expired": is_expired}
    return render(request, "portal/check.html", context, status=422 if errors else 200)


def _what_is_checked(request: HttpRequest, draft: Draft, eform: EForm) -> dict[str, Any]:
    """The answers and papers of a draft as they would be filed, each with the way to change it."""
    stages, known = stages_of(draft, eform), known_of(draft, eform)
    sections = [
        {
            "step": section.step,
            "title": section.title,
            "change_url": reverse("portal:step", args=[draft.pk, section.step]) + "?kiem-tra",
            "rows": [_checked(row, known) for row in section.rows if row.value],
        }
        for section in display(eform, draft.answers, for_page=True)
    ]
    return {
        "draft": draft,
        "stages": stages,
        "current": len(stages),
        "sections": sections,
        "papers": papers_of_draft(draft),
        "must_step_up": is_below(
            actor_of_request(request),
            draft.version.required_assurance,
            draft.version.procedure.code,
            at=clock.now(),
        ),
        "is_complete": not validate(eform, draft.answers),
        "papers_url": reverse("portal:papers", args=[draft.pk]),
    }


def _checked(row: Row, known: dict[str, Known]) -> dict[str, Any]:
    """One answer on the page of checking, with where it comes from."""
    told = known.get(row.field)
    from_whom = {"source": told.words, "by_person": not told.is_locked} if told else {}
    return {"label": row.label, "value": row.value, **from_whom}
