"""What may be erased and what may not: holds, what binds a person, what was erased already."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.platform.clock import VIETNAM
from motcua.platform.retention import Keeper, bound, keepers
from motcua.privacy.models import Erasure, LegalHold
from motcua.privacy.terms import Term, term

PERSON = "persons.person"
# A report counts so far and no further.
MOST_COUNTED = 10_000


@dataclass(frozen=True)
class Line:
    """One kind of record in the report: its term, the day before which records are over, how many are now."""

    keeper: Keeper
    term: Term
    before: datetime | None
    over: int


def held() -> frozenset[int]:
    """The persons about whom nothing is erased now."""
    return frozenset(LegalHold.objects.in_force().values_list("person_id", flat=True))


def erased(code: str) -> QuerySet[Erasure, int]:
    """The keys of the records of this kind that were erased, for use inside a query."""
    return Erasure.objects.filter(code=code).values_list("key", flat=True)


def kept_back(person_id: int, *, to_them: bool = False) -> list[str]:
    """Why this person's data cannot be erased now; empty where they can.

    `to_them`: what they may know of it themselves. That somebody inspects or sues is not for this page to tell.
    """
    holds = LegalHold.objects.in_force().filter(person=person_id)
    if to_them:
        grounds = [_("Có dữ liệu phải giữ theo quy định của pháp luật")] if holds else []
    else:
        grounds = [_("Đang giữ theo: %(ground)s") % {"ground": hold.ground} for hold in holds]
    return grounds + bound([person_id]).get(person_id, [])


def free(ids: Collection[int]) -> Sequence[int]:
    """Of these persons, those whom no hold and nothing else binds and who were not erased yet."""
    rest = set(ids) - held() - set(erased(PERSON).filter(key__in=ids))
    return sorted(rest - set(bound(rest)))


def over_before(keeper: Keeper, at: datetime) -> tuple[Term, datetime | None]:
    """The term of a kind in force, and the instant before which records must have ended; None where it is for ever."""
    set_now = term(keeper.code, at.astimezone(VIETNAM).date())
    return set_now, at - set_now.length if set_now.length is not None else None


def report(at: datetime) -> list[Line]:
    """What a sweep would erase now, by kind; nothing is changed."""
    spared, lines = held(), []
    for keeper in keepers():
        set_now, before = over_before(keeper, at)
        over = len(keeper.over(before, spared, MOST_COUNTED)) if before else 0
        lines.append(Line(keeper, set_now, before, over))
    return lines
