"""A unit with its clerk and parcels from and to an applicant, made through actions."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import count

from motcua.accounts.public import Account
from motcua.accounts.tests import make as accounts
from motcua.areas.public import Area
from motcua.areas.tests import make as areas
from motcua.organisations.public import Organisation
from motcua.organisations.tests import make as organisations
from motcua.platform.action import SYSTEM, Actor
from motcua.platform.clock import VIETNAM
from motcua.platform.testing import run_jobs
from motcua.post.actions.place_order import Matter, place_order
from motcua.post.actions.record_taken import record_taken
from motcua.post.actions.record_told import record_told
from motcua.post.homes import Home
from motcua.post.models import PostOrder
from motcua.post.rules import Direction, State, Told

AT = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
_serial = count(1)


@dataclass(frozen=True)
class Office:
    """A unit of a ward in a province of its own; parcels go to another ward of it."""

    unit: Organisation
    home_area: Area

    @cached_property
    def clerk_account(self) -> Account:
        """The account of a clerk of the unit."""
        return accounts.official(role="one_stop_officer", organisation=self.unit, full_name="Trần Thu Hà")

    @cached_property
    def clerk(self) -> Actor:
        """The clerk acting."""
        return accounts.actor(self.clerk_account, at=AT)

    def home(self, **changes: str) -> Home:
        """A sound address."""
        place = f"{self.home_area.name}, {self.home_area.parent.name}" if self.home_area.parent else self.home_area.name
        return Home(
            **{
                "name": "Nguyễn Thị Hồng Nhung",
                "phone": "0912 345 678",
                "line": "Số 5 Cầu Đất",
                "place": place,
                **changes,
            }
        )

    def matter(self, person_id: int | None = None, subject: str = "") -> Matter:
        """A matter of its own."""
        number = next(_serial)
        return Matter(
            subject or f"tests.matter:{number}", f"H24.77.01-261123-{number:04d}", "Giấy phép", self.unit.pk, person_id
        )


def office() -> Office:
    """A unit in a province, and a ward of it where applicants live."""
    number = next(_serial)
    province = Area.objects.filter(code="31").first() or areas.province()
    ward = areas.area(name=f"Phường Số {number}", parent=province)
    other = areas.area(name=f"Phường Bưu Tá {number}", parent=province)
    return Office(organisations.organisation(area=ward), other)


def order(
    at_office: Office | None = None,
    *,
    direction: Direction = Direction.DELIVER,
    is_ready: bool = True,
    taken: str = "",
    person_id: int | None = None,
    at: datetime = AT,
) -> PostOrder:
    """An order: a wish, ready and not yet told to the carrier, or `taken` under that item code."""
    at_office = at_office or office()
    made = place_order(at_office.matter(person_id), direction, at_office.home(), is_ready=is_ready, by=SYSTEM, at=at)
    if taken:
        record_taken(made, item_code=taken, by=SYSTEM, at=at)
    return fresh(made)


def tell(order: PostOrder, key: str, kind: State, at: datetime, *, now: datetime | None = None) -> bool:
    """The carrier says so."""
    return record_told(order, Told(key, kind, at), by=SYSTEM, at=now or at)


def fresh(order: PostOrder) -> PostOrder:
    """The order as the database has it."""
    return PostOrder.objects.get(pk=order.pk)


def sent(order: PostOrder) -> PostOrder:
    """The same after the jobs ran."""
    run_jobs()
    return fresh(order)
