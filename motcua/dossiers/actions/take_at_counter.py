from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.dossiers.actions._beginning import begin
from motcua.dossiers.actions._book import write
from motcua.dossiers.actions.submit import Incomplete
from motcua.dossiers.models import Dossier, DossierComponent
from motcua.dossiers.rules import Channel, Status, dossier_code
from motcua.forms.public import submitted, validate
from motcua.organisations.public import Organisation
from motcua.persons.public import Person
from motcua.platform.action import Actor, Refused, action
from motcua.platform.clock import VIETNAM
from motcua.platform.codes import next_serial
from motcua.procedures.public import ProcedureCase


@dataclass(frozen=True)
class CounterFiling:
    """What the officer takes from the person at the counter; `papers` are the keys of components handed in on paper."""

    case: ProcedureCase
    person: Person
    answers: dict[str, Any]
    papers: frozenset[str] = field(default_factory=frozenset)


@action("dossiers.take_at_counter")
def take_at_counter(unit: Organisation, filing: CounterFiling, *, by: Actor, at: datetime) -> Dossier:
    """File and accept a dossier at the counter in one act; form 01 is issued (Nghị định 118/2025/NĐ-CP, điều 17).

    Raises Incomplete where the form or a required paper is missing: nothing is taken.
    """
    case = filing.case
    if case.version.eform is None:
        raise Refused(_("Thủ tục này chưa có biểu mẫu."))
    types = list(case.components.all())
    missing = [
        kind.key for kind in types if kind.is_required and not kind.replaced_by and kind.key not in filing.papers
    ]
    errors = validate(case.version.eform, filing.answers)
    if errors or missing:
        raise Incomplete(errors, missing)
    day = at.astimezone(VIETNAM).strftime("%y%m%d")
    dossier = Dossier.objects.create(
        version=case.version,
        case=case,
        status=Status.SUBMITTED,
        channel=Channel.IN_PERSON,
        owner=filing.person,
        submitter=filing.person,
        contact_phone=filing.person.phone,
        contact_phone_index=filing.person.phone_index,
        contact_email=filing.person.email,
        answers=submitted(case.version.eform, filing.answers),
        place_of_receipt=unit,
        unit_of_record=unit,
        competent_authority_id=unit.parent_id or unit.pk,
        submitted_at=at,
        code=dossier_code(unit.identifier, day, next_serial(f"dossier:{unit.identifier}:{day}")),
    )
    DossierComponent.objects.bulk_create(
        DossierComponent(
            dossier=dossier,
            type=kind,
            name=kind.name,
            originals=kind.originals,
            copies=kind.copies,
            is_on_paper=kind.key in filing.papers,
        )
        for kind in types
        if kind.is_required or kind.key in filing.papers
    )
    write(dossier, "submitted", by=by, at=at)
    begin(dossier, by=by, at=at)
    return dossier
