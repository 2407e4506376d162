"""Questions asked of e-forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from motcua.forms.models import EForm


class EFormQuerySet(models.QuerySet["EForm"]):
    """E-forms in all their versions."""

    def published(self) -> EFormQuerySet:
        """Versions that may be filled in."""
        return self.filter(published_at__isnull=False)

    def newest(self) -> EFormQuerySet:
        """Of every form its newest version, be it a draft or published."""
        later = self.filter(code=models.OuterRef("code"), version__gt=models.OuterRef("version"))
        return self.filter(~models.Exists(later)).defer("schema")

    def in_force(self, code: str) -> EForm:
        """The version of a form now filled in: the newest published one. Raises EForm.DoesNotExist."""
        return self.published().filter(code=code).order_by("-version")[:1].get()
