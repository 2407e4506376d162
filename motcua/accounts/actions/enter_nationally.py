"""Come in by national e-identity: the account of the person with that number, opened when they first come."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.actions.open_account import open_account
from motcua.accounts.models import Account
from motcua.accounts.national.claims import Identity, same_name
from motcua.accounts.rules import AccountKind
from motcua.persons.public import (
    IdentityLevel,
    LegalEntity,
    NumberTaken,
    Person,
    check_identity,
    find_by_tax_code,
    register_legal_entity,
    register_person,
)
from motcua.platform.action import SYSTEM, Actor, Refused, action, attempt, note

ENOUGH = 2


@dataclass(frozen=True)
class Entry:
    """Who is in: the account, whether it was opened now, and what our record says otherwise (field names)."""

    account: Account
    is_new: bool = False
    differs: tuple[str, ...] = ()


class AnotherPerson(Refused):
    """Somebody else came back than the one who left."""


@action("accounts.enter_nationally", open_to_all=True)
def enter_nationally(*, identity: Identity, by: Actor, at: datetime) -> Entry:
    """The account of who the provider says has come; person and account are made on first entry, once in any race.

    A merely declared record with the same number is not touched: only its owner can join it (`prove_identity`). What
    our record says otherwise is told and stays. Raises Refused for too low a level and for a closed account.
    """
    _demand_level(identity)
    person = _person(identity, at)
    entity = _entity(identity, person, at) if identity.kind == "business" else None
    kind = AccountKind.BUSINESS if entity is not None else AccountKind.CITIZEN
    account = Account.objects.filter(person=person, kind=kind, legal_entity=entity).order_by("id").first()
    is_new = account is None
    if account is None:
        account = open_account(person, by=SYSTEM, at=at, kind=kind, password=None, legal_entity=entity)
    if not account.is_active:
        raise Refused(_("Tài khoản của ông/bà tại đây đã bị khóa. Xin liên hệ bộ phận một cửa."))
    differs = _differences(person, identity)
    note(account=account.pk, is_new=is_new, differs=list(differs))
    return Entry(account, is_new, differs)


@action("accounts.prove_identity", open_to_all=True)
def prove_identity(account: Account, *, identity: Identity, by: Actor, at: datetime) -> Entry:
    """Who is signed in proves by e-identity that they are the person of their account; a declared one becomes checked.

    Raises AnotherPerson where the number is another, Refused where a checked record bears the same number already.
    """
    _demand_level(identity)
    if by.account_id != account.pk or account.kind == AccountKind.OFFICIAL:
        raise AnotherPerson(_("Xin đăng nhập bằng tài khoản công dân hoặc tổ chức rồi xác thực lại."))
    person = Person.objects.select_for_update(of=("self",)).get(pk=account.person_id)
    if person.personal_id != identity.personal_id:
        raise AnotherPerson(
            _(
                "Người vừa xác thực không phải là chủ tài khoản đang đăng nhập. Bản nháp và tài khoản giữ nguyên. "
                "Xin xác thực bằng định danh của chính chủ tài khoản, hoặc đăng xuất rồi đăng nhập lại."
            )
        )
    if not person.is_checked:
        if Person.objects.checked().with_personal_id(identity.personal_id).exists():
            raise Refused(
                _(
                    "Số định danh này đã có một tài khoản được xác thực. Xin đăng xuất rồi đăng nhập bằng định danh "
                    "quốc gia để dùng tài khoản đó, hoặc mang căn cước đến bộ phận một cửa để gộp hai tài khoản."
                )
            )
        person = check_identity(person, by=SYSTEM, at=at)
    differs = _differences(person, identity)
    note(differs=list(differs))
    return Entry(account, differs=differs)


@action("accounts.refuse_identity", open_to_all=True)
def refuse_identity(*, by: Actor, at: datetime, reason: str) -> None:
    """Write down that an answer of the provider was not accepted; `reason` is a word of ours."""
    note(reason=reason)


def _differences(person: Person, identity: Identity) -> tuple[str, ...]:
    """Which facts of our record the provider tells otherwise: `full_name`, `birth_date`."""
    differs = [] if same_name(person.full_name, identity.full_name) else ["full_name"]
    if person.birth_date is not None and person.birth_date != identity.birth_date:
        differs.append("birth_date")
    return tuple(differs)


def _demand_level(identity: Identity) -> None:
    if identity.level < ENOUGH:
        raise Refused(
            _(
                "Tài khoản định danh của ông/bà mới ở mức 1. Xin nâng lên mức 2 tại cơ quan Công an, hoặc đăng nhập "
                "bằng tài khoản tại cổng này."
            )
        )


def _person(identity: Identity, at: datetime) -> Person:
    """The checked person with that number, locked so that two first entries open one account."""
    known = _known(identity)
    if known is not None:
        return known
    try:
        with attempt():
            made = register_person(
                by=SYSTEM,
                at=at,
                full_name=identity.full_name,
                birth_date=identity.birth_date,
                personal_id=identity.personal_id,
                identity_level=IdentityLevel.CHECKED,
            )
    except NumberTaken:
        made = None
    found = _known(identity) if made is None else made
    assert found is not None
    return found


def _known(identity: Identity) -> Person | None:
    bearers = Person.objects.checked().with_personal_id(identity.personal_id)
    return bearers.select_for_update(of=("self",)).first()


def _entity(identity: Identity, person: Person, at: datetime) -> LegalEntity:
    known = find_by_tax_code(identity.tax_code)
    if known is not None:
        return known
    try:
        with attempt():
            return register_legal_entity(
                by=SYSTEM, at=at, name=identity.organisation, tax_code=identity.tax_code, legal_representative=person
            )
    except Refused:
        found = find_by_tax_code(identity.tax_code)
        if found is None:
            raise
        return found
