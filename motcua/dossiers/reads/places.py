"""Where a dossier is filed: at the unit of the area that the applicant named, or at the only one there is.

A version of a procedure names the answer of its form that says the area ("dkXa"), or the one office of the whole
province by its identifier ("unit:H24.15.01").
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from motcua.areas.public import COMMUNES, is_area
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import Unplaced
from motcua.organisations.public import Organisation, OrganisationKind, unit_of_area
from motcua.platform.clock import VIETNAM
from motcua.procedures.public import competence_of

UNIT = "unit:"
RECEIVING = (OrganisationKind.SERVICE_CENTRE, OrganisationKind.ONE_STOP_UNIT)


def receiving_unit(
    area_answer: str, answers: Mapping[str, Any], at: datetime, *, organisations: str | None = None
) -> Organisation | None:
    """The unit named, or the one-stop unit of the area that the form's answer names, that day; None where none is.

    `organisations` is the revision at which they stand (`CALENDAR_REVISION`), where the caller has read it already.
    """
    on = at.astimezone(VIETNAM).date()
    if area_answer.startswith(UNIT):
        return Organisation.objects.as_of(on).filter(identifier=area_answer.removeprefix(UNIT)).first()
    code = answers.get(area_answer)
    if not isinstance(code, str) or not code:
        return None
    return unit_of_area(code, on=on, kinds=RECEIVING, revision=organisations)


def area_of(area_answer: str, answers: Mapping[str, Any]) -> str:
    """The code of the area that the form's answer names; empty where it names none."""
    code = None if area_answer.startswith(UNIT) else answers.get(area_answer)
    return code if isinstance(code, str) else ""


def is_commune(code: str, at: datetime) -> bool:
    """Whether a commune of that code stood that day."""
    return is_area(code, on=at.astimezone(VIETNAM).date(), kinds=COMMUNES)


def resolver_of(dossier: Dossier, on: date, *, is_placed: bool = True) -> tuple[int | Unplaced, str]:
    """Who resolves a dossier on a date, or why that is not known; and the area its matter is about.

    What the competence table says; where it is silent, the body above the unit of record, unless the dossier lies there
    only because nobody receives for its area (`is_placed` is false). One statement where the table is silent.
    """
    area = area_of(dossier.version.area_answer, dossier.answers)
    said = competence_of(dossier.version.procedure, area, on)
    if said is None:
        return (dossier.unit_of_record.parent_id or dossier.unit_of_record_id) if is_placed else Unplaced.NO_UNIT, area
    return (said if isinstance(said, int) else Unplaced(said.value)), area
