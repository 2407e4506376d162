"""Everything that is kept of one person, gathered for that person: each module tells what of theirs it keeps.

A module that declares personal fields contributes the records in which they stand (`connectors.py`), or says why not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from django.db import models
from django.utils.functional import Promise

from motcua.platform.personal import declared_fields


@dataclass(frozen=True)
class KeptFile:
    """A file that belongs to a record; `read` opens it only when it is packed. `size` in bytes."""

    name: str
    size: int
    read: Callable[[], bytes]


@dataclass(frozen=True)
class Kept:
    """One record about a person. `values` are plain JSON by field name; `shown` are (label, text) for people to read.

    `own` are numbers and addresses in it that are the person's own: all others are masked in the copy they get.
    """

    model: str
    key: str
    title: str
    values: Mapping[str, Any]
    shown: tuple[tuple[str, str], ...] = ()
    own: frozenset[str] = frozenset()
    files: tuple[KeptFile, ...] = ()


class Gathering(Protocol):
    """The records that a module keeps of a person, by id."""

    def __call__(self, person_id: int) -> Iterable[Kept]: ...


@dataclass(frozen=True)
class Contribution:
    """What one module gives to the copy: records of these models."""

    name: str
    models: frozenset[str]
    gather: Gathering


_contributions: dict[str, Contribution] = {}


def contribute_export(name: str, models: Iterable[str], gather: Gathering) -> None:
    """Offer the records of these models (`persons.Person`) for the copy. ValueError for a name that is taken."""
    if name in _contributions:
        raise ValueError(f"{name} contributes twice")
    _contributions[name] = Contribution(name, frozenset(models), gather)


def contributions() -> tuple[Contribution, ...]:
    """What all modules give, by name."""
    return tuple(_contributions[name] for name in sorted(_contributions))


def kept_of(
    record: models.Model,
    title: str | Promise,
    *,
    more: Iterable[str] = (),
    labels: Mapping[str, str | Promise] | None = None,
    shown: Iterable[tuple[str, str]] = (),
    own: Iterable[str] = (),
    files: Iterable[KeptFile] = (),
) -> Kept:
    """A record with every declared field of its model that is not withheld, and the fields named in `more`.

    `labels` name fields whose model has no words for them; `shown` comes after them, in place of what is no text.
    """
    declared = [field for field in declared_fields() if field.path.rpartition(".")[0] == record._meta.label]
    names = [field.path.rpartition(".")[2] for field in declared if not field.withheld]
    values = {name: plain(getattr(record, name)) for name in dict.fromkeys([*names, *more])}
    told = tuple(_told(record, values, labels or {}))
    return Kept(
        record._meta.label, str(record.pk), str(title), values, told + tuple(shown), frozenset(filter(None, own)),
        tuple(files),
    )  # fmt: skip


def _told(
    record: models.Model, values: Mapping[str, Any], labels: Mapping[str, str | Promise]
) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        field = record._meta.get_field(name)
        words = str(labels.get(name) or getattr(field, "verbose_name", ""))
        if value not in ("", None) and not isinstance(value, dict | list) and words != name.replace("_", " "):
            display = getattr(record, f"get_{name}_display", None)
            yield words[:1].upper() + words[1:], str(display() if display else value)


def plain(value: Any) -> Any:
    """A value as JSON has it: times in ISO 8601, related records by what they are called."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case datetime() | date() | time():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(each) for key, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(each) for each in value]
        case Decimal() | UUID() | Promise() | models.Model():
            return str(value)
    raise TypeError(f"{type(value).__name__} has no plain form")
