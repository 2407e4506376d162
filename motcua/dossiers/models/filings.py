from django.db import models


class FilingsOfDay(models.Model):
    """How many dossiers of a procedure were filed on a day, counted now and then.

    `counted_to` is the highest dossier counted here: the next count begins after the highest of all rows.
    """

    procedure = models.ForeignKey("procedures.Procedure", models.CASCADE, related_name="+")
    day = models.DateField()
    count = models.PositiveIntegerField()
    counted_to = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["procedure", "day"], name="filings_of_day")]
        indexes = [models.Index(fields=["day"], include=["procedure", "count"], name="filings_by_day")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}: {self.count}"
