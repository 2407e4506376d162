"""What need not be typed: filled in from registers, shown with where it comes from, and reported where it is wrong."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.accounts.public import address_of, has_national_provider
from motcua.dossiers.public import (
    REGISTER,
    Crossed,
    Draft,
    asks_of_other,
    is_locked,
    locked_in,
    prefill,
    prefill_other,
    report_wrong,
    shown_digest,
    stands,
    words_of,
)
from motcua.forms.public import (
    REGISTERED,
    EForm,
    FieldError,
    Known,
    Step,
    bound_here,
    clean_step,
    field_of,
    render_step,
    shown_value,
    steps_of,
)
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.language import data, said
from motcua.platform.pages import actor_of_request, enter, render
from motcua.portal.views.opened import draft_of

SURE = 2
LOOK_UP = "_look_up"


def asked_only(posted: QueryDict, draft: Draft) -> QueryDict:
    """What was posted without the answers that are shown and not asked, whoever sent them."""
    sent, locked = posted.copy(), locked_in(draft.provenance, draft.answers)
    for name in locked:
        sent.pop(name, None)
    sent["_shown"] = " ".join(name for name in posted.get("_shown", "").split() if name not in locked)
    return sent if "_shown" in posted or locked else posted


def was_of(draft: Draft, step: Step) -> str:
    """Which answers a page shows, by digest: what two type together is told apart by it."""
    return " ".join(f"{name}:{shown_digest(draft.pk, name, draft.answers.get(name))}" for name in step.fields)


def what_was_shown(posted: QueryDict) -> dict[str, str]:
    """What `was_of` said on the page that was posted."""
    pairs = (each.partition(":") for each in posted.get("_was", "").split()[:500])
    return {name: digest for name, _colon, digest in pairs}


def crossed_errors(crossed: Crossed, eform: EForm, kept: dict[str, Any], step: str) -> list[FieldError]:
    """What the other wrote, at each question that both answered: one's own words still stand in the field."""
    said = _("Người kia vừa ghi “%(other)s” ở mục này. Lời của ông/bà còn trong ô; bấm Lưu lần nữa để dùng lời ấy.")
    return [
        FieldError(name, said % {"other": shown_value(eform, name, kept.get(name))}, step)
        for name in sorted(crossed.fields)
    ]


def known_of(draft: Draft, eform: EForm, *, of_oneself: bool = True) -> dict[str, Known]:
    """Where the answers of a draft come from, by question, those that somebody typed left out.

    In words to who writes it, or to who helps.
    """
    disputed = {name for name, told in draft.provenance.items() if told.get("disputed")}
    told_wrong = {each.field: each.told for each in draft.disputes.all()} if disputed else {}
    known = {}
    for name, told in draft.provenance.items():
        answer = draft.answers.get(name)
        if name in told_wrong:
            words = _("ông/bà báo sai; nguồn ghi “%(told)s”, %(source)s")
            if not of_oneself:
                words = _("người nộp báo sai; nguồn ghi “%(told)s”, %(source)s")
            words = said(words, told=told_wrong[name], source=words_of(told, of_oneself=of_oneself))
            known[name] = Known(words)
        elif field_of(eform, name) is not None and stands(told, name, answer):
            locked = is_locked(draft.provenance, name, answer)
            url = reverse("portal:wrong", args=[draft.pk, name]) if locked else ""
            known[name] = Known(words_of(told, of_oneself=of_oneself), shown_value(eform, name, answer), locked, url)
    return known


