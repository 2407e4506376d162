"""Checking what was typed about a person, with the sentence to show when it cannot be."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.persons import rules
from motcua.platform.action import Refused
from motcua.platform.text import clean


class NumberTaken(Refused):
    """Another record at the same identity level bears this number; who tried it is entered in the audit."""

    is_logged = True


LONGEST_BASIS = 200


@dataclass(frozen=True)
class Basis:
    """A decision or other paper on which something stands: its number, its date, and who issued it."""

    number: str
    issued_on: date | None
    issuer: str = ""


NO_BASIS = Basis("", None)


@dataclass(frozen=True)
class Contact:
    """Cleaned ways to reach a person; empty text where there is none."""

    phone: str
    email: str


def checked_name(full_name: str, *, field: str = "full_name") -> str:
    """The cleaned name. Raises Refused."""
    name = clean(full_name).replace("\n", " ")
    flaw = rules.name_flaw(name)
    if flaw is rules.Flaw.EMPTY:
        raise Refused(_("Xin nhập họ và tên."), field=field)
    if flaw is rules.Flaw.TOO_LONG:
        raise Refused(_("Họ và tên dài quá %(limit)d ký tự.") % {"limit": rules.NAME_LIMIT}, field=field)
    if flaw is not None:
        raise Refused(_("Họ và tên chỉ gồm chữ cái, dấu cách, dấu chấm, dấu gạch nối và dấu nháy."), field=field)
    return name


def checked_birth_date(birth_date: date | None, *, on: date) -> date | None:
    """The date of birth. Raises Refused when nobody was born then."""
    flaw = rules.birth_date_flaw(birth_date, on=on) if birth_date else None
    if flaw is rules.Flaw.IN_THE_FUTURE:
        raise Refused(_("Ngày sinh ở trong tương lai. Xin kiểm tra lại."), field="birth_date")
    if flaw is not None:
        message = _("Ngày sinh cách nay hơn %(age)d năm. Xin kiểm tra lại.") % {"age": rules.OLDEST_AGE}
        raise Refused(message, field="birth_date")
    return birth_date


def checked_personal_id(text: str, *, birth_date: date | None, sex: rules.Sex | None, on: date) -> str:
    """The twelve digits, or empty when nothing was given. Raises Refused."""
    digits = rules.normalise_personal_id(text)
    if not digits:
        return ""
    flaw = rules.personal_id_flaw(digits, birth_date=birth_date, sex=sex, on=on)
    sentences = {
        rules.Flaw.NOT_TWELVE_DIGITS: _("Số định danh cá nhân gồm đúng 12 chữ số, ghi trên thẻ căn cước."),
        rules.Flaw.IN_THE_FUTURE: _("Số định danh này ứng với năm sinh ở tương lai. Xin kiểm tra lại từng chữ số."),
        rules.Flaw.YEAR_DIFFERS: _("Số định danh không khớp năm sinh. Xin kiểm tra lại số và ngày sinh."),
        rules.Flaw.SEX_DIFFERS: _("Số định danh không khớp giới tính. Xin kiểm tra lại số và giới tính."),
    }
    if flaw is not None:
        raise Refused(sentences[flaw], field="personal_id")
    return digits


def checked_contact(phone: str, email: str) -> Contact:
    """Normalised phone and e-mail, each empty when not given. Raises Refused."""
    number = rules.normalise_phone(phone) if phone.strip() else ""
    if number is None:
        raise Refused(_("Số điện thoại không đúng. Ví dụ: 0912 345 678."), field="phone")
    address = rules.normalise_email(email) if email.strip() else ""
    if address is None:
        raise Refused(_("Địa chỉ thư điện tử không đúng. Ví dụ: ten@example.vn."), field="email")
    return Contact(number, address)


def checked_address_line(text: str) -> str:
    """The cleaned line of an address, at most 300 characters. Raises Refused."""
    line = clean(text).replace("\n", ", ")
    if len(line) > 300:
        raise Refused(_("Địa chỉ dài quá 300 ký tự."), field="address_line")
    return line


def checked_basis(basis: Basis, *, on: date) -> Basis:
    """The cleaned basis. Raises Refused where its number or date is missing, impossible or too long."""
    number, issuer = clean(basis.number), clean(basis.issuer)
    if not number:
        raise Refused(_("Xin ghi số của quyết định hoặc giấy tờ."), field="number")
    if max(len(number), len(issuer)) > LONGEST_BASIS:
        raise Refused(_("Số và nơi cấp giấy tờ dài quá %(limit)d ký tự.") % {"limit": LONGEST_BASIS}, field="number")
    if basis.issued_on is None:
        raise Refused(_("Xin ghi ngày của quyết định hoặc giấy tờ."), field="issued_on")
    if basis.issued_on > on:
        raise Refused(_("Ngày của giấy tờ ở trong tương lai. Xin kiểm tra lại."), field="issued_on")
    return Basis(number, basis.issued_on, issuer)
