from datetime import datetime

from django.utils.translation import gettext as _

from motcua.persons.public import Person
from motcua.platform.action import Actor, Refused, action, concern, emit
from motcua.privacy.events import DataExportAsked
from motcua.privacy.models import DataExport
from motcua.privacy.rules import EXPORT_LOST, EXPORTS_IN, MOST_EXPORTS


@action("privacy.ask_export")
def ask_export(person: Person, *, language: str, by: Actor, at: datetime) -> DataExport:
    """Have a copy of everything kept about this person made; a job makes it and tells them.

    Raises Refused while one is being made or lies ready, and after a few within a month.
    """
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    recent = DataExport.objects.of(person.pk).filter(asked_at__gt=at - EXPORTS_IN)
    if by.account_id is None:
        raise Refused(_("Xin đăng nhập."))
    if recent.filter(ready_at=None, asked_at__gt=at - EXPORT_LOST).exists():
        raise Refused(_("Bản sao đang được lập. Khi xong, ông/bà nhận được thông báo."))
    if recent.kept().filter(expires_at__gt=at).exists():
        raise Refused(_("Đã có một bản sao, ông/bà tải về ở dưới đây."))
    if recent.count() >= MOST_EXPORTS:
        raise Refused(_("Mỗi 30 ngày lập được %(most)d bản sao.") % {"most": MOST_EXPORTS})
    language = language if language in dict(DataExport.LANGUAGES) else "vi"
    export = DataExport.objects.create(person=person, account_id=by.account_id, language=language, asked_at=at)
    emit(DataExportAsked(export.pk, at))
    concern(export)
    return export