def notices_of(request: HttpRequest, draft: Draft, eform: EForm, step: str) -> dict[str, Any]:
    """What a step says above its questions: that a register is silent, or that e-identity would fill more in."""
    actor = actor_of_request(request)
    bound = bound_here(eform, draft.answers, [step])
    asked = [each for each in bound if each.attribute in REGISTERED]
    missing = any(not is_locked(draft.provenance, each.name, draft.answers.get(each.name)) for each in asked)
    query = urlencode({"next": reverse("portal:step", args=[draft.pk, step])})
    is_sure = actor.assurance >= SURE
    return {
        "is_silent": is_sure and missing and "silent" in draft.gathered,
        "look_up": LOOK_UP,
        "asks_of_other": is_sure and asks_of_other(draft, eform, bound),
        "filled_count": sum(is_locked(draft.provenance, each.name, draft.answers.get(each.name)) for each in asked),
        "national_url": f"{reverse('accounts:national')}?{query}"
        if missing and not is_sure and has_national_provider()
        else "",
    }


def looked_up(request: HttpRequest, draft: Draft, eform: EForm, step: str) -> list[FieldError]:
    """Fill in what the register knows of somebody else whom the step names; what is wrong where it could not be."""
    actor = actor_of_request(request)
    try:
        prefill_other(draft, eform, step, address=address_of(request), by=actor, at=clock.now())
    except Refused as refused:
        return [FieldError(refused.field or next(each.fields[0] for each in steps_of(eform) if each.code == step),
                           refused.message, step)]  # fmt: skip
    messages.success(request, _("Đã lấy thông tin của người kia. Đổi người thì sửa số định danh rồi lấy lại."))
    return []


@enter("citizen", "dossiers.fill_draft")
@require_POST
def again(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    """Lấy lại: ask the register once more, and come back to the step."""
    draft, eform = draft_of(request, pk)
    if code not in {each.code for each in steps_of(eform)}:
        raise Http404
    draft = prefill(draft, eform, [code], by=actor_of_request(request), at=clock.now(), again=True)
    if "silent" in draft.gathered:
        messages.warning(request, _("Vẫn chưa lấy được. Ông/bà cứ tự điền và nộp bình thường."))
    return redirect("portal:step", pk, code)


@enter("citizen", "dossiers.report_wrong")
def wrong(request: HttpRequest, pk: UUID, field: str) -> HttpResponse:
    """Sai thông tin? One value of a register, what is right instead, and why."""
    draft, eform = draft_of(request, pk)
    answer = draft.answers.get(field)
    if draft.dossier is not None or not is_locked(draft.provenance, field, answer):
        raise Http404
    step = next(each for each in steps_of(eform) if field in each.fields)
    back = reverse("portal:step", args=[pk, step.code])
    answers, errors = {**draft.answers, field: None}, []
    reason, problem = request.POST.get("reason", ""), None
    if request.method == "POST":
        result = clean_step(eform, step.code, _just(request.POST, field), answers)
        answers = result.answers
        errors = [each for each in result.errors if each.question == field]
        if not errors:
            try:
                report_wrong(draft, field, answers.get(field), reason, by=actor_of_request(request), at=clock.now())
            except Refused as refused:
                problem = refused
            else:
                messages.success(
                    request, _("Đã ghi nhận. Hồ sơ nộp theo thông tin của ông/bà; cán bộ thấy cả hai để kiểm tra.")
                )
                return redirect(back)
    question = field_of(eform, field)
    assert question is not None
    context = {
        "draft": draft,
        "step": step,
        "label": data(question.label),
        "told": shown_value(eform, field, draft.answers.get(field)),
        "source": words_of(draft.provenance[field], of_oneself=True),
        "is_register": draft.provenance[field]["source"] == REGISTER,
        "question": render_step(request, eform, step.code, answers, errors, only=field),
        "reason": reason,
        "problem": problem,
        "errors": [(each.anchor, each.message) for each in errors]
        + ([(f"id_{problem.field}" if problem.field else None, problem.message)] if problem else []),
        "back_url": back,
    }
    return render(request, "portal/wrong.html", context, status=422 if errors or problem else 200)


def _just(posted: QueryDict, field: str) -> QueryDict:
    """Only the one question of what was posted."""
    sent = posted.copy()
    for name in list(sent):
        if name != field:
            del sent[name]
    sent["_shown"] = field
    return sent
