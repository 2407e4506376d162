"""Say why a form asks for what a source gives."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.forms.models import EForm, SourceException
from motcua.platform.action import Actor, Refused, action, note
from motcua.platform.text import clean

SHORTEST, LONGEST = 10, 500


@action("forms.except_field")
def except_field(eform: EForm, field: str, reason: str, *, by: Actor, at: datetime) -> SourceException:
    """Let a question of this form, in all its versions, go on asking people for what a source gives.

    Raises Refused where there is no such question, or no reason that says something.
    """
    if field not in eform.schema.get("properties", {}):
        raise Refused(_("Biểu mẫu không có câu hỏi này."), field="reason")
    reason = clean(reason)
    if not SHORTEST <= len(reason) <= LONGEST:
        raise Refused(
            _("Xin ghi lý do từ %(least)d đến %(most)d ký tự.") % {"least": SHORTEST, "most": LONGEST}, field="reason"
        )
    note(field=field)
    made, _is_new = SourceException.objects.update_or_create(
        code=eform.code, field=field, defaults={"reason": reason, "account_id": by.account_id, "at": at}
    )
    return made


@action("forms.withdraw_exception")
def withdraw_exception(exception: SourceException, *, by: Actor, at: datetime) -> None:
    """Take an exception back: the next version that is published must bind the question or say why anew."""
    note(field=exception.field)
    exception.delete()
