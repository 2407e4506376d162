"""What applicants reported as wrong in the dossiers that an official may see."""

from dataclasses import dataclass

from motcua.dossiers.models import Dossier, ValueDispute
from motcua.dossiers.reads.checks import MASKS
from motcua.dossiers.reads.provenance import register_words
from motcua.forms.public import field_of
from motcua.platform.action import Actor
from motcua.platform.keyset import KeysetPage, keyset_page

OPEN_KEYS, SETTLED_KEYS = ("-at", "-id"), ("-settled_at", "-id")


@dataclass(frozen=True)
class Disputed:
    """A row of the list. Numbers of people are masked: who needs them opens the dossier."""

    dispute: ValueDispute
    dossier: Dossier
    source: str
    told: str
    said: str


def disputed(actor: Actor, *, settled: bool, after: str | None, size: int) -> KeysetPage[Disputed]:
    """What waits, or what was settled, the newest first."""
    reported = ValueDispute.objects.filter(
        draft__dossier__in=Dossier.objects.visible_to(actor).values("pk"), settled_at__isnull=not settled
    ).select_related(
        "draft__dossier__owner",
        "draft__dossier__entity",
        "draft__version__eform",
        "draft__version__procedure",
        "settled_by",
    )
    page = keyset_page(
        reported.defer("draft__answers", "draft__gathered", "draft__dossier__answers"),
        keys=SETTLED_KEYS if settled else OPEN_KEYS, after=after, size=size,
    )  # fmt: skip
    return KeysetPage([_row(each) for each in page.rows], page.next_token)


def _row(dispute: ValueDispute) -> Disputed:
    draft = dispute.draft
    question = field_of(draft.version.eform, dispute.field) if draft.version.eform else None
    mask = MASKS.get(question.widget, str) if question else str
    assert draft.dossier is not None
    # Only what a register says is locked, and only that can be reported.
    return Disputed(dispute, draft.dossier, register_words(dispute.as_of), mask(dispute.told), mask(dispute.said))
