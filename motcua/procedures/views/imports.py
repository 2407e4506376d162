"""For officials: what was imported, what would change, and the decisions to publish it or to end a procedure."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Count, F, Func, IntegerField, Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.procedures.filing import changes_of_filing, filed_before
from motcua.procedures.forms import RetireForm
from motcua.procedures.models import CatalogueImport, Procedure, ProcedureVersion, VersionState
from motcua.procedures.ports import open_dossiers
from motcua.procedures.public import publish_import, publish_version, retire_procedure
from motcua.procedures.reads import row_of
from motcua.procedures.rules.difference import Difference, differences
from motcua.procedures.telling import field_name, lines_of

PAGE_SIZE = 50
# Of what nothing but words is known, a page shows the first; the report has all.
EXAMPLES = 5
STATES = {"draft": "soon", "published": "ok", "retired": "paused", "superseded": "paused"}


@enter("official", "procedures.import_catalogue")
def imports(request: HttpRequest) -> HttpResponse:
    """Nhập danh mục: every import, newest first, and what of it waits for a decision."""
    waiting = Count("versions", filter=Q(versions__state=VersionState.DRAFT))
    runs = _measured(CatalogueImport.objects.annotate(waiting=waiting))
    page = keyset_page(runs, keys=("-started_at", "-id"), after=request.GET.get("after"), size=PAGE_SIZE)
    return render(request, "procedures/imports.html", {"runs": page.rows, "next": page.next_token})


@enter("official", "procedures.import_catalogue")
def one_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Một lần nhập: its drafts, what was decided, what it no longer holds, what was rejected or left open."""
    run = get_object_or_404(_measured(CatalogueImport.objects.all()), pk=pk)
    versions = ProcedureVersion.objects.filter(catalogue_import=run)
    counted = versions.aggregate(
        waiting=Count("pk", filter=Q(state=VersionState.DRAFT)), decided=Count("pk", filter=~Q(state="draft"))
    )
    shown = request.GET.get("tab", "")
    tabs: list[dict[str, Any]] = [
        {"tab": "", "label": _("Chờ công bố"), "count": counted["waiting"]},
        {"tab": "decided", "label": _("Đã quyết định"), "count": counted["decided"]},
        {"tab": "removed", "label": _("Không còn trong danh mục"), "count": run.removed_count},
        {"tab": "rejected", "label": _("Dòng bị loại"), "count": run.rejected_count},
        {"tab": "warnings", "label": _("Điều để ngỏ"), "count": run.warning_count},
    ]
    here = reverse("procedures:import", args=[pk])
    for tab in tabs:
        tab["current"] = tab["tab"] == shown
        tab["url"] = f"{here}?{urlencode({'tab': tab['tab']})}" if tab["tab"] else here
    context = {"run": run, "tabs": tabs, "shown": shown, "waiting": counted["waiting"], "states": STATES}
    context |= _rows(request, run, versions, shown)
    after = context.pop("next", None)
    context["more_url"] = f"{here}?{urlencode({'tab': shown, 'after': after})}" if after else None
    return render(request, "procedures/import.html", context)


def _measured(runs: QuerySet[CatalogueImport]) -> Any:
    """Imports with the lengths of their lists, which themselves may be long and stay where they are."""
    return runs.defer("rejected", "warnings", "removed").annotate(
        rejected_count=Func(F("rejected"), function="jsonb_array_length", output_field=IntegerField()),
        warning_count=Func(F("warnings"), function="jsonb_array_length", output_field=IntegerField()),
        removed_count=Func(F("removed"), function="cardinality", output_field=IntegerField()),
    )


def _rows(
    request: HttpRequest, run: CatalogueImport, versions: QuerySet[ProcedureVersion], shown: str
) -> dict[str, Any]:
    after = request.GET.get("after")
    if shown == "removed":
        procedures = Procedure.objects.filter(code__in=run.removed)
        page = keyset_page(procedures, keys=("code", "id"), after=after, size=PAGE_SIZE)
        return {"procedures": _in_force(page.rows), "next": page.next_token}
    if shown == "rejected":
        beyond = int(after) if after and after.isdecimal() and len(after) < 10 else 0
        rejected = [each for each in run.rejected if each["row"] > beyond]
        more = len(rejected) > PAGE_SIZE
        return {"rejected": rejected[:PAGE_SIZE], "next": rejected[PAGE_SIZE - 1]["row"] if more else None}
    if shown == "warnings":
        return {"gaps": _gaps(run.warnings)}
    wanted = versions.exclude(state=VersionState.DRAFT) if shown else versions.filter(state=VersionState.DRAFT)
    found = wanted.select_related("procedure__field").prefetch_related("cases__components")
    drafts = keyset_page(found, keys=("procedure__code", "id"), after=after, size=PAGE_SIZE)
    return {"versions": _changes(drafts.rows), "next": drafts.next_token}


def _in_force(procedures: Iterable[Procedure]) -> list[dict[str, Any]]:
    """Procedures with the version in force today, where one is, and their dossiers under way."""
    shown = list(procedures)
    today = clock.today()
    versions = ProcedureVersion.objects.filter(procedure__in=shown, published_at__isnull=False).order_by("number")
    newest = {version.procedure_id: version for version in versions}
    under_way = open_dossiers([each.code for each in shown])
    return [
        {
            "code": each.code,
            "version": (version := newest.get(each.pk)),
            "ends": version.valid_to if version else None,
            "has_ended": version is None or (version.valid_to is not None and version.valid_to <= today),
            "under_way": under_way.get(each.code, 0),
        }
        for each in shown
    ]


