from collections.abc import Sequence
from itertools import zip_longest
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.dossiers.actions._filing import Handed, Incomplete
from motcua.dossiers.actions.take_at_counter import Applicant, CounterFiling, OtherDetails, take_at_counter
from motcua.dossiers.actions.take_incomplete import ask_at_counter, refuse_at_counter
from motcua.dossiers.forms import ApplicantForm
from motcua.dossiers.models import Dossier, SupplementItem
from motcua.dossiers.models.components import STATES
from motcua.dossiers.reads.access import open_dossier
from motcua.dossiers.reads.cards import Shown, same_person, who_is_shown
from motcua.dossiers.reads.grounds import choices as grounds_of
from motcua.dossiers.reads.signals import OTHER_DETAILS, WENT_ON, Signal, signals_at_counter
from motcua.dossiers.rules import PaperFault, PaperState
from motcua.dossiers.views.acts import text_of
from motcua.forms.public import EForm, FieldError, clean_step, render_step, sources_of, steps_of
from motcua.organisations.public import Organisation
from motcua.papers.public import papers_of
from motcua.persons.public import find_by_personal_id
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused, record_refused_read
from motcua.platform.pages import actor_of_request, enter, render
from motcua.platform.text import whole_number
from motcua.procedures.public import (
    Checklist,
    ProcedureCase,
    ProcedureVersion,
    by_letters,
    checklist_of,
    preparation_of,
)

SEEN = ("state", "quantity", "fault")
MOST_OF_ONE = 99


@enter("official", "dossiers.take_at_counter")
def counter_start(request: HttpRequest) -> HttpResponse:
    """Tiếp nhận tại quầy: who stands there, by their card, and which procedure, by a few letters of its name."""
    posted, on = request.POST, clock.today()
    if "filing_key" in posted:
        # A question of the form opened here asks which questions follow from its answer.
        return counter_form(request, posted.get("thu_tuc", ""))
    words = (posted.get("q") or request.GET.get("q", "")).strip()[:100]
    card, error = posted.get("card", "")[:600], ""
    person = _next_of(request)
    if (brought := _brought(card)) is not None:
        # The QR of a checklist, scanned where the card is: the form of its procedure, with the checklist beside.
        code, answers = brought
        return redirect(f"{reverse('dossiers:counter_form', args=[code])}{'?' if answers else ''}{answers}")
    if card.strip():
        try:
            person = who_is_shown(card, on=on)
        except Refused as refused:
            error = refused.message
    # With a card they are chosen by pressing, which brings the card along; without, they are links.
    all_taken = list(ProcedureVersion.objects.taking_dossiers(on).order_by("sort_key", "id")[:20])
    found = by_letters(words, on) if words else []
    chosen = posted.get("thu_tuc") or (found[0].procedure.code if posted and len(found) == 1 else "")
    if chosen and not error:
        return _open(request, _version(chosen), person)
    context = {
        "words": words,
        "card": card,
        "error": error,
        "person": person,
        "same": request.GET.get("tiep", "") if person and not card.strip() else "",
        "found": found or ([] if words or not card.strip() else all_taken),
        "procedures": [] if words or card.strip() else all_taken,
    }
    return render(request, "dossiers/counter_start.html", context, status=422 if error else 200)


def _brought(scanned: str) -> tuple[str, str] | None:
    """The procedure and the answers of the checklist ("Tôi cần gì?") whose link was scanned; None for anything else."""
    parts = urlsplit(scanned.strip()) if "://" in scanned else None
    try:
        found = resolve(parts.path) if parts is not None else None
    except Resolver404:
        return None
    return (found.kwargs["code"], parts.query) if parts and found and found.view_name == "portal:prepare" else None


def _next_of(request: HttpRequest) -> Shown | None:
    """Who brought the dossier before, where the officer takes another of the same person."""
    code = request.GET.get("tiep", "")
    actor = actor_of_request(request)
    found = same_person(code, actor) if code else None
    if found is not None:
        find_by_personal_id(found.personal_id, by=actor, purpose=gettext_noop("Tiếp nhận hồ sơ tại quầy"))
    return found


