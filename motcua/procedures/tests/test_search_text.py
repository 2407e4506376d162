"""What imports write down for the search is what the database itself would make of the same words."""

import re

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.procedures.rules import search_text, searchable

# The database reads "0e0" as a number even where letters follow; nobody writes that.
WORDS = st.text(alphabet="aăđêgiơuưy 019-./", max_size=40).filter(lambda text: not re.search(r"\d[eê][-\d]", text))


def made_by_the_database(name: str, keywords: list[str], summary: str, group: str) -> str:
    said = searchable(name, keywords, summary, group)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector('simple', %s), 'B') || "
            "setweight(to_tsvector('simple', %s), 'C'))::text",
            said,
        )
        return str(cursor.fetchone()[0])


def as_stored(text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector::text", [text])
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
@settings(deadline=None)
@given(WORDS, st.lists(WORDS, max_size=2), WORDS, WORDS)
def test_both_ways_give_the_same(name: str, keywords: list[str], summary: str, group: str) -> None:
    text = search_text(name, keywords, summary, group)
    assert as_stored(text) == made_by_the_database(name, keywords, summary, group)


@pytest.mark.django_db
def test_texts_longer_than_the_database_keeps_are_still_written_down() -> None:
    text = as_stored(search_text("cấp " * 300, [], "a" * 3000 + " nuôi chim " * 9000, ""))
    assert "'cap'" in text
    assert "'chim'" in text
    assert "aaa" not in text
