"""Reads the first sheet of a spreadsheet, or a CSV file, line by line as text, or says why it cannot be trusted."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from motcua.platform.action import Refused

LARGEST = 10 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 24


def read_table(content: bytes, name: str) -> Iterator[list[str]]:
    """The lines of an .xlsx or .csv file (UTF-8, with or without BOM). Raises Refused, saying why.

    Formulas are refused: what they show depends on the machine that opened the file last.
    """
    if len(content) > LARGEST:
        raise Refused(_("Tệp lớn quá 10 MB."), field="file")
    yield from _of_spreadsheet(content) if name.lower().endswith(".xlsx") else _of_csv(content)


def write_table(lines: Iterable[Sequence[str]]) -> bytes:
    """A spreadsheet of these lines, the first in bold; every cell is text, whatever sign it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    # Before the first line: a sheet that is only written keeps no other order.
    sheet.freeze_panes = "A2"
    sheet.sheet_format.defaultColWidth = WIDTH
    for number, line in enumerate(lines):
        cells = []
        for text in line:
            cell = WriteOnlyCell(sheet, value=text)
            cell.data_type = "s"
            cell.number_format = "@"
            cell.font = Font(bold=number == 0)
            cells.append(cell)
        sheet.append(cells)
    book.save(kept := io.BytesIO())
    return kept.getvalue()


def _of_csv(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(
            _("Tệp không phải UTF-8 (có thể là Windows-1258). Xin lưu lại dạng “CSV UTF-8”."), field="file"
        ) from None
    if "\0" in text:
        raise Refused(_("Tệp không phải CSV."), field="file")
    first = text.partition("\n")[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    try:
        for number, line in enumerate(csv.reader(io.StringIO(text), delimiter=separator, strict=True), start=1):
            for text_ in line:
                if text_.lstrip().startswith("="):
                    raise _formula(str(number))
            yield line
    except csv.Error:
        raise Refused(_("Tệp không phải CSV."), field="file") from None


def _of_spreadsheet(content: bytes) -> Iterator[list[str]]:
    try:
        with ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
                raise Refused(_("Tệp bung ra quá lớn."), field="file")
        book = load_workbook(io.BytesIO(content), read_only=True)
        sheet = book.worksheets[0]
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type == "f":
                    raise _formula(str(cell.coordinate))
            yield [_text(cell.value) for cell in line]
    except (BadZipFile, KeyError, ValueError, IndexError, OSError) as error:
        raise Refused(_("Tệp không phải bảng tính .xlsx."), field="file") from error


def _text(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _formula(place: str) -> Refused:
    return Refused(
        _("Ô hoặc dòng %(place)s có công thức. Xin dán lại thành giá trị rồi gửi lại.") % {"place": place}, field="file"
    )
