"""Who answers for a process, what it is called and which procedures it is for."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.accounts.public import Account
from motcua.platform.action import Actor, Refused, action
from motcua.platform.text import clean
from motcua.processes.models import Process, VersionState


@action("processes.steward")
def steward(
    process: Process,
    *,
    name: str,
    owner: Account | None,
    review_on: date | None,
    procedure_codes: Sequence[str] | None = None,
    by: Actor,
    at: datetime,
) -> Process:
    """Name a process, its owner and the day by which it is looked through again.

    `procedure_codes` are kept in the draft, if there is one: a published version says what it said. Raises Refused.
    """
    if not clean(name):
        raise Refused(_("Xin đặt tên cho quy trình."), "name")
    process.name, process.owner, process.review_on = clean(name)[:500], owner, review_on
    process.save(update_fields=["name", "owner", "review_on"])
    draft = process.versions.select_for_update().filter(state=VersionState.DRAFT).first()
    if draft is not None and procedure_codes is not None:
        draft.source = {**draft.source, "procedure_codes": list(procedure_codes)}
        draft.save(update_fields=["source"])
    return process
