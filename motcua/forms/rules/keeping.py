"""What nobody touched stays in a form as it was written: shared parts, order, words the builder knows not."""

import copy
from typing import Any

from motcua.forms.rules.conditions import Drawn
from motcua.forms.rules.definition import Schema
from motcua.forms.rules.drawing import settled

_CONDITIONS = ("if", "then", "else", "allOf")


def kept(before: Schema, drawn: Drawn) -> Drawn:
    """The drawn form with everything that says the same as before in the words in which it stood before."""
    was = settled(before)
    if drawn == was:
        return copy.deepcopy(dict(before))
    whole = dict(drawn)
    same_order = was["x-steps"] == drawn["x-steps"]
    if same_order:
        whole["x-steps"] = before.get("x-steps", [])
    whole["properties"] = {
        name: _property(before, was, name, prop, same_order=same_order) for name, prop in drawn["properties"].items()
    }
    if was.get("allOf") == drawn.get("allOf"):
        whole.pop("allOf", None)
        whole |= {key: before[key] for key in _CONDITIONS if key in before}
    if "$defs" in before:
        whole["$defs"] = before["$defs"]
    written = {key: whole[key] for key in before if key in whole} | whole
    if not drawn.get("required") and "required" not in before:
        written.pop("required", None)
    return copy.deepcopy(written)


def _property(before: Schema, was: Drawn, name: str, prop: Any, *, same_order: bool) -> Any:
    old = before.get("properties", {}).get(name)
    if old is None:
        return prop
    if was["properties"][name] == prop:
        prop = {key: value for key, value in old.items() if key != "x-order"}
    # A place told by a number would be a lie once the questions have been moved.
    return {**prop, "x-order": old["x-order"]} if same_order and "x-order" in old else prop
