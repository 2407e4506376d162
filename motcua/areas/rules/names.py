"""Names of areas as people type them: with or without the kind, abbreviated, without accents."""

import re

from motcua.platform.text import clean, fold

_ZEROS = re.compile(r"\b0+(?=[0-9])")
_GLUED = re.compile(r"^(tp|tx|tt|p|q|x|h|t)(?=[0-9])")
_KINDS = {
    "province": ("thanh pho", "tinh"),
    "district": ("quan", "huyen", "thi xa", "thanh pho"),
    "commune": ("phuong", "xa", "thi tran", "dac khu"),
}
_SHORT = {
    "province": {"tp": "thanh pho", "t": "tinh"},
    "district": {"tp": "thanh pho", "q": "quan", "h": "huyen", "tx": "thi xa"},
    "commune": {"p": "phuong", "x": "xa", "tt": "thi tran", "dk": "dac khu"},
}
_NICKNAMES = {"hcm": "ho chi minh", "tphcm": "ho chi minh", "sai gon": "ho chi minh", "hn": "ha noi", "hp": "hai phong"}


def search_form(name: str) -> str:
    """A name as it is compared: folded, and the numbers of wards without the zeros some lists put before them."""
    return _ZEROS.sub("", fold(name))


def forms_of(typed: str, level: str) -> list[str]:
    """Every search form that a typed name of this level (province, district, commune) may stand for."""
    plain = _GLUED.sub(r"\1 ", search_form(typed))
    head, _space, rest = plain.partition(" ")
    if rest and head in _SHORT[level]:
        named = _NICKNAMES.get(rest, rest) if level == "province" else rest
        return [f"{_SHORT[level][head]} {named}"]
    if level == "province":
        plain = _NICKNAMES.get(plain, plain)
    return [plain, *(f"{kind} {plain}" for kind in _KINDS[level])] if plain else []


def is_written_so(name: str, typed: str) -> bool:
    """Whether the accents typed are those of the name."""
    return clean(name).lower().endswith(clean(typed).lower())
