"""What the pages of one process share: finding it, its table, saving what was drawn."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from motcua.accounts.public import Role
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.pages import actor_of_request
from motcua.processes.models import Process, ProcessVersion, VersionState
from motcua.processes.public import define_process
from motcua.processes.rules import Definition, Flawed, read_definition, write_definition
from motcua.processes.rules.bpmn import write_bpmn
from motcua.processes.rules.table import Table
from motcua.processes.rules.table_reading import table_of
from motcua.processes.rules.table_writing import definition_of


def newest(process_id: int) -> ProcessVersion:
    """The newest version of a process."""
    versions = ProcessVersion.objects.filter(process_id=process_id).select_related(
        "process__organisation", "process__owner", "submitted_by", "approved_by", "published_by"
    )
    found = versions.order_by("-number").first()
    if found is None:
        raise Http404
    return found


def numbered(process_id: int, number: int) -> ProcessVersion:
    """A version by its number."""
    versions = ProcessVersion.objects.select_related("process__organisation", "process__owner", "approved_by", "sheet")
    found = versions.filter(process_id=process_id, number=number).first() if number < 2**31 else None
    if found is None:
        raise Http404
    return found


def draft(process_id: int) -> ProcessVersion:
    """The newest version, if it may be redrawn. Raises Refused."""
    found = newest(process_id)
    if found.state != VersionState.DRAFT:
        raise Refused(_("Phiên bản này không còn là bản nháp. Xin bấm “Soạn phiên bản mới” hoặc rút về để sửa."))
    return found


def read(version: ProcessVersion) -> Definition | None:
    """What a version says; None where it is not understood at all."""
    try:
        return read_definition(version.definition)
    except Flawed:
        return None


def xml_of(version: ProcessVersion) -> str:
    """A version as BPMN 2.0 with its drawing. Raises Refused where it is not understood."""
    definition = read(version)
    if definition is None:
        raise Refused(_("Nội dung quy trình có phần tử mà hệ thống không hiểu; xin nhập lại tệp BPMN."))
    roles = dict(Role.objects.values_list("code", "name"))
    return write_bpmn(definition, version.process.name, roles=roles).decode()


def table(version: ProcessVersion) -> Table:
    """The table of a version. Raises Refused where it is not understood."""
    definition = read(version)
    if definition is None:
        raise Refused(_("Nội dung quy trình có phần tử mà hệ thống không hiểu; xin nhập lại tệp BPMN."))
    return table_of(definition)


def save(request: HttpRequest, version: ProcessVersion, drawn: Table) -> ProcessVersion:
    """Keep a table as the draft. Raises Stale where the page that was posted showed another one."""
    if drawn.unfit:
        raise Refused(drawn.unfit[0].sentence(_))
    return save_definition(request, version, definition_of(drawn))


def save_definition(request: HttpRequest, version: ProcessVersion, definition: Definition) -> ProcessVersion:
    """Keep a definition as the draft. Raises Stale where the page that was posted showed another one."""
    process: Process = version.process
    return define_process(
        process.organisation,
        code=process.code,
        name=process.name,
        definition=write_definition(definition),
        source=version.source,
        expected=request.POST.get("digest", ""),
        by=actor_of_request(request),
        at=clock.now(),
    )
