"""Questions asked of stored files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from motcua.files.models import StoredFile


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Files taken in."""

    def waiting_for_scan(self) -> StoredFileQuerySet:
        """Files of which the scanner has not spoken yet."""
        return self.filter(state="waiting")
