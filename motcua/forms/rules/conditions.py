"""Conditions as the builder draws them: a question is asked, or must be answered, where another was answered so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from motcua.forms.rules.definition import Schema, conditional_nodes

Drawn: TypeAlias = dict[str, Any]
# A question and the answers to it, one of which must have been given.
When: TypeAlias = tuple[str, tuple[Any, ...]]


class ByHand(StrEnum):
    """Why a condition can be changed in the schema alone."""

    COMPOUND = "compound"
    INVERSE = "inverse"
    NESTED = "nested"
    SEVERAL = "several"


@dataclass(frozen=True)
class Hangs:
    """On which answers it hangs whether a question is asked and must be answered; None: on none.

    `by_hand` says why the builder leaves these conditions as they stand.
    """

    when: When | None = None
    must: When | None = None
    by_hand: ByHand | None = None


@dataclass(frozen=True)
class Effect:
    """What one side of conditions does to a question: each test holds, or does not, and it is hidden or required."""

    tests: tuple[tuple[Mapping[str, Any], bool], ...]
    hides: bool


def simple(part: Mapping[str, Any]) -> When | None:
    """The question and answers of a condition that asks for one answer or one of several; None for any other."""
    test = part.get("if", {})
    asked = test.get("properties", {})
    if set(test) - {"properties", "required"} or len(asked) != 1 or set(test.get("required", ())) != set(asked):
        return None
    ((decider, rule),) = asked.items()
    if not isinstance(rule, Mapping) or len(rule) != 1:
        return None
    return (
        (decider, (rule["const"],)) if "const" in rule else (decider, tuple(rule["enum"])) if "enum" in rule else None
    )


def _is_drawn(part: Mapping[str, Any]) -> bool:
    """Whether the builder itself could have written a condition: it knows every word of it."""
    then, otherwise = part.get("then", {}), part.get("else", {})
    hides = otherwise.get("properties", {}).values()
    is_known = (
        not set(part) - {"if", "then", "else"} and not set(then) - {"required"} and not set(otherwise) - {"properties"}
    )
    return simple(part) is not None and is_known and all(rule is False for rule in hides)


def effects_on(node: Schema, name: str, above: tuple[tuple[Mapping[str, Any], bool], ...] = ()) -> Iterator[Effect]:
    """Everything that conditions of a form do to a question, those inside others too."""
    for part in conditional_nodes(node):
        for side, holds in (("then", True), ("else", False)):
            branch, tests = part.get(side, {}), (*above, (part["if"], holds))
            if branch.get("properties", {}).get(name) is False:
                yield Effect(tests, hides=True)
            if name in branch.get("required", ()):
                yield Effect(tests, hides=False)
            yield from effects_on(branch, name, tests)


def hangs(drawn: Schema, name: str) -> Hangs:
    """On which answers a question hangs, as far as the builder can draw it."""
    when: When | None = None
    must: list[When] = []
    for part in drawn.get("allOf", ()):
        found = list(effects_on({"allOf": [part]}, name))
        if not found:
            continue
        test = simple(part)
        if test is None or not _is_drawn(part):
            return Hangs(by_hand=_why(found, test))
        hides = any(effect.hides for effect in found)
        if hides and when is not None:
            return Hangs(by_hand=ByHand.SEVERAL)
        when = test if hides else when
        must += [test] if any(not effect.hides for effect in found) else []
    if len(must) > 1:
        return Hangs(by_hand=ByHand.SEVERAL)
    # What must be answered whenever it is asked is simply required.
    return Hangs(when, must[0] if must and must[0] != when else None)


def _why(found: list[Effect], test: When | None) -> ByHand:
    if any(len(effect.tests) > 1 for effect in found):
        return ByHand.NESTED
    return ByHand.COMPOUND if test is None else ByHand.INVERSE


def clear_conditions(drawn: Drawn, name: str) -> None:
    """A question is asked always, and nothing but itself requires it, unless a condition written by hand says so."""
    kept = []
    for part in drawn.get("allOf", []):
        if not _is_drawn(part) or not list(effects_on({"allOf": [part]}, name)):
            kept.append(part)
            continue
        hidden = {k: v for k, v in part.get("else", {}).get("properties", {}).items() if k != name}
        required = [each for each in part.get("then", {}).get("required", []) if each != name]
        then = {"then": {"required": required}} if required else {}
        if hidden or required:
            kept.append({"if": part["if"], **then, **({"else": {"properties": hidden}} if hidden else {})})
    if kept:
        drawn["allOf"] = kept
    else:
        drawn.pop("allOf", None)  # JSON Schema knows no empty one


def set_conditions(drawn: Drawn, name: str, when: When | None, must: When | None, *, required: bool) -> None:
    """Ask a question where `when` says so; it must be answered whenever it is asked, or where `must` says so."""
    clear_conditions(drawn, name)
    others = [each for each in drawn.get("required", []) if each != name]
    drawn["required"] = [*others, name] if required and when is None else others
    parts: list[Drawn] = []
    if when is not None:
        then = {"then": {"required": [name]}} if required else {}
        parts.append({"if": _test(when), **then, "else": {"properties": {name: False}}})
    if must is not None and not required:
        parts.append({"if": _test(must), "then": {"required": [name]}})
    if parts:
        drawn["allOf"] = [*drawn.get("allOf", []), *parts]


def _test(when: When) -> Drawn:
    decider, answers = when
    rule = {"const": answers[0]} if len(answers) == 1 else {"enum": list(answers)}
    return {"properties": {decider: rule}, "required": [decider]}


def is_required(drawn: Schema, name: str) -> bool:
    """Whether a question must be answered whenever it is asked."""
    if name in drawn.get("required", ()):
        return True
    found = hangs(drawn, name)
    parts = [part for part in drawn.get("allOf", ()) if name in part.get("then", {}).get("required", ())]
    return any(simple(part) == found.when for part in parts) if found.by_hand is None and found.when else False
