"""What an officer takes from a person at the counter, filed: accepted, lacking papers, or refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.dossiers.actions._book import go_on, told
from motcua.dossiers.actions._filing import Expired, Handed, Incomplete, Reach, file_all, new_dossier
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.missing import missing_papers
from motcua.dossiers.reads.places import area_of, is_commune, receiving_unit
from motcua.dossiers.reads.signals import OTHER_DETAILS
from motcua.dossiers.reads.uploads import asked_in_form
from motcua.dossiers.rules import GIVEN, ON_PAPER, Channel, PaperState
from motcua.forms.public import submitted, validate
from motcua.organisations.public import Organisation
from motcua.persons.public import (
    NumberTaken,
    Person,
    checked_address_line,
    checked_contact,
    find_by_personal_id,
    register_person,
)
from motcua.platform.action import Actor, Refused, concern
from motcua.platform.clock import VIETNAM
from motcua.platform.encryption import blind_index
from motcua.platform.text import fold
from motcua.procedures.public import ComponentType, ProcedureCase


@dataclass(frozen=True)
class Applicant:
    """Who stands at the counter, as their identity card says."""

    full_name: str
    birth_date: date
    personal_id: str


@dataclass(frozen=True)
class CounterFiling:
    """What the officer takes from the person at the counter.

    `papers` are the keys of components handed in on paper, `handed` what was seen of each, by key; the contact is for
    this matter alone. `key` is drawn with the form: taken again with the same key, it is the same dossier. `reason` is
    why the officer goes on in spite of what warned them.
    """

    case: ProcedureCase
    applicant: Applicant
    answers: dict[str, Any]
    papers: frozenset[str] = field(default_factory=frozenset)
    phone: str = ""
    email: str = ""
    address: str = ""
    key: UUID | None = None
    reason: str = ""
    handed: Mapping[str, Handed] = field(default_factory=dict)

    @property
    def given(self) -> frozenset[str]:
        """The papers that are there."""
        return self.papers | {key for key, seen in self.handed.items() if seen.state in GIVEN}

    @property
    def on_paper(self) -> frozenset[str]:
        """The papers that are there on paper."""
        return self.papers | {key for key, seen in self.handed.items() if seen.state in ON_PAPER}

    @property
    def faulty(self) -> frozenset[str]:
        """The papers that something is wrong with, or that are said to be missing."""
        missing = PaperState.MISSING
        return frozenset(key for key, seen in self.handed.items() if seen.fault or seen.state is missing)


class OtherDetails(Refused):
    """The number belongs to a record with another name or date of birth, which are not told."""

    def __init__(self, person: Person) -> None:
        super().__init__(
            _("Số định danh này thuộc về người có họ tên hoặc ngày sinh khác. Xin đối chiếu lại với thẻ căn cước."),
            "personal_id",
        )
        self.person = person


def filed_at_counter(
    unit: Organisation, filing: CounterFiling, *, by: Actor, at: datetime, refused: bool = False, lacks: bool = False
) -> tuple[Dossier, bool]:
    """File a dossier that was brought to the counter of `unit`; nothing is accepted yet.

    With it comes whether anybody receives for the area of the matter: if not, the counter keeps it. What `lacks` papers
    may be filed to ask for them; of what is `refused` nothing need be right but who brought it.
    """
    if unit.valid_to is not None and unit.valid_to <= at.astimezone(VIETNAM).date():
        raise Refused(_("%(unit)s đã kết thúc hoạt động, không tiếp nhận nữa.") % {"unit": unit.name})
    case = filing.case
    types = list(case.components.all())
    if not refused:
        _check(filing, types, at, lacks=lacks)
    reach = _reach(filing)
    person, is_unlike = _person(filing, reach, by=by, at=at)
    version = case.version
    record = receiving_unit(version.area_answer, filing.answers, at) if version.area_answer else unit
    is_placed = record is not None
    if record is None:
        if not refused and not is_commune(area_of(version.area_answer, filing.answers), at):
            raise Refused(_("Không có xã, phường nào mang mã được chọn. Xin chọn lại."), version.area_answer)
        # Nobody receives there yet: the counter keeps it for whom the coordinators name.
        record = unit
    dossier = new_dossier(
        version_id=case.version_id,
        case_id=case.pk,
        channel=Channel.IN_PERSON,
        person_id=person.pk,
        reach=reach,
        answers=submitted(version.eform, filing.answers) if version.eform else {},
        unit=record,
        place=unit,
        at=at,
        data_class=version.data_class,
    )
    dossier.filing_key = filing.key
    given = filing.given
    parts = [kind for kind in types if kind.is_required or kind.key in given or kind.key in filing.faulty]
    told_of = told(dossier, "submitted", by=by, at=at)
    file_all(dossier, parts, told_of, on_paper=filing.on_paper, handed=filing.handed)
    concern(dossier)
    go_on(dossier, filing.reason, by=by, at=at, more=(OTHER_DETAILS,) if is_unlike else ())
    return dossier, is_placed


def taken_with(key: UUID, unit: Organisation) -> Dossier | None:
    """The dossier already made of this form; whoever holds the same form waits here until the first is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"dossiers.filing_key:{key}"])
    taken = Dossier.objects.filter(filing_key=key).first()
    if taken is not None and taken.place_of_receipt_id != unit.pk:
        raise Refused(_("Tờ khai này đã được tiếp nhận ở nơi khác. Xin mở lại trang tiếp nhận."))
    return taken


