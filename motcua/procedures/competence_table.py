"""Reads lines of the competence table out of a spreadsheet or CSV file, or says line by line why it cannot."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Refused
from motcua.platform.tables import read_table
from motcua.platform.text import clean, fold
from motcua.procedures.actions.set_competence import LineSpec

MOST_ROWS = 20_000
# Heading (folded) → name.
HEADINGS = {
    "ma thu tuc hoac linh vuc": "about", "ma dia ban": "area", "ma co quan": "organisation", "tu ngay": "valid_from",
    "den ngay": "valid_to", "can cu": "basis",
}  # fmt: skip
NEEDED = {
    "about": "Mã thủ tục hoặc lĩnh vực", "organisation": "Mã cơ quan", "valid_from": "Từ ngày", "basis": "Căn cứ",
}  # fmt: skip


def read_lines(content: bytes, name: str) -> list[LineSpec]:
    """The lines of an .xlsx or .csv file. Raises Refused, naming the line at fault."""
    numbered = enumerate(read_table(content, name), start=1)
    columns = _columns(next(numbered, (0, []))[1])
    specs = []
    for number, cells in numbered:
        if any(text.strip() for text in cells):
            told = {column: clean(text) for column, text in zip(columns, cells, strict=False) if column}
            specs.append(_spec(number, told))
    if not specs:
        raise Refused(_("Tệp không có dòng nào."), field="file")
    if len(specs) > MOST_ROWS:
        raise Refused(_("Tệp có hơn %(most)d dòng. Xin chia thành nhiều tệp.") % {"most": MOST_ROWS}, field="file")
    return specs


def _columns(heads: Iterable[str]) -> list[str]:
    columns = [HEADINGS.get(fold(clean(head)).rstrip(" *"), "") for head in heads]
    missing = [words for name, words in NEEDED.items() if name not in columns]
    if missing:
        raise Refused(_("Dòng đầu thiếu cột: %(columns)s.") % {"columns": ", ".join(missing)}, field="file")
    return columns


def _spec(number: int, told: dict[str, str]) -> LineSpec:
    valid_from = day_of(told.get("valid_from", ""))
    if valid_from is None:
        raise Refused(
            _("Dòng %(number)d: ngày bắt đầu chưa đúng dạng ngày/tháng/năm.") % {"number": number}, field="file"
        )
    until = told.get("valid_to", "")
    valid_to = day_of(until)
    if until and valid_to is None:
        raise Refused(
            _("Dòng %(number)d: ngày kết thúc chưa đúng dạng ngày/tháng/năm.") % {"number": number}, field="file"
        )
    return LineSpec(
        told.get("about", ""),
        told.get("organisation", ""),
        told.get("basis", ""),
        valid_from,
        told.get("area", ""),
        valid_to,
        number,
    )


def day_of(typed: str) -> date | None:
    """A day typed as dd/mm/yyyy or yyyy-mm-dd; None for anything else."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(typed.strip(), form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return None
