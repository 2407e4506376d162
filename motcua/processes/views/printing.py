"""The official sheet of a version as a PDF, how a print is checked, and the table as a spreadsheet."""

import hashlib

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.files.public import read_content
from motcua.platform.action import NotAllowed, Refused, Stale
from motcua.platform.pages import enter, render
from motcua.platform.text import clean
from motcua.processes.models import ProcessVersion
from motcua.processes.official import beginning_of, code_of, printed
from motcua.processes.spreadsheet import table_of_xlsx, xlsx_of
from motcua.processes.views import finding

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 2 * 1024 * 1024
LARGEST_PRINT = 20 * 1024 * 1024


@enter("official", "processes.try_version")
def pdf(request: HttpRequest, process: int, number: int) -> HttpResponse:
    """The sheet of a version, as provinces decide it: PDF/A, in Vietnamese whatever language its reader has.

    Of a published version the one that was kept, byte for byte.
    """
    version = finding.numbered(process, number)
    content = read_content(version.sheet) if version.sheet else printed(version)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="quy-trinh-{process}-{number}.pdf"'
    return response


@enter("official", "processes.try_version")
def check_print(request: HttpRequest) -> HttpResponse:
    """Kiểm tra bản in: which version a code stands for, and whether a file is the kept one byte for byte."""
    typed, problem = clean(request.POST.get("code", ""))[:100], ""
    found: list[ProcessVersion] = []
    is_equal = False
    versions = ProcessVersion.objects.select_related("process", "approved_by", "published_by", "sheet")
    versions = versions.filter(state__in=("published", "retired")).order_by("process__code", "number")
    upload = request.FILES.get("file")
    if request.method == "POST" and upload:
        content = upload.read(LARGEST_PRINT + 1)
        found = list(versions.filter(sheet__sha256=hashlib.sha256(content).hexdigest())[:5])
        is_equal = bool(found)
        problem = "" if found else _("Tệp này không trùng với bản nào được lưu: bị sửa, hoặc là bản chưa ban hành.")
    elif request.method == "POST":
        beginning = beginning_of(typed)
        found = list(versions.filter(checksum__startswith=beginning)[:5]) if beginning else []
        problem = "" if found else _("Không có quy trình nào mang mã này. Xin nhập đủ 16 chữ và số ở cuối bản in.")
    context = {
        "code": typed, "problem": problem, "found": [(each, code_of(each)) for each in found], "is_equal": is_equal,
    }  # fmt: skip
    return render(request, "processes/check_print.html", context, status=422 if problem else 200)


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
