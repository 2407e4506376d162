"""What a person agreed to, what they withdrew, and which ways of telling that shuts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from motcua.persons.public import same_persons
from motcua.platform.clock import VIETNAM
from motcua.privacy.consents import ConsentPurpose, purposes_on
from motcua.privacy.models import Consent


@dataclass(frozen=True)
class Said:
    """One purpose, the last word on it, and all words, the latest first."""

    purpose: ConsentPurpose
    history: list[Consent]

    @property
    def last(self) -> Consent | None:
        """The word that holds; None where nothing was said."""
        return self.history[0] if self.history else None

    @property
    def is_changed(self) -> bool:
        """Whether the text is no longer the one that was agreed to."""
        return self.last is not None and self.last.is_given and self.last.version != self.purpose.version


def said_by(person_id: int, at: datetime) -> list[Said]:
    """Everything one may agree to, with what this person said."""
    words = list(Consent.objects.of(person_id))
    return [
        Said(purpose, [each for each in words if each.purpose == purpose.code])
        for purpose in purposes_on(at.astimezone(VIETNAM).date())
    ]


def shut_channels(person_ids: Collection[int], kind: str, at: datetime) -> dict[int, frozenset[str]]:
    """The ways by which each of these does not want messages of this kind, for the law does not ask for them.

    Who wants them all is left out. At most four statements, however many.
    """
    hanging = {
        each.code: each.channel
        for each in purposes_on(at.astimezone(VIETNAM).date())
        if each.channel and kind not in each.needed_by_law
    }
    if not hanging:
        return {}
    records = same_persons(person_ids)
    said = Consent.objects.filter(person__in=frozenset[int]().union(*records.values()), purpose__in=hanging)
    words: dict[int, list[Consent]] = {}
    for each in said.order_by("id"):
        words.setdefault(each.person_id, []).append(each)
    shut: dict[int, frozenset[str]] = {}
    for person_id, mine in records.items():
        told = sorted((each for record in mine for each in words.get(record, [])), key=lambda each: each.pk)
        last = {each.purpose: each.is_given for each in told}
        if closed := frozenset(hanging[code] for code, is_given in last.items() if not is_given):
            shut[person_id] = closed
    return shut
