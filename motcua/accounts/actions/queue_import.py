"""Take a list of accounts in, to be worked on while nobody waits."""

from collections.abc import Sequence
from datetime import datetime

from motcua.accounts.events import AccountImportQueued
from motcua.accounts.models import AccountImport
from motcua.accounts.tables import AccountRow
from motcua.areas.public import ImportReport
from motcua.platform.action import Actor, action, emit, note


@action("accounts.queue_import")
def queue_import(rows: Sequence[AccountRow], *, by: Actor, at: datetime, name: str) -> AccountImport:
    """Keep the lines of a list until they are worked on."""
    kept = AccountImport.objects.create(
        name=name[:200],
        uploaded_by_id=by.account_id,
        uploaded_at=at,
        rows=[[row.number, row.values] for row in rows],
    )
    emit(AccountImportQueued(kept.pk))
    return kept


@action("accounts.refuse_import")
def refuse_import(*, by: Actor, at: datetime, reason: str) -> None:
    """Write down that a list was sent and not taken, and why; nothing of the list is kept."""
    note(reason=reason)


@action("accounts.finish_import")
def finish_import(kept: AccountImport, *, by: Actor, at: datetime, report: ImportReport) -> AccountImport:
    """Keep what became of the lines; the lines themselves are let go."""
    kept.rows, kept.report, kept.finished_at = None, report.as_json(), at
    kept.save(update_fields=["rows", "report", "finished_at"])
    return kept
