"""What the register says of what stands elsewhere: flags on procedures and processes, documents by number."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from motcua.laws.models import LawReview, LegalDocument
from motcua.laws.rules import number_of


@dataclass(frozen=True)
class LawFlag:
    """A change of law that something was not reviewed for yet: which document, what happened from when, by when."""

    number: str
    kind: str
    by_number: str
    effective_on: date
    due_on: date
    address: str


def flags_of(kind: str, keys: Collection[str]) -> Mapping[str, list[LawFlag]]:
    """The open reviews of these procedures, forms or processes, by key. One statement."""
    found: dict[str, list[LawFlag]] = defaultdict(list)
    reviews = LawReview.objects.open().of(kind, keys).select_related("change__document", "change__by_document")
    for review in reviews.order_by("due_on", "pk"):
        change = review.change
        found[review.key].append(
            LawFlag(
                change.document.number,
                change.get_kind_display(),
                change.by_document.number if change.by_document else "",
                change.effective_on,
                review.due_on,
                reverse("laws:review", args=[review.pk]),
            )
        )
    return found


def ended_of(numbers: Collection[str], on: date) -> Mapping[str, tuple[date, str]]:
    """Of these documents, those no longer in force on a day: since when, and what replaced them. One statement."""
    named = {number_of(each): each for each in numbers}
    ended = LegalDocument.objects.filter(number__in=named, ended_on__lte=on).order_by("number")
    rows = ended.values_list("number", "ended_on", "changes__kind", "changes__by_document__number")
    found: dict[str, tuple[date, str]] = {}
    for number, ended_on, kind, newer in rows:
        if kind != "amended" and ended_on is not None:
            found[named[number]] = (ended_on, newer or "")
    return found
