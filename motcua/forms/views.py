"""The form builder: server-rendered pages that edit a form's schema, with the real renderer as preview."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.forms.forms import CheckForm, QuestionForm, first_values, texts_of
from motcua.forms.public import (
    BadForm,
    EForm,
    FilesHere,
    clean_step,
    define_form,
    discard_form,
    except_field,
    file_questions,
    publish_form,
    render_step,
    steps_of,
    withdraw_exception,
)
from motcua.forms.reads.conditions import why_by_hand
from motcua.forms.reads.differences import differences
from motcua.forms.reads.kinds import IN_ROWS, KINDS
from motcua.forms.reads.known import exceptions_of, sources_offered
from motcua.forms.reads.outline import check_of, conditions_of, deciders_of, outline_of, trial_of
from motcua.forms.rules import drawing
from motcua.forms.rules.drawing import Asking, NoSuchPart
from motcua.forms.rules.keeping import kept
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.pages import actor_of_request, enter, keyset_page, render

PAGE_SIZE = 30


@enter("official", "forms.edit")
def all_forms(request: HttpRequest) -> HttpResponse:
    """Biểu mẫu: every form in its newest version; a new one begins here."""
    title, refused = request.POST.get("title", "").strip()[:200], None
    if request.method == "POST":
        code = drawing.slug(title)
        try:
            if title and EForm.objects.filter(code=code).exists():
                raise Refused(_("Đã có biểu mẫu tên này. Xin đặt tên khác hoặc mở biểu mẫu đã có."), "title")
            schema = drawing.blank(title, _("Phần 1"))
            define_form(code if title else "", title=title, schema=schema, by=actor_of_request(request), at=clock.now())
        except Refused as problem:
            refused = problem
        else:
            return redirect("forms:builder", code)
    page = keyset_page(EForm.objects.newest(), keys=("code", "id"), after=request.GET.get("after"), size=PAGE_SIZE)
    context = {"forms": page.rows, "next": page.next_token, "title": title, "refused": refused}
    return render(request, "forms/all.html", context, status=422 if refused else 200)


def _newest(code: str) -> EForm:
    newest = EForm.objects.filter(code=code).order_by("-version").first()
    if newest is None:
        raise Http404
    return newest


def _save(request: HttpRequest, eform: EForm, schema: dict[str, Any], *, title: str = "") -> EForm:
    """The draft with this schema. Raises Stale where the page that was posted showed another one."""
    return define_form(
        eform.code,
        title=title or eform.title,
        schema=kept(eform.schema, schema),
        expected=request.POST.get("digest", ""),
        by=actor_of_request(request),
        at=clock.now(),
    )


@enter("official", "forms.edit")
def builder(request: HttpRequest, code: str) -> HttpResponse:
    """One form: its sections and questions, what is wrong, its versions. Editing a published one begins the next."""
    eform = _newest(code)
    if request.method == "POST":
        if eform.is_published:
            _save(request, eform, eform.schema)
        return redirect("forms:builder", code)
    return _show(request, eform)


def _show(request: HttpRequest, eform: EForm, *, status: int = 200, complain: bool = False) -> HttpResponse:
    exceptions, trial = exceptions_of(eform.code), trial_of(eform)
    outline = outline_of(eform.schema, (each.field for each in exceptions))
    errors: list[tuple[str | None, str]] = []
    if complain:
        errors = [(None, fault) for fault in outline.faults]
        lines = [line for part in outline.parts for each in part.lines for line in (each, *each.inside)]
        errors += [(f"cau-{line.path}", fault) for line in lines for fault in line.faults]
    context = {
        "eform": eform,
        "outline": outline,
        "errors": errors,
        "first_step": steps_of(trial)[0].code if trial else "",
        "kinds": list(KINDS.items()),
        "kinds_in_rows": [(kind, KINDS[kind]) for kind in IN_ROWS],
        "versions": list(EForm.objects.filter(code=eform.code).order_by("-version")[:50]),
        "exceptions": [(each, _label(eform, each.field)) for each in exceptions],
        "may_except": actor_of_request(request).has("forms.except_field"),
        "may_publish": actor_of_request(request).has("forms.publish"),
    }
    return render(request, "forms/builder.html", context, status=status)


ACTS: Mapping[str, Callable[[dict[str, Any], str], dict[str, Any]]] = {
    "step-up": lambda schema, name: drawing.move_step(schema, name, -1),
    "step-down": lambda schema, name: drawing.move_step(schema, name, 1),
    "step-remove": drawing.remove_step,
    "up": lambda schema, name: drawing.move_field(schema, name, -1),
    "down": lambda schema, name: drawing.move_field(schema, name, 1),
    "twice": drawing.duplicate_field,
    "remove": drawing.remove_field,
    "check-remove": lambda schema, place: drawing.remove_check(schema, int(place) if place.isdecimal() else -1),
}


@enter("official", "forms.edit")
@require_POST
def rearrange(request: HttpRequest, code: str) -> HttpResponse:
    """Move, repeat or take out a section or question; add a section. One button each."""
    eform = _draft(code)
    verb, _space, name = request.POST.get("act", "").partition(" ")
    title = request.POST.get("new-section", "").strip()[:200]
    if verb == "add-step" and title:
        _save(request, eform, drawing.add_step(eform.schema, title))
        return redirect("forms:builder", code)
    if verb not in ACTS:
        raise Http404
    try:
        _save(request, eform, ACTS[verb](eform.schema, name))
    except NoSuchPart:
        raise Http404 from None
    here = redirect("forms:builder", code)
    here["Location"] += f"#cau-{name}" if verb in ("up", "down", "twice") else ""
    return here


def _draft(code: str) -> EForm:
    eform = _newest(code)
    if eform.is_published:
        raise Refused(_("Phiên bản này đã ban hành, không sửa được nữa. Xin bấm “Soạn phiên bản mới”."))
    return eform


@enter("official", "forms.edit")
def section(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """The title of a section and what stands above its questions."""
    eform = _draft(code)
    found = next((each for each in eform.schema.get("x-steps", []) if each["code"] == step), None)
    if found is None:
        raise Http404
    title, intro = found.get("title", ""), found.get("intro", "")
    error = ""
    if request.method == "POST":
        title, intro = request.POST.get("title", "").strip()[:200], request.POST.get("intro", "").strip()[:1000]
        if title:
            _save(request, eform, drawing.name_step(eform.schema, step, title, intro))
            return redirect("forms:builder", code)
        error = _("Xin đặt tên cho phần này.")
    context = {"eform": eform, "title": title, "intro": intro, "error": error}
    return render(request, "forms/section.html", context, status=422 if error else 200)


@enter("official", "forms.edit")
def new_question(request: HttpRequest, code: str) -> HttpResponse:
    """One more question of a chosen kind, at the end of a section or of the row of a group."""
    eform = _draft(code)
    kind, step, group = (request.GET.get(name, "") for name in ("kieu", "phan", "nhom"))
    codes = {each["code"] for each in eform.schema.get("x-steps", [])}
    if kind not in (IN_ROWS if group else KINDS) or (not group and step not in codes):
        raise Http404
    if group and eform.schema["properties"].get(group, {}).get("type") != "array":
        raise Http404
    deciders = deciders_of(eform.schema, "", group=group)
    first = first_values(Asking(widget=kind, label="", personal="basic"))
    sources = sources_offered({} if group else eform.schema)
    form = QuestionForm(kind, deciders, request.POST or None, initial=first, auto_id="id_%s", sources=sources)
    if request.method == "POST" and form.is_valid():
        schema, path = drawing.add_field(eform.schema, step, form.asking(None), group=group)
        _save(request, eform, schema)
        here = redirect("forms:builder", code)
        here["Location"] += f"#cau-{path}"
        return here
    return _ask(request, eform, form, _("Câu hỏi mới: %(kind)s") % {"kind": KINDS[kind]})


@enter("official", "forms.edit")
def question(request: HttpRequest, code: str, path: str) -> HttpResponse:
    """The wording, limits and condition of one question."""
    eform = _draft(code)
    try:
        asking = drawing.asking_of(eform.schema, path)
    except NoSuchPart:
        raise Http404 from None
    deciders = deciders_of(eform.schema, path)
    offered = {text for text, _words in deciders}
    keeps = asking.keeps or not offered.issuperset([*texts_of(asking.when), *texts_of(asking.must)])
    form = QuestionForm(
        asking.widget,
        deciders,
        request.POST or None,
        initial=first_values(asking),
        keeps=keeps,
        sources=sources_offered({} if "-" in path else eform.schema),
    )
    if request.method == "POST" and form.is_valid():
        _save(request, eform, drawing.change_field(eform.schema, path, form.asking(asking)))
        here = redirect("forms:builder", code)
        here["Location"] += f"#cau-{path}"
        return here
    reason = why_by_hand(drawing.by_hand(eform.schema, path)) if keeps else ""
    return _ask(request, eform, form, asking.label, conditions=conditions_of(eform.schema, path), reason=reason)


def _ask(
    request: HttpRequest,
    eform: EForm,
    form: QuestionForm | CheckForm,
    title: str,
    *,
    conditions: Sequence[str] = (),
    reason: str = "",
) -> HttpResponse:
    kind = (
        KINDS.get(form.kind, form.kind) if isinstance(form, QuestionForm) else _("Phép kiểm tra giữa các câu trả lời")
    )
    context = {
        "eform": eform, "form": form, "title": title, "kind": kind, "conditions": conditions, "reason": reason,
    }  # fmt: skip
    return render(request, "forms/question.html", context, status=422 if form.errors else 200)


@enter("official", "forms.edit")
def check(request: HttpRequest, code: str, place: int) -> HttpResponse:
    """The numbers and words of a check across answers."""
    eform = _draft(code)
    checks = eform.schema.get("x-rules", [])
    if place >= len(checks):
        raise Http404
    form = CheckForm(checks[place], request.POST or None)
    if request.method == "POST" and form.is_valid():
        _save(request, eform, drawing.change_check(eform.schema, place, *form.told()))
        return redirect("forms:builder", code)
    return _ask(request, eform, form, check_of(eform.schema, place))


def _label(eform: EForm, field: str) -> str:
    return str(eform.schema.get("properties", {}).get(field, {}).get("x-label", field))


@enter("official", "forms.except_field")
def exception(request: HttpRequest, code: str, field: str) -> HttpResponse:
    """Ngoại lệ: why this question asks people for what a source gives; or taken back."""
    eform = _newest(code)
    if field not in eform.schema.get("properties", {}):
        raise Http404
    actor, problem = actor_of_request(request), None
    made = next((each for each in exceptions_of(code) if each.field == field), None)
    reason = request.POST.get("reason", made.reason if made else "")
    if request.method == "POST":
        try:
            if "withdraw" in request.POST and made is not None:
                withdraw_exception(made, by=actor, at=clock.now())
            else:
                except_field(eform, field, reason, by=actor, at=clock.now())
        except Refused as refused:
            problem = refused.message
        else:
            return redirect("forms:builder", code)
    context = {"eform": eform, "label": _label(eform, field), "made": made, "reason": reason, "problem": problem}
    return render(request, "forms/exception.html", context, status=422 if problem else 200)


@enter("official", "forms.publish")
@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Ban hành: from now on it may be filled in. What is wrong is said at each question."""
    eform = _draft(code)
    if request.POST.get("digest") != eform.digest:
        raise Refused(_("Biểu mẫu vừa được người khác sửa. Xin xem lại bản mới rồi ban hành."))
    try:
        publish_form(eform, by=actor_of_request(request), at=clock.now())
    except BadForm:
        return _show(request, eform, status=422, complain=True)
    messages.success(request, _("Đã ban hành phiên bản %(version)s.") % {"version": eform.version})
    return redirect("forms:builder", code)


