"""Take on what another wants one to do for them."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.persons.events import MandateMoved
from motcua.persons.models import Mandate
from motcua.persons.refusals import Unrepresented
from motcua.persons.rules import MandateState
from motcua.platform.action import Actor, Stale, action, emit
from motcua.platform.clock import VIETNAM


@action("persons.accept_mandate")
def accept_mandate(mandate: Mandate, *, by: Actor, at: datetime) -> Mandate:
    """The holder accepts; a second time changes nothing. Raises Unrepresented (not theirs, expired), Stale."""
    locked = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    if locked.holder_id not in by.persons:
        raise Unrepresented(_("Chỉ người được ủy quyền nhận ủy quyền."))
    state = locked.state_on(at.astimezone(VIETNAM).date())
    if state is MandateState.ACCEPTED:
        return locked
    if state is MandateState.EXPIRED:
        raise Unrepresented(_("Ủy quyền này đã hết thời hạn."))
    if state is MandateState.WITHDRAWN:
        raise Stale(_("Ủy quyền này đã chấm dứt."))
    locked.state, locked.accepted_at = MandateState.ACCEPTED, at
    locked.save(update_fields=["state", "accepted_at"])
    emit(MandateMoved(locked.pk, MandateState.ACCEPTED.value, at))
    return locked
