"""Numbers that belong to people in a dossier: shown whole to those whose work needs them, to others for a reason."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.checks import MASKS, Value, shown_sections
from motcua.persons.public import mask_personal_id, mask_phone
from motcua.platform.action import Actor
from motcua.privacy.ports import Hidden

OWNER = "chu-ho-so"
CONTACT = "lien-he"


def numbers_of(dossier: Dossier, *, hides: bool) -> list[Value]:
    """The owner's personal id and the phone given for this dossier, whole or masked; none that there is not."""
    given = (
        (OWNER, _("Số định danh của chủ hồ sơ"), dossier.owner.personal_id, mask_personal_id),
        (CONTACT, _("Điện thoại liên hệ"), dossier.contact_phone, mask_phone),
    )
    return [
        Value(field, label, mask(value) if hides else value, is_hidden=hides)
        for field, label, value, mask in given
        if value
    ]


def hidden_number(key: int, field: str, actor: Actor) -> Hidden | None:
    """A number of a dossier that the actor may see: one of its own, or one in the declaration."""
    dossier = Dossier.objects.visible_to(actor).filter(pk=key).for_page().first()
    if dossier is None:
        return None
    numbers: Mapping[str, Any] = {value.field: value for value in numbers_of(dossier, hides=False)} | {
        row.field: row for section in shown_sections(dossier) for row in section.rows if row.widget in MASKS
    }
    found = numbers.get(field)
    if found is None:
        return None
    persons = dossier.scope().persons
    return Hidden(str(found.label), str(found.value), persons, dossier, dossier.code, "dossiers:dossier")
