"""The official sheet of a version: what it says of itself, and by which code a print of it is checked."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.papers.public import ProcessSheet, SheetRow, print_process_sheet
from motcua.platform import clock
from motcua.platform.formats import dmy, dmyhm
from motcua.processes.models import ProcessVersion, VersionState
from motcua.processes.proving import Proof, proof_of, spoken_days
from motcua.processes.rules.table_reading import table_of
from motcua.processes.sheet import Line, Words, lines_of

CODE_LENGTH = 16
IN_FORCE = (VersionState.PUBLISHED, VersionState.RETIRED)


def code_of(version: ProcessVersion) -> str:
    """The code on a print by which its content is found again: the beginning of its SHA-256, in fours."""
    return "-".join(re.findall("....", version.checksum[:CODE_LENGTH].upper()))


def beginning_of(code: str) -> str:
    """The beginning of a checksum that a code says; "" where it says none."""
    said = re.sub(r"[^0-9a-f]", "", code.casefold())
    return said if len(said) == CODE_LENGTH else ""


def printed(version: ProcessVersion) -> bytes | None:
    """The sheet as PDF/A, in Vietnamese; None where the version has no table and no longest way.

    That of a published version comes out the same each time, as long as roles, forms and limits are called the same.
    """
    with override("vi"):
        sheet = _sheet(version)
        return print_process_sheet(sheet, at=version.published_at or clock.now()) if sheet else None


def _sheet(version: ProcessVersion) -> ProcessSheet | None:
    proof = proof_of(version)
    if proof.definition is None or proof.path is None:
        return None
    table = table_of(proof.definition)
    process = version.process
    return ProcessSheet(
        organisation=process.organisation.name,
        code=process.code,
        name=process.name,
        facts=tuple(_facts(version, proof)),
        rows=[_row(line) for line in lines_of(table, Words.of(table), {})],
        begins=table.start.name,
        ends="; ".join(end.name for end in table.ends),
        total=_("%(days)s ngày làm việc") % {"days": spoken_days(proof.path.days(working=True))},
        mark="" if version.state in IN_FORCE else _("BẢN CHƯA BAN HÀNH"),
        signers=(_("Người soạn"), _("Người duyệt")),
        note=_note(version),
    )


def _note(version: ProcessVersion) -> str:
    if version.state not in IN_FORCE:
        return ""
    return _(
        "Duyệt và ban hành trên hệ thống; bản này chưa ký số. Mã kiểm tra: %(code)s. Nội dung (SHA-256): %(checksum)s."
    ) % {"code": code_of(version), "checksum": version.checksum}


def _facts(version: ProcessVersion, proof: Proof) -> Iterator[tuple[str, str]]:
    yield _("Lần ban hành"), str(version.number)
    if version.approved_by and version.approved_at:
        yield _("Người duyệt"), f"{version.approved_by.display_name}, {dmyhm(version.approved_at)}"
    if version.published_at:
        yield _("Ban hành lúc"), dmyhm(version.published_at)
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
