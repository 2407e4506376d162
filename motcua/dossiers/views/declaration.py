"""The declaration of a dossier: ticking values off against the papers, correcting it, comparing files."""

from itertools import zip_longest
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.dossiers.actions._filing import Incomplete
from motcua.dossiers.actions.check_value import check_value
from motcua.dossiers.actions.correct_answers import correct_answers
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.access import open_dossier
from motcua.dossiers.reads.attached import attached
from motcua.dossiers.reads.checks import corrections_of
from motcua.dossiers.views.acts import act, revision_of, text_of
from motcua.forms.public import EForm, FieldError, clean_step, render_step, steps_of
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused
from motcua.platform.pages import actor_of_request, enter, render
from motcua.platform.text import whole_number

VERDICTS: dict[str, bool | None] = {"khop": True, "lech": False, "bo": None}
COMPARED = 50


@act("dossiers.check_value", back=lambda request: _where(request))
def check(request: HttpRequest, dossier: Dossier) -> str:
    """Đối chiếu: one value, by the button that was pressed (`khop:hoTen`)."""
    verdict, _colon, field = request.POST.get("doi-chieu", "").partition(":")
    if verdict not in VERDICTS:
        raise Refused(_("Xin chọn mục cần đối chiếu."))
    check_value(dossier, field, VERDICTS[verdict], by=actor_of_request(request), at=clock.now())
    return ""


def _where(request: HttpRequest) -> str:
    """The file that was open, and the value that was ticked."""
    file = whole_number(request.POST.get("tep", ""))
    field = request.POST.get("doi-chieu", "").partition(":")[2]
    return (f"?tep={file}" if file is not None else "") + f"#truong-{field}"


@enter("official", "dossiers.correct_answers")
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Sửa tờ khai: the whole form again, as the applicant corrects it."""
    dossier = open_dossier(request, code, purpose=gettext_noop("Sửa tờ khai"))
    eform = dossier.version.eform
    if eform is None:
        raise Http404
    if request.method != "POST":
        return _form(request, dossier, eform, dict(dossier.answers), [])
    answers, errors, refresh = _posted(request, dossier, eform)
    if errors or refresh:
        return _form(request, dossier, eform, answers, errors, status=200 if refresh else 422)
    try:
        correct_answers(
            dossier,
            answers,
            reason=text_of(request, "reason"),
            revision=revision_of(request),
            by=actor_of_request(request),
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Incomplete as incomplete:
        return _form(request, dossier, eform, answers, incomplete.errors, status=422)
    except Refused as refused:
        return _form(request, dossier, eform, answers, [], refusal=refused, status=422)
    messages.success(request, _("Đã sửa tờ khai. Bản trước được giữ lại ở phần thay đổi."))
    return redirect("dossiers:dossier", code)


def _posted(request: HttpRequest, dossier: Dossier, eform: EForm) -> tuple[dict[str, Any], list[FieldError], bool]:
    """The answers as they would stand, what is wrong with them, and whether the form is only asked for anew."""
    answers: dict[str, Any] = dict(dossier.answers)
    errors: list[FieldError] = []
    refresh = False
    for step, shown in zip_longest(steps_of(eform), request.POST.getlist("_shown")):
        if step is None:
            break
        posted = request.POST.copy()
        posted["_shown"] = shown or ""
        result = clean_step(eform, step.code, posted, answers)
        answers, refresh = result.answers, refresh or result.refresh
        errors += result.errors
    return answers, [] if refresh else errors, refresh


def _form(
    request: HttpRequest,
    dossier: Dossier,
    eform: EForm,
    answers: dict[str, Any],
    errors: list[FieldError],
    *,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    steps = [
        (step, render_step(request, eform, step.code, answers, [e for e in errors if e.step == step.code]))
        for step in steps_of(eform)
    ]
    faults = [(error.anchor, error.message) for error in errors]
    if refusal is not None:
        anchor = f"id_{refusal.field}" if refusal.field else None
        faults.append((anchor or "", refusal.message))
    context = {"dossier": dossier, "steps": steps, "errors": faults, "reason": request.POST.get("reason", "")}
    return render(request, "dossiers/correct.html", context, status=status)


@enter("official", "dossiers.read")
def corrections(request: HttpRequest, code: str) -> HttpResponse:
    """Thay đổi của tờ khai: what each correction changed, from what to what."""
    dossier = open_dossier(request, code, purpose=gettext_noop("Xem thay đổi của tờ khai"))
    context = {"dossier": dossier, "corrections": corrections_of(dossier)}
    return render(request, "dossiers/corrections.html", context)


@enter("official", "dossiers.read")
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """So sánh hai tệp: side by side; of very many files the latest are offered."""
    dossier = open_dossier(request, code, purpose=gettext_noop("Xem tệp trong hồ sơ"))
    one, other = (whole_number(request.GET.get(name, "")) for name in ("tep", "voi"))
    left = attached(dossier, wanted=one, size=COMPARED)
    right = next((file for file in left.files if file.pk == other), None)
    if right is None and other is not None:
        right = attached(dossier, wanted=other, size=1).opened
    if right is None:
        right = next((file for file in left.files if file != left.opened), None)
    if left.opened is None or right is None:
        return redirect("dossiers:dossier", code)
    chosen = (left.opened, right)
    files = [*left.files, *(file for file in chosen if file not in left.files)]
    context = {
        "dossier": dossier,
        "choices": [(str(file.pk), f"{file.component.name} · {file.file.name}") for file in files],
        "sides": [
            {"name": name, "label": label, "file": file, "url": reverse("dossiers:file", args=[code, file.pk])}
            for name, label, file in zip(("tep", "voi"), (_("Tệp bên trái"), _("Tệp bên phải")), chosen, strict=True)
        ],
    }
    return render(request, "dossiers/compare.html", context)
