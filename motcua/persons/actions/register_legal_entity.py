"""Take a business, cooperative or association into the master."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from motcua.persons import details, rules
from motcua.persons.models import LegalEntity, Person
from motcua.platform.action import Actor, Refused, action
from motcua.platform.encryption import blind_index
from motcua.platform.text import clean, fold


@action("persons.register_legal_entity")
def register_legal_entity(
    *,
    by: Actor,
    at: datetime,
    name: str,
    tax_code: str = "",
    legal_representative: Person | None = None,
    address_area_id: int | None = None,
    address_line: str = "",
) -> LegalEntity:
    """Record a legal entity. Raises Refused for an impossible or already recorded tax code."""
    cleaned = clean(name).replace("\n", " ")
    if not cleaned or len(cleaned) > rules.NAME_LIMIT:
        raise Refused(_("Tên tổ chức cần từ 1 đến %(limit)d ký tự.") % {"limit": rules.NAME_LIMIT}, field="name")
    code = rules.normalise_tax_code(tax_code) if tax_code.strip() else ""
    if code is None:
        raise Refused(_("Mã số thuế không đúng. Xin kiểm tra lại từng chữ số."), field="tax_code")
    entity = LegalEntity(
        name=cleaned,
        search_name=fold(cleaned),
        tax_code=code,
        tax_code_index=blind_index(code),
        legal_representative=legal_representative,
        address_area_id=address_area_id,
        address_line=details.checked_address_line(address_line),
        created_at=at,
    )
    try:
        with transaction.atomic():
            entity.save(force_insert=True)
    except IntegrityError as error:
        if "legal_entity_one_per_tax_code" not in str(error):
            raise
        raise Refused(_("Mã số thuế này đã có trong hệ thống."), field="tax_code") from error
    return entity
