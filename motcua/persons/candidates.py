"""Finding records that may be one person: of millions only those that share a number, or a name and more."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection

from motcua.persons.matching import Identity
from motcua.persons.models import Guardianship, Person
from motcua.persons.rules import Ground

_PAIRS = """
WITH one AS (
    SELECT id, search_name, birth_date, phone_index, personal_id_index, identity_level
    FROM persons_person WHERE merged_into_id IS NULL
), pair AS (
    SELECT a.id AS a, b.id AS b FROM one a JOIN one b
        ON b.personal_id_index = a.personal_id_index AND b.id > a.id WHERE a.personal_id_index <> ''
    UNION
    SELECT a.id, b.id FROM one a JOIN one b
        ON b.search_name = a.search_name AND b.birth_date = a.birth_date AND b.id > a.id
    UNION
    SELECT a.id, b.id FROM one a JOIN one b
        ON b.search_name = a.search_name AND b.phone_index = a.phone_index AND b.id > a.id WHERE a.phone_index <> ''
)
SELECT a, b FROM pair WHERE NOT EXISTS (
    SELECT FROM persons_merge known WHERE known.state <> 'undone'
    AND LEAST(known.kept_id, known.duplicate_id) = a AND GREATEST(known.kept_id, known.duplicate_id) = b
) ORDER BY b, a LIMIT %s
"""


def pairs(*, limit: int) -> list[tuple[int, int]]:
    """Pairs of records that nobody decided about yet."""
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, [limit])
        return list(cursor.fetchall())


def identities(ids: Iterable[int]) -> dict[int, Identity]:
    """What is compared of these records."""
    wanted = set(ids)
    parents: defaultdict[int, set[int]] = defaultdict(set)
    for ward, guardian in Guardianship.objects.filter(ward__in=wanted, ground=Ground.PARENT).values_list(
        "ward", "guardian"
    ):
        parents[ward].add(guardian)
    return {
        person.pk: Identity(
            full_name=person.full_name,
            birth_date=person.birth_date,
            sex=person.sex,
            number=person.personal_id,
            phone=person.phone,
            email=person.email,
            area=person.address_area_id,
            address=person.address_line,
            parents=frozenset(parents[person.pk]),
        )
        for person in Person.objects.filter(pk__in=wanted)
    }
