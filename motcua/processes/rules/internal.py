"""An internal process as provinces decide it, a table of steps, turned into a definition. Pure.

Nghị định 118/2025/NĐ-CP: each procedure has an internal process, decided by the province: step, who, what, how long. A
working day is 8 hours (facts.md 1.6). What a table leaves open is told, never guessed.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from motcua.platform.text import clean, fold

LONGEST_NAME = 120
LONGEST_DAYS = 400
UNITS = frozenset({"working_day", "working_hour", "day", "hour"})
NO_LIMIT = frozenset({"khong tinh thoi gian", "khong tinh"})
OPEN_LIMIT = frozenset({"", "khong quy dinh", "gio hanh chinh"})
# Who by the words of the table; a step whose words point to two roles is left unassigned.
HEADS = r"so|ubnd|uy ban|van phong|co so|nha truong|trung tam"
ROLES = {
    "one_stop_officer": re.compile(
        r"\b(tiep nhan (ho so )?va tra ket qua|bo phan tn tkq|bo phan tra ket qua|mot cua)\b"
    ),
    "clerk": re.compile(r"\bvan thu\b"),
    "division_head": re.compile(r"\b(lanh dao|truong) (phong|bo phan|chi nhanh)\b"),
    "department_leader": re.compile(rf"\b(lanh dao ({HEADS})|chu tich|giam doc)\b"),
    "specialist": re.compile(r"\b(chuyen vien|cong chuc|vien chuc|can bo)\b"),
}
AT_ONE_STOP = re.compile(r"\b(tt ?pvhcc|trung tam phuc vu hanh chinh cong)\b")


@dataclass(frozen=True)
class Gap:
    """What one step leaves open: a code, put into words elsewhere; `node` is the step, empty for the whole process."""

    field: str
    code: str
    detail: str = ""
    node: str = ""


class BadProcess(ValueError):
    """A row that is no process: no object, no name, no steps."""


@dataclass(frozen=True)
class InternalProcess:
    """A process read from a row: its definition, what the decision says of it, and what it leaves open."""

    code: str
    name: str
    definition: dict[str, Any]
    source: dict[str, Any]
    gaps: tuple[Gap, ...]


def read_process(raw: object) -> InternalProcess:
    """The process that a row describes, its steps in their order. Raises BadProcess with the reason."""
    if not isinstance(raw, Mapping):
        raise BadProcess("not_an_object")
    name = _text(raw.get("procedure_name"))
    steps = [step for step in raw.get("steps") or [] if isinstance(step, Mapping)]
    if not name:
        raise BadProcess("no_name")
    if not steps:
        raise BadProcess("no_steps")
    gaps: list[Gap] = []
    nodes = [_node(number, step, gaps) for number, step in enumerate(steps, 1)]
    path = ["start", *(node["id"] for node in nodes), "end"]
    definition = {
        "nodes": [
            {"id": "start", "kind": "start_event", "name": "Đã tiếp nhận"},
            *nodes,
            {"id": "end", "kind": "end_event", "name": "Kết thúc"},
        ],
        "flows": [
            {"id": f"f{number}", "source": source, "target": target}
            for number, (source, target) in enumerate(pairwise(path), 1)
        ],
    }
    source = {str(key): value for key, value in raw.items() if key != "steps" and value not in (None, "", [])}
    source["times"] = [_text(step.get("time")) for step in steps]
    _check_total(_text(raw.get("total")), steps, gaps)
    return InternalProcess(_code(raw, name), name, definition, source, tuple(gaps))


def role_of(actor: str) -> str:
    """The standard role that a performer's words surely name; empty where none or several do."""
    said = fold(actor)
    found = [role for role, words in ROLES.items() if words.search(said)]
    if "one_stop_officer" not in found and AT_ONE_STOP.search(said) and found == ["specialist"]:
        return "one_stop_officer"
    # "Công chức bộ phận một cửa": the place says more than the rank.
    precise = [role for role in found if role != "specialist"] or found
    return precise[0] if len(precise) == 1 else ""


