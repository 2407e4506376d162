"""Which papers of a procedure a row of Nghị quyết 66.7/2025/NQ-CP means. Pure.

A paper is taken to be replaced only where its name is the row's, word for word but for its number in the list, "bản
sao", "bản chính" and what says how it is certified. Whatever means a part of a paper, some cases only or one of several
papers stays a note, unless row and paper say so in the same words.
"""

import re

from motcua.platform.text import clean, fold

NUMBERED = re.compile(r"^\s*(?:[-+*•–]|\(?(?:\d{1,2}|[a-zđ])\s*[).])\s*", re.IGNORECASE)
COPY = re.compile(
    r"^(?:(?:01|mot) )?ban (?:sao|chinh|chup|photocopy|photo)"
    r"(?: hop le| dien tu| co chung thuc| co cong chung| chung thuc| cong chung)*(?: cua)? "
)
CERTIFIED = re.compile(r"\s*\((?:bản sao|bản chính|sao y)[^()]*\)\s*$", re.IGNORECASE)
PARTLY = re.compile(r"thay the (1|mot) phan")
IN_SOME_CASES = re.compile(r"truong hop|doi voi|ap dung|hoac|neu ")
# A comma parts two papers only where the second begins like one: names hold commas too.
BESIDE = re.compile(r"[;\n]|,\s+(?=[A-ZĐ])")


def bare(name: str) -> str:
    """The name of a paper without its number in the list and without what says which copy of it."""
    said = CERTIFIED.sub("", NUMBERED.sub("", clean(name)))
    return COPY.sub("", fold(said))


def papers_named(text: str) -> list[str]:
    """The papers that a row names: the whole text, and "A" and "B" of "A; B"; none where it means a part of a paper."""
    if PARTLY.search(fold(text)):
        return []
    beside = [] if IN_SOME_CASES.search(fold(text)) else BESIDE.split(text)
    parts = [bare(each) for each in (text, *beside)]
    return [part for part in dict.fromkeys(parts) if part]


def is_replaced(paper: str, text: str) -> bool:
    """Whether a paper of a procedure is surely one that the row names."""
    return bare(paper) in papers_named(text)
