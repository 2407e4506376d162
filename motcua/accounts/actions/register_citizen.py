"""Sign up: a citizen opens a local account by themselves."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.accounts.actions.open_account import open_account
from motcua.accounts.models import Account
from motcua.accounts.rules import AccountKind
from motcua.persons.public import IdentityLevel, NumberTaken, Sex, register_person
from motcua.platform.action import Actor, Refused, action


@action("accounts.register_citizen", open_to_all=True)
def register_citizen(
    *,
    by: Actor,
    at: datetime,
    full_name: str,
    birth_date: date,
    personal_id: str,
    phone: str,
    password: str,
    email: str = "",
    sex: Sex | None = None,
    username: str = "",
) -> Account:
    """Open a level 1 account: everything is as declared, nothing is proved, so no existing record is joined to it.

    Whoever types another's number gets an account of their own with an empty record, never that person's dossiers.
    Raises Refused, naming the field; a number that already has a declared account is refused.
    """
    if not personal_id.strip():
        raise Refused(_("Xin nhập số định danh cá nhân."), field="personal_id")
    if not phone.strip():
        raise Refused(_("Xin nhập số điện thoại để nhận tin về hồ sơ."), field="phone")
    try:
        person = register_person(
            by=by,
            at=at,
            full_name=full_name,
            birth_date=birth_date,
            sex=sex,
            personal_id=personal_id,
            phone=phone,
            email=email,
            identity_level=IdentityLevel.DECLARED,
        )
    except NumberTaken as refused:
        raise NumberTaken(
            _(
                "Số định danh này đã mở tài khoản. Nếu là của ông/bà, xin đăng nhập; nếu không phải ông/bà mở, "
                "xin mang thẻ căn cước đến bộ phận một cửa gần nhất."
            ),
            field="personal_id",
        ) from refused
    return open_account(person, by=by, at=at, kind=AccountKind.CITIZEN, username=username, password=password)
