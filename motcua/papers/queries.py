"""Questions asked of papers and their templates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from motcua.papers.models import Paper, PaperTemplate


class PaperTemplateQuerySet(models.QuerySet["PaperTemplate"]):
    """Templates with their history."""

    def in_force(self, code: str, *, domain: str = "", on: date) -> PaperTemplate | None:
        """The newest version valid on a date: that of the domain's own set, else that of the default set."""
        versions = self.filter(code=code, domain__in={domain, ""}, valid_from__lte=on)
        return versions.order_by("-domain", "-version").first()


class PaperQuerySet(models.QuerySet["Paper"]):
    """Papers that were issued."""

    def of(self, subject: str) -> PaperQuerySet:
        """All papers of one matter, the newest first, ready to be listed; what was printed is read when asked for."""
        papers = self.filter(subject=subject).select_related("template", "file").order_by("-issued_at", "-id")
        return papers.defer("data", "template__source")
