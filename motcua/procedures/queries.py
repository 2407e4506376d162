from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from motcua.procedures.models import ProcedureVersion


class ProcedureVersionQuerySet(models.QuerySet["ProcedureVersion"]):
    """Versions of procedures, as the public may see them."""

    def published(self, on: date) -> ProcedureVersionQuerySet:
        """Those in force on a date."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=on), state="published", valid_from__lte=on).select_related(
            "procedure", "procedure__field"
        )

    def taking_dossiers(self, on: date) -> ProcedureVersionQuerySet:
        """Those whose dossiers are filed in this system on a date, online or at the counter."""
        return self.published(on).filter(eform__isnull=False, procedure__routing="province_system")
