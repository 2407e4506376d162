"""What filing reads, in plain SQL: of all acts it is done most, at once by many."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from motcua.dossiers.models import Draft
from motcua.forms.public import EForm
from motcua.organisations.public import CALENDAR_REVISION
from motcua.persons.public import Person
from motcua.platform import rows
from motcua.procedures.public import ComponentType, Terms

_READY = f"""
SELECT draft.state, draft.dossier_id, draft.answers, draft.version_id, draft.case_id, draft.person_id,
       person.phone, person.phone_index, person.email, version.area_answer, eform.id, eform.digest,
       version.state, version.valid_from, version.valid_to, procedure.routing,
       one_case.accept_within_hours, {CALENDAR_REVISION}, version.required_assurance, procedure.code,
       draft.owner_id, draft.entity_id, draft.guardianship_id, draft.mandate_id, version.data_class, draft.provenance
FROM dossiers_draft draft
JOIN persons_person person ON person.id = draft.person_id
JOIN procedures_procedurecase one_case ON one_case.id = draft.case_id
JOIN procedures_procedureversion version ON version.id = draft.version_id
JOIN procedures_procedure procedure ON procedure.id = version.procedure_id
JOIN forms_eform eform ON eform.id = version.eform_id
WHERE draft.id = %s
FOR UPDATE OF draft
"""  # noqa: S608 (words of ours)


@dataclass(frozen=True)
class ReadyDraft:
    """A locked draft with what its procedure and its writer add to a dossier; the schema of `eform` is not read.

    `terms` say when and where dossiers are filed under its version, `calendars` is the revision at which calendars
    stood; `required_assurance` is how surely whoever files must be known, as the version of `procedure_code` says.
    Where it is for another than its writer, the last four say for whom and by what.
    """

    state: str
    dossier_id: int | None
    answers: Mapping[str, Any]
    version_id: int
    case_id: int
    person_id: int
    phone: str
    phone_index: str
    email: str
    area_answer: str
    eform: EForm
    terms: Terms
    accept_within_hours: int
    calendars: str
    required_assurance: int
    procedure_code: str
    owner_id: int | None
    entity_id: int | None
    guardianship_id: int | None
    mandate_id: int | None
    data_class: int
    provenance: Mapping[str, Any]


def lock_ready(draft_id: UUID) -> ReadyDraft | None:
    """The draft, locked and as it is once the lock is granted; None where its procedure has no e-form."""
    with connection.cursor() as cursor:
        cursor.execute(_READY, [draft_id])
        row = cursor.fetchone()
    if row is None:
        return None
    state, dossier_id, answers, version_id, case_id, person_id, phone, index, email, area, eform_id, digest, *rest = row
    rest[-1] = json.loads(rest[-1])
    return ReadyDraft(
        state, dossier_id, rows.value(Draft, "answers", answers), version_id, case_id, person_id,
        rows.value(Person, "phone", phone), index, rows.value(Person, "email", email), area,
        EForm.from_db(connection.alias, ["id", "digest"], [eform_id, digest]), Terms(*rest[:4]), *rest[4:],
    )  # fmt: skip


def own_draft(draft_id: UUID, account_id: int | None) -> Draft | None:
    """The draft, where it is this account's: whose it is alone, its answers are read once it is locked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, account_id, person_id FROM dossiers_draft WHERE id = %s AND account_id = %s",
            [draft_id, account_id],
        )
        row = cursor.fetchone()
    return Draft.from_db(connection.alias, ["id", "account_id", "person_id"], row) if row else None


def parts_of(ready: ReadyDraft, draft_id: UUID) -> list[tuple[ComponentType, bool]]:
    """The papers that the case asks for, in their order, and whether files of the draft are attached to each."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT component_id FROM dossiers_draftfile WHERE draft_id = %s", [draft_id])
        given = {key for (key,) in cursor.fetchall()}
    papers = rows.many(ComponentType, 'case_id = %s ORDER BY "order", id', ready.case_id)
    return [(part, part.pk in given) for part in papers]
