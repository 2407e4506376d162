"""What a person agreed to, what they withdrew, and which ways of telling that shuts."""

from dataclasses import dataclass
from datetime import datetime

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


def shut_channels(person_id: int, kind: str, at: datetime) -> frozenset[str]:
    """The ways by which this person does not want messages of this kind, for the law does not ask for them."""
    hanging = {
        each.code: each.channel
        for each in purposes_on(at.astimezone(VIETNAM).date())
        if each.channel and kind not in each.needed_by_law
    }
    words = Consent.objects.of(person_id).filter(purpose__in=hanging)
    last = {each.purpose: each.is_given for each in reversed(words)} if hanging else {}
    return frozenset(hanging[code] for code, is_given in last.items() if not is_given)
