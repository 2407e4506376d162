"""Xin ý kiến: what is asked of one's agency and what it asked, one opinion, and asking from a dossier's page."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.consultations.actions.answer import answer
from motcua.consultations.actions.ask import Asked, ask
from motcua.consultations.actions.withdraw import withdraw
from motcua.consultations.actions.write import write
from motcua.consultations.forms import UNITS, option_of, questions_in, rows_of, units_in
from motcua.consultations.models import SILENCES, ConsultationFile, Opinion
from motcua.consultations.reads import TABS, answered, counts, files_of, in_tab, siblings_of
from motcua.consultations.rules import ANSWERABLE, NO, YES, Kind, Silence, State, may_answer
from motcua.consultations.terms import policy_of
from motcua.dossiers.public import Dossier, files_for_others, has_step_of, open_dossier, take_paper, upload_limits
from motcua.files.public import file_response
from motcua.organisations.public import Organisation, OrganisationKind
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused, Stale, may, record_read
from motcua.platform.pages import actor_of_request, enter, keyset_page, render

SIZE = 50
PURPOSE = "Lấy ý kiến về hồ sơ"
ASKABLE = (
    OrganisationKind.PEOPLES_COMMITTEE, OrganisationKind.PC_OFFICE, OrganisationKind.DEPARTMENT,
    OrganisationKind.DIVISION, OrganisationKind.MANAGEMENT_BOARD, OrganisationKind.POLICE,
    OrganisationKind.SOCIAL_INSURANCE, OrganisationKind.OTHER,
)  # fmt: skip


@require_GET
@enter("official", "consultations.read")
def opinions(request: HttpRequest) -> HttpResponse:
    """What one's agency owes, gave and asked, the most urgent first."""
    actor, now = actor_of_request(request), clock.now()
    tab = request.GET.get("muc", TABS[0])
    if tab not in TABS:
        raise Http404
    rows = in_tab(actor, tab).select_related(
        "consultation__dossier__version", "consultation__organisation", "organisation"
    )
    keys = ("due_at", "id") if tab == "waiting" else ("-id",)
    page = keyset_page(rows, keys=keys, after=request.GET.get("after"), size=SIZE)
    many = counts(actor, now)
    names = (_("Chờ đơn vị cho ý kiến"), _("Đơn vị đã cho ý kiến"), _("Đơn vị đi hỏi"))
    context = {
        "tabs": [
            {"label": name, "url": f"?muc={each}", "count": many.get(each), "current": each == tab}
            for each, name in zip(TABS, names, strict=True)
        ],
        "tab": tab, "opinions": page.rows, "now": now, "late": many["late"],
        "more_url": f"?{urlencode({'muc': tab, 'after': page.next_token})}" if page.next_token else None,
    }  # fmt: skip
    return render(request, "consultations/opinions.html", context)


def _seen(request: HttpRequest, pk: int) -> Opinion:
    seen = Opinion.objects.visible_to(actor_of_request(request)).filter(pk=pk)
    found = seen.select_related(
        "consultation__dossier__version", "consultation__organisation", "consultation__asked_by", "organisation",
        "answered_by",
    ).first()  # fmt: skip
    if found is None:
        raise Http404
    return found


@require_GET
@enter("official", "consultations.read")
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """One opinion: what is asked, what is answered, what both sides wrote."""
    return _show(request, _seen(request, pk))


def _show(request: HttpRequest, shown: Opinion, refused: Refused | None = None) -> HttpResponse:
    actor, now, consultation = actor_of_request(request), clock.now(), shown.consultation
    record_read(by=actor, purpose=PURPOSE, persons={consultation.dossier.owner_id}, subject=consultation.dossier)
    given, attached = files_of(shown)
    sees_dossier = Dossier.objects.visible_to(actor).filter(pk=consultation.dossier_id).exists()
    is_mine = shown.organisation_id in actor.organisations_for("consultations.answer")
    context: dict[str, Any] = {
        "opinion": shown, "consultation": consultation, "answered": answered(shown), "given": given,
        "attached": attached, "now": now, "sees_dossier": sees_dossier,
        "siblings": [(each, answered(each)) for each in siblings_of(shown, actor)],
        "talk": list(shown.messages.select_related("account", "organisation")),
        "may_answer": is_mine
        and may_answer(State(shown.state), Silence(consultation.silence), now, shown.due_at),
        "may_write": not {shown.organisation_id, consultation.organisation_id}.isdisjoint(
            actor.organisations_for("consultations.write")
        ),
        "may_withdraw": shown.state in ANSWERABLE and sees_dossier
        and consultation.organisation_id in actor.organisations_for("consultations.withdraw"),
        "yes_no": [(YES, _("Có")), (NO, _("Không"))],
        "words_of": {YES: _("Có"), NO: _("Không")},
        "pairs_of": lambda question: [(choice, choice) for choice in question.choices],
        "silence": dict(SILENCES)[consultation.silence],
        "errors": [(refused.field, refused.message)] if refused else [],
        "typed": request.POST if refused else {},
        **upload_limits(),
    }  # fmt: skip
    status = 200 if refused is None else 409 if isinstance(refused, Stale) else 422
    return render(request, "consultations/opinion.html", context, status=status)


