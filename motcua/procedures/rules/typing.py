"""What was typed and what was meant: Telex and VNI keys left undecoded, and words one slip away from a known one."""

import re
from collections.abc import Container, Iterator

LETTERS = "abcdeghiklmnopqrstuvxy"
_TONES = re.compile(r"(?<=[aeiouyw])([a-z]*)")
_DOUBLED = re.compile(r"(a|e|o|d)\1")
_LONGEST = 12


def decoded(word: str) -> str:
    """The folded word that Telex or VNI keys spell: "hooj" and "ho65" give "ho"; the word itself where none are left.

    Only the letters count, accents being folded away: tone keys go, doubled letters and "w" become plain.
    """
    if word[:1].isdigit() or len(word) > _LONGEST:
        return word
    plain = re.sub(r"[1-9]", "", word)
    plain = re.sub(r"^d([^d]*)d$", r"d\1", plain)
    plain = _DOUBLED.sub(r"\1", plain)
    plain = re.sub(r"(?<=[aou])w", "", plain).replace("w", "u")
    plain = _TONES.sub(lambda rest: re.sub("[sfrxjz]", "", rest[1]), plain, count=1)
    return _DOUBLED.sub(r"\1", plain)


def near(word: str, known: Container[str]) -> list[str]:
    """Known words that one slip of the hand away: a letter too many, too few, wrong, or two exchanged."""
    if not 3 <= len(word) <= _LONGEST:
        return []
    return [each for each in dict.fromkeys(_slips(word)) if each != word and each in known]


def _slips(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in LETTERS:
            if after:
                yield before + letter + after[1:]
            yield before + letter + after
