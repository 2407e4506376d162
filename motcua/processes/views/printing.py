"""The official sheet of a version as a PDF to keep and to sign."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.papers.public import ProcessSheet, SheetRow, print_process_sheet
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused, Stale
from motcua.platform.formats import dmy
from motcua.platform.pages import enter, render
from motcua.processes.models import ProcessVersion, VersionState
from motcua.processes.proving import Proof, proof_of, spoken_days
from motcua.processes.rules.table_reading import table_of
from motcua.processes.sheet import Line, Words, lines_of
from motcua.processes.spreadsheet import table_of_xlsx, xlsx_of
from motcua.processes.views import finding

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 2 * 1024 * 1024


@enter("official", "processes.try_version")
def pdf(request: HttpRequest, process: int, number: int) -> HttpResponse:
    """The sheet of a version, as provinces decide it: PDF/A, in Vietnamese whatever language its reader has."""
    version = finding.numbered(process, number)
    with override("vi"):
        content = print_process_sheet(_sheet(version), at=clock.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="quy-trinh-{process}-{number}.pdf"'
    return response


@enter("official", "processes.try_version")
def xlsx(request: HttpRequest, process: int, number: int) -> HttpResponse:
    """The table of a version as a spreadsheet."""
    response = HttpResponse(xlsx_of(finding.table(finding.numbered(process, number))), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="quy-trinh-{process}-{number}.xlsx"'
    return response


@enter("official", "processes.define_process")
def take_xlsx(request: HttpRequest, process: int) -> HttpResponse:
    """The draft as a spreadsheet says it; what is not understood is said with its line."""
    version, problem = finding.draft(process), None
    if request.method == "POST":
        upload = request.FILES.get("file")
        try:
            content = upload.read(LARGEST + 1) if upload else b""
            if not content or len(content) > LARGEST:
                raise Refused(_("Xin chọn một bảng tính xlsx không quá 2 MB."), "file")
            finding.save(request, version, table_of_xlsx(content))
            messages.success(request, _("Đã nhập bảng tính."))
            return redirect("processes:sheet", process)
        except (NotAllowed, Stale):
            raise
        except Refused as refused:
            problem = refused.message
    context = {"version": version, "process": version.process, "problem": problem}
    return render(request, "processes/take_xlsx.html", context, status=422 if problem else 200)


def _sheet(version: ProcessVersion) -> ProcessSheet:
    proof = proof_of(version)
    if proof.definition is None or proof.path is None:
        raise Http404
    table = table_of(proof.definition)
    process = version.process
    is_draft = version.state not in (VersionState.PUBLISHED, VersionState.RETIRED)
    return ProcessSheet(
        organisation=process.organisation.name,
        code=process.code,
        name=process.name,
        facts=tuple(_facts(version, proof)),
        rows=[_row(line) for line in lines_of(table, Words.of(table), {})],
        begins=table.start.name,
        ends="; ".join(end.name for end in table.ends),
        total=_("%(days)s ngày làm việc") % {"days": spoken_days(proof.path.days(working=True))},
        mark=_("BẢN CHƯA BAN HÀNH") if is_draft else "",
        signers=(_("Người soạn"), _("Người duyệt")),
    )


def _facts(version: ProcessVersion, proof: Proof) -> Iterator[tuple[str, str]]:
    yield _("Lần ban hành"), str(version.number)
    if version.valid_from:
        yield _("Có hiệu lực từ ngày"), dmy(version.valid_from)
    if decision := version.source.get("decision"):
        yield _("Theo quyết định"), str(decision)
    for each in proof.held:
        if each.published is None or each.published.days is None:
            continue
        unit = _("ngày làm việc") if each.published.is_working else _("ngày")
        said = f"{spoken_days(each.published.days)} {unit}"
        if each.saved is not None and each.saved > 0:
            said += _(" (cắt giảm %(days)s ngày)") % {"days": spoken_days(each.saved)}
        yield _("Thời hạn giải quyết %(code)s") % {"code": each.use.code}, said


def _row(line: Line) -> SheetRow:
    if line.kind in ("branch", "joined"):
        return SheetRow("", title=line.title, is_band=True)
    return SheetRow(
        line.number, line.who, line.title, line.content, line.ways, "; ".join(line.papers), line.time or "–"
    )  # fmt: skip
