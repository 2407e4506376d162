from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import take
from motcua.dossiers.models import Dossier, ValueCheck
from motcua.dossiers.reads.checks import digest_of, shown_sections
from motcua.platform.action import Actor, Refused, action, note


@action("dossiers.check_value")
def check_value(dossier: Dossier, field: str, matches: bool | None, *, by: Actor, at: datetime) -> ValueCheck | None:
    """Record that one value was compared with the papers and is so, or is not; None takes that back.

    The tick speaks for the value that stands there now. Others' open pages stay good: the revision does not grow.
    Raises Refused for a question that is not answered, or a dossier that has ended.
    """
    fresh = take(dossier)
    if fresh.ended_at is not None:
        raise Refused(_("Hồ sơ đã kết thúc, không đối chiếu thêm được."))
    if field not in {row.field for section in shown_sections(fresh, for_page=False) for row in section.rows}:
        raise Refused(_("Tờ khai không có mục này."))
    note(field=field, matches=matches)
    if matches is None:
        fresh.checks.filter(field=field).delete()
        return None
    told = {"digest": digest_of(fresh, field), "matches": matches, "account_id": by.account_id, "at": at}
    check, _made = ValueCheck.objects.update_or_create(dossier=fresh, field=field, defaults=told)
    return check
