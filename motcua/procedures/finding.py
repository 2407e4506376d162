"""Finding procedures by plain words: the question is put into known words, the database weighs the answers.

Each process keeps the words of all versions with their counts, and the synonyms, until either changes. What officials
teach goes before what is shipped, and nothing is indexed anew.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Case, F, FloatField, Func, IntegerField, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Ln

from motcua.platform.text import fold
from motcua.procedures.models import ProcedureVersion, Synonym
from motcua.procedures.queries import ProcedureVersionQuerySet
from motcua.procedures.rules.asking import Asked, Vocabulary, asked

FOUND = 20
SHIPPED = Path(__file__).parent / "data" / "synonyms.json"
# Weights of D, C, B, A for ts_rank: the name first, then the people's own words.
WEIGHTS = [0.05, 0.1, 0.7, 1.0]
# What tells less than this part of the most telling word is no reason to be found, only to stand higher.
TELLING = 0.45
# Most people come for what their commune does, for citizens, and can be done here.
NEAR, FAR, CITIZENS, HERE = 1.15, 0.8, 1.1, 1.2
# Added to the number of words of a version, so that a long name costs little.
EVENNESS = 12.0
HEAVY = (
    "search", "steps", "extra", "requirements", "results", "legal_basis", "source", "questions", "receiving_address",
)  # fmt: skip


# One expression for all terms: the ORM would build one for each.
_WEIGHED = (
    "(SELECT sum(weight * ts_rank(%s::real[], procedures_procedureversion.search, term)) "
    "FROM unnest(%s::text[]::tsquery[], %s::float8[]) AS asked (term, weight))"
)


@dataclass(frozen=True)
class Found:
    """Versions that answer, best first, and what was asked for."""

    versions: Sequence[ProcedureVersion]
    asked: Asked


@dataclass(frozen=True)
class _Knowledge:
    revision: tuple[object, ...]
    vocabulary: Vocabulary
    synonyms: Mapping[tuple[str, ...], Sequence[str]]


_known: _Knowledge | None = None


class _Length(Func):
    function = "length"
    output_field = IntegerField()


def answering(versions: ProcedureVersionQuerySet, text: str, most: int = FOUND) -> Found:
    """Those of the versions that answer a question in plain words, at most `most`; none where it has no words."""
    known = _knowledge()
    question = asked(text, known.vocabulary, known.synonyms)
    if not question.terms:
        return Found([], question)
    top = max(question.terms.values())
    telling = [term for term, weight in question.terms.items() if weight >= TELLING * top]
    found = versions.filter(search=_any_of(telling)).annotate(rank=_rank(question.terms))
    return Found(list(found.order_by("-rank", "procedure__code").defer(*HEAVY)[:most]), question)


def _any_of(terms: Sequence[str]) -> SearchQuery:
    return SearchQuery(" | ".join(f"'{term}'" for term in terms), config="simple", search_type="raw")


def _rank(terms: Mapping[str, float]) -> Any:
    weighed = RawSQL(  # noqa: S611 (everything is a parameter)
        _WEIGHED, (WEIGHTS, [f"'{term}'" for term in terms], list(terms.values())), output_field=FloatField()
    )
    near = Case(
        When(levels__contains=["commune"], then=Value(NEAR)),
        When(levels__contains=["province"], then=Value(1.0)),
        default=Value(FAR),
    )
    citizens = Case(When(applicants__contains=["Công dân Việt Nam"], then=Value(CITIZENS)), default=Value(1.0))
    here = Case(When(eform__isnull=False, then=Value(HERE)), default=Value(1.0))
    return weighed * near * citizens * here / Ln(_Length(F("search")) + Value(EVENNESS))


def _knowledge() -> _Knowledge:
    global _known
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT max(id) FROM procedures_procedureversion), count(*), max(changed_at), max(id) "
            "FROM procedures_synonym"
        )
        revision = (connection.settings_dict["NAME"], *cursor.fetchone())
        if _known is None or _known.revision != revision:
            cursor.execute("SELECT word, ndoc FROM ts_stat('SELECT search FROM procedures_procedureversion')")
            counts = dict(cursor.fetchall())
            cursor.execute("SELECT count(*) FROM procedures_procedureversion WHERE search IS NOT NULL")
            _known = _Knowledge(revision, Vocabulary(counts, cursor.fetchone()[0]), _synonyms())
        return _known


@cache
def shipped() -> Mapping[str, tuple[str, ...]]:
    """The synonyms that come with the system: people's words, and what each means in the words of the law."""
    told: dict[str, list[str]] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return {phrase: tuple(meanings) for phrase, meanings in told.items()}


def _synonyms() -> Mapping[tuple[str, ...], Sequence[str]]:
    told = {fold(phrase): list(meanings) for phrase, meanings in shipped().items()}
    told |= dict(Synonym.objects.values_list("folded", "meanings"))
    return {
        tuple(phrase.split()): [fold(meaning) for meaning in meanings] for phrase, meanings in told.items() if meanings
    }
