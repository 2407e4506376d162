"""Turn a claim about who someone is into a checked fact."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from motcua.persons.models import Person
from motcua.persons.rules import IdentityLevel
from motcua.platform.action import Actor, Refused, action


@action("persons.check_identity")
def check_identity(person: Person, *, by: Actor, at: datetime) -> Person:
    """Record that an official saw the papers of a person who until now only declared who they are.

    Raises Refused when another checked person bears the same number: then the two must be compared by hand.
    """
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if locked.is_checked:
        return locked
    if not locked.personal_id_index:
        raise Refused(_("Chưa có số định danh cá nhân để xác thực."), field="personal_id")
    locked.identity_level = IdentityLevel.CHECKED
    try:
        with transaction.atomic():
            locked.save(update_fields=["identity_level"])
    except IntegrityError as error:
        raise Refused(
            _("Đã có một người khác được xác thực với số định danh này; cần đối chiếu hai bản ghi."),
            field="personal_id",
        ) from error
    return locked
