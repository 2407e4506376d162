"""What a change of rights would add and take, before it is made: it is made, looked at and undone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import transaction
from django.db.models import QuerySet

from motcua.accounts.models import PositionHolding, RoleGrant
from motcua.accounts.ports import RECORDS, Reached
from motcua.accounts.rules import Grant, Reach, narrowed, rights_of
from motcua.organisations.public import subtree_ids
from motcua.platform.action import DataClass, Right
from motcua.platform.clock import VIETNAM

# Beyond so many different changes they are told as one, which may tell of fewer records, never of more.
DIFFERENT = 30


@dataclass(frozen=True)
class Side:
    """What a change adds, or what it takes: of how many officials, which permissions, which records and whose."""

    officials: int
    permissions: tuple[str, ...]
    reached: Reached


@dataclass(frozen=True)
class Preview:
    """Both sides of a change; `is_least` says that there may be more records than are told."""

    added: Side
    taken: Side
    is_least: bool

    @property
    def is_empty(self) -> bool:
        """Whether nobody's rights would change."""
        return not (self.added.officials or self.taken.officials)


class _Undone(Exception):
    """Takes back what was only tried."""


Rights = dict[int, tuple[Right, ...]]


def preview(
    holdings: Callable[[], QuerySet[PositionHolding]], change: Callable[[], object], *, at: datetime
) -> Preview:
    """What `change` would do to the rights of these holdings, asked before and after it. It is not done.

    Raises what the change raises: Refused, NotAllowed.
    """
    before = rights_in(holdings(), at=at)
    after: Rights = {}
    try:
        with transaction.atomic():
            change()
            after = rights_in(holdings(), at=at)
            raise _Undone
    except _Undone:
        pass
    return compared(before, after)


def compared(before: Rights, after: Rights) -> Preview:
    """What came and what went, for each holding."""
    pairs = [(before.get(key, ()), after.get(key, ())) for key in before.keys() | after.keys()]
    changed = [pair for pair in pairs if set(pair[0]) != set(pair[1])]
    added, more = _side(changed)
    taken, more_taken = _side([(new, old) for old, new in changed])
    return Preview(added, taken, more or more_taken)


def _side(pairs: Sequence[tuple[tuple[Right, ...], tuple[Right, ...]]]) -> tuple[Side, bool]:
    gaining = [(old, new) for old, new in pairs if set(new) - set(old)]
    permissions = {right.permission for old, new in gaining for right in set(new) - set(old)}
    concerned = {(_only(old), _only(new)) for old, new in gaining if set(_only(new)) - set(_only(old))}
    is_least = len(concerned) > DIFFERENT
    if is_least:
        concerned = {(_joined(old for old, _new in concerned), _joined(new for _old, new in concerned))}
    reached = RECORDS.answer()(sorted(concerned, key=repr)) if concerned else Reached(0, 0)
    return Side(len(gaining), tuple(sorted(permissions)), reached), is_least


def _only(rights: Iterable[Right]) -> tuple[Right, ...]:
    """Those to see records that are not one's own."""
    seeing = RECORDS.names()[0]
    return tuple(each for each in rights if each.permission == seeing and (each.everywhere or each.organisations))


def _joined(sides: Iterable[tuple[Right, ...]]) -> tuple[Right, ...]:
    return tuple(dict.fromkeys(right for side in sides for right in side))


def rights_in(holdings: QuerySet[PositionHolding], *, at: datetime) -> Rights:
    """The rights that each of these holdings gives at `at`. Two statements, one more for each place with some below it.

    Says the same as `reads.standing_of`, for many at once.
    """
    grants: dict[int, list[tuple[Any, ...]]] = {}
    for role, *grant in RoleGrant.objects.values_list("role", "permission", "reach", "data_class", "procedures"):
        grants.setdefault(role, []).append(tuple(grant))
    below: dict[int, frozenset[int]] = {}
    known: dict[tuple[Any, ...], tuple[Right, ...]] = {}
    found: Rights = {}
    rows = PositionHolding.objects.held_at(at).filter(pk__in=holdings.values("pk"))
    fields = "pk", "position__organisation", "data_class", "procedures"
    for pk, place, data_class, procedures, roles in rows.annotate(held=ArrayAgg("roles")).values_list(*fields, "held"):
        key = (place, data_class, tuple(procedures), tuple(sorted(role for role in roles if role is not None)))
        if key not in known:
            given = [grant for role in key[3] for grant in grants.get(role, ())]
            if place not in below and any(grant[1] == Reach.SUBTREE for grant in given):
                below[place] = frozenset(subtree_ids(place, at.astimezone(VIETNAM).date()))
            known[key] = rights_of(
                {_grant(grant, data_class, procedures) for grant in given},
                organisation_id=place,
                subtree=below.get(place, frozenset()),
            )
        found[pk] = known[key]
    return found


def _grant(row: tuple[Any, ...], data_class: int, procedures: Sequence[str]) -> Grant:
    permission, reach, highest, about = row
    grant = Grant(permission, Reach(reach), DataClass(highest), (frozenset(about),) if about else ())
    return narrowed(grant, data_class=DataClass(data_class), procedures=frozenset(procedures))
