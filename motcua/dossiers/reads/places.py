"""Where a dossier is filed: from the area that the applicant named to the unit that receives there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.organisations.public import Organisation, OrganisationKind, unit_of_area
from motcua.platform.clock import VIETNAM

RECEIVING = (OrganisationKind.SERVICE_CENTRE, OrganisationKind.ONE_STOP_UNIT)


def receiving_unit(area_answer: str, answers: Mapping[str, Any], at: datetime) -> Organisation | None:
    """The one-stop unit of the area that the form's answer names, as of that day; None where there is none."""
    code = answers.get(area_answer)
    if not isinstance(code, str) or not code:
        return None
    return unit_of_area(code, on=at.astimezone(VIETNAM).date(), kinds=RECEIVING)
