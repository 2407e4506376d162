"""Rows of a catalogue, written for tests in the national catalogue's shape."""

import io
import json
from typing import Any

from motcua.platform.action import SYSTEM
from motcua.procedures.catalogue import ImportReport, import_catalogue
from motcua.procedures.models import CatalogueImport
from motcua.procedures.tests import make

Json = dict[str, Any]


def method(channel: str = "in_person", duration: Any = 5, unit: Any = "working_day", **more: Any) -> Json:
    """One way of filing, free of charge unless told otherwise."""
    fees = more.pop("fees", [{"amount_text": "Miễn phí", "note": None}])
    return {"channel": channel, "duration": duration, "duration_unit": unit, "fees": fees, "description": None, **more}


def paper(name: str, original: Any = 1, copy: Any = 0, **more: Any) -> Json:
    """One paper."""
    return {"name": name, "original": original, "copy": copy, "template_file": None, "kind": "document", **more}


def row(code: str | None = None, **more: Any) -> Json:
    """A whole row; `more` overrides anything."""
    return {
        "code": code or make.new_code(),
        "name": "Cấp giấy phép mở tiệm sửa xe đạp",
        "owner_ministry": "bo-giao-thong",
        "decision": "12/QĐ-BGT",
        "levels": ["commune"],
        "domain": "Đường làng",
        "type": "Loại khác",
        "applicants": ["Công dân Việt Nam"],
        "competent_authority": "Ủy ban nhân dân cấp xã",
        "receiving_address": "Nhà văn hóa xã",
        "delegated_authority": None,
        "coordinating": "Hội người đi xe đạp",
        "methods": [method("in_person"), method("online")],
        "component_groups": [{"case": None, "items": [paper("Đơn đề nghị"), paper("Ảnh tiệm", 0, 2)]}],
        "results": [{"name": "Giấy phép", "result_code": "KQ.1"}],
        "requirements": "Có bơm.",
        "legal_basis": [{"code": "1/2020/TT-BGT", "title": "Thông tư về xe đạp"}],
        "steps": ["Bước 1: nộp.", "Bước 2: nhận."],
        "portal_url": "https://example.vn/1",
        "source": "tự viết",
        **more,
    }


def lines(*rows: Any) -> bytes:
    """A file of these rows; what is text stands as it is."""
    return "\n".join(each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in rows).encode()


def taken_over(*rows: Any, publish: bool = False) -> tuple[CatalogueImport, ImportReport]:
    """An import of these rows."""
    return import_catalogue(
        io.BytesIO(lines(*rows)), file_name="thu.jsonl", by=SYSTEM, at=make.AT, valid_from=make.AT.date(),
        publish=publish,
    )  # fmt: skip
