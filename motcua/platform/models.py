"""Tables the platform keeps for all modules."""

from django.db import models


class Series(models.Model):
    """The last number given in a series of codes."""

    name = models.TextField(primary_key=True)
    last = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"
