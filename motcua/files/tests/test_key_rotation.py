"""`motcua rotate_keys`: what columns and files keep moves on to the first key; and what columns refuse."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import FieldError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from motcua.files.public import read_content
from motcua.files.tests import make as files
from motcua.persons.public import Person
from motcua.persons.tests import make as persons
from motcua.platform.encryption import CannotDecrypt

OLD, NEW = ("old", b"o" * 32), ("new", b"n" * 32)


@contextmanager
def keys(*pairs: tuple[str, bytes]) -> Iterator[None]:
    with override_settings(MOTCUA=replace(settings.MOTCUA, encryption_keys=pairs)):
        yield


@pytest.mark.django_db
def test_values_swapped_between_columns_are_not_read() -> None:
    person = persons.person()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE persons_person SET phone = email, email = phone WHERE id = %s", [person.pk])
    with pytest.raises(CannotDecrypt, match=r"persons_person\."):
        Person.objects.get(pk=person.pk)


@pytest.mark.django_db
def test_nothing_is_asked_of_an_encrypted_column_but_whether_it_is_there() -> None:
    for lookup in ("personal_id", "personal_id__contains", "phone__in"):
        with pytest.raises(FieldError, match="blind index"):
            Person.objects.filter(**{lookup: "031098004112"})
    assert Person.objects.filter(personal_id__isnull=True).count() == 0


def rotate(batch: int = 2) -> dict[str, int]:
    out = StringIO()
    call_command("rotate_keys", "--batch", str(batch), stdout=out)
    return {name: int(count) for name, _, count in (line.partition(": ") for line in out.getvalue().splitlines())}


@pytest.mark.django_db
def test_everything_moves_on_to_the_new_key_and_the_old_one_may_go(tmp_path: Path) -> None:
    with override_settings(MOTCUA=replace(settings.MOTCUA, home=tmp_path)):
        with keys(OLD):
            people = [persons.person(phone=f"091234500{n}") for n in range(5)]
            stored = files.made(b"content")
        with keys(NEW, OLD):
            newer = persons.person(phone="0912345009")
            counts = rotate()
            assert (counts["persons.person"], counts["files"]) == (5, 1)
            assert set(rotate().values()) == {0}, "done once"
        with keys(NEW):
            for n, person in enumerate(people):
                assert Person.objects.get(pk=person.pk).phone.endswith(f"91234500{n}")
            assert Person.objects.get(pk=newer.pk).phone.endswith("912345009")
            assert read_content(stored) == b"content"


@pytest.mark.django_db
def test_a_value_that_cannot_be_read_stops_the_rotation_and_is_named() -> None:
    with keys(OLD):
        person = persons.person()
    with keys(NEW), pytest.raises(CommandError, match=rf"persons_person\.\w+ of {person.pk}"):
        rotate()
    with keys(OLD):
        assert Person.objects.get(pk=person.pk).phone
