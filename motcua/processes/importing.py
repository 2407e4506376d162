"""Taking over internal processes that provinces have decided."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from motcua.organisations.public import Organisation
from motcua.platform.action import Actor, Refused
from motcua.processes.actions.define_process import define_process
from motcua.processes.actions.publish_version import FlawedProcess
from motcua.processes.going_live import go_live, still_missing
from motcua.processes.models import Process, ProcessVersion, VersionState
from motcua.processes.reads import checksum_of
from motcua.processes.rules import Flawed, write_definition
from motcua.processes.rules.bpmn import process_name, read_bpmn
from motcua.processes.rules.internal import BadProcess, Gap, InternalProcess, read_process
from motcua.processes.rules.table_writing import definition_of
from motcua.processes.spreadsheet import table_of_xlsx

LARGEST_FILE = 64 * 1024 * 1024
GAPS = {
    "unassigned": _lazy("Chưa xác định được vai trò của người thực hiện; bước để trống vai trò"),
    "no_limit": _lazy("Bước không ghi thời gian"),
    "limit_in_words": _lazy("Thời gian bằng lời; giữ nguyên văn trong nội dung bước"),
    "in_long_words": _lazy("Thời gian đọc từ câu dài; xin đối chiếu"),
    "odd": _lazy("Thời gian bất thường; giữ nguyên văn trong nội dung bước"),
    "sum_differs": _lazy("Tổng thời gian các bước khác tổng thời gian của quy trình (ngày làm việc)"),
}
REJECTIONS = {
    "not_an_object": _lazy("Mục không phải một đối tượng JSON"),
    "no_name": _lazy("Thiếu tên thủ tục"),
    "no_steps": _lazy("Quy trình không có bước nào"),
}


@dataclass
class ProcessReport:
    """What an import did: counts, rows that are no process, and what the others leave open.

    `processes` has each one read: `{"code", "name", "version", "state", "missing": [{"node", "reason"}]}`; it is in
    force, or what is missing is said where it is missing, the process itself being the empty node.
    """

    read: int = 0
    imported: int = 0
    unchanged: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, str]] = field(default_factory=list)
    processes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def in_force(self) -> int:
        """How many of those read are published."""
        return sum(each["state"] == VersionState.PUBLISHED for each in self.processes)

    def as_json(self) -> dict[str, Any]:
        """The report in the shape that the command writes."""
        return asdict(self)

    def warn(self, code: str, gap: Gap) -> None:
        """Add what a process leaves open."""
        self.warnings.append({"code": code, "field": gap.field, "reason": _said(gap)})

    def stands(self, version: ProcessVersion, gaps: Sequence[Gap]) -> None:
        """Add how a process stands now."""
        told = [{"node": gap.node, "reason": _said(gap)} for gap in gaps]
        said = {gap.node for gap in gaps if gap.code == "unassigned" or gap.field == "limit"}
        if version.state != VersionState.PUBLISHED:
            told += [{"node": each.node, "reason": each.reason} for each in still_missing(version, said)]
        self.processes.append(
            {
                "code": version.process.code, "name": version.process.name, "version": version.number,
                "state": version.state, "missing": told if version.state != VersionState.PUBLISHED else [],
            }
        )  # fmt: skip


def _said(gap: Gap) -> str:
    return f"{GAPS[gap.code]}: {gap.detail}"


def import_internal_processes(
    path: Path, organisation: Organisation, *, publish_from: date | None = None, by: Actor, at: datetime
) -> ProcessReport:
    """Make every process of a file a draft of this organisation; what says nothing new stays as it is.

    From `publish_from` on, if told, each is in force that leaves nothing open and passes every check; which check the
    others fail, and where, is in the report. Each process is there whole or not at all. Raises Refused, changing
    nothing, where the file is no list of them.
    """
    report = ProcessReport()
    taken: dict[str, int] = {}
    for number, raw in enumerate(_rows(path), 1):
        report.read += 1
        try:
            process = read_process(raw)
        except BadProcess as bad:
            report.rejected.append({"row": number, "code": "", "reason": str(REJECTIONS[str(bad)])})
            continue
        taken[process.code] = taken.get(process.code, 0) + 1
        code = process.code if taken[process.code] == 1 else f"{process.code}/{taken[process.code]}"
        for gap in process.gaps:
            report.warn(code, gap)
        version = _known(code, process)
        if version is not None:
            report.unchanged += 1
        else:
            version = define_process(
                organisation,
                code=code,
                name=process.name,
                definition=process.definition,
                source=process.source,
                by=by,
                at=at,
            )
            report.imported += 1
        if publish_from is not None:
            version = go_live(version, valid_from=publish_from, is_open=bool(process.gaps), by=by, at=at)
        report.stands(version, process.gaps)
    return report


def import_bpmn(
    content: bytes, organisation: Organisation, *, code: str, name: str = "", by: Actor, at: datetime
) -> ProcessVersion:
    """Make a process drawn as BPMN 2.0 a draft of this organisation, called as the file calls it unless told.

    Raises FlawedProcess with everything that the file holds and we do not support, Refused as `define_process` does.
    """
    try:
        definition = write_definition(read_bpmn(content))
        called = name.strip() or process_name(content)
    except Flawed as flawed:
        raise FlawedProcess(flawed.flaws) from None
    return define_process(organisation, code=code, name=called or code, definition=definition, by=by, at=at)


def import_xlsx(
    content: bytes, organisation: Organisation, *, code: str, name: str = "", by: Actor, at: datetime
) -> ProcessVersion:
    """Make a process written as a spreadsheet a draft of this organisation. Raises Refused, naming the line."""
    definition = write_definition(definition_of(table_of_xlsx(content)))
    known = Process.objects.filter(code=code).values_list("name", flat=True).first()
    return define_process(
        organisation, code=code, name=name.strip() or known or code, definition=definition, by=by, at=at
    )


def _rows(path: Path) -> list[Any]:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError:
        raise Refused(_("Không đọc được tệp %(path)s.") % {"path": path}, "file") from None
    if len(content) > LARGEST_FILE:
        raise Refused(_("Tệp quy trình lớn quá 64 MB."), "file")
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused(_("Tệp không phải chữ UTF-8. Xin lưu lại tệp với bảng mã UTF-8 rồi nhập lại."), "file") from None
    except (ValueError, RecursionError):
        raise Refused(_("Tệp không phải JSON."), "file") from None
    rows = found.get("rows") if isinstance(found, dict) else found
    if not isinstance(rows, list):
        raise Refused(_("Tệp không phải danh sách quy trình."), "file")
    return rows


def _known(code: str, process: InternalProcess) -> ProcessVersion | None:
    """The newest version of a process, where it says the same."""
    versions = ProcessVersion.objects.filter(process__code=code).select_related("process__organisation")
    newest = versions.order_by("-number").first()
    same = (
        newest is not None
        and newest.process.name == process.name
        and newest.source == process.source
        and newest.checksum == checksum_of(process.definition)
    )
    return newest if same else None
