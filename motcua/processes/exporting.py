"""Giving processes to other tools."""

from django.utils.translation import gettext as _

from motcua.accounts.public import Role
from motcua.platform.action import Refused
from motcua.processes.actions.publish_version import FlawedProcess
from motcua.processes.models import ProcessVersion
from motcua.processes.rules import Definition, Flawed, read_definition
from motcua.processes.rules.bpmn import write_bpmn
from motcua.processes.rules.table_reading import table_of
from motcua.processes.spreadsheet import xlsx_of


def newest_version(code: str) -> ProcessVersion:
    """The latest version of a process, be it a draft. Raises Refused if there is none of that code."""
    version = ProcessVersion.objects.filter(process__code=code).select_related("process").order_by("-number").first()
    if version is None:
        raise Refused(_("Không có quy trình mang mã “{code}”.").format(code=code))
    return version


def export_bpmn(version: ProcessVersion) -> bytes:
    """A version as BPMN 2.0 XML, lanes called as the roles are. Raises FlawedProcess for a draft that is no process."""
    roles = dict(Role.objects.values_list("code", "name"))
    return write_bpmn(_definition(version), version.process.name, roles=roles)


def export_xlsx(version: ProcessVersion) -> bytes:
    """The table of a version as a spreadsheet. Raises Refused where it has what only a diagram can say."""
    return xlsx_of(table_of(_definition(version)))


def _definition(version: ProcessVersion) -> Definition:
    try:
        return read_definition(version.definition)
    except Flawed as flawed:
        raise FlawedProcess(flawed.flaws) from None
