"""Reads a list of accounts out of a spreadsheet or CSV file, or says why it cannot be read as it is."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from motcua.platform.action import Refused
from motcua.platform.text import clean, fold

LARGEST = 10 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_ROWS = 20_000
# Heading (folded) → name. Those with a star must be there.
HEADINGS = {
    "ho va ten": "full_name", "ngay sinh": "birth_date", "so dinh danh": "personal_id", "dien thoai": "phone",
    "thu dien tu": "email", "ten dang nhap": "username", "ma don vi": "organisation", "chuc vu": "position",
    "vai tro": "roles",
}  # fmt: skip
OTHERS = ("Vai trò", "Ngày sinh", "Số định danh", "Điện thoại", "Thư điện tử")
NEEDED = {"full_name": "Họ và tên", "username": "Tên đăng nhập", "organisation": "Mã đơn vị", "position": "Chức vụ"}


@dataclass(frozen=True)
class AccountRow:
    """One line as typed; `number` is its place in the file, as the spreadsheet counts."""

    number: int
    values: dict[str, str]


def read_accounts(content: bytes, name: str) -> list[AccountRow]:
    """The lines of an .xlsx or .csv file (UTF-8, with or without BOM). Raises Refused, saying why.

    Formulas are refused: what they show depends on the machine that opened the file last.
    """
    if len(content) > LARGEST:
        raise Refused(_("Tệp lớn quá 10 MB."), field="file")
    lines = _of_spreadsheet(content) if name.lower().endswith(".xlsx") else _of_csv(content)
    numbered = enumerate(lines, start=1)
    columns = _columns(next(numbered, (0, []))[1])
    rows = [
        AccountRow(number, {column: clean(text) for column, text in zip(columns, line, strict=False) if column})
        for number, line in numbered
        if any(text.strip() for text in line)
    ]
    if not rows:
        raise Refused(_("Tệp không có dòng nào."), field="file")
    if len(rows) > MOST_ROWS:
        raise Refused(_("Tệp có hơn %(most)d dòng. Xin chia thành nhiều tệp.") % {"most": MOST_ROWS}, field="file")
    return rows


def _columns(heads: Iterable[str]) -> list[str]:
    columns = [HEADINGS.get(fold(clean(head)).rstrip(" *"), "") for head in heads]
    missing = [words for name, words in NEEDED.items() if name not in columns]
    if missing:
        raise Refused(_("Dòng đầu thiếu cột: %(columns)s.") % {"columns": ", ".join(missing)}, field="file")
    return columns


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
