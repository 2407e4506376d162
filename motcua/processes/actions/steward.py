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
    legal_basis: Sequence[str] | None = None,
    by: Actor,
    at: datetime,
) -> Process:
    """Name a process, its owner and the day by which it is looked through again.

    `procedure_codes` and `legal_basis` are kept in the draft, if there is one: a published version says what it said.
    Raises Refused.
    """
    if not clean(name):
        raise Refused(_("Xin đặt tên cho quy trình."), "name")
    process.name, process.owner, process.review_on = clean(name)[:500], owner, review_on
    process.save(update_fields=["name", "owner", "review_on"])
    draft = process.versions.select_for_update().filter(state=VersionState.DRAFT).first()
    told = {"procedure_codes": procedure_codes, "legal_basis": legal_basis}
    kept = {name: list(lines) for name, lines in told.items() if lines is not None}
    if draft is not None and kept:
        draft.source = {**draft.source, **kept}
        draft.save(update_fields=["source"])
    return process
