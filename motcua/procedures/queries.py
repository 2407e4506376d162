from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from motcua.platform.text import sort_key

if TYPE_CHECKING:
    from motcua.procedures.models import CompetenceLine, ProcedureVersion

# As catalogues write them.
AUDIENCES = {
    "citizen": ("Công dân Việt Nam", "Người Việt Nam định cư ở nước ngoài", "Người nước ngoài"),
    "business": (
        "Doanh nghiệp", "Doanh nghiệp Việt Nam", "Doanh nghiệp có vốn đầu tư nước ngoài", "Hợp tác xã", "HTX)",
        "Hộ kinh doanh",
    ),
}  # fmt: skip
_SHAPES = {"a": "aăâ", "e": "eê", "o": "oôơ", "u": "uư"}
LETTERS = {letter: _SHAPES.get(letter, letter) for letter in "abcdđeghiklmnopqrstuvxy"}


class ProcedureVersionQuerySet(models.QuerySet["ProcedureVersion"]):
    """Versions of procedures, as the public may see them."""

    def published(self, on: date) -> ProcedureVersionQuerySet:
        """Those in force on a date."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=on), state="published", valid_from__lte=on).select_related(
            "procedure", "procedure__field"
        )

    def for_audience(self, audience: str) -> ProcedureVersionQuerySet:
        """Those that people (`citizen`) or firms and cooperatives (`business`) apply for."""
        return self.filter(applicants__overlap=list(AUDIENCES[audience]))

    def under(self, letter: str) -> ProcedureVersionQuerySet:
        """Those whose name begins with a letter of the list, "a" standing for "ă" and "â" as well."""
        conditions = (Q(sort_key__startswith=sort_key(each).split(" ")[0]) for each in LETTERS[letter])
        return self.filter(reduce(or_, conditions))

    def taking_dossiers(self, on: date) -> ProcedureVersionQuerySet:
        """Those whose dossiers are filed in this system on a date, online or at the counter."""
        return self.published(on).filter(eform__isnull=False, procedure__routing="province_system")


class CompetenceQuerySet(models.QuerySet["CompetenceLine"]):
    """Lines of the competence table."""

    def in_force(self, on: date) -> CompetenceQuerySet:
        """Those approved that hold on a date."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=on), approved_at__isnull=False, valid_from__lte=on)

    def waiting(self) -> CompetenceQuerySet:
        """Those of which somebody else is to approve the beginning or the end."""
        return self.filter(Q(approved_at=None) | Q(ending_on__isnull=False, valid_to=None))

    def about(self, procedure_id: int, field_id: int) -> CompetenceQuerySet:
        """Those that speak of a procedure or its field."""
        return self.filter(Q(procedure=procedure_id) | Q(field=field_id))