def _gaps(warnings: Iterable[Mapping[str, str]]) -> list[dict[str, Any]]:
    """What rows leave open, the most frequent first, each with some of the codes."""
    codes: dict[tuple[str, str], dict[str, None]] = {}
    for each in warnings:
        codes.setdefault((each["field"], each["reason"].partition(": ")[0]), {})[each["code"]] = None
    gaps = [
        {"field": field_name(field), "reason": reason, "count": len(of), "codes": list(of)[:EXAMPLES]}
        for (field, reason), of in codes.items()
    ]
    return sorted(gaps, key=lambda gap: -gap["count"])


def _changes(versions: Iterable[ProcedureVersion]) -> list[dict[str, Any]]:
    """Versions with the names of the fields in which they differ from what was published before."""
    shown = list(versions)
    before: dict[int, list[ProcedureVersion]] = {}
    for old in _published_before(shown):
        before.setdefault(old.procedure_id, []).append(old)
    rows = []
    for version in shown:
        older = [old for old in before.get(version.procedure_id, ()) if old.number < version.number]
        found = _compared(older[-1] if older else None, version)
        names = " · ".join(field_name(each.field) for each in found)
        rows.append({"version": version, "is_new": not older, "differs": names})
    return rows


def _published_before(versions: Iterable[ProcedureVersion]) -> QuerySet[ProcedureVersion]:
    return (
        ProcedureVersion.objects.filter(procedure__in=[v.procedure_id for v in versions], published_at__isnull=False)
        .select_related("procedure__field")
        .prefetch_related("cases__components")
        .order_by("number")
    )


def _compared(before: ProcedureVersion | None, version: ProcedureVersion) -> list[Difference]:
    return differences(lines_of(row_of(before)) if before else {}, lines_of(row_of(version)))


@enter("official", "procedures.import_catalogue")
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Báo cáo của một lần nhập, whole, in the shape that the command writes."""
    run = get_object_or_404(CatalogueImport, pk=pk)
    said = {name: getattr(run, name) for name in ("read", "imported", "unchanged", "rejected", "warnings", "removed")}
    name = f"bao-cao-nhap-{run.pk}.json"
    shape: dict[str, Any] = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(
        said, json_dumps_params=shape, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_POST
@enter("official", "procedures.publish_version")
def publish_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Công bố mọi bản nháp của một lần nhập."""
    run = get_object_or_404(CatalogueImport, pk=pk)
    done = publish_import(run, not_before=clock.today(), by=actor_of_request(request), at=clock.now())
    messages.success(request, _("Đã công bố %(count)d thủ tục.") % {"count": done.published})
    for code, sentence in done.refused[:EXAMPLES]:
        messages.warning(request, f"{code}: {sentence}")
    if (more := len(done.refused) - EXAMPLES) > 0:
        messages.warning(request, _("Còn %(count)d thủ tục khác chưa công bố được.") % {"count": more})
    return redirect("procedures:import", pk)


@enter("official", "procedures.publish_version")
def difference(request: HttpRequest, pk: int) -> HttpResponse:
    """Khác gì bản đã công bố trước: field by field, with what the source leaves open; the decision to publish."""
    versions = ProcedureVersion.objects.select_related("procedure__field", "catalogue_import")
    version = get_object_or_404(versions.prefetch_related("cases__components"), pk=pk)
    if request.method == "POST":
        return _publish(request, version)
    before = _published_before([version]).filter(number__lt=version.number).last()
    rows = [{"label": field_name(each.field), "difference": each} for each in _compared(before, version)]
    run = version.catalogue_import
    gaps = [
        {"field": field_name(each["field"]), "reason": each["reason"]}
        for each in (run.warnings if run else [])
        if each["code"] == version.procedure.code
    ]
    since = max(version.valid_from, clock.today()) if version.state == VersionState.DRAFT else version.valid_from
    is_draft = version.state == VersionState.DRAFT
    context: dict[str, Any] = {
        "version": version,
        "before": before,
        "rows": rows,
        "gaps": gaps,
        "run": run,
        "since": since,
    }
    context |= {
        "filing": changes_of_filing(version) if is_draft else [],
        "filed": filed_before(version) if is_draft else None,
        "under_way": open_dossiers([version.procedure.code]).get(version.procedure.code, 0) if is_draft else 0,
    }
    return render(request, "procedures/difference.html", {**context, "states": STATES})


def _publish(request: HttpRequest, version: ProcedureVersion) -> HttpResponse:
    since = max(version.valid_from, clock.today())
    try:
        confirmed = request.POST.get("confirmed") == "on"
        publish_version(version, valid_from=since, confirmed=confirmed, by=actor_of_request(request), at=clock.now())
        messages.success(request, _("Đã công bố thủ tục %(code)s.") % {"code": version.procedure.code})
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("procedures:difference", version.pk)


@enter("official", "procedures.retire_procedure")
def retire(request: HttpRequest, code: str) -> HttpResponse:
    """Bãi bỏ thủ tục: from which day, with the dossiers under way told before."""
    procedure = get_object_or_404(Procedure, code=code)
    form = RetireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            retire_procedure(
                procedure,
                on=form.cleaned_data["on"],
                confirmed=form.cleaned_data["confirmed"],
                by=actor_of_request(request),
                at=clock.now(),
            )
            messages.success(request, _("Đã ghi ngày bãi bỏ thủ tục %(code)s.") % {"code": code})
            return redirect("procedures:retire", code)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    (shown,) = _in_force([procedure])
    return render(request, "procedures/retire.html", {"form": form, "procedure": procedure, "shown": shown})
