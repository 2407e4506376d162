"""Passwords that guessers try first: known ones, those in a file of breaches, those made of what everybody knows."""

import hashlib
import mmap
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from motcua.platform.settings import installation
from motcua.platform.text import fold

FILE = "MOTCUA_BREACHED_PASSWORDS"
LEFT_AT_LEAST = 3
DIGITS_AT_LEAST = 12
# What Vietnamese guessers add to the list of 20,000 that Django brings.
WORDS_HERE = frozenset(
    [
        "mot",
        "cua",
        "motcua",
        "mat",
        "khau",
        "matkhau",
        "password",
        "passwd",
        "admin",
        "administrator",
        "quantri",
        "canbo",
        "congchuc",
        "vienchuc",
        "vietnam",
        "viet",
        "nam",
        "hanoi",
        "saigon",
        "tphcm",
        "haiphong",
        "danang",
        "cantho",
        "anhyeuem",
        "emyeuanh",
        "yeuem",
        "yeuanh",
        "iloveyou",
        "iuanh",
        "iuem",
        "vochong",
        "giadinh",
        "hanhphuc",
        "khongbiet",
        "toilatoi",
        "qwerty",
        "qwertyuiop",
        "asdfgh",
        "zxcvbn",
        "abc",
        "abcd",
        "abcdef",
    ]
)
_DISGUISES = str.maketrans("0134578@$!", "oieastbasi")


def is_made_of(password: str, about: Iterable[str]) -> bool:
    """Whether little is left once words that everybody knows are taken out: of the person, the place, the product."""
    plain = fold(password)
    if plain.isdigit():
        return len(plain) < DIGITS_AT_LEAST
    words = WORDS_HERE | _words([*about, installation().place])
    bare = fold(password.translate(_DISGUISES))
    return any(_left(_letters(text), words) < LEFT_AT_LEAST for text in (plain, bare))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text)


def _words(texts: Iterable[str]) -> frozenset[str]:
    parts = {_letters(part) for text in texts for part in re.split(r"[^0-9a-z]+", fold(text))}
    whole = {_letters(fold(text)) for text in texts}
    return frozenset(word for word in parts | whole if len(word) >= 2)


def _left(letters: str, words: Iterable[str]) -> int:
    """How many letters stay uncovered by words, at least: each letter is left over or ends a word."""
    fewest = [0]
    for end in range(1, len(letters) + 1):
        ending = [fewest[end - len(word)] for word in words if letters[:end].endswith(word)]
        fewest.append(min([fewest[-1] + 1, *ending]))
    return fewest[-1]


def is_in_file(password: str) -> bool:
    """Whether the operator's file of breached passwords has it: lines `SHA-1:count` in order, as HIBP gives them."""
    name = installation().options.get(FILE)
    if not name:
        return False
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    return _find(_opened(name), wanted)


@cache
def _opened(name: str) -> mmap.mmap:
    with Path(name).open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _find(lines: mmap.mmap, wanted: bytes) -> bool:
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = lines.find(b"\n", start)
        end = len(lines) if end < 0 else end
        found = lines[start : start + len(wanted)].upper()
        if found == wanted:
            return True
        low, high = (end + 1, high) if found < wanted else (low, start)
    return False
