"""What people may agree to, as data with dates: shipped, and replaced by the operator's file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from motcua.platform.settings import installation


@dataclass(frozen=True)
class ConsentPurpose:
    """One purpose in one version of its text, from a day on. `channel` is the way of telling that hangs on it.

    Kinds of messages in `needed_by_law` do not: they are sent whatever was said.
    """

    code: str
    version: int
    since: date
    channel: str
    needed_by_law: frozenset[str]
    names: Mapping[str, str]
    texts: Mapping[str, str]

    @property
    def name(self) -> str:
        """What it is called, in the language of the reader."""
        return _spoken(self.names)

    @property
    def text(self) -> str:
        """What one agrees to, in the language of the reader."""
        return _spoken(self.texts)


def _spoken(words: Mapping[str, str]) -> str:
    return words.get((get_language() or "vi")[:2]) or words["vi"]


def purposes_on(day: date) -> Sequence[ConsentPurpose]:
    """Every purpose with the text in force that day."""
    latest: dict[str, ConsentPurpose] = {}
    for each in sorted(_read(installation().options.get("MOTCUA_PRIVACY_CONSENTS", "")), key=lambda one: one.since):
        if each.since <= day:
            latest[each.code] = each
    return tuple(latest.values())


@cache
def _read(own: str) -> tuple[ConsentPurpose, ...]:
    shipped = files("motcua.privacy").joinpath("data/consents.json").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = json.loads(shipped)["purposes"]
    if own:
        entries += json.loads(Path(own).read_text(encoding="utf-8"))["purposes"]
    return tuple({(each["code"], each["version"]): _purpose(each) for each in entries}.values())


def _purpose(each: Mapping[str, Any]) -> ConsentPurpose:
    return ConsentPurpose(
        each["code"], each["version"], date.fromisoformat(each["from"]), each.get("channel", ""),
        frozenset(each.get("needed_by_law", ())), each["name"], each["text"],
    )  # fmt: skip
