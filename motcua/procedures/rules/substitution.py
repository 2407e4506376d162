"""Which papers of a procedure a row of Nghị quyết 66.7/2025/NQ-CP means. Pure.

A paper is taken to be replaced only where its name is the row's, word for word but for "bản sao", "bản chính" and what
says how it is certified. A row that means a part of a paper, or a paper in some cases only, stays a note.
"""

import re

from motcua.platform.text import fold

COPY = re.compile(
    r"^(01 |mot )?(ban (sao|chinh|chup)( hop le| dien tu| co chung thuc| co cong chung| chung thuc)*( cua)? )"
)
PARTLY = re.compile(r"thay the (1|mot) phan|truong hop|doi voi|ap dung|hoac|neu ")


def bare(name: str) -> str:
    """The name of a paper without what says which copy of it."""
    said = fold(name)
    return COPY.sub("", said)


def papers_named(text: str) -> list[str]:
    """The papers that a row names one beside the other ("A; B"); none where it means a part or a case only."""
    if PARTLY.search(fold(text)):
        return []
    return [part for part in (bare(each) for each in re.split(r"[;\n]", text)) if part]


def is_replaced(paper: str, text: str) -> bool:
    """Whether a paper of a procedure is surely one that the row names."""
    return bare(paper) in papers_named(text)
