"""Conditions as the builder draws them: one question is asked where another was answered so."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from motcua.forms.rules.definition import Schema

Drawn: TypeAlias = dict[str, Any]


def _simple(part: Any) -> tuple[str, Any] | None:
    """The question and answer of a condition that asks for one answer; None for one written by hand."""
    test, otherwise = part.get("if", {}), part.get("else", {})
    asked = test.get("properties", {})
    if set(test) - {"properties", "required"} or len(asked) != 1 or set(otherwise) - {"properties"}:
        return None
    if set(part.get("then", {})) - {"required"}:
        return None
    ((decider, rule),) = asked.items()
    return (decider, rule["const"]) if isinstance(rule, Mapping) and set(rule) == {"const"} else None


def _mentioned(branch: Mapping[str, Any]) -> set[str]:
    """Every question about which a branch decides, in conditions inside it too."""
    if not branch:
        return set()
    names = set(branch.get("properties", {})) | set(branch.get("required", ()))
    for part in [branch, *branch.get("allOf", ())]:
        for side in ("then", "else"):
            names |= _mentioned(part.get(side, {}))
    return names


def condition_of(drawn: Schema, name: str) -> tuple[str, Any] | str | None:
    """On which answer a question hangs; `"by hand"` for what only the schema itself can say; None when always asked."""
    found: tuple[str, Any] | None = None
    for part in drawn.get("allOf", ()):
        if name not in _mentioned(part.get("then", {})) | _mentioned(part.get("else", {})):
            continue
        simple = _simple(part)
        if simple is None or found is not None:
            return "by hand"
        if name in part.get("else", {}).get("properties", {}):
            found = simple
        elif name in part.get("then", {}).get("required", ()):
            return "by hand"
    return found


def clear_condition(drawn: Drawn, name: str) -> None:
    """A question is asked always, unless a condition written by hand says otherwise."""
    kept = []
    for part in drawn.get("allOf", []):
        if _simple(part) is None:
            kept.append(part)
            continue
        hidden = {k: v for k, v in part.get("else", {}).get("properties", {}).items() if k != name}
        required = [each for each in part.get("then", {}).get("required", []) if each != name]
        then = {"then": {"required": required}} if required else {}
        if hidden or required:
            kept.append({"if": part["if"], **then, **({"else": {"properties": hidden}} if hidden else {})})
    drawn["allOf"] = kept
    if not kept:
        del drawn["allOf"]  # JSON Schema knows no empty one


def is_required(drawn: Schema, name: str) -> bool:
    """Whether a question must be answered where it stands."""
    return name in drawn.get("required", ()) or any(
        name in part.get("then", {}).get("required", ()) for part in drawn.get("allOf", ())
    )
