"""An authority with its counter, clerks and leader, and turns made there through actions."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from motcua.accounts.public import Account, PositionHolding
from motcua.accounts.tests import make as accounts
from motcua.areas.tests import make as areas
from motcua.certifications.public import AskedPaper, CertificationRequest, CopiesAsked, certify, signers
from motcua.organisations.public import Organisation, OrganisationKind
from motcua.organisations.tests import make as organisations
from motcua.platform.action import Actor
from motcua.platform.clock import VIETNAM

# A Monday morning.
AT = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)


@dataclass(frozen=True)
class Place:
    """A ward's committee, in whose books its service centre writes."""

    committee: Organisation
    centre: Organisation

    @cached_property
    def clerk_account(self) -> Account:
        """The account of a clerk at the counter."""
        return accounts.official(role="one_stop_officer", organisation=self.centre, full_name="Trần Thu Hà")

    @cached_property
    def leader_account(self) -> Account:
        """The account of who signs."""
        return accounts.official(role="department_leader", organisation=self.committee, full_name="Nguyễn Văn Thành")

    @cached_property
    def clerk(self) -> Actor:
        """The clerk acting."""
        return accounts.actor(self.clerk_account, at=AT)

    @cached_property
    def leader(self) -> Actor:
        """The leader acting."""
        return accounts.actor(self.leader_account, at=AT)

    @cached_property
    def signer(self) -> PositionHolding:
        """The holding of the leader, who is entitled to sign."""
        assert self.leader_account
        return signers(self.committee.pk, AT).get(person=self.leader_account.person_id)

    def asked(self, *papers: AskedPaper, **details: Any) -> CopiesAsked:
        """Two copies of a diploma of one page for Nguyễn Thị Hồng Nhung, or what is asked for."""
        asked = papers or (AskedPaper("Bằng tốt nghiệp đại học", 1, 2),)
        return CopiesAsked(
            **{"requester": "Nguyễn Thị Hồng Nhung", "papers": asked, "signer": self.signer.pk, **details}
        )

    def turn(self, *papers: AskedPaper, at: datetime = AT, **details: Any) -> CertificationRequest:
        """A turn entered by the clerk."""
        return certify(self.centre, self.asked(*papers, **details), by=self.clerk, at=at)


def place() -> Place:
    """A ward with its service centre."""
    area = areas.area()
    committee = organisations.organisation(area=area)
    centre = organisations.organisation(
        name="Trung tâm Phục vụ hành chính công", kind=OrganisationKind.SERVICE_CENTRE, parent=committee, area=area
    )
    return Place(committee, centre)
