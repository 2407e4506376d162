"""Where a dossier is filed: from the area that the applicant named to the unit that receives there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.organisations.public import Organisation, OrganisationKind
from motcua.platform.clock import VIETNAM
from motcua.procedures.public import ProcedureVersion

RECEIVING = (OrganisationKind.SERVICE_CENTRE, OrganisationKind.ONE_STOP_UNIT)


def receiving_unit(version: ProcedureVersion, answers: Mapping[str, Any], at: datetime) -> Organisation | None:
    """The one-stop unit of the area that the form's answer names, as of that day; None where there is none."""
    code = answers.get(version.area_answer)
    if not isinstance(code, str) or not code:
        return None
    return (
        Organisation.objects.as_of(at.astimezone(VIETNAM).date())
        .filter(area__code=code, kind__in=RECEIVING)
        .order_by("id")
        .first()
    )
