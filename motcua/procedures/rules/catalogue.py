"""A row of the national catalogue, cleaned into one shape that imports, compares and exports alike. Pure.

The shape is the source's own: code, name, levels, methods, component_groups, results, legal_basis, steps … What is
empty is left out, so that a missing field, a null and an empty list are the same; what has no home of its own stays
under its own name. Two rows say the same where their `checksum` is equal.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.platform.text import clean
from motcua.procedures.rules import is_procedure_code
from motcua.procedures.rules.cautions import BadRow, Caution
from motcua.procedures.rules.legal_basis import split_basis
from motcua.procedures.rules.limits import amount_of

TEXTS = (
    "owner_ministry", "decision", "domain", "type", "competent_authority", "receiving_address", "delegated_authority",
    "coordinating", "requirements", "portal_url", "summary", "life_event", "partial_reason", "online_level",
)  # fmt: skip
LISTS = ("levels", "applicants", "steps", "keywords")
PARTS = ("methods", "component_groups", "results", "legal_basis", "source")
KNOWN = frozenset({"code", "name", *TEXTS, *LISTS, *PARTS})
# Rows that have none of these carry a code and a name, and little more.
FULL = ("methods", "component_groups", "steps", "legal_basis")
FILE_NAME = re.compile(r"[^\n]{1,200}\.(docx?|pdf|xlsx?|rtf|odt)", re.IGNORECASE)
# "ngày 25/6/" followed by 20241 originals: the year ran over into the count.
MOST_COPIES = 99
Json = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """A row that can be taken over: its cleaned data and what it leaves open."""

    code: str
    name: str
    data: Json
    is_outline: bool
    cautions: tuple[Caution, ...]

    @property
    def checksum(self) -> str:
        """The same for rows that say the same."""
        return checksum_of(self.data)


def checksum_of(data: Mapping[str, Any]) -> str:
    """SHA-256 of a cleaned row."""
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def read_row(raw: object) -> Row:
    """Clean one row. Raises BadRow only where it is no object, or has no valid code or no name."""
    if not isinstance(raw, Mapping):
        raise BadRow("", "not_an_object")
    code, name = _text(raw.get("code")), _text(raw.get("name"))
    if not is_procedure_code(code):
        raise BadRow(code[:80], "bad_code", code[:80])
    if not name:
        raise BadRow(code, "no_name")
    reader = _Reader()
    data: Json = {"code": code, "name": name}
    data |= {key: reader.text(raw, key) for key in TEXTS}
    data |= {key: reader.texts(raw, key) for key in LISTS}
    data["applicants"] = _rejoined(data["applicants"])
    data["methods"] = [reader.method(each) for each in reader.objects(raw, "methods")]
    data["component_groups"] = _merged(reader.group(each) for each in reader.objects(raw, "component_groups"))
    data["results"] = [
        filled({"name": _text(each.get("name")), "result_code": _text(each.get("result_code"))})
        for each in reader.objects(raw, "results")
    ]
    data["legal_basis"] = reader.legal_basis(raw)
    data["source"] = _cleaned(raw["source"]) if isinstance(raw.get("source"), list) else _text(raw.get("source"))
    data |= {_plain(str(key)): _cleaned(value) for key, value in raw.items() if key not in KNOWN}
    data = filled(data)
    is_outline = not any(key in raw for key in FULL)
    if not is_outline:
        reader.gaps(data)
    return Row(code, name, data, is_outline, tuple(dict.fromkeys(reader.cautions)))


class _Reader:
    """Cleans parts of a row and collects what they leave open."""

    def __init__(self) -> None:
        self.cautions: list[Caution] = []

    def caution(self, field: str, code: str, detail: str = "") -> None:
        self.cautions.append(Caution(field, code, detail[:200]))

    def text(self, raw: Mapping[str, Any], key: str) -> str:
        found = raw.get(key)
        if found is not None and not isinstance(found, str):
            self.caution(key, "not_text")
        return _text(found)

    def texts(self, raw: Mapping[str, Any], key: str) -> list[str]:
        found = raw.get(key)
        if found is None:
            return []
        if not isinstance(found, list):
            self.caution(key, "not_a_list")
            found = [found]
        return [text for text in (_text(each) for each in found) if text]

    def objects(self, raw: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        found = raw.get(key)
        if found is None:
            return []
        if not isinstance(found, list):
            self.caution(key, "not_a_list")
            found = [found]
        kept = []
        for each in found:
            if isinstance(each, Mapping):
                kept.append(each)
            elif _text(each):
                self.caution(key, "not_an_object", _text(each))
                kept.append({"name": each, "title": each, "description": each})
        return kept

    def method(self, raw: Mapping[str, Any]) -> Json:
        duration = raw.get("duration")
        amount = amount_of(duration)
        if amount is not None:
            duration = int(amount) if amount == amount.to_integral_value() else float(amount)
        elif duration is not None:
            duration = _text(duration)
        fees = [
            filled({"amount_text": _text(fee.get("amount_text")), "note": _text(fee.get("note"))})
            for fee in self.objects(raw, "fees")
        ]
        return filled(
            {
                "case": _text(raw.get("case")),
                "channel": _text(raw.get("channel")),
                "duration": duration,
                "duration_unit": _text(raw.get("duration_unit")),
                "fees": [fee for fee in fees if fee],
                "description": _text(raw.get("description")),
            }
        )

    def group(self, raw: Mapping[str, Any]) -> Json:
        items = [item for item in (self.item(each) for each in self.objects(raw, "items")) if item.get("name")]
        heading = _text(raw.get("case"))
        if heading and not items:
            return {"items": [{"name": heading, "kind": "note"}]}
        return filled({"case": heading, "items": items})

    def item(self, raw: Mapping[str, Any]) -> Json:
        original, copy = _count(raw.get("original")), _count(raw.get("copy"))
        quantity, template = _text(raw.get("quantity_text")), _text(raw.get("template_file"))
        name = _text(raw.get("name"))
        if not name and (template or quantity):
            name = template or quantity
            self.caution("component_groups", "no_paper_name", name)
        if quantity and not template and FILE_NAME.fullmatch(quantity):
            quantity, template = "", quantity
            self.caution("component_groups", "file_in_quantity", template)
        if max(original or 0, copy or 0) > MOST_COPIES:
            self.caution("component_groups", "count_odd", f"{name[:80]}: {original}, {copy}")
            quantity = "; ".join(each for each in (quantity, f"bản chính: {original}, bản sao: {copy}") if each)
            original = copy = None
        elif original is None and copy is None:
            self.caution("component_groups", "count_missing", name)
        kind = raw.get("kind")
        is_note = kind == "note" or (kind != "document" and original == 0 and copy == 0)
        item = filled({"name": name, "template_file": template, "quantity_text": quantity})
        if original is not None or copy is not None:
            item |= {"original": original or 0, "copy": copy or 0}
        item |= filled({"replaced_by": _text(raw.get("replaced_by")), "hint": _text(raw.get("hint"))})
        return item | {"kind": "note" if is_note else "document"}

    def legal_basis(self, raw: Mapping[str, Any]) -> list[Json]:
        kept: list[Json] = []
        for each in self.objects(raw, "legal_basis"):
            basis = filled({"code": _text(each.get("code")), "title": _text(each.get("title"))})
            parts, was_glued = split_basis(basis)
            if was_glued:
                self.caution("legal_basis", "glued_split" if len(parts) > 1 else "glued", basis.get("title", ""))
            kept += [part for part in parts if part]
        return kept

    def gaps(self, data: Json) -> None:
        """What a full row should say and does not."""
        for key in ("decision", "domain", "levels", "methods", "results", "legal_basis", "steps"):
            if key not in data:
                self.caution(key, "missing")
        if not any(group.get("items") for group in data.get("component_groups", [])):
            self.caution("component_groups", "missing")


def _text(value: object) -> str:
    if value is None or isinstance(value, Mapping | list):
        return "" if not value else _plain(json.dumps(value, ensure_ascii=False))
    return _plain(str(value))


def _plain(text: str) -> str:
    # Half a surrogate pair is no character, and no database keeps one.
    return clean(text.encode("utf-8", "replace").decode())


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    if isinstance(value, Mapping):
        return {_plain(str(key)): _cleaned(each) for key, each in value.items()}
    return value


def filled(data: Json) -> Json:
    """Without what says nothing."""
    return {key: value for key, value in data.items() if value is not None and value != "" and value not in ([], {})}


def _count(value: object) -> int | None:
    amount = amount_of(value)
    if amount is None or amount != amount.to_integral_value() or amount < 0:
        return None
    return int(amount)


def _merged(groups: Iterable[Json]) -> list[Json]:
    """Groups under one heading that follow each other are one."""
    whole: list[Json] = []
    for group in groups:
        if whole and group and whole[-1].get("case") == group.get("case"):
            whole[-1]["items"] = [*whole[-1].get("items", []), *group.get("items", [])]
        elif group:
            whole.append(group)
    return whole


def _rejoined(parts: Iterable[str]) -> list[str]:
    """Names that a comma inside them tore apart: an open bracket or a small letter says that it goes on."""
    whole: list[str] = []
    for part in parts:
        if whole and (whole[-1].count("(") > whole[-1].count(")") or part[:1].islower()):
            whole[-1] = f"{whole[-1]}, {part}"
        else:
            whole.append(part)
    return whole
