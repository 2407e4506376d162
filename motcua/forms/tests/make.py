"""Forms for tests, reached through actions."""

import copy
from datetime import datetime
from itertools import count
from typing import Any

from django.http import QueryDict

from motcua.forms.public import EForm, asked_though_known, define_form, except_field, publish_form
from motcua.forms.rules.sanity import problems
from motcua.platform.action import SYSTEM
from motcua.platform.clock import VIETNAM

AT = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
_serial = count(1)

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Đơn thử",
    "type": "object",
    "additionalProperties": False,
    "x-steps": [
        {
            "code": "nguoi-nop",
            "title": "Người nộp",
            "intro": "Xin ghi như trên thẻ căn cước.",
            "fields": ["hoTen", "ngaySinh", "soDinhDanh", "dienThoai", "thuDienTu"],
        },
        {
            "code": "noi-dung",
            "title": "Nội dung",
            "fields": ["loai", "lyDo", "soTien", "dienTich", "coKemTheo", "soBan"],
        },
    ],
    "properties": {
        "hoTen": {"type": "string", "minLength": 2, "maxLength": 100, "x-label": "Họ và tên", "x-personal": "basic"},
        "ngaySinh": {"type": "string", "format": "date", "x-label": "Ngày sinh", "x-personal": "basic"},
        "soDinhDanh": {
            "type": "string",
            "format": "personal-id",
            "x-label": "Số định danh cá nhân",
            "x-hint": "12 chữ số",
            "x-personal": "basic",
        },
        "dienThoai": {
            "type": "string",
            "format": "phone",
            "x-label": "Số điện thoại",
            "x-autocomplete": "tel",
            "x-personal": "basic",
        },
        "thuDienTu": {
            "type": "string",
            "format": "email",
            "maxLength": 254,
            "x-label": "Thư điện tử",
            "x-personal": "basic",
        },
        "loai": {
            "type": "string",
            "enum": ["moi", "doi", "khac"],
            "x-options": {"moi": "Cấp mới", "doi": "Cấp đổi", "khac": "Việc khác"},
            "x-label": "Đề nghị",
            "x-personal": "none",
        },
        "lyDo": {
            "type": "string",
            "maxLength": 200,
            "x-widget": "textarea",
            "x-label": "Lý do",
            "x-personal": "none",
        },
        "soTien": {"type": "integer", "minimum": 0, "x-widget": "money", "x-label": "Số tiền", "x-personal": "none"},
        "dienTich": {"type": "number", "exclusiveMinimum": 0, "x-label": "Diện tích", "x-personal": "none"},
        "coKemTheo": {"type": "boolean", "x-label": "Có xin bản sao không?", "x-personal": "none"},
        "soBan": {"type": "integer", "minimum": 1, "maximum": 5, "x-label": "Số bản", "x-personal": "none"},
    },
    "required": ["hoTen", "ngaySinh", "loai", "coKemTheo"],
    "allOf": [
        {
            "if": {"properties": {"loai": {"const": "khac"}}, "required": ["loai"]},
            "then": {"required": ["lyDo"]},
            "else": {"properties": {"lyDo": False}},
        },
        {
            "if": {"properties": {"coKemTheo": {"const": True}}, "required": ["coKemTheo"]},
            "then": {"required": ["soBan"]},
            "else": {"properties": {"soBan": False}},
        },
    ],
    "x-rules": [
        {"rule": "not_in_future", "fields": ["ngaySinh"]},
        {"rule": "personal_id_agrees", "fields": ["soDinhDanh", "ngaySinh"]},
    ],
}

ANSWERS: dict[str, Any] = {
    "hoTen": "Nguyễn Văn An",
    "ngaySinh": "1998-03-25",
    "soDinhDanh": "031098004112",
    "dienThoai": "0912345678",
    "loai": "moi",
    "coKemTheo": False,
}


def schema(**changes: Any) -> dict[str, Any]:
    """A sound schema, with some of its top keywords replaced."""
    return {**copy.deepcopy(SCHEMA), **changes}


def rows_schema() -> dict[str, Any]:
    """A form with a repeating group of one to three children and a question for files, both under a condition."""
    told = {"type": "string", "maxLength": 100, "x-personal": "basic"}
    return {
        "type": "object",
        "additionalProperties": False,
        "x-steps": [{"code": "con", "title": "Con", "fields": ["coCon", "con", "hoKhau"]}],
        "properties": {
            "coCon": {"type": "boolean", "x-label": "Có con không?", "x-personal": "none"},
            "con": {
                "type": "array",
                "minItems": 1,
                "maxItems": 3,
                "x-label": "Các con",
                "x-row-label": "Người con",
                "x-personal": "basic",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "x-fields": ["hoTen", "ngaySinh", "conNuoi", "quyetDinh"],
                    "properties": {
                        "hoTen": {**told, "x-label": "Họ và tên"},
                        "ngaySinh": {"type": "string", "format": "date", "x-label": "Ngày sinh", "x-personal": "basic"},
                        "conNuoi": {"type": "boolean", "x-label": "Con nuôi?", "x-personal": "basic"},
                        "quyetDinh": {**told, "x-label": "Số quyết định"},
                    },
                    "required": ["hoTen"],
                    "allOf": [
                        {
                            "if": {"properties": {"conNuoi": {"const": True}}, "required": ["conNuoi"]},
                            "then": {"required": ["quyetDinh"]},
                            "else": {"properties": {"quyetDinh": False}},
                        }
                    ],
                },
            },
            "hoKhau": {
                "type": "array",
                "items": {"type": "string"},
                "x-widget": "file",
                "x-files": {"component": "ho-khau", "kinds": ["pdf", "jpg"], "megabytes": 10, "count": 25},
                "x-label": "Giấy tờ của con",
                "x-personal": "basic",
            },
        },
        "required": ["coCon"],
        "allOf": [
            {
                "if": {"properties": {"coCon": {"const": True}}, "required": ["coCon"]},
                "then": {"required": ["con", "hoKhau"]},
                "else": {"properties": {"con": False, "hoKhau": False}},
            }
        ],
    }


def eform(schema: dict[str, Any] | None = None, *, published: bool = True, at: datetime = AT) -> EForm:
    """A form of its own code, published unless told otherwise."""
    drawn = define_form(
        f"don-thu-{next(_serial)}", title="Đơn thử", schema=SCHEMA if schema is None else schema, by=SYSTEM, at=at
    )
    for problem in asked_though_known(drawn) if not problems(drawn.schema) else ():
        except_field(drawn, problem.params["name"], "Biểu mẫu để thử, không lấy từ nguồn nào", by=SYSTEM, at=at)
    return publish_form(drawn, by=SYSTEM, at=at) if published else drawn


def posted(**values: str) -> QueryDict:
    """What a browser posts."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data[name] = value
    return data
