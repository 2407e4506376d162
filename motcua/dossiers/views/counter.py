from itertools import zip_longest
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.dossiers.actions._filing import Incomplete
from motcua.dossiers.actions.take_at_counter import Applicant, CounterFiling, OtherDetails, take_at_counter
from motcua.dossiers.forms import ApplicantForm
from motcua.forms.public import EForm, FieldError, clean_step, render_step, sources_of, steps_of
from motcua.organisations.public import Organisation
from motcua.platform import clock
from motcua.platform.action import Refused, record_refused_read
from motcua.platform.pages import actor_of_request, enter, render
from motcua.procedures.public import Checklist, ProcedureCase, ProcedureVersion, answering, checklist_of, preparation_of


@enter("official", "dossiers.take_at_counter")
def counter_start(request: HttpRequest) -> HttpResponse:
    """Tiếp nhận tại quầy: which procedure."""
    words = request.GET.get("q", "").strip()[:100]
    published = ProcedureVersion.objects.taking_dossiers(clock.today())
    found = answering(published, words).versions if words else list(published.order_by("sort_key", "id")[:20])
    return render(request, "dossiers/counter_start.html", {"words": words, "procedures": found})


@enter("official", "dossiers.take_at_counter")
def counter_form(request: HttpRequest, code: str) -> HttpResponse:
    """Tiếp nhận tại quầy: who, the form on one page, and the papers handed in."""
    taken = ProcedureVersion.objects.taking_dossiers(clock.today()).select_related("eform")
    version = taken.filter(procedure__code=code).first()
    if version is None:
        raise Http404
    cases = list(version.cases.prefetch_related("components").select_related("process", "version__eform"))
    checklist = _checklist(request, version)
    wanted = request.GET.get("truong-hop", "") or (checklist.case.key if checklist else "")
    case = next((each for each in cases if each.key == wanted), next(iter(cases), None))
    if case is None:
        raise Http404
    if request.method == "POST":
        return _take(request, version, case)
    return _show(request, version, case, ApplicantForm(), {}, [], {})


def _checklist(request: HttpRequest, version: ProcedureVersion) -> Checklist | None:
    """The checklist somebody brought along, by the answers in the address."""
    prepared = preparation_of(version, {key: request.GET[key] for key in request.GET})
    return checklist_of(version, prepared) if prepared.given else None


def _take(request: HttpRequest, version: ProcedureVersion, case: ProcedureCase) -> HttpResponse:
    actor = actor_of_request(request)
    form = ApplicantForm(request.POST)
    answers, errors, refresh = _answers(request, version)
    papers = frozenset(request.POST.getlist("papers"))
    other: dict[str, str] = {}
    if form.is_valid() and not errors and not refresh:
        try:
            unit = Organisation.objects.get(pk=actor.organisation_id or 0)
            filing = _filing(request, case, form, answers, papers)
            dossier = take_at_counter(unit, filing, by=actor, at=clock.now())
        except Incomplete as incomplete:
            errors = incomplete.errors
            other = {key: _("Giấy tờ này là bắt buộc.") for key in incomplete.components}
        except Refused as refused:
            if isinstance(refused, OtherDetails):
                record_refused_read(
                    by=actor, name="dossiers.take_at_counter", subject=refused.person, persons=[refused.person.pk]
                )
            errors, other = _place(refused, version, form)
        else:
            messages.success(request, _("Đã tiếp nhận. Giấy tiếp nhận và hẹn trả kết quả đã sẵn sàng để in."))
            return redirect("dossiers:dossier", dossier.code)
    return _show(
        request, version, case, form, answers, [] if refresh else errors, other, status=200 if refresh else 422
    )


def _answers(request: HttpRequest, version: ProcedureVersion) -> tuple[dict[str, Any], list[FieldError], bool]:
    """All steps of the form as posted on one page; each step says for itself which of its questions were shown."""
    assert version.eform is not None
    answers: dict[str, Any] = {}
    errors: list[FieldError] = []
    refresh = False
    posted_by_all = _with_applicant(version.eform, request.POST)
    for step, shown in zip_longest(steps_of(version.eform), request.POST.getlist("_shown")):
        if step is None:
            break
        posted = posted_by_all.copy()
        posted["_shown"] = shown or ""
        result = clean_step(version.eform, step.code, posted, answers)
        answers, refresh = result.answers, refresh or result.refresh
        errors += result.errors
    return answers, errors, refresh


# What the officer has typed of the applicant already, by where a form's question may be answered from.
APPLICANT = {
    "person.full_name": "full_name",
    "person.birth_date": "birth_date",
    "person.personal_id": "personal_id",
    "person.phone": "phone",
    "person.email": "email",
    "person.address": "address_line",
}


def _with_applicant(eform: EForm, posted: QueryDict) -> QueryDict:
    """The questions about the applicant that were left blank, answered by what stands at the top of the page."""
    filled = posted.copy()
    for name, source in sources_of(eform).items():
        known = posted.get(APPLICANT.get(source, ""), "")
        if known and not posted.get(name):
            filled[name] = known
    return filled


def _filing(
    request: HttpRequest, case: ProcedureCase, form: ApplicantForm, answers: dict[str, Any], papers: frozenset[str]
) -> CounterFiling:
    given = form.cleaned_data
    return CounterFiling(
        case,
        Applicant(given["full_name"], given["birth_date"], given["personal_id"]),
        answers,
        papers,
        phone=given["phone"],
        email=given["email"],
        address=given["address_line"],
        key=_key(request),
    )


def _key(request: HttpRequest) -> UUID:
    """The one-time key of the form as posted; a new one where none or a forged one came."""
    try:
        return UUID(request.POST.get("filing_key", ""))
    except ValueError:
        return uuid4()


def _place(refused: Refused, version: ProcedureVersion, form: ApplicantForm) -> tuple[list[FieldError], dict[str, str]]:
    """The refusal where it belongs: at the field about the applicant, at the question of the form, or at the top."""
    if refused.field in form.fields:
        form.add_error(refused.field, refused.message)
        return [], {}
    assert version.eform is not None
    step = next((step for step in steps_of(version.eform) if refused.field in step.fields), None)
    if step is None:
        return [], {"": refused.message}
    return [FieldError(refused.field or "", refused.message, step.code)], {}


def _show(
    request: HttpRequest,
    version: ProcedureVersion,
    case: ProcedureCase,
    form: ApplicantForm,
    answers: dict[str, Any],
    errors: list[FieldError],
    other: dict[str, str],
    *,
    status: int = 200,
) -> HttpResponse:
    assert version.eform is not None
    steps = [
        (step, render_step(request, version.eform, step.code, answers, [e for e in errors if e.step == step.code]))
        for step in steps_of(version.eform)
    ]
    context = {
        "version": version,
        "case": case,
        "cases": list(version.cases.all()),
        "filing_key": _key(request),
        "form": form,
        "steps": steps,
        "from_applicant": {
            step.code for step, _questions in steps if set(step.fields) & set(sources_of(version.eform))
        },
        "checklist": _checklist(request, version),
        "chosen": request.POST.getlist("papers"),
        "errors": [(error.anchor, error.message) for error in errors],
        "other": other,
    }
    return render(request, "dossiers/counter_form.html", context, status=status)
