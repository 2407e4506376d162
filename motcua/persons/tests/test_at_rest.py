"""Numbers and phones in the database cannot be handed from one person to another."""

import pytest
from django.db import connection

from motcua.persons.models import Person
from motcua.persons.tests import make
from motcua.platform.encryption import CannotDecrypt

pytestmark = pytest.mark.django_db


def move(column: str, *, source: Person, target: Person) -> None:
    """Overwrite one column of a row with that of another, past the application."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE persons_person SET {column} = (SELECT {column} FROM persons_person WHERE id = %s) WHERE id = %s",
            [source.pk, target.pk],
        )


@pytest.mark.parametrize("column", ["personal_id", "phone"])
def test_a_value_moved_from_another_person_is_not_read(column: str) -> None:
    one, other = make.person(phone="0912345678"), make.person(phone="0987654321")
    move(column, source=one, target=other)
    with pytest.raises(CannotDecrypt, match=f"persons_person.{column} of {other.pk}"):
        Person.objects.get(pk=other.pk)
    assert Person.objects.defer(column).get(pk=other.pk) == other
    assert Person.objects.get(pk=one.pk).phone == "0912345678"