@enter("official", "forms.discard")
@require_POST
def discard(request: HttpRequest, code: str) -> HttpResponse:
    """Bỏ bản soạn thảo."""
    discard_form(_draft(code), by=actor_of_request(request), at=clock.now())
    messages.success(request, _("Đã bỏ bản soạn thảo."))
    return redirect("forms:builder", code) if EForm.objects.filter(code=code).exists() else redirect("forms:all")


def _version(code: str, version: int) -> EForm:
    found = EForm.objects.filter(code=code, version=version).first() if version < 2**31 else None
    if found is None:
        raise Http404
    return found


@enter("official", "forms.edit")
def preview(request: HttpRequest, code: str, version: int, step: str) -> HttpResponse:
    """Xem thử: a section as citizens get it, answers checked and not kept."""
    eform = _version(code, version)
    trial = trial_of(eform)
    if trial is None or step not in {each.code for each in steps_of(trial)}:
        raise Http404
    answers: dict[str, Any] = {}
    errors: list[Any] = []
    if request.method == "POST":
        result = clean_step(trial, step, request.POST, {})
        answers, errors = result.answers, result.errors
    files = {each.limits.component: FilesHere() for each in file_questions(trial, {})}
    context = {
        "eform": eform,
        "steps": steps_of(trial),
        "step": next(each for each in steps_of(trial) if each.code == step),
        "questions": render_step(request, trial, step, answers, errors, files=files),
        "errors": [(error.anchor, error.message) for error in errors],
        "is_right": request.method == "POST" and not errors,
    }
    return render(request, "forms/preview.html", context, status=422 if errors else 200)


@enter("official", "forms.edit")
def changes(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """What a version changes against the one before it."""
    eform = _version(code, version)
    before = EForm.objects.filter(code=code, version__lt=version).order_by("-version").first()
    found = differences(before.schema, eform.schema) if before else []
    return render(request, "forms/changes.html", {"eform": eform, "before": before, "found": found})
