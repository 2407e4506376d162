"""A long list of accounts in parts, so that one transaction holds no one up for long."""

from collections.abc import Sequence
from datetime import datetime

from motcua.accounts.actions.import_accounts import import_accounts
from motcua.accounts.tables import AccountRow
from motcua.areas.public import ImportReport
from motcua.platform.action import Actor

PART = 200


def import_in_parts(rows: Sequence[AccountRow], *, by: Actor, at: datetime) -> ImportReport:
    """Take a list in; what was taken before an interruption is found unchanged when it is done again."""
    reports = [import_accounts(rows[start : start + PART], by=by, at=at) for start in range(0, len(rows), PART)]
    return ImportReport(
        sum(report.read for report in reports),
        sum(report.imported for report in reports),
        sum(report.unchanged for report in reports),
        tuple(row for report in reports for row in report.rejected),
    )
