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


class AskOnceOfMonth(models.Model):
    """What forms asked in a month and what sources answered of it, by version of a procedure, counted now and then.

    `dossiers` are those filed online whose forms have questions that a source could answer, `asked` these questions;
    of them a register answered `from_register`, and what the person had told before `from_account`. An answer reported
    as wrong, or typed over, was not answered. `counted_to` as of `FilingsOfDay`.
    """

    version = models.ForeignKey("procedures.ProcedureVersion", models.CASCADE, related_name="+")
    month = models.DateField()
    dossiers = models.PositiveIntegerField()
    asked = models.PositiveIntegerField()
    from_register = models.PositiveIntegerField()
    from_account = models.PositiveIntegerField()
    counted_to = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "month"], name="ask_once_of_month")]
        indexes = [models.Index(fields=["month"], name="ask_once_by_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.from_register + self.from_account}/{self.asked}"
