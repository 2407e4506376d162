"""A dossier whose step a specialist holds, another agency with its own specialist, and what is asked of it."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from motcua.accounts.public import Account
from motcua.accounts.tests import make as accounts
from motcua.consultations.actions.ask import Asked, ask
from motcua.consultations.models import Consultation, Opinion
from motcua.consultations.rules import Kind, Question
from motcua.dossiers.public import Dossier, claim_step
from motcua.dossiers.tests import make as dossiers
from motcua.organisations.public import Organisation, OrganisationKind
from motcua.organisations.tests import make as organisations
from motcua.platform.action import Actor

AT = dossiers.AT
LATER = AT + timedelta(hours=2)
QUESTIONS = (
    Question("0", "Đất có tranh chấp không?", Kind.YES_NO),
    Question("1", "Đề nghị cấp loại nào?", Kind.CHOICE, ("Loại A", "Loại B")),
    Question("2", "Ý kiến khác", Kind.TEXT, is_required=False),
)
GIVEN = {"0": "no", "1": "Loại A"}


@dataclass(frozen=True)
class Agency:
    """An agency that is asked."""

    unit: Organisation

    @cached_property
    def account(self) -> Account:
        """The account of a specialist there."""
        return accounts.official(role="specialist", organisation=self.unit, full_name="Phạm Thị Đo")

    @cached_property
    def specialist(self) -> Actor:
        """The specialist acting."""
        return accounts.actor(self.account, at=AT)


def agency(name: str = "Sở Nông nghiệp và Môi trường") -> Agency:
    """A department; its specialist is there from the start."""
    made = Agency(organisations.organisation(name=name, kind=OrganisationKind.DEPARTMENT))
    assert made.account
    return made


def under_way(ward: dossiers.Ward) -> Dossier:
    """A dossier of which the ward's specialist holds the open step."""
    dossier = dossiers.dossier(ward, received=True)
    claim_step(dossier, task_id=dossiers.task_id(dossier), by=ward.specialist, at=AT)
    return dossiers.fresh(dossier)


def asked(*agencies: Agency, **changes: Any) -> Asked:
    """The questions to these agencies."""
    told = {"title": "Hiện trạng thửa đất", "note": "Thửa 5, tờ 3", "questions": QUESTIONS}
    return Asked(**{**told, "organisations": [each.unit for each in agencies], **changes})


def consultation(
    ward: dossiers.Ward, *agencies: Agency, dossier: Dossier | None = None, **changes: Any
) -> Consultation:
    """Asked by the ward's specialist."""
    return ask(dossier or under_way(ward), asked(*agencies, **changes), by=ward.specialist, at=AT)


def opinion(ward: dossiers.Ward, of: Agency, **changes: Any) -> Opinion:
    """The only opinion asked of one agency."""
    return consultation(ward, of, **changes).opinions.get()
