"""End a mandate before its time."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.persons.events import MandateMoved
from motcua.persons.models import Mandate
from motcua.persons.refusals import Unrepresented
from motcua.persons.rules import MandateState
from motcua.platform.action import Actor, action, emit
from motcua.platform.clock import VIETNAM


@action("persons.withdraw_mandate")
def withdraw_mandate(mandate: Mandate, *, by: Actor, at: datetime) -> Mandate:
    """Either side ends it alone (Bộ luật Dân sự 2015, điều 140 khoản 3 điểm d); a second time changes nothing.

    What was filed by it stays filed. Raises Unrepresented for anybody else and for what expired already.
    """
    locked = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    if by.persons.isdisjoint(locked.scope().persons):
        raise Unrepresented(_("Chỉ hai bên của ủy quyền được chấm dứt ủy quyền."))
    state = locked.state_on(at.astimezone(VIETNAM).date())
    if state is MandateState.WITHDRAWN:
        return locked
    if state is MandateState.EXPIRED:
        raise Unrepresented(_("Ủy quyền này đã hết thời hạn."))
    locked.state, locked.withdrawn_at, locked.withdrawn_by_id = MandateState.WITHDRAWN, at, by.person_id
    locked.save(update_fields=["state", "withdrawn_at", "withdrawn_by"])
    emit(MandateMoved(locked.pk, MandateState.WITHDRAWN.value, at))
    return locked
