"""What makes an official look twice: the same matter filed again, a file met elsewhere, details unlike the record.

Warnings, never bars: who goes on says why, and that is kept. Of a dossier beyond the official's reach nothing is told,
but to those who may know of dossiers elsewhere: that there is one, and at which unit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.queries import DossierQuerySet
from motcua.dossiers.rules import Status
from motcua.forms.public import field_of, sources_of
from motcua.persons.public import Person
from motcua.platform.action import Actor, DataClass
from motcua.platform.encryption import blind_index
from motcua.platform.formats import dmy
from motcua.platform.language import data, said
from motcua.platform.settings import installation
from motcua.platform.text import fold

ELSEWHERE = "dossiers.know_elsewhere"
SAME_MATTER, SAME_FILE, OTHER_DETAILS = "same_matter", "same_file", "other_details"
WENT_ON = "went_on"
MOST = 5
# A content may stand in tens of thousands of dossiers, as an empty form does: a hundred of them are enough to look at.
_HOLDING = """
SELECT component.dossier_id
FROM (
    SELECT DISTINCT file.sha256 FROM dossiers_dossiercomponent component
    JOIN dossiers_dossierfile held ON held.component_id = component.id
    JOIN files_storedfile file ON file.id = held.file_id
    WHERE component.dossier_id = %s) own
CROSS JOIN LATERAL (SELECT id FROM files_storedfile WHERE sha256 = own.sha256 LIMIT 100) same
JOIN dossiers_dossierfile held ON held.file_id = same.id
JOIN dossiers_dossiercomponent component ON component.id = held.component_id"""


@dataclass(frozen=True)
class Signal:
    """One warning in words; `code` of the dossier that it speaks of, where the official may open it."""

    kind: str
    words: str
    code: str = ""


def signals_of(dossier: Dossier, actor: Actor) -> list[Signal]:
    """The warnings about a dossier, in one statement; none for parts of a linked matter."""
    if dossier.whole_id is not None:
        return []
    owner = dossier.owner
    same = _same_matter(Q(pk=owner.pk), blind_index(owner.personal_id), dossier.version.procedure_id)
    near = Q(submitted_at__lte=dossier.submitted_at + _within(), submitted_at__gte=dossier.submitted_at - _within())
    same = same.filter(near).exclude(pk__in=[dossier.pk, dossier.reopens_id or 0]).exclude(reopens=dossier.pk)
    rows = _rows(SAME_MATTER, same, actor)
    return [*_told(rows.union(_rows(SAME_FILE, _with_same_file(dossier), actor), all=True), actor), *_unlike(dossier)]


def signals_at_counter(
    personal_id: str, procedure_id: int, actor: Actor, at: datetime, *, key: UUID | None = None
) -> list[Signal]:
    """The warnings about whoever stands at a counter with that matter, before it is taken. One statement.

    What was taken with the same form, by its `key`, is no other.
    """
    others = _same_matter(Q(), blind_index(personal_id), procedure_id)
    others = others.filter(submitted_at__gte=at - _within(), submitted_at__lte=at)
    if key is not None:
        others = others.exclude(filing_key=key)
    return _told(_rows(SAME_MATTER, others, actor), actor)


def reasons_given(events: Iterable[DossierEvent]) -> list[DossierEvent]:
    """Who went on in spite of warnings, when and why."""
    return [event for event in events if event.kind == WENT_ON]


def _within() -> timedelta:
    return timedelta(days=installation().same_matter_days)


def _same_matter(whose: Q, number: str, procedure_id: int) -> DossierQuerySet:
    """The dossiers of the same person, by the record or by the number, with the same procedure."""
    if number:
        whose |= Q(personal_id_index=number)
    elif not whose:
        return Dossier.objects.none()
    # Persons first, so that PostgreSQL comes from them and does not walk through all that was filed lately.
    same = Dossier.objects.counted().filter(owner__in=Person.objects.filter(whose), version__procedure=procedure_id)
    return same.exclude(status__in=(Status.WITHDRAWN, Status.REFUSED))


def _with_same_file(dossier: Dossier) -> DossierQuerySet:
    """The dossiers of others, or with the same procedure, that hold a file of the very same content."""
    foreign = ~Q(owner=dossier.owner_id) | Q(version__procedure=dossier.version.procedure_id)
    others = Dossier.objects.counted().filter(foreign, pk__in=RawSQL(_HOLDING, (dossier.pk,)))  # noqa: S611 (constant)
    return others.exclude(pk__in=[dossier.pk, dossier.reopens_id or 0]).exclude(reopens=dossier.pk)


def _rows(kind: str, others: DossierQuerySet, actor: Actor) -> "QuerySet[Dossier, Any]":
    told = others.telling_seen(actor).annotate(kind=Value(kind)).order_by("-submitted_at", "-pk")
    return told.values("kind", "code", "submitted_at", "data_class", "unit_of_record__name", "is_seen")[:MOST]


def _told(rows: Iterable[dict[str, Any]], actor: Actor) -> list[Signal]:
    found = []
    elsewhere = set()
    for row in rows:
        if row["is_seen"]:
            found.append(_signal(row["kind"], row))
        elif actor.has(ELSEWHERE) and row["data_class"] != DataClass.SECRET:
            elsewhere.add((row["kind"], row["unit_of_record__name"]))
    return [*found, *(Signal(kind, _elsewhere(kind, unit)) for kind, unit in sorted(elsewhere))]


def _signal(kind: str, row: dict[str, Any]) -> Signal:
    words = (
        _("Người này đã nộp thủ tục này ngày %(on)s tại %(unit)s.")
        if kind == SAME_MATTER
        else _("Một tệp giống hệt có trong hồ sơ nộp ngày %(on)s tại %(unit)s.")
    )
    return Signal(kind, said(words, on=dmy(row["submitted_at"]), unit=row["unit_of_record__name"]), row["code"])


def _elsewhere(kind: str, unit: str) -> str:
    words = (
        _("Người này có một hồ sơ cùng thủ tục tại %(unit)s; ông/bà không mở được hồ sơ đó.")
        if kind == SAME_MATTER
        else _("Một tệp giống hệt có trong một hồ sơ tại %(unit)s; ông/bà không mở được hồ sơ đó.")
    )
    return said(words, unit=unit)


def _unlike(dossier: Dossier) -> list[Signal]:
    """Which questions about the applicant are answered unlike the record of the person; their values are not told."""
    eform = dossier.version.eform
    if eform is None or dossier.is_for_another:
        return []
    owner = dossier.owner
    kept = {
        "person.full_name": fold(owner.full_name),
        "person.birth_date": owner.birth_date.isoformat() if owner.birth_date else "",
        "person.personal_id": owner.personal_id,
    }
    differing = [
        question.label
        for name, source in sources_of(eform).items()
        if kept.get(source)
        and (answer := dossier.answers.get(name))
        and (fold(str(answer)) if source == "person.full_name" else str(answer)) != kept[source]
        and (question := field_of(eform, name)) is not None
    ]
    if not differing:
        return []
    words = _("Tờ khai ghi khác dữ liệu cá nhân đang lưu: %(labels)s.")
    return [Signal(OTHER_DETAILS, said(words, labels=data(", ".join(differing))))]
