"""What differs between two versions of a procedure, field by field and line by line. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

WORDS = re.compile(r"\s+|[^\s]+")
# Longer lines are shown whole: comparing word by word grows with the square of their length.
MOST_WORDS = 1200
ALIKE = 0.5


@dataclass(frozen=True)
class Piece:
    """Some words of a line, and whether they are what differs."""

    text: str
    is_changed: bool


Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Difference:
    """One field: the lines that go, the lines that come, and how many stay."""

    field: str
    gone: tuple[Line, ...]
    come: tuple[Line, ...]
    kept: int


def differences(old: Mapping[str, Sequence[str]], new: Mapping[str, Sequence[str]]) -> list[Difference]:
    """The fields whose lines differ, in the order of the newer version."""
    found = []
    for field in dict.fromkeys([*new, *old]):
        before, after = list(old.get(field, ())), list(new.get(field, ()))
        if before != after:
            found.append(_difference(field, before, after))
    return found


def _difference(field: str, before: Sequence[str], after: Sequence[str]) -> Difference:
    gone: list[Line] = []
    come: list[Line] = []
    kept = 0
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            kept += b - a
            continue
        for left, right in zip_longest(before[a:b], after[c:d]):
            old_line, new_line = _compared(left, right)
            gone += [old_line] if left is not None else []
            come += [new_line] if right is not None else []
    return Difference(field, tuple(gone), tuple(come), kept)


def _compared(left: str | None, right: str | None) -> tuple[Line, Line]:
    """Two lines, word by word where they are much alike."""
    whole = (Piece(left or "", True),), (Piece(right or "", True),)
    if left is None or right is None:
        return whole
    old, new = WORDS.findall(left), WORDS.findall(right)
    if max(len(old), len(new)) > MOST_WORDS:
        return whole
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.quick_ratio() < ALIKE or matcher.ratio() < ALIKE:
        return whole
    steps = matcher.get_opcodes()
    return (
        tuple(Piece("".join(old[a:b]), kind != "equal") for kind, a, b, _c, _d in steps if a < b),
        tuple(Piece("".join(new[c:d]), kind != "equal") for kind, _a, _b, c, d in steps if c < d),
    )
