"""Word of what was written in a dossier, and reminders of what was asked for."""

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.dossiers.events import CommentWritten
from motcua.dossiers.handlers import _dossier, _tell
from motcua.dossiers.models import DossierComment
from motcua.dossiers.reads.pages import open_tasks_of
from motcua.dossiers.reads.reminders import to_remind
from motcua.notifications.public import notify
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.events import every, on
from motcua.platform.formats import dmyhm
from motcua.platform.settings import installation


@on(CommentWritten)
def tell_of_comment(event: CommentWritten) -> None:
    """The other side hears that something was written, not what; of a note, the colleague it is for."""
    written = DossierComment.objects.select_related("addressed_to", "account").get(pk=event.comment_id)
    dossier = _dossier(written.dossier_id)
    if written.withdrawn_at is not None:
        return
    if written.visibility == "applicant" and not written.by_applicant:
        _tell(dossier, "dossier_message", event.at)
        return
    more = {"link": f"{installation().base_url}{reverse('dossiers:dossier', args=[dossier.code])}#trao-doi"}
    if written.by_applicant:
        more["due"] = dmyhm(written.reply_by)
        told = [task.assignee for task in open_tasks_of(dossier) if task.assignee is not None]
        template = "dossier_message_official"
    else:
        more["sender"] = written.account.display_name if written.account else ""
        told = [written.addressed_to] if written.addressed_to else []
        template = "dossier_note"
    context = {"code": dossier.code, "procedure": dossier.version.name, **more}
    for account in told:
        notify(
            template=template, person_id=account.person_id, account_id=account.pk, channels=("in_app",),
            context=context, subject=dossier.subject, by=SYSTEM, at=event.at, occasion=f"comment {written.pk}",
        )  # fmt: skip


@every(seconds=600)
def remind_of_supplements() -> None:
    """Who was asked for something and has not answered is reminded, after as many days as the unit says."""
    at = clock.now()
    for request, day in to_remind(at):
        dossier = _dossier(request.dossier_id)
        names = ", ".join(item.name for item in request.items.select_related("component"))
        due = dmyhm(request.answer_by) or _("không đặt hạn")
        _tell(dossier, "dossier_supplement_reminder", at, occasion=f"reminder {request.pk} {day}", items=names, due=due)
