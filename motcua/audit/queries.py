from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from motcua.audit.models import AuditEntry


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    """Entries, newest first by index."""

    def about(self, subject: str) -> AuditEntryQuerySet:
        """Those of one record."""
        return self.filter(subject=subject)

    def by_account(self, account_id: int) -> AuditEntryQuerySet:
        """What one account did and looked at."""
        return self.filter(account_id=account_id)

    def concerning(self, person_id: int) -> AuditEntryQuerySet:
        """Every act on and look at one person's data."""
        return self.filter(persons__contains=[person_id])
