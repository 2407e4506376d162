"""What each agency does of a linked procedure."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.organisations.public import FirstDay, Unit


class LinkedPart(models.Model):
    """Phần của thủ tục liên thông: what one agency does of a linked procedure, as this version of it says.

    The part is a matter of its own under `procedure_code` (case `case_key`, the first where that is blank). It begins
    once all parts named in `after` were granted; parts with the same ones run side by side. `agency` says who does it:
    `same` (who received the whole), `kind:<kind of organisation>` (that one of the area where the whole is filed), or
    `unit:<identifier>`. Where `asked_by` names an answer of the form, it is done only where that answer is given and
    not false.

    What is passed on: `passes` maps each answer of the part to one of the whole, to `=words`, or to what came out of
    an earlier part (`result:<key>.number`, `.name`, `.issued_on`); answers of the same name are passed by themselves.
    `papers` maps each paper of the part to a list of papers of the whole, or of results (`result:<key>`).

    The limit is the part's own share by law; without a unit that of its case. `supplement_days` as in a case.
    """

    version = models.ForeignKey("procedures.ProcedureVersion", models.CASCADE, related_name="parts")
    key = models.TextField()
    name = models.TextField()
    order = models.PositiveSmallIntegerField(default=0)
    procedure_code = models.TextField()
    case_key = models.TextField(blank=True)
    after = ArrayField(models.TextField(), default=list, blank=True)
    agency = models.TextField()
    asked_by = models.TextField(blank=True)
    passes = models.JSONField(default=dict, blank=True)
    papers = models.JSONField(default=dict, blank=True)
    limit_amount = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    limit_unit = models.TextField(choices=[(unit.value, unit.value) for unit in Unit], blank=True)
    first_day = models.TextField(default=FirstDay.AFTER_RECEIPT.value)
    cutoff = models.TimeField(null=True, blank=True)
    supplement_days = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="linked_part_key")]

    def __str__(self) -> str:
        return self.name
