from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.dossiers.models import PaperSetUse
from motcua.platform.action import Actor, Refused, action
from motcua.platform.clock import VIETNAM
from motcua.procedures.public import ProcedureField


@action("dossiers.set_paper_set")
def set_paper_set(*, field_code: str, paper_set: str, valid_from: date, by: Actor, at: datetime) -> PaperSetUse:
    """Say which set of forms a field of procedures uses from a date on; papers issued before stay as they are.

    Raises Refused for an unknown field or set, and for a date that has passed.
    """
    if not ProcedureField.objects.filter(code=field_code).exists():
        raise Refused(_("Xin chọn một lĩnh vực."), "field_code")
    if paper_set not in dict(PaperSetUse.SETS):
        raise Refused(_("Xin chọn một bộ mẫu."), "paper_set")
    if valid_from < at.astimezone(VIETNAM).date():
        raise Refused(_("Bộ mẫu được dùng từ hôm nay hoặc sau đó."), "valid_from")
    use, _created = PaperSetUse.objects.update_or_create(
        field_code=field_code,
        valid_from=valid_from,
        defaults={"paper_set": paper_set, "decided_by_id": by.account_id, "decided_at": at},
    )
    return use
