"""Vietnamese text: one Unicode form, search without accents, the order of the Vietnamese alphabet."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
_SPACES = re.compile(r"[^\S\n]+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")

# The alphabet with its tones in dictionary order: ngang, huyền, hỏi, ngã, sắc, nặng.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# From ten on: digits, which come first, are written 00 to 09.
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_LETTERS, start=10)}
_TONE_RANK = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPES = {"\u0306", "\u0302", "\u031b"}


# The syllables of Vietnamese and more; what is met again and again is worked out once.
_KEPT_WORDS = 20_000


def clean(text: str) -> str:
    """NFC, without invisible or control characters, white space folded, lines kept, ends trimmed."""
    if text.isprintable() and "  " not in text and unicodedata.is_normalized("NFC", text):
        return text.strip()  # nearly every text, and many times as fast
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n")).strip()


def whole_number(text: str) -> int | None:
    """The number that up to eighteen ASCII digits say, small enough for any id; None for every other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def fold(text: str) -> str:
    """Lower case words without accents, one space between: what search compares.

    Old and new orthography fall together ("hoà" and "hòa").
    """
    return " ".join(filter(None, map(_folded, clean(text).lower().split())))


@lru_cache(maxsize=_KEPT_WORDS)
def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.replace("đ", "d"))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return _NOT_WORD.sub(" ", plain).strip()


def sort_key(text: str) -> str:
    """A string whose binary order is the Vietnamese dictionary order of the text: letters first, then tones.

    Digits come before letters, what is neither after them, and a word before the longer ones that begin with it.
    """
    ranked = [_ranked(word) for word in clean(text).lower().split()]
    # The end sorts before the gap between words, and that before all that words are made of.
    return "!".join(letters for letters, _tone in ranked) + " " + "".join(tone for _letters, tone in ranked)


@lru_cache(maxsize=_KEPT_WORDS)
def _ranked(word: str) -> tuple[str, str]:
    """The letters of a word and its tone, each as it sorts."""
    tone = 0
    letters: list[str] = []
    for character in word:
        parts = unicodedata.normalize("NFD", character)
        letter = unicodedata.normalize("NFC", parts[0] + "".join(p for p in parts[1:] if p in _SHAPES))
        tone = max([tone, *(_TONE_RANK.get(p, 0) for p in parts[1:])])
        rank = _LETTER_RANK.get(letter)
        letters.append(f"{rank}" if rank else f"0{character}" if character in "0123456789" else f"~{character}")
    return "".join(letters), str(tone)
