from django.db import models

from motcua.dossiers.models.dossier import Dossier


class DossierComponent(models.Model):
    """Thành phần hồ sơ: one paper of one dossier, whether it came as file or on paper."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="components")
    type = models.ForeignKey("procedures.ComponentType", models.PROTECT, related_name="+")
    name = models.TextField()
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    is_on_paper = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["dossier", "type"], name="dossier_component_once")]

    def __str__(self) -> str:
        return self.name


class DossierFile(models.Model):
    """A file of a component; one supplied later names the request it answers."""

    component = models.ForeignKey(DossierComponent, models.CASCADE, related_name="files")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    supplement = models.ForeignKey(
        "dossiers.SupplementRequest", models.PROTECT, null=True, blank=True, related_name="files"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return f"{self.component_id} {self.file_id}"
