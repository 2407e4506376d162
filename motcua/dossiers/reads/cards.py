"""What a scanner typed of a citizen's card (căn cước), read or refused in words."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier
from motcua.persons.public import checked_birth_date, checked_personal_id, read_card
from motcua.platform.action import Actor, Refused

FIELD = "card"


@dataclass(frozen=True)
class Shown:
    """Who stands at the counter, as far as the card or an earlier dossier of the sitting says."""

    personal_id: str
    full_name: str = ""
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    address_line: str = ""

    def as_fields(self) -> dict[str, str]:
        """The fields about the applicant, as they are typed."""
        born = self.birth_date.strftime("%d/%m/%Y") if self.birth_date else ""
        return {
            "personal_id": self.personal_id,
            "full_name": self.full_name,
            "birth_date": born,
            "phone": self.phone,
            "email": self.email,
            "address_line": self.address_line,
        }


def who_is_shown(text: str, *, on: date) -> Shown:
    """The card as scanned, or twelve digits typed by hand. Raises Refused, saying what is wrong, at the field."""
    if re.fullmatch(r"\s*[0-9]{12}\s*", text):
        return Shown(_checked(text.strip(), on=on))
    card = read_card(text)
    if card is None:
        raise Refused(
            _("Không đọc được thẻ: thiếu số, họ tên, ngày sinh, giới tính, địa chỉ hoặc ngày cấp. Xin quét lại.")
            if "|" in text
            else _("Xin quét mã QR trên thẻ căn cước, hoặc gõ đủ 12 chữ số."),
            FIELD,
        )
    try:
        checked_birth_date(card.birth_date, on=on)
        checked_personal_id(card.personal_id, birth_date=card.birth_date, sex=card.sex, on=on)
    except Refused as refused:
        raise Refused(_("Thẻ không hợp lệ: %(why)s") % {"why": refused.message}, FIELD) from refused
    if card.issued_on is not None and card.issued_on > on:
        raise Refused(_("Thẻ không hợp lệ: ngày cấp ở tương lai."), FIELD)
    return Shown(card.personal_id, card.full_name, card.birth_date, address_line=card.address)


def _checked(digits: str, *, on: date) -> str:
    try:
        return checked_personal_id(digits, birth_date=None, sex=None, on=on)
    except Refused as refused:
        raise Refused(refused.message, FIELD) from refused


def same_person(code: str, by: Actor) -> Shown | None:
    """Who brought the dossier of that code, for their next one: only where it was taken at this officer's counter."""
    taken = Dossier.objects.visible_to(by).filter(code=code, place_of_receipt=by.organisation_id)
    dossier = taken.select_related("owner").first()
    if dossier is None or dossier.owner_id != dossier.submitter_id:
        return None
    owner = dossier.owner
    return Shown(
        owner.personal_id,
        owner.full_name,
        owner.birth_date,
        dossier.contact_phone,
        dossier.contact_email,
        dossier.contact_address,
    )
