from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.platform.action import Actor, Refused, action, note
from motcua.procedures.models import Procedure, ProcedureVersion, VersionState
from motcua.procedures.ports import open_dossiers


@action("procedures.retire_procedure")
def retire_procedure(procedure: Procedure, *, on: date, confirmed: bool, by: Actor, at: datetime) -> ProcedureVersion:
    """End a procedure: from `on` nothing more is filed under it. Dossiers under way keep their version to the end.

    Raises Refused where nothing is in force, the day is before its first day, or dossiers are under way and the
    official has not confirmed that they know.
    """
    Procedure.objects.select_for_update(of=["self"]).get(pk=procedure.pk)
    version = (
        ProcedureVersion.objects.filter(procedure=procedure, state=VersionState.PUBLISHED)
        .filter(Q(valid_to=None) | Q(valid_to__gt=on))
        .order_by("-number")
        .first()
    )
    if version is None:
        raise Refused(_("Thủ tục này không còn hiệu lực vào ngày đó."), "on")
    if on <= version.valid_from:
        raise Refused(_("Ngày bãi bỏ phải sau ngày có hiệu lực của bản đang áp dụng."), "on")
    if (count := open_dossiers([procedure.code]).get(procedure.code, 0)) and not confirmed:
        raise Refused(_still_open(count), "confirmed")
    version.valid_to = on
    version.save(update_fields=["valid_to"])
    note(open_dossiers=count)
    return version


def _still_open(count: int) -> str:
    """What an official must know before a procedure with dossiers under way ends."""
    return ngettext(
        "Còn %(count)d hồ sơ đang giải quyết theo thủ tục này. Hồ sơ đó vẫn được giải quyết theo phiên bản đã nộp.",
        "Còn %(count)d hồ sơ đang giải quyết theo thủ tục này. Hồ sơ đó vẫn được giải quyết theo phiên bản đã nộp.",
        count,
    ) % {"count": count}
