"""Pages of a list without OFFSET and without COUNT: the next page starts after the last row's keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class KeysetPage(Generic[M]):
    """One page: its rows, and the token of the next one (None on the last)."""

    rows: list[M]
    next_token: str | None


def keyset_page(
    queryset: QuerySet[M], *, keys: Sequence[str], after: str | None = None, size: int = 50
) -> KeysetPage[M]:
    """The page that follows `after`, ordered by `keys` (`-` for descending; together unique, none null).

    A token that is not one of ours is taken as none: the first page.
    """
    queryset = queryset.order_by(*keys)
    values = _read(after, keys) if after else None
    if values is not None:
        queryset = queryset.filter(_beyond(keys, values))
    rows = list(queryset[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    return KeysetPage(rows, _token(rows[-1], keys) if more else None)


def _beyond(keys: Sequence[str], values: Sequence[Any]) -> Q:
    condition = Q()
    same = Q()
    for key, value in zip(keys, values, strict=True):
        name = key.removeprefix("-")
        condition |= same & Q(**{f"{name}__{'lt' if key.startswith('-') else 'gt'}": value})
        same &= Q(**{name: value})
    # The first key alone bounds the index range; the rest decides among equals.
    first = keys[0].removeprefix("-")
    return Q(**{f"{first}__{'lte' if keys[0].startswith('-') else 'gte'}": values[0]}) & condition


def _token(row: Model, keys: Sequence[str]) -> str:
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
