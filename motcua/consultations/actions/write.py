from datetime import datetime

from django.utils.translation import gettext as _

from motcua.consultations.events import WordWritten
from motcua.consultations.models import Opinion, OpinionMessage
from motcua.consultations.rules import LONGEST
from motcua.platform.action import Actor, NotAllowed, Refused, action, emit


@action("consultations.write")
def write(text: str, *, opinion: Opinion, by: Actor, at: datetime) -> OpinionMessage:
    """Write to the other side about an opinion: either side may, as long as they see it, before and after the answer.

    Raises Refused for nothing or too much; NotAllowed for agencies that are neither side of it.
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise Refused(_("Xin viết nội dung, không quá 4.000 ký tự."), "message")
    sides = {opinion.organisation_id, opinion.consultation.organisation_id}
    seen = Opinion.objects.visible_to(by).filter(pk=opinion.pk).exists()
    if not seen or sides.isdisjoint(by.organisations_for("consultations.write")):
        raise NotAllowed(_("Chỉ bên hỏi và bên được hỏi viết ở đây."))
    written = OpinionMessage.objects.create(
        opinion=opinion, at=at, account_id=by.account_id, organisation_id=by.organisation_id, text=text
    )
    emit(WordWritten(written.pk, at))
    return written
