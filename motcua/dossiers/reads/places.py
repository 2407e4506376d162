"""Where a dossier is filed: at the unit of the area that the applicant named, or at the only one there is.

A version of a procedure names the answer of its form that says the area ("dkXa"), or the one office of the whole
province by its identifier ("unit:H24.15.01").
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.organisations.public import Organisation, OrganisationKind, unit_of_area
from motcua.platform.clock import VIETNAM

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
