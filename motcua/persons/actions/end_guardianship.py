"""End a guardianship before its time."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from motcua.persons import details
from motcua.persons.events import GuardianshipEnded
from motcua.persons.models import Guardianship
from motcua.persons.refusals import Unrepresented
from motcua.platform.action import Actor, Refused, Stale, action, emit
from motcua.platform.clock import VIETNAM


@action("persons.end_guardianship")
def end_guardianship(
    guardianship: Guardianship, *, ends_on: date, basis: details.Basis, by: Actor, at: datetime
) -> Guardianship:
    """From `ends_on` on it holds no longer (Bộ luật Dân sự 2015, điều 60–62). What was filed by it stays filed.

    Raises Stale where it is over, Refused for an impossible paper or a day before it began or after its end,
    Unrepresented for one's own.
    """
    kept = Guardianship.objects.select_for_update(of=("self",)).get(pk=guardianship.pk)
    on = at.astimezone(VIETNAM).date()
    if not by.persons.isdisjoint(kept.scope().persons):
        raise Unrepresented(_("Không ai tự chấm dứt việc giám hộ của chính mình."))
    if kept.valid_to is not None and kept.valid_to < on:
        raise Stale(_("Việc giám hộ này đã kết thúc."))
    last = ends_on - timedelta(days=1)
    if ends_on < kept.valid_from or (kept.valid_to is not None and last > kept.valid_to):
        raise Refused(_("Ngày chấm dứt phải nằm trong thời hạn giám hộ."), field="ends_on")
    shown = details.checked_basis(basis, on=on)
    kept.valid_to, kept.ended_at, kept.ended_by_id = last, at, by.person_id
    kept.end_decision, kept.end_decided_on = ", ".join(filter(None, (shown.number, shown.issuer))), shown.issued_on
    kept.save(update_fields=["valid_to", "ended_at", "ended_by", "end_decision", "end_decided_on"])
    emit(GuardianshipEnded(kept.pk, at))
    return kept
