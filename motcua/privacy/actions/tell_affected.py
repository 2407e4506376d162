from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.notifications.public import notify
from motcua.platform.action import Actor, Refused, action, concern, emit, note
from motcua.platform.settings import installation
from motcua.platform.text import clean
from motcua.privacy.events import TellingAsked
from motcua.privacy.models import Breach, BreachNote, BreachPerson

AT_ONCE = 200


@action("privacy.ask_telling")
def ask_telling(breach: Breach, *, text: str, by: Actor, at: datetime) -> int:
    """Have everybody affected who was not told yet be told in these words, by jobs; how many that are.

    Raises Refused without words, or when nobody is left to be told.
    """
    words = clean(text)[:2000]
    if len(words) < 20:
        raise Refused(_("Xin viết rõ: sự cố gì, dữ liệu nào, cơ quan đã làm gì, người dân nên làm gì."), "message")
    waiting = BreachPerson.objects.filter(breach=breach, told_at=None).count()
    if not waiting:
        raise Refused(_("Không còn ai chưa được báo."), "message")
    written = BreachNote.objects.create(breach=breach, at=at, account_id=by.account_id, text=words)
    emit(TellingAsked(breach.pk, written.pk))
    note(people=waiting)
    concern(breach)
    return waiting


@action("privacy.tell_affected")
def tell_affected(breach: Breach, *, told: BreachNote, by: Actor, at: datetime) -> bool:
    """Tell the next of those affected what `told` says; whether somebody is left."""
    waiting = BreachPerson.objects.select_for_update(of=("self",)).filter(breach=breach, told_at=None).order_by("id")
    rows = list(waiting[:AT_ONCE])
    for row in rows:
        notify(
            template="data_breach",
            person_id=row.person_id,
            channels=("in_app", "email"),
            context={"text": told.text, "link": installation().base_url + reverse("privacy:mine")},
            subject=f"privacy.breach:{breach.pk}",
            occasion=f"note {told.pk}",
            by=by,
            at=at,
        )
        row.told_at = at
    BreachPerson.objects.bulk_update(rows, ["told_at"])
    note(told=len(rows))
    return len(rows) == AT_ONCE