@require_POST
@enter("official", "consultations.answer")
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Cho ý kiến."""
    found = _seen(request, pk)
    try:
        answer(
            found,
            answers={
                question.key: request.POST.get(f"answer-{question.key}", "") for question in found.consultation.asked
            },
            text=request.POST.get("text", ""),
            uploads=[take_paper(upload) for upload in request.FILES.getlist("files")],
            by=actor_of_request(request),
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Refused as refused:
        return _show(request, _seen(request, pk), refused)
    messages.success(request, _("Đã gửi ý kiến cho cơ quan hỏi."))
    return redirect("consultations:opinion", pk)


@require_POST
@enter("official", "consultations.write")
def say(request: HttpRequest, pk: int) -> HttpResponse:
    """Trao đổi với bên kia."""
    found = _seen(request, pk)
    try:
        write(request.POST.get("message", ""), opinion=found, by=actor_of_request(request), at=clock.now())
    except NotAllowed:
        raise
    except Refused as refused:
        return _show(request, found, refused)
    messages.success(request, _("Đã gửi."))
    return redirect("consultations:opinion", pk)


@require_POST
@enter("official", "consultations.withdraw")
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Không cần ý kiến nữa."""
    found = _seen(request, pk)
    try:
        reason = request.POST.get("reason", "")[:2000]
        withdraw(found.consultation.dossier, found, reason=reason, by=actor_of_request(request), at=clock.now())
    except NotAllowed:
        raise
    except Refused as refused:
        return _show(request, _seen(request, pk), refused)
    messages.success(request, _("Đã báo cơ quan ấy không cần ý kiến nữa."))
    return redirect("consultations:opinion", pk)


@require_GET
@enter("official", "consultations.read")
def file(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """A file shown by who asks, or attached by this agency, to who sees the opinion."""
    shown = _seen(request, pk)
    own = ConsultationFile.objects.filter(pk=file, consultation=shown.consultation_id).select_related("file").first()
    if own is None or own.opinion_id not in (None, shown.pk):
        raise Http404
    dossier = shown.consultation.dossier
    record_read(by=actor_of_request(request), purpose=PURPOSE, persons={dossier.owner_id}, subject=dossier)
    return file_response(own.file, inline=request.GET.get("tai") != "1")


@enter("official", "consultations.ask")
def ask_page(request: HttpRequest, code: str) -> HttpResponse:
    """Xin ý kiến about a dossier, from one of its steps."""
    dossier = open_dossier(request, code, purpose="Giải quyết hồ sơ")
    actor = actor_of_request(request)
    if not (has_step_of(dossier, actor) and may(actor, "consultations.ask", dossier)):
        raise NotAllowed(_("Chỉ người đang giữ một bước của hồ sơ được lấy ý kiến."))
    shown = files_for_others(dossier)
    refused: Refused | None = None
    if request.method == "POST":
        chosen = set(request.POST.getlist("files"))
        try:
            ask(
                dossier,
                Asked(
                    title=request.POST.get("title", ""),
                    note=request.POST.get("note", ""),
                    questions=questions_in(rows_of(request.POST.dict())),
                    organisations=units_in(request.POST.dict()),
                    files=[each.file for each in shown if str(each.pk) in chosen],
                    is_confidential="confidential" in request.POST,
                ),
                by=actor,
                at=clock.now(),
            )
        except NotAllowed:
            raise
        except Refused as problem:
            refused = problem
        else:
            messages.success(request, _("Đã gửi phiếu lấy ý kiến."))
            return redirect("dossiers:dossier", code)
    return _form(request, dossier, shown, refused)


def _form(request: HttpRequest, dossier: Dossier, shown: Any, refused: Refused | None) -> HttpResponse:
    policy = policy_of(dossier, clock.now())
    offered = Organisation.objects.as_of(clock.today()).filter(kind__in=ASKABLE).in_order()
    posted = request.POST.dict()
    context = {
        "dossier": dossier, "rows": rows_of(posted), "files": shown, "policy": policy,
        "silence": dict(SILENCES)[policy.silence], "typed": request.POST, "units": range(UNITS),
        "chosen": request.POST.getlist("files"), "is_confidential": "confidential" in request.POST,
        "offered": [option_of(each) for each in offered.only("name", "identifier", "sort_key")],
        "kinds": [
            (Kind.YES_NO.value, _("Có / Không")), (Kind.CHOICE.value, _("Chọn một")), (Kind.TEXT.value, _("Viết")),
        ],
        "errors": [(f"id_{refused.field}" if refused.field else None, refused.message)] if refused else [],
        "wrong": {refused.field: refused.message} if refused and refused.field else {},
    }  # fmt: skip
    return render(request, "consultations/ask.html", context, status=422 if refused else 200)