@enter("official", "dossiers.take_at_counter")
def counter_form(request: HttpRequest, code: str) -> HttpResponse:
    """Tiếp nhận tại quầy: who, the form on one page, and the papers handed in."""
    version = _version(code)
    if request.method == "POST":
        return _take(request, version, _case(request, version))
    return _open(request, version, _next_of(request))


def _version(code: str) -> ProcedureVersion:
    taken = ProcedureVersion.objects.taking_dossiers(clock.today()).select_related("eform")
    version = taken.filter(procedure__code=code).first()
    if version is None:
        raise Http404
    return version


def _case(request: HttpRequest, version: ProcedureVersion) -> ProcedureCase:
    cases = list(version.cases.prefetch_related("components").select_related("process", "version__eform"))
    checklist = _checklist(request, version)
    wanted = request.POST.get("truong_hop") or request.GET.get("truong-hop", "")
    wanted = wanted or (checklist.case.key if checklist else "")
    case = next((each for each in cases if each.key == wanted), next(iter(cases), None))
    if case is None:
        raise Http404
    return case


def _open(request: HttpRequest, version: ProcedureVersion, person: Shown | None) -> HttpResponse:
    form = ApplicantForm(initial=person.as_fields() if person else {})
    return _show(request, version, _case(request, version), form, _known(version, person), [], {})


def _known(version: ProcedureVersion, person: Shown | None) -> dict[str, Any]:
    """The form's questions about the applicant, answered by what is known of who stands at the counter."""
    if person is None or version.eform is None:
        return {}
    known = person.as_fields() | {"birth_date": person.birth_date.isoformat() if person.birth_date else ""}
    answers = {name: known.get(APPLICANT.get(source, ""), "") for name, source in sources_of(version.eform).items()}
    return {name: answer for name, answer in answers.items() if answer}


@enter("official", "dossiers.take_at_counter")
def counter_done(request: HttpRequest, code: str) -> HttpResponse:
    """Đã tiếp nhận: the slip to print at once, and on to the next dossier of this person, or to the next person."""
    dossier = open_dossier(request, code, purpose=gettext_noop("Tiếp nhận hồ sơ tại quầy"))
    papers = list(papers_of(dossier.subject))
    return render(request, "dossiers/counter_done.html", {"dossier": dossier, "papers": papers})


def _checklist(request: HttpRequest, version: ProcedureVersion) -> Checklist | None:
    """The checklist somebody brought along, by the answers in the address."""
    prepared = preparation_of(version, {key: request.GET[key] for key in request.GET})
    return checklist_of(version, prepared) if prepared.given else None


def _take(request: HttpRequest, version: ProcedureVersion, case: ProcedureCase) -> HttpResponse:
    actor = actor_of_request(request)
    form = ApplicantForm(request.POST)
    answers, errors, refresh = _answers(request, version)
    other: dict[str, str] = {}
    warnings: list[Signal] = []
    what = request.POST.get("viec", "")
    if form.is_valid() and not refresh and (not errors or what == "tu-choi"):
        try:
            filing = _filing(request, case, form, answers)
            if not what and not filing.reason.strip():
                number, procedure = filing.applicant.personal_id, version.procedure_id
                warnings = signals_at_counter(number, procedure, actor, clock.now(), key=filing.key)
            if warnings:
                raise Refused(_("Có dấu hiệu cần để ý. Xin xem, rồi ghi lý do nếu làm tiếp."), WENT_ON)
            dossier = _taken(request, what, filing)
        except NotAllowed:
            raise
        except Incomplete as incomplete:
            errors = incomplete.errors
            lacks = _("Giấy tờ này bắt buộc mà còn thiếu hoặc chưa đúng: lập phiếu yêu cầu bổ sung (mẫu 02).")
            other = dict.fromkeys(incomplete.components, lacks)
        except Refused as refused:
            if isinstance(refused, OtherDetails):
                warnings = [Signal(OTHER_DETAILS, refused.message)]
                record_refused_read(
                    by=actor, name="dossiers.take_at_counter", subject=refused.person, persons=[refused.person.pk]
                )
            errors, other = _place(refused, version, form)
        else:
            messages.success(request, _said(what))
            return redirect("dossiers:counter_done", dossier.code)
    return _show(
        request,
        version,
        case,
        form,
        answers,
        [] if refresh else errors,
        other,
        warnings,
        status=200 if refresh else 422,
    )


