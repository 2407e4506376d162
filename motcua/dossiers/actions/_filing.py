"""Filing makes a dossier the same way online and at the counter, and writes it in one statement.

The busiest write of the house: five statements would take longer than all its checks.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier, DossierEvent, Draft
from motcua.dossiers.rules import SERIAL_DIGITS, Channel, PaperFault, PaperState, Status, code_before_serial
from motcua.forms.public import FieldError
from motcua.organisations.public import Organisation
from motcua.platform.action import Refused
from motcua.platform.clock import VIETNAM
from motcua.platform.codes import NEXT_SERIAL
from motcua.platform.rows import stored, was_stored
from motcua.procedures.public import ComponentType

_FILE = """
WITH series AS (
    {next_serial}
), dossier AS (
    INSERT INTO dossiers_dossier ({dossier}, code) VALUES (
        {dossier_values},
        (SELECT %s || lpad(last::text, greatest({digits}, length(last::text)), '0') FROM series)
    ) RETURNING id, code
), component AS (
    INSERT INTO dossiers_dossiercomponent
        (dossier_id, type_id, name, originals, copies, is_on_paper, state, quantity)
    SELECT dossier.id, part.type_id, part.name, part.originals, part.copies, part.is_on_paper, part.state, part.quantity
    FROM dossier, unnest(
        %s::bigint[], %s::text[], %s::smallint[], %s::smallint[], %s::boolean[], %s::text[], %s::smallint[]
    ) WITH ORDINALITY AS part (type_id, name, originals, copies, is_on_paper, state, quantity, place)
    ORDER BY part.place
    RETURNING id, type_id
), file AS (
    INSERT INTO dossiers_dossierfile (component_id, file_id, added_at)
    SELECT component.id, attached.file_id, attached.added_at
    FROM component JOIN dossiers_draftfile attached ON attached.component_id = component.type_id
    WHERE attached.draft_id = %s
    ORDER BY attached.added_at, attached.id
), event AS (
    INSERT INTO dossiers_dossierevent (dossier_id, {event}) SELECT dossier.id, {event_values} FROM dossier
), draft AS (
    UPDATE dossiers_draft SET state = 'submitted', dossier_id = dossier.id, saved_at = %s, gathered = %s
    FROM dossier WHERE dossiers_draft.id = %s
)
SELECT id, code FROM dossier
"""


class Incomplete(Refused):
    """The dossier cannot be filed yet: what is missing or wrong, by field of the form and by component."""

    def __init__(self, errors: list[FieldError], components: list[str]) -> None:
        super().__init__(_("Hồ sơ còn thiếu hoặc chưa đúng. Xin xem các mục được nêu."))
        self.errors = errors
        self.components = components


class Expired(Refused):
    """The version of the procedure is no longer in force, or its dossiers are no longer handled here."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Quy định của thủ tục này đã thay đổi, nơi đây không còn nhận hồ sơ theo bản cũ. "
                "Những gì đã nhập được giữ lại; xin bắt đầu hồ sơ mới theo quy định đang áp dụng."
            )
        )


class StepUpNeeded(Refused):
    """The procedure is filed online by those who signed in with national e-identity; the draft waits for that."""

    def __init__(self) -> None:
        super().__init__(
            _("Thủ tục này cần xác thực bằng định danh quốc gia mức 2 trước khi nộp. Bản nháp được giữ nguyên.")
        )


@dataclass(frozen=True)
class Handed:
    """In what state a paper was handed in at the counter, how many, and what is wrong with it, if anything."""

    state: PaperState
    quantity: int = 1
    fault: PaperFault | None = None


@dataclass(frozen=True)
class Reach:
    """How to reach the applicant in this matter."""

    phone: str
    phone_index: str
    email: str
    address: str = ""


def new_dossier(
    *,
    version_id: int,
    case_id: int,
    channel: Channel,
    person_id: int,
    reach: Reach,
    answers: Mapping[str, Any],
    unit: Organisation,
    place: Organisation,
    at: datetime,
    data_class: int,
) -> Dossier:
    """A dossier just filed, without number and not written yet: helped at `place`, of record at `unit`."""
    return Dossier(
        version_id=version_id,
        case_id=case_id,
        status=Status.SUBMITTED,
        channel=channel,
        owner_id=person_id,
        submitter_id=person_id,
        contact_phone=reach.phone,
        contact_phone_index=reach.phone_index,
        contact_email=reach.email,
        contact_address=reach.address,
        answers=answers,
        place_of_receipt=place,
        unit_of_record=unit,
        competent_authority_id=unit.parent_id or unit.pk,
        submitted_at=at,
        data_class=data_class,
    )


def file_all(
    dossier: Dossier,
    parts: Sequence[ComponentType],
    event: DossierEvent,
    *,
    draft_id: UUID | None = None,
    on_paper: Container[str] = (),
    handed: Mapping[str, Handed] | None = None,
) -> None:
    """Number a new dossier and write it with these parts and its event.

    The files are those of the draft, which is locked and becomes submitted;`on_paper` are the keys of parts handed in
    on paper, `handed` says in what state and how many, where that was looked at. The number is taken with the writing,
    last of all: its series is locked until the transaction ends.
    """
    unit, day = dossier.unit_of_record, dossier.submitted_at.astimezone(VIETNAM).strftime("%y%m%d")
    other = stored(event, without=("dossier_id",))
    seen = handed or {}
    columns: list[list[Any]] = [
        [part.pk for part in parts],
        [part.name for part in parts],
        [part.originals for part in parts],
        [part.copies for part in parts],
        [part.key in on_paper for part in parts],
        [seen[part.key].state if part.key in seen else "" for part in parts],
        [seen[part.key].quantity if part.key in seen else 0 for part in parts],
    ]
    one = stored(dossier, without=("code",))
    statement = _FILE.format(
        next_serial=NEXT_SERIAL,
        dossier=", ".join(one),
        dossier_values=_places(one),
        digits=SERIAL_DIGITS,
        event=", ".join(other),
        event_values=_places(other),
    )
    # What sources said was kept to fill in with; what of it was filed stands in the answers.
    nothing = Draft._meta.get_field("gathered").get_db_prep_save({}, connection)
    numbered = [f"dossier:{unit.identifier}:{day}", *one.values(), code_before_serial(unit.identifier, day)]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*numbered, *columns, draft_id, *other.values(), event.at, nothing, draft_id])
        key, dossier.code = cursor.fetchone()
    was_stored(dossier, key)


def _places(row: dict[str, Any]) -> str:
    return ", ".join(["%s"] * len(row))
