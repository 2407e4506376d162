from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models import F, Q

from motcua.procedures.rules import question

if TYPE_CHECKING:
    from motcua.procedures.models import ProcedureVersion

# Weights of D, C, B, A for ts_rank: the name first, then the people's own words.
WEIGHTS = [0.05, 0.1, 0.7, 1.0]


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

    def matching(self, text: str) -> ProcedureVersionQuerySet:
        """Those that answer a question in plain words, best first; none for a question without words."""
        wanted = question(text)
        if not wanted:
            return self.none()
        query: Any = SearchQuery(wanted, config="simple", search_type="raw")
        return (
            self.filter(search=query)
            .annotate(rank=SearchRank(F("search"), query, weights=WEIGHTS))
            .order_by("-rank", "procedure__code")
        )
