"""Which fields hold personal data, and for which purposes they are looked at: each module declares its own.

What is declared here is the record of processing (hồ sơ xử lý dữ liệu cá nhân) that Luật 91/2025/QH15 asks for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PersonalClass(StrEnum):
    """Luật 91/2025/QH15, điều 2: basic personal data, and sensitive, which do more harm in wrong hands."""

    BASIC = "basic"
    SENSITIVE = "sensitive"


@dataclass(frozen=True)
class PersonalField:
    """A field that holds personal data (`persons.Person.phone`): why, on which ground of law, and for how long.

    `withheld` says why the person does not find it in the copy of their data, where that is so.
    """

    path: str
    data_class: PersonalClass
    purpose: str | Promise
    basis: str | Promise
    retention: str | Promise
    withheld: str | Promise = ""


@dataclass(frozen=True)
class Purpose:
    """Why somebody's data are looked at. `code` is the text kept in the audit; `explained` says it in plain words.

    `is_inspection`: those concerned may lawfully be told later (`privacy` keeps the dated rules).
    """

    code: str
    explained: str | Promise
    basis: str | Promise
    is_inspection: bool = False


T = TypeVar("T")

PROCEDURES = _(
    "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 (cơ quan nhà nước giải quyết theo thẩm quyền); Nghị định 118/2025/NĐ-CP"
)
TRANSACTIONS = _("Luật Giao dịch điện tử 20/2023/QH15; Nghị định 118/2025/NĐ-CP")
PROTECTION = _("Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15; Nghị định 356/2025/NĐ-CP")
WITH_DOSSIER = _("Theo thời hạn lưu trữ của hồ sơ")
WITH_ACCOUNT = _("Đến khi tài khoản đóng và hết thời hạn lưu hồ sơ liên quan")
WITH_DRAFT = _("Đến khi nộp, hoặc đến hạn xóa bản nháp")
DERIVED = _("Suy ra từ họ tên, chỉ để tìm và sắp xếp")
INTERNAL = _("Tài liệu soạn cho công việc nội bộ của cơ quan (Luật Tiếp cận thông tin 104/2016/QH13, điều 6)")

_fields: dict[str, PersonalField] = {}
_purposes: dict[str, Purpose] = {}


def declare(*fields: PersonalField) -> None:
    """Enter fields in the register. Raises ValueError for one that stands there already."""
    _enter(_fields, ((field.path, field) for field in fields))


def declare_purposes(*purposes: Purpose) -> None:
    """Enter purposes in the register. Raises ValueError for one that stands there already."""
    _enter(_purposes, ((purpose.code, purpose) for purpose in purposes))


def _enter(register: dict[str, T], entries: Iterable[tuple[str, T]]) -> None:
    for key, entry in entries:
        if key in register:
            raise ValueError(f"{key} is declared twice")
        register[key] = entry


def declared_fields() -> tuple[PersonalField, ...]:
    """Every field that holds personal data, by its path."""
    return tuple(_fields[path] for path in sorted(_fields))


def declared_purposes() -> tuple[Purpose, ...]:
    """Every purpose for which personal data are looked at."""
    return tuple(_purposes[code] for code in sorted(_purposes))


def purpose_of(code: str) -> Purpose | None:
    """The purpose that the audit calls so, or None."""
    return _purposes.get(code)
