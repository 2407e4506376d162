from django.db import models


class CityDossier(models.Model):
    """A dossier of the demo city by its number: what is still to be made is known after any interruption."""

    number = models.PositiveIntegerField(primary_key=True)
    dossier = models.OneToOneField("dossiers.Dossier", models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.number)
