"""For officials: which procedures are filed here, and with which form, place and processes."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from motcua.forms.public import EForm, area_questions, file_questions
from motcua.laws.public import flags_of
from motcua.organisations.public import Organisation, OrganisationKind
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.procedures.forms import FilingForm
from motcua.procedures.models import OnlineLevel, Procedure, ProcedureVersion, VersionState
from motcua.procedures.public import set_up_filing
from motcua.processes.public import Process, ProcessVersion

PAGE_SIZE = 50
RECEIVING = (OrganisationKind.SERVICE_CENTRE, OrganisationKind.ONE_STOP_UNIT)


@enter("official", "procedures.set_up_filing")
def filed_here(request: HttpRequest) -> HttpResponse:
    """Nộp tại đây: every procedure with what it is filed with; those looked for by code or name."""
    words = request.GET.get("q", "").strip()[:100]
    procedures = Procedure.objects.all()
    if words:
        named = ProcedureVersion.objects.filter(name__icontains=words).values("procedure")
        procedures = procedures.filter(Q(code__startswith=words) | Q(pk__in=named))
    else:
        procedures = procedures.filter(pk__in=ProcedureVersion.objects.filter(eform__isnull=False).values("procedure"))
    page = keyset_page(procedures, keys=("code", "id"), after=request.GET.get("after"), size=PAGE_SIZE)
    newest = _newest(page.rows)
    here = reverse("procedures:filed_here")
    more = f"{here}?{urlencode({'q': words, 'after': page.next_token})}" if page.next_token else None
    rows = [{"code": each.code, "version": newest.get(each.pk)} for each in page.rows]
    flags = flags_of("procedure", [each.code for each in page.rows])
    context = {"rows": rows, "words": words, "more_url": more, "flags": flags}
    return render(request, "procedures/filed_here.html", context)


def _newest(procedures: Any) -> dict[int, ProcedureVersion]:
    versions = ProcedureVersion.objects.filter(procedure__in=procedures).exclude(state=VersionState.SUPERSEDED)
    versions = versions.select_related("procedure", "eform").defer("steps", "extra", "search").order_by("number")
    return {version.procedure_id: version for version in versions}


@enter("official", "procedures.set_up_filing")
def set_up(request: HttpRequest, code: str) -> HttpResponse:
    """Cho nộp tại đây: the form first, then place and processes; what comes of it is a draft to look at and publish."""
    procedure = get_object_or_404(Procedure, code=code)
    version = _newest([procedure]).get(procedure.pk)
    chosen = request.GET.get("bieu-mau") or (version.eform.code if version and version.eform else "")
    eform = EForm.objects.published().filter(code=chosen).order_by("-version").first()
    cases = list(version.cases.prefetch_related("components")) if version else []
    papers = [paper for case in cases for paper in case.components.all() if not paper.is_note]
    context = {
        "procedure": procedure,
        "version": version,
        "eform": eform,
        "form": None,
        "eforms": list(EForm.objects.published().order_by("title", "code").distinct("title", "code")),
        "papers": list({paper.key: paper for paper in papers}.values()),
        "asked": [each.limits.component for each in file_questions(eform, {})] if eform else [],
    }
    if version is None or eform is None:
        return render(request, "procedures/set_up_filing.html", context)
    form = FilingForm(
        request.POST or None, initial=_initial(version), cases=cases, places=_places(eform), processes=_processes()
    )
    if request.method == "POST" and form.is_valid() and (draft := _set_up(request, procedure, eform, form)):
        messages.success(request, _("Đã gắn biểu mẫu và quy trình. Xin xem lại rồi công bố."))
        return redirect("procedures:difference", draft.pk)
    return render(
        request, "procedures/set_up_filing.html", {**context, "form": form}, status=422 if form.errors else 200
    )


def _initial(version: ProcedureVersion) -> dict[str, Any]:
    level = version.online_level if version.online_level != OnlineLevel.INFO else OnlineLevel.FULL
    return {
        "online_level": level,
        "partial_reason": version.partial_reason,
        "place": version.area_answer,
        "required_assurance": str(version.required_assurance),
        "data_class": str(version.data_class),
        **{f"process-{case.key}": case.process_id for case in version.cases.all()},
    }


def _places(eform: EForm) -> list[tuple[str, str]]:
    asked = [(name, _("Theo câu trả lời: “%(label)s”") % {"label": label}) for name, label in area_questions(eform)]
    units = Organisation.objects.as_of(clock.today()).filter(kind__in=RECEIVING).order_by("name")
    return [*asked, *((f"unit:{unit.identifier}", unit.name) for unit in units)]


def _processes() -> list[tuple[str, str]]:
    running = ProcessVersion.objects.in_force(clock.today()).values("process")
    return [
        (str(each.pk), f"{each.code} · {each.name}") for each in Process.objects.filter(pk__in=running).order_by("code")
    ]


def _set_up(request: HttpRequest, procedure: Procedure, eform: EForm, form: FilingForm) -> ProcedureVersion | None:
    told = form.cleaned_data
    keys = {name.removeprefix("process-"): told[name] for name in told if name.startswith("process-")}
    processes = {str(each.pk): each for each in Process.objects.filter(pk__in=keys.values())}
    try:
        return set_up_filing(
            procedure,
            eform=eform,
            processes={key: processes[pk] for key, pk in keys.items()},
            area_answer=told["place"],
            online_level=OnlineLevel(told["online_level"]),
            partial_reason=told["partial_reason"],
            required_assurance=told["required_assurance"],
            data_class=told["data_class"],
            by=actor_of_request(request),
            at=clock.now(),
        )
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return None
