"""Reads a list of accounts out of a spreadsheet or CSV file, or says why it cannot be read as it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.platform.action import Refused
from motcua.platform.tables import read_table
from motcua.platform.text import clean, fold

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
    numbered = enumerate(read_table(content, name), start=1)
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