def _node(number: int, step: Mapping[str, Any], gaps: list[Gap]) -> dict[str, Any]:
    content, actor = _text(step.get("content")), _text(step.get("actor"))
    label = _text(step.get("step")) or f"Bước {number}"
    role = role_of(actor)
    if not role:
        gaps.append(Gap("performer", "unassigned", f"{label}: {actor}"[:200], f"step_{number}"))
    limit = _limit(number, label, step, gaps)
    said = [content, f"Người thực hiện: {actor}" if actor else "", f"Thời gian: {_text(step.get('time'))}"]
    node: dict[str, Any] = {
        "id": f"step_{number}",
        "kind": "user_task",
        "name": _short(content) or label,
        "performer": {"role": role, "organisation": "receiving" if role == "one_stop_officer" else "competent"},
        "content": "\n".join(part for part in said if part and part != "Thời gian: "),
    }
    if limit:
        return node | {"limit": limit}
    return node | ({"untimed": True} if fold(_text(step.get("time"))) in NO_LIMIT else {})


def _limit(number: int, label: str, step: Mapping[str, Any], gaps: list[Gap]) -> dict[str, str] | None:
    time, unit = _text(step.get("time")), step.get("unit")
    duration = step.get("duration")
    if duration is None:
        if fold(time) not in NO_LIMIT:
            code = "no_limit" if fold(time) in OPEN_LIMIT else "limit_in_words"
            gaps.append(Gap("limit", code, f"{label}: {time}"[:200], f"step_{number}"))
        return None
    try:
        amount = Decimal(str(duration))
    except InvalidOperation:
        amount = Decimal("NaN")
    if unit not in UNITS or not amount.is_finite() or amount <= 0 or amount > LONGEST_DAYS:
        gaps.append(Gap("limit", "odd", f"{label}: {time or duration}"[:200], f"step_{number}"))
        return None
    if len(fold(time).split()) > 6:
        gaps.append(Gap("limit", "in_long_words", f"{label}: {time}"[:200], f"step_{number}"))
    return {"amount": f"{amount.normalize():f}", "unit": str(unit)}


def _check_total(total: str, steps: list[Mapping[str, Any]], gaps: list[Gap]) -> None:
    """Whether the steps add up to the total that the decision names, where both are in working days."""
    found = re.fullmatch(r"(\d+(?:[.,]\d+)?) ngay lam viec", fold(total)) if total else None
    if not found:
        return
    hours = Decimal(0)
    for step in steps:
        if step.get("duration") is not None and step.get("unit") in ("working_day", "working_hour"):
            hours += Decimal(str(step["duration"])) * (8 if step["unit"] == "working_day" else 1)
        elif step.get("duration") is not None:
            return
    if hours != Decimal(found.group(1)) * 8:
        gaps.append(Gap("total", "sum_differs", f"{total}; {hours / 8:f}"))


def _short(content: str) -> str:
    """The first words of a step, up to a mark, as its name."""
    if len(content) <= LONGEST_NAME:
        return content.replace("\n", " ")
    first = re.split(r"[;.\n]|, ", content, maxsplit=1)[0]
    return first if len(first) <= LONGEST_NAME else first[: LONGEST_NAME - 1].rsplit(" ", 1)[0] + "…"


def _code(raw: Mapping[str, Any], name: str) -> str:
    """A code that stays the same from import to import: place and procedure, or digest of the name."""
    place = fold(_text(raw.get("province"))).replace(" ", "-")
    codes, variant_of = raw.get("procedure_codes"), raw.get("variant_of")
    if isinstance(codes, list) and codes:
        about = str(codes[0])
    else:
        told = hashlib.sha256(name.encode()).hexdigest()[:6]
        of = str(variant_of[0]) if isinstance(variant_of, list) and variant_of else ""
        about = "-".join(part for part in (of, told) if part)
    return "/".join(part for part in ("QT", place, about) if part)


def _text(value: object) -> str:
    return clean(str(value)) if isinstance(value, str | int | float) else ""
