"""Pages of a list without OFFSET and without COUNT: the next page starts after the last row's keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet

from motcua.platform.rows import Condition, any_of

M = TypeVar("M", bound=Model)
R = TypeVar("R")


@dataclass(frozen=True)
class KeysetPage(Generic[R]):
    """One page: its rows, and the token of the next one (None on the last)."""

    rows: list[R]
    next_token: str | None


def keyset_page(
    queryset: QuerySet[M], *, keys: Sequence[str], after: str | None = None, size: int = 50
) -> KeysetPage[M]:
    """The page that follows `after`, ordered by `keys` (`-` for descending), which together are unique.

    Nulls are greater than every value, as PostgreSQL orders them. A token that is not one of ours is taken as none:
    the first page.
    """
    queryset = queryset.order_by(*keys)
    values = _read(after, keys) if after else None
    if values is not None:
        columns = [_Column.of(queryset.model, key) for key in keys]
        queryset = queryset.filter(_beyond(columns, values))
    return page_of(list(queryset[: size + 1]), keys, size)


def page_of(rows: list[R], keys: Sequence[str], size: int) -> KeysetPage[R]:
    """The page of rows that were read in the order of `keys`, one more than fit where there is a next page."""
    more = len(rows) > size
    rows = rows[:size]
    return KeysetPage(rows, _token(rows[-1], keys) if more else None)


def beyond(keys: tuple[str, str], after: str | None, *, of: str, nullable: bool = False) -> Condition:
    """The rows of a table that follow `after`, for statements in plain SQL; ascending, or with `-` both descending.

    `keys` are columns: an instant, `nullable` or not, and a number that makes it unique.
    """
    first, second = (f"{of}.{key.removeprefix('-')}" for key in keys)
    spans = spans_after(keys, after, nullable=nullable)
    return any_of(*(span._replace(sql=span.sql.format(at=first, number=second)) for span in spans))


def spans_after(keys: tuple[str, str], after: str | None, *, nullable: bool = False) -> tuple[Condition, ...]:
    """The same in parts, each a stretch of an index on `{at}` and `{number}`: what has an instant, what has none."""
    values = _read(after, keys) if after else None
    if values is None:
        return (Condition("TRUE"),)
    at, number = values
    if at is None:
        return (Condition("{at} IS NULL AND {number} > %s", (number,)),)
    sign = "<" if keys[0].startswith("-") else ">"
    later = Condition(f"({{at}}, {{number}}) {sign} (%s, %s)", (datetime.fromisoformat(at), number))
    return (later, Condition("{at} IS NULL")) if nullable else (later,)


@dataclass(frozen=True)
class _Column:
    """One key of the order: the path to it, its direction, and whether it may be null."""

    path: str
    descending: bool
    nullable: bool

    @classmethod
    def of(cls, model: type[Model], key: str) -> "_Column":
        path, nullable = key.removeprefix("-"), False
        here: Any = model
        for part in path.split("__"):
            field = here._meta.get_field(part)
            nullable, here = nullable or field.null, field.related_model
        return cls(path, key.startswith("-"), nullable)

    def same(self, value: Any) -> Q:
        """What has this value."""
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})

    def beyond(self, value: Any) -> Q:
        """What comes after this value."""
        if value is None:
            return Q(**{f"{self.path}__isnull": False}) if self.descending else Q(pk__in=[])
        return self._towards_nulls(Q(**{f"{self.path}__{'lt' if self.descending else 'gt'}": value}))

    def reach(self, value: Any) -> Q:
        """What has this value or comes after it."""
        if value is None:
            return self.beyond(None) | self.same(None)
        return self._towards_nulls(Q(**{f"{self.path}__{'lte' if self.descending else 'gte'}": value}))

    def _towards_nulls(self, values: Q) -> Q:
        return values | self.same(None) if self.nullable and not self.descending else values


def _beyond(columns: Sequence[_Column], values: Sequence[Any]) -> Q:
    condition, same = Q(pk__in=[]), Q()
    for column, value in zip(columns, values, strict=True):
        condition |= same & column.beyond(value)
        same &= column.same(value)
    # The first key alone bounds the index range; the rest decides among equals.
    return columns[0].reach(values[0]) & condition


def _token(row: object, keys: Sequence[str]) -> str:
    values = [_plain(_reach(row, key.removeprefix("-"))) for key in keys]
    return signing.dumps(values, salt=_salt(keys))


def _reach(row: Any, path: str) -> Any:
    for part in path.split("__"):
        row = getattr(row, part)
    return row


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value


def _read(token: str, keys: Sequence[str]) -> list[Any] | None:
    try:
        return list(signing.loads(token, salt=_salt(keys)))
    except signing.BadSignature:
        return None


def _salt(keys: Sequence[str]) -> str:
    # A token made for other keys, or by somebody else, holds values of types that would break the query.
    return f"motcua.platform.keyset {' '.join(keys)}"
