"""The coordination queue: accepted dossiers of which nobody is known to resolve them. Names no applicant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.areas.public import Area
from motcua.dossiers.models import Coordination
from motcua.dossiers.reads.places import RECEIVING
from motcua.organisations.public import Organisation, carried_on_by, unit_of_area
from motcua.platform.action import Actor
from motcua.platform.clock import VIETNAM
from motcua.platform.pages import KeysetPage, keyset_page
from motcua.procedures.public import CompetenceLine


@dataclass(frozen=True)
class Waiting:
    """One dossier of the queue: what about, where it lies, since when, and whether it waits too long."""

    row: Coordination
    area: str
    is_late: bool


def queue_of(actor: Actor, *, decided: bool, after: str | None, size: int, now: datetime) -> KeysetPage[Coordination]:
    """What the actor may decide, the most urgent first; or what was decided, the newest first."""
    rows = Coordination.objects.visible_to(actor).select_related(
        "dossier__version__procedure", "dossier__place_of_receipt", "organisation", "decided_by"
    )
    if decided:
        return keyset_page(rows.exclude(decided_at=None), keys=("-decided_at", "-id"), after=after, size=size)
    return keyset_page(rows.open(), keys=("alarm_at", "id"), after=after, size=size)


def told(rows: Sequence[Coordination], now: datetime) -> list[Waiting]:
    """The rows with the names of their areas. One statement."""
    codes = {row.area_code for row in rows if row.area_code}
    areas = dict(Area.objects.filter(code__in=codes).order_by("valid_from").values_list("code", "name"))
    return [
        Waiting(row, areas.get(row.area_code, row.area_code), row.decided_at is None and row.alarm_at <= now)
        for row in rows
    ]


def candidates(row: Coordination, at: datetime) -> list[Organisation]:
    """Whom the coordinator may well name: whom the table names, who has the area, who is above the counter."""
    on, dossier = at.astimezone(VIETNAM).date(), row.dossier
    procedure = dossier.version.procedure
    lines = CompetenceLine.objects.in_force(on).about(procedure.pk, procedure.field_id)
    named = set(lines.values_list("organisation", flat=True)) | {dossier.competent_authority_id}
    found = set(carried_on_by(named, on).values())
    unit = unit_of_area(row.area_code, on=on, kinds=RECEIVING) if row.area_code else None
    found |= {each for each in (unit and unit.parent_id, dossier.place_of_receipt.parent_id) if each}
    return list(Organisation.objects.as_of(on).filter(pk__in=found).in_order())
