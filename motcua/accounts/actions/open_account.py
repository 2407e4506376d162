"""Give a person a way to sign in."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from motcua.accounts import credentials
from motcua.accounts.models import Account
from motcua.accounts.rules import AccountKind
from motcua.persons.public import LegalEntity, Person
from motcua.platform.action import Actor, NotAllowed, Refused, action


@action("accounts.open_account")
def open_account(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    kind: AccountKind,
    password: str | None,
    username: str = "",
    display_name: str = "",
    legal_entity: LegalEntity | None = None,
    is_demo: bool = False,
) -> Account:
    """Open an account for a person already recorded; without a username one is made up, with password None it has none.

    A business account acts for `legal_entity`. Raises Refused for a weak password, a taken or impossible username, and
    a person who already has an account of this kind.
    """
    if kind is AccountKind.OFFICIAL and not by.has("accounts.register_official"):
        raise NotAllowed(_("Chỉ quản trị hệ thống mở được tài khoản cán bộ."))
    if (kind is AccountKind.BUSINESS) != (legal_entity is not None):
        raise Refused(_("Tài khoản tổ chức cần tên tổ chức; tài khoản khác thì không."), field="legal_entity")
    name = credentials.checked_username(username) if username else credentials.new_username()
    account = Account(
        username=name,
        kind=kind,
        person=person,
        legal_entity=legal_entity,
        display_name=display_name or person.full_name,
        email=person.email,
        password=_password(password, (name, person.full_name, person.personal_id, person.phone)),
        is_demo=is_demo,
        created_at=at,
    )
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as error:
        if "account_one_per_person_and_kind" in str(error):
            raise Refused(_("Người này đã có tài khoản.")) from error
        if "username" in str(error):
            raise Refused(_("Tên đăng nhập này đã có người dùng."), field="username") from error
        raise
    return account


def _password(password: str | None, about: tuple[str, ...]) -> str:
    return make_password(None) if password is None else credentials.hashed_password(password, about=about)
