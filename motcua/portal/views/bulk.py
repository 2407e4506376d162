"""Nộp nhiều hồ sơ: an organisation fills in a spreadsheet, sees what is wrong, confirms; a job does the rest."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers.public import (
    MOST_LINES,
    BulkFiling,
    StepUpNeeded,
    blank_sheet,
    bulk_filings_of,
    confirm_bulk,
    keep_bulk,
    missing_papers,
    own_bulk_filing,
    read_sheet,
)
from motcua.forms.public import flat_columns
from motcua.persons.public import Authority, LegalEntity, authorities_for
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.platform.tables import LARGEST, XLSX, write_table
from motcua.procedures.public import ProcedureCase, ProcedureVersion

MOST_OFFERED, MOST_FAULTS, PAGE_SIZE = 200, 50, 50


@dataclass(frozen=True)
class Chosen:
    """For which organisation, in which case of which procedure, by what."""

    version: ProcedureVersion
    case: ProcedureCase
    authority: Authority

    @property
    def key(self) -> str:
        """How the page names it: «1.004203:thuong»."""
        return f"{self.version.procedure.code}:{self.case.key}"

    @property
    def name(self) -> str:
        """How people know it."""
        return _name(self.version, self.case)


def _name(version: ProcedureVersion, case: ProcedureCase) -> str:
    return version.name if version.name == case.name else f"{version.name} – {case.name}"


@enter("citizen", "dossiers.keep_bulk")
def bulk(request: HttpRequest, entity: int) -> HttpResponse:
    """Choose the procedure, take its spreadsheet, send it back filled in."""
    actor, error = actor_of_request(request), ""
    offered = {each.key: each for each in _offered(request, entity)}
    chosen = offered.get(request.POST.get("muc", "") or request.GET.get("muc", ""))
    if request.method == "POST":
        try:
            if chosen is None:
                raise Refused(_("Xin chọn thủ tục."))
            sent = request.FILES.get("file")
            if sent is None:
                raise Refused(_("Xin chọn bảng tính đã điền."))
            if (sent.size or 0) > LARGEST:
                raise Refused(_("Tệp lớn quá 10 MB."))
            now, name = clock.now(), sent.name or ""
            lines = read_sheet(sent.read(), name, chosen.version, now)
            kept = keep_bulk(
                chosen.version, chosen.case, lines, authority=chosen.authority, name=name, by=actor, at=now
            )
        except Refused as refused:
            error = refused.message
        else:
            return redirect("portal:bulk_list", kept.pk)
    context = {
        "entity": LegalEntity.objects.get(pk=entity),
        "offered": [(each.key, each.name) for each in offered.values()],
        "chosen": chosen,
        "papers": _papers(chosen.case) if chosen else [],
        "most": MOST_LINES,
        "error": error,
        "earlier": [each for each in bulk_filings_of(actor) if each.entity_id == entity],
    }
    return render(request, "portal/bulk.html", context, status=422 if error else 200)


@enter("citizen", "dossiers.keep_bulk")
def sheet(request: HttpRequest, entity: int) -> HttpResponse:
    """The spreadsheet of a procedure, to be filled in."""
    chosen = next((each for each in _offered(request, entity) if each.key == request.GET.get("muc")), None)
    if chosen is None or chosen.version.eform is None:
        raise Http404
    name = f"nop-nhieu-{chosen.version.procedure.code}.xlsx"
    return _download(blank_sheet(flat_columns(chosen.version.eform)), name)


@enter("citizen", "dossiers.keep_bulk")
def bulk_list(request: HttpRequest, pk: int) -> HttpResponse:
    """One spreadsheet: what is wrong with it, then, confirmed, what its lines became."""
    found = _own(request, pk)
    lines = found.lines.select_related("draft__dossier").defer("answers", "draft__answers", "draft__gathered")
    page = keyset_page(lines, keys=("number",), after=request.GET.get("sau"), size=PAGE_SIZE)
    done, total = found.lines.exclude(done_at=None).count(), found.lines.count()
    context = {
        "bulk": found,
        "title": _name(found.version, found.case),
        "total": total,
        "done": done,
        "filed": found.lines.filter(draft__dossier__isnull=False).count(),
        "drafted": found.lines.filter(draft__state="open").count(),
        "faults": found.faults[:MOST_FAULTS],
        "wrong": len({fault[0] for fault in found.faults}),
        "papers": _papers(found.case) if found.confirmed_at is None else [],
        "rows": page.rows if found.finished_at else [],
        "next": page.next_token,
    }
    return render(request, "portal/bulk_list.html", context)


@enter("citizen", "dossiers.confirm_bulk")
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Nộp, or only make drafts."""
    found = _own(request, pk)
    try:
        confirm_bulk(found, submits="nop" in request.POST, by=actor_of_request(request), at=clock.now())
    except StepUpNeeded:
        messages.error(request, _("Thủ tục này cần đăng nhập bằng VNeID mới nộp được. Ông/bà vẫn tạo bản nháp được."))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("portal:bulk_list", pk)


@enter("citizen", "dossiers.keep_bulk")
def bulk_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines with what is wrong or what they became, as a spreadsheet."""
    found = _own(request, pk)
    told = [(number, "", label, message) for number, label, message in found.faults]
    for line in found.lines.exclude(done_at=None).select_related("draft__dossier"):
        dossier = line.draft.dossier if line.draft else None
        became = dossier.code if dossier else _("Bản nháp") if line.draft else _("Không làm được")
        told.append((line.number, became, "", line.reason))
    heads = [_("Dòng"), _("Kết quả"), _("Mục"), _("Lý do")]
    lines = [[str(number), became, label, message] for number, became, label, message in sorted(told)]
    return _download(write_table([heads, *lines]), f"ket-qua-{found.pk}.xlsx")


def _offered(request: HttpRequest, entity: int) -> list[Chosen]:
    """What the actor may file for that organisation out of a spreadsheet; 404 where they may file nothing for it."""
    held = authorities_for(actor_of_request(request), entity, clock.now())
    if not held:
        raise Http404
    versions = ProcedureVersion.objects.taking_dossiers(clock.today()).select_related("procedure", "eform")
    offered = []
    for version in versions.prefetch_related("cases").order_by("sort_key", "pk")[:MOST_OFFERED]:
        by = next((each for each in held if each.covers(version.procedure.code)), None)
        if by is not None and version.is_fileable and version.eform is not None and flat_columns(version.eform):
            offered += [Chosen(version, case, by) for case in version.cases.all()]
    return offered


def _papers(case: ProcedureCase) -> list[str]:
    """The papers that the case requires: none of them comes with a spreadsheet."""
    return [kind.name for kind in missing_papers(case.components.filter(is_note=False), ())]


def _own(request: HttpRequest, pk: int) -> BulkFiling:
    found = own_bulk_filing(pk, actor_of_request(request))
    if found is None:
        raise Http404
    return found


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
