"""Who works where: for what is told to all officials of an organisation."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from motcua.accounts.models import Account, PositionHolding


@dataclass(frozen=True)
class Placed:
    """An official at an organisation: the account, whose it is, and the codes of the roles held there."""

    account_id: int
    person_id: int
    organisation_id: int
    roles: frozenset[str]


def officials_of(organisation_ids: Collection[int], at: datetime) -> list[Placed]:
    """Who works at exactly these organisations at `at`, with an active account. Two statements, however many."""
    rows = (
        PositionHolding.objects.held_at(at)
        .filter(position__organisation__in=organisation_ids, roles__isnull=False)
        .values_list("person", "position__organisation", "roles__code")
    )
    held: dict[tuple[int, int], set[str]] = {}
    for person_id, organisation_id, role in rows:
        held.setdefault((person_id, organisation_id), set()).add(role)
    accounts = Account.objects.active().officials().filter(person__in={person for person, _place in held})
    account_of = dict(accounts.values_list("person", "pk"))
    return [
        Placed(account_of[person], person, organisation, frozenset(roles))
        for (person, organisation), roles in sorted(held.items())
        if person in account_of
    ]


def officials_at_work(at: datetime) -> list[int]:
    """The organisations where anybody holds a position at `at`, by id. One statement."""
    return list(PositionHolding.objects.held_at(at).values_list("position__organisation", flat=True).distinct())
