"""Filling in together: the writer shows a code, an official opens the same draft, types, and never files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from motcua.dossiers.public import Assistance, Crossed, Late, end_help, help_fill, invite_helper, join_draft
from motcua.forms.public import EForm, FieldError, Known, clean_step, render_step, steps_of
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused, record_read
from motcua.platform.language import data
from motcua.platform.pages import actor_of_request, enter, render
from motcua.platform.text import whole_number
from motcua.portal.views.known import asked_only, crossed_errors, known_of, was_of, what_was_shown
from motcua.portal.views.opened import draft_of

HELPING = gettext_noop("Điền giúp tờ khai")


@enter("citizen", "dossiers.invite_helper")
def helpers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Nhờ người điền giúp: show a code, see who is in, end it."""
    draft, _eform = draft_of(request, pk)
    if draft.dossier is not None:
        return redirect("portal:filed", draft.dossier.code)
    actor, now, code = actor_of_request(request), clock.now(), ""
    if request.method == "POST" and "end" in request.POST:
        for each in draft.assistances.filter(ended_at=None):
            end_help(each, by=actor, at=now)
        messages.success(request, _("Đã kết thúc. Người kia không còn vào được bản nháp."))
        return redirect("portal:helpers", pk)
    if request.method == "POST":
        code = invite_helper(draft, by=actor, at=now)
    newest = draft.assistances.select_related("helper").first()
    context = {
        "draft": draft,
        "code": f"{code[:3]} {code[3:]}" if code else "",
        "helping": newest if newest and newest.is_good(now) and newest.joined_at else None,
        "waiting": newest if newest and newest.is_good(now) and not newest.joined_at and newest.join_by > now else None,
    }
    return render(request, "portal/helpers.html", context)


@enter("official", "dossiers.join_draft")
def enter_code(request: HttpRequest) -> HttpResponse:
    """Điền giúp: type the code that a citizen shows; below, the drafts one is in now."""
    actor, now, problem = actor_of_request(request), clock.now(), ""
    if request.method == "POST":
        code = "".join(request.POST.get("code", "").split())[:20]
        try:
            joined = join_draft(code, by=actor, at=now)
        except Refused as refused:
            problem = refused.message
        else:
            if joined is not None and joined.draft.version.eform is not None:
                return redirect("portal:help_step", joined.pk, steps_of(joined.draft.version.eform)[0].code)
            problem = _("Mã không đúng hoặc đã hết hạn. Xin người dân lấy mã mới.")
    mine = Assistance.objects.filter(helper=actor.account_id, ended_at=None, expires_at__gt=now, draft__state="open")
    open_now: list[dict[str, Any]] = [
        {
            "assistance": each,
            "url": reverse("portal:help_step", args=[each.pk, steps_of(each.draft.version.eform)[0].code]),
        }
        for each in mine.select_related("draft__version__eform", "draft__person")[:20]
        if each.draft.version.eform is not None
    ]
    record_read(by=actor, purpose=HELPING, persons=[each["assistance"].draft.person_id for each in open_now])
    context = {"problem": problem, "open_now": open_now}
    return render(request, "portal/help.html", context, status=422 if problem else 200)


def _helped(request: HttpRequest, pk: int, code: str) -> tuple[Assistance, EForm]:
    actor = actor_of_request(request)
    found = (
        Assistance.objects.filter(pk=pk, helper=actor.account_id)
        .select_related("draft__version__eform", "draft__version__procedure", "draft__person", "draft__owner")
        .first()
    )
    if found is None or not found.is_good(clock.now()) or found.draft.version.eform is None:
        raise Http404
    eform = found.draft.version.eform
    if code not in {each.code for each in steps_of(eform)}:
        raise Http404
    return found, eform


@enter("official", "dossiers.help_fill")
def help_step(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One step of the citizen's draft, as they see it; what is typed is marked as the helper's."""
    helping, eform = _helped(request, pk, code)
    draft, actor = helping.draft, actor_of_request(request)
    record_read(by=actor, purpose=HELPING, persons=[draft.person_id, draft.asked_of.pk], subject=draft)
    codes = [each.code for each in steps_of(eform)]
    step, errors, answers = steps_of(eform)[codes.index(code)], list[FieldError](), draft.answers
    if request.method == "POST":
        result = clean_step(eform, code, asked_only(request.POST, draft), draft.answers)
        answers, errors = result.answers, result.errors
        try:
            kept = help_fill(
                helping,
                answers={name: answers.get(name) for name in step.fields},
                shown=what_was_shown(request.POST),
                step=code,
                by=actor,
                at=clock.now(),
            )
        except Crossed as crossed:
            draft.refresh_from_db()
            errors = crossed_errors(crossed, eform, draft.answers, code)
        else:
            draft.answers, draft.provenance, draft.revision = kept.answers, kept.provenance, kept.revision
            answers = draft.answers
            if not errors and not result.refresh:
                following = codes.index(code) + 1
                return redirect("portal:help_step", pk, codes[following if following < len(codes) else 0])
    context: dict[str, Any] = {
        "helping": helping,
        "draft": draft,
        "whose": draft.asked_of.full_name,
        "step": step,
        "stages": [
            {"label": data(e.title), "url": reverse("portal:help_step", args=[pk, e.code])} for e in steps_of(eform)
        ],
        "current": codes.index(code) + 1,
        "questions": render_step(request, eform, code, answers, errors, known=_known(draft, eform)),
        "was": was_of(draft, step),
        "errors": [(each.anchor, each.message) for each in errors],
        "autosave_url": reverse("portal:help_autosave", args=[pk, code]),
    }
    return render(request, "portal/help_step.html", context, status=422 if errors else 200)


def _known(draft: Any, eform: EForm) -> dict[str, Known]:
    """Where answers come from; that one is wrong only the citizen says."""
    known = known_of(draft, eform, of_oneself=False)
    return {name: Known(told.words, told.shown, told.is_locked) for name, told in known.items()}


@enter("official", "dossiers.help_fill")
@require_POST
def help_autosave(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Keep a step while the helper types."""
    helping, eform = _helped(request, pk, code)
    step = next(each for each in steps_of(eform) if each.code == code)
    answers = clean_step(eform, code, asked_only(request.POST, helping.draft), helping.draft.answers).answers
    try:
        saved = help_fill(
            helping,
            answers={name: answers.get(name) for name in step.fields},
            shown=what_was_shown(request.POST),
            step=code,
            shown_at_revision=whole_number(request.POST.get("draft-revision", "")) or 0,
            by=actor_of_request(request),
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Late as late:
        return JsonResponse({"error": late.message, "revision": late.revision}, status=409)
    except Refused as refused:
        return JsonResponse({"error": refused.message}, status=409)
    return JsonResponse({"saved_at": saved.saved_at.isoformat()})


@enter("official", "dossiers.end_help")
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """The helper is done."""
    helping = Assistance.objects.filter(pk=pk, helper=actor_of_request(request).account_id).first()
    if helping is None:
        raise Http404
    end_help(helping, by=actor_of_request(request), at=clock.now())
    messages.success(request, _("Đã kết thúc điền giúp."))
    return redirect("portal:help")