def _taken(request: HttpRequest, what: str, filing: CounterFiling) -> Dossier:
    """Accepted; asked for what is missing, on form 02; or refused on a ground, on form 03."""
    by, at = actor_of_request(request), clock.now()
    unit = Organisation.objects.get(pk=by.organisation_id or 0)
    words = text_of(request, "words")
    if what == "bo-sung":
        return ask_at_counter(unit, filing, words=words, by=by, at=at)
    if what != "tu-choi":
        return take_at_counter(unit, filing, by=by, at=at)
    ground = whole_number(request.POST.get("ground", ""))
    if ground is None:
        raise Refused(_("Xin chọn căn cứ từ chối."), "ground")
    return refuse_at_counter(unit, filing, ground=ground, words=words, by=by, at=at)


def _said(what: str) -> str:
    return {
        "bo-sung": _("Đã lập phiếu yêu cầu bổ sung (mẫu 02). Hồ sơ chờ người nộp bổ sung."),
        "tu-choi": _("Đã lập phiếu từ chối tiếp nhận (mẫu 03)."),
    }.get(what) or _("Đã tiếp nhận. Giấy tiếp nhận và hẹn trả kết quả đã sẵn sàng để in.")


def _handed(request: HttpRequest, case: ProcedureCase) -> dict[str, Handed]:
    """What the officer chose of each paper; what is not in the lists is not looked at."""
    handed = {}
    for paper in case.components.all():
        state, fault = request.POST.get(f"state-{paper.key}", ""), request.POST.get(f"fault-{paper.key}", "")
        count = whole_number(request.POST.get(f"quantity-{paper.key}", "")) or 1
        if state in set(PaperState):
            wrong = PaperFault(fault) if fault in set(PaperFault) else None
            handed[paper.key] = Handed(PaperState(state), min(max(count, 1), MOST_OF_ONE), wrong)
    return handed


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


def _filing(request: HttpRequest, case: ProcedureCase, form: ApplicantForm, answers: dict[str, Any]) -> CounterFiling:
    given = form.cleaned_data
    return CounterFiling(
        case,
        Applicant(given["full_name"], given["birth_date"], given["personal_id"]),
        answers,
        phone=given["phone"],
        email=given["email"],
        address=given["address_line"],
        key=_key(request),
        reason=text_of(request, WENT_ON),
        handed=_handed(request, case),
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
    if refused.field == WENT_ON:
        return [], {WENT_ON: refused.message}
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
    warnings: Sequence[Signal] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    assert version.eform is not None
    steps = [
        (step, render_step(request, version.eform, step.code, answers, [e for e in errors if e.step == step.code]))
        for step in steps_of(version.eform)
    ]
    taken_from_applicant = {name for name, source in sources_of(version.eform).items() if source in APPLICANT}
    context = {
        "version": version,
        "case": case,
        "cases": list(version.cases.all()),
        "filing_key": _key(request),
        "form": form,
        "steps": steps,
        "from_applicant": {step.code for step, _questions in steps if set(step.fields) & taken_from_applicant},
        "checklist": _checklist(request, version),
        "papers": [
            {"paper": paper, **{name: request.POST.get(f"{name}-{paper.key}", "") for name in SEEN}}
            for paper in case.components.all()
            if not paper.is_note
        ],
        "states": STATES,
        "faults": [("", _("đúng")), *SupplementItem.FAULTS],
        "grounds": grounds_of("refusal", clock.today()),
        "typed": {name: request.POST.get(name, "") for name in ("ground", "words", "card")},
        "same": request.GET.get("tiep", ""),
        "warnings": warnings,
        "went_on": request.POST.get(WENT_ON, ""),
        "errors": [(error.anchor, error.message) for error in errors],
        "other": other,
    }
    return render(request, "dossiers/counter_form.html", context, status=status)
