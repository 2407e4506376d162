"""Word of a matter decided anew, and of complaints."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.accounts.public import holders_of
from motcua.dossiers.events import ComplaintMoved, DossierReopened
from motcua.dossiers.handlers import _dossier, _tell
from motcua.dossiers.models import DossierComplaint
from motcua.dossiers.rules.reviews import ComplaintState
from motcua.notifications.public import notify
from motcua.platform.action import SYSTEM
from motcua.platform.events import on
from motcua.platform.formats import dmyhm
from motcua.platform.settings import installation

LEADER = "department_leader"


@on(DossierReopened)
def tell_reopened(event: DossierReopened) -> None:
    """The applicant hears that their matter is decided anew, under which code, and why."""
    anew = _dossier(event.anew)
    before = anew.events.filter(kind="reopening").first()
    _tell(anew, "dossier_reopened", event.at, reason=before.public_text if before else "")


@on(ComplaintMoved)
def tell_of_complaint(event: ComplaintMoved) -> None:
    """Who complained hears how it stands and by when the next word comes; the leader hears that one waits."""
    complaint = DossierComplaint.objects.get(pk=event.complaint_id)
    dossier = _dossier(complaint.dossier_id)
    state = {
        "received": _("đã nhận, trả lời có thụ lý hay không trước %(at)s") % {"at": dmyhm(complaint.take_on_by)},
        "taken_on": _("đã thụ lý, giải quyết trước %(at)s") % {"at": dmyhm(complaint.due_at)},
        "declined": _("không được thụ lý, lý do ở trang hồ sơ"),
        "settled": _("đã giải quyết, nội dung ở trang hồ sơ"),
    }[event.move]
    _tell(dossier, "dossier_complaint", event.at, complaint=complaint.code, state=state, occasion=f"kn {event.move}")
    if complaint.state != ComplaintState.RECEIVED:
        return
    link = f"{installation().base_url}{reverse('dossiers:dossier', args=[dossier.code])}#khieu-nai"
    context = {"code": dossier.code, "procedure": dossier.version.name, "complaint": complaint.code, "link": link}
    say = partial(notify, template="complaint_waiting", channels=("in_app",), by=SYSTEM, at=event.at)
    for account in holders_of(LEADER, complaint.organisation_id, event.at):
        say(
            person_id=account.person_id, account_id=account.pk, context={**context, "due": dmyhm(complaint.take_on_by)},
            subject=dossier.subject, occasion=f"complaint {complaint.pk}",
        )  # fmt: skip
