"""What a procedure must be before it may be published, and how it is found. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from motcua.platform.text import clean, fold, sort_key

CODE = re.compile(r"\d\.\d{6}(\.[A-Z0-9.]+)?")
# Letters of a name that say its place in a list; an index holds no more than some 2,700 bytes.
ORDERED_BY = 200
# Beyond these PostgreSQL keeps a word, its places, or where it stands no longer.
LONGEST_WORD, MOST_PLACES, LAST_PLACE = 2046, 255, 16383
_PREFIX = re.compile(r"^(?:\W*thủ tục )?\W*", re.IGNORECASE)
# Words that stand in nearly every question and tell nothing apart.
EMPTY_WORDS = frozenset(fold("làm xin muốn cần cho của tôi ở và để thế nào gì thì là có cách thủ tục về như").split())


@dataclass(frozen=True)
class Terms:
    """When and where dossiers are filed under a version; `valid_to` is the first day on which they are no more."""

    state: str
    valid_from: date
    valid_to: date | None
    routing: str

    def take_dossiers(self, *, on: date) -> bool:
        """Whether dossiers are filed on a date: the version is in force then, and handled in the province's system."""
        is_in_force = self.valid_from <= on and (self.valid_to is None or on < self.valid_to)
        return self.state == "published" and is_in_force and self.routing == "province_system"


def is_procedure_code(code: str) -> bool:
    """Whether this is a procedure code: `d.dddddd`, a provincial variant may add its organisation."""
    return CODE.fullmatch(code) is not None


def words(text: str) -> list[str]:
    """Folded words and pairs of neighbours, pairs written together: "khai sinh" gives khai, sinh, khaisinh."""
    single = fold(text).split()
    return single + [first + second for first, second in pairwise(single)]


def searchable(name: str, keywords: Iterable[str], summary: str, field: str) -> tuple[str, str, str]:
    """What is indexed with weights A, B and C: the name, the people's words, the rest."""
    return (
        " ".join(words(name)),
        " ".join(word for keyword in keywords for word in words(keyword)),
        " ".join(words(f"{summary} {field}")),
    )


def search_text(name: str, keywords: Iterable[str], summary: str, field: str) -> str:
    """The same as PostgreSQL writes it down (`tsvector`): every word with its places, weighted A, B and C."""
    places: dict[str, list[str]] = {}
    at = 0
    for weight, said in zip("ABC", searchable(name, keywords, summary, field), strict=True):
        for word in (each for each in said.split() if len(each) <= LONGEST_WORD):
            at += 1
            if len(known := places.setdefault(word, [])) < MOST_PLACES:
                known.append(f"{min(at, LAST_PLACE)}{weight}")
    return " ".join(f"'{word}':{','.join(known)}" for word, known in places.items())


def name_order(name: str) -> str:
    """The place of a procedure's name in the Vietnamese order; "Thủ tục đăng ký …" stands under "đăng ký …"."""
    return sort_key((_PREFIX.sub("", clean(name)) or name)[:ORDERED_BY])


def missing_before_publication(
    *, name: str, levels: list[str], case_count: int, online: bool, has_form: bool, without_process: int
) -> list[str]:
    """What a version still lacks, by name of the part: name, levels, cases, form, process; none where it may go out."""
    lacks = {
        "name": not name.strip(),
        "levels": not levels,
        "cases": not case_count,
        "form": online and not has_form,
        "process": online and without_process > 0,
    }
    return [part for part, is_missing in lacks.items() if is_missing]
