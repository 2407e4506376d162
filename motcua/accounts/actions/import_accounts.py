"""Open the accounts of a whole list of officials."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.accounts.actions.hold_position import hold_position
from motcua.accounts.actions.register_official import register_official
from motcua.accounts.models import Account, PositionHolding
from motcua.accounts.rules import normalise_username
from motcua.accounts.tables import AccountRow
from motcua.areas.public import ImportReport, Rejected
from motcua.organisations.public import Organisation, Position, register_position
from motcua.persons.public import Person, register_person
from motcua.platform.action import Actor, Refused, action, attempt, note
from motcua.platform.text import fold

TYPE = "imported"
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@action("accounts.import_accounts")
def import_accounts(rows: Sequence[AccountRow], *, by: Actor, at: datetime) -> ImportReport:
    """Record persons, open accounts without a password and let them hold their positions, a row at a time.

    A row that cannot be is left out with its reason and keeps no other back; one that is there already is unchanged.
    """
    places = {each.identifier: each for each in Organisation.objects.filter(identifier__in=_all(rows, "organisation"))}
    wanted = [normalise_username(name) for name in _all(rows, "username")]
    known = {account.username: account for account in Account.objects.filter(username__in=wanted)}
    rejected, unchanged, imported = [], 0, 0
    for row in rows:
        try:
            with attempt():
                account = _take(row, places, known, by, at)
        except Refused as refused:
            rejected.append(Rejected(row.number, row.values.get("username", ""), refused.message))
            continue
        unchanged += account is None
        imported += account is not None
        if account is not None:
            known[account.username] = account
    note(read=len(rows), imported=imported, unchanged=unchanged, rejected=len(rejected))
    return ImportReport(len(rows), imported, unchanged, tuple(rejected))


def _all(rows: Sequence[AccountRow], name: str) -> set[str]:
    return {row.values.get(name, "") for row in rows}


def _take(
    row: AccountRow, places: Mapping[str, Organisation], known: Mapping[str, Account], by: Actor, at: datetime
) -> Account | None:
    values = row.values
    organisation = places.get(values.get("organisation", ""))
    if organisation is None:
        raise Refused(_("Không có đơn vị mang mã này."), field="organisation")
    if not values.get("position"):
        raise Refused(_("Thiếu chức vụ."), field="position")
    present = known.get(normalise_username(values.get("username", "")))
    if present is not None:
        if _is_same(present, values, organisation, at):
            return None
        raise Refused(_("Tên đăng nhập này đã có người dùng."), field="username")
    person = _person(values, by, at)
    account = register_official(person, by=by, at=at, username=values.get("username", ""), password=None)
    roles = [role for role in re.split(r"[;,\s]+", values.get("roles", "")) if role] or ["specialist"]
    hold_position(_position(organisation, values["position"], by, at), by=by, at=at, person=person, roles=roles)
    return account


def _is_same(account: Account, values: Mapping[str, str], organisation: Organisation, at: datetime) -> bool:
    if fold(account.person.full_name) != fold(values.get("full_name", "")):
        return False
    held = PositionHolding.objects.held_at(at).filter(person=account.person_id, position__organisation=organisation)
    return any(fold(name) == fold(values["position"]) for name in held.values_list("position__name", flat=True))


def _person(values: Mapping[str, str], by: Actor, at: datetime) -> Person:
    return register_person(
        by=by,
        at=at,
        full_name=values.get("full_name", ""),
        birth_date=_date(values.get("birth_date", "")),
        personal_id=values.get("personal_id", ""),
        phone=values.get("phone", ""),
        email=values.get("email", ""),
    )


def _date(text: str) -> date | None:
    if not text:
        return None
    found = _DATE.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        raise Refused(_("Ngày sinh không đúng. Xin viết ngày/tháng/năm."), field="birth_date") from None


def _position(organisation: Organisation, name: str, by: Actor, at: datetime) -> Position:
    """A seat of its own for each: two specialists of one division hold two positions of one name."""
    return register_position(organisation, by=by, at=at, type_code=TYPE, name=name)
