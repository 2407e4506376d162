"""What a username and a password must be, with the sentence to show when they are not."""

from functools import cache

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from motcua.accounts import rules
from motcua.accounts.breached import is_in_file, is_made_of
from motcua.accounts.reads import DEMO_PASSWORD
from motcua.platform.action import Refused
from motcua.platform.settings import installation

PASSWORD_LIMIT = 128
# No letters or digits that are mistaken for each other when read out at a counter.
_LEGIBLE = "23456789abcdefghjkmnpqrstuvwxyz"


def new_username() -> str:
    """A username for somebody who did not choose one: «cd» and ten legible characters."""
    return "cd" + get_random_string(10, _LEGIBLE)


def checked_username(text: str) -> str:
    """The normalised username. Raises Refused."""
    username = rules.normalise_username(text)
    if not rules.is_username(username):
        raise Refused(
            _("Tên đăng nhập dài 3–64 ký tự, bắt đầu bằng chữ cái, chỉ gồm a–z, 0–9 và các dấu . _ @ -"),
            field="username",
        )
    return username


def hashed_password(password: str, *, about: tuple[str, ...] = (), field: str = "password") -> str:
    """The hash to keep. Raises Refused when the password is short, long, one of the texts in `about`, or easily
    guessed: common, made of those texts and the like, or known from a breach.
    """
    if password == DEMO_PASSWORD and not installation().production:
        return _demo_hash() if installation().demo else make_password(password)
    if len(password) > PASSWORD_LIMIT:
        raise Refused(_("Mật khẩu dài quá %(limit)d ký tự.") % {"limit": PASSWORD_LIMIT}, field=field)
    if password.casefold() in {text.casefold() for text in about if text}:
        raise Refused(_("Mật khẩu không được trùng tên đăng nhập, số định danh hay số điện thoại."), field=field)
    try:
        validate_password(password)
    except ValidationError as error:
        codes = {each.code for each in error.error_list}
        if "password_too_short" in codes:
            raise Refused(_("Mật khẩu cần ít nhất 8 ký tự."), field=field) from error
        raise Refused(_("Mật khẩu này quá dễ đoán. Xin chọn mật khẩu khác."), field=field) from error
    if is_made_of(password, about) or is_in_file(password):
        raise Refused(_("Mật khẩu này quá dễ đoán. Xin chọn mật khẩu khác."), field=field)
    return make_password(password)


@cache
def _demo_hash() -> str:
    """One hash of the password that everybody knows: hundreds of accounts of a demo need no salt of their own."""
    return make_password(DEMO_PASSWORD)