def _check(filing: CounterFiling, types: list[ComponentType], at: datetime, *, lacks: bool) -> None:
    version = filing.case.version
    if version.eform is None:
        raise Refused(_("Thủ tục này chưa có biểu mẫu."))
    on = at.astimezone(VIETNAM).date()
    if not version.terms.take_dossiers(on=on):
        raise Expired
    missing = missing_papers(types, filing.given, asked_in_form(version.eform, filing.answers))
    errors = validate(version.eform, filing.answers, on=on)
    faulty = [] if lacks else [kind for kind in types if kind.key in filing.faulty and kind not in missing]
    missing = [] if lacks else [*missing, *faulty]
    if errors or missing:
        raise Incomplete(errors, [kind.key for kind in missing])


def _reach(filing: CounterFiling) -> Reach:
    contact = checked_contact(filing.phone, filing.email)
    return Reach(contact.phone, blind_index(contact.phone), contact.email, checked_address_line(filing.address))


def _person(filing: CounterFiling, reach: Reach, *, by: Actor, at: datetime) -> tuple[Person, bool]:
    """The person with that number, whose record stays as it is, or a new record; whether the card says otherwise.

    A card unlike the record is taken for a reason alone. Raises OtherDetails.
    """
    applicant = filing.applicant
    purpose = gettext_noop("Tiếp nhận hồ sơ tại quầy")
    known = find_by_personal_id(applicant.personal_id, by=by, purpose=purpose)
    if known is None:
        try:
            return _registered(applicant, reach, by=by, at=at), False
        except NumberTaken:
            # Another counter took the same person a moment ago.
            known = find_by_personal_id(applicant.personal_id, by=by, purpose=purpose)
            if known is None:
                raise
    differs = known.birth_date is not None and known.birth_date != applicant.birth_date
    is_unlike = differs or fold(known.full_name) != fold(applicant.full_name)
    if is_unlike and not filing.reason.strip():
        raise OtherDetails(known)
    return known, is_unlike


def _registered(applicant: Applicant, reach: Reach, *, by: Actor, at: datetime) -> Person:
    return register_person(
        full_name=applicant.full_name,
        birth_date=applicant.birth_date,
        personal_id=applicant.personal_id,
        phone=reach.phone,
        email=reach.email,
        address_line=reach.address,
        by=by,
        at=at,
    )
