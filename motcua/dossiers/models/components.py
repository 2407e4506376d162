from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.rules import PaperState

# The letter before a state chooses it in a list by one key.
STATES = [
    (PaperState.ORIGINAL.value, _("G · bản gốc, bản chính")),
    (PaperState.CERTIFIED.value, _("C · bản sao chứng thực")),
    (PaperState.COPY.value, _("P · bản chụp")),
    (PaperState.ELECTRONIC.value, _("E · bản điện tử")),
    (PaperState.RETURN.value, _("X · xem bản gốc rồi trả lại")),
    (PaperState.MISSING.value, _("T · thiếu")),
]


class DossierComponent(models.Model):
    """Thành phần hồ sơ: one paper of one dossier, whether it came as file or on paper.

    What a counter took says in what `state` and how many (`quantity`); both are empty for what came another way.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="components")
    type = models.ForeignKey("procedures.ComponentType", models.PROTECT, related_name="+")
    name = models.TextField()
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    is_on_paper = models.BooleanField(default=False)
    state = models.TextField(choices=STATES, blank=True, default="", db_default="")
    quantity = models.PositiveSmallIntegerField(default=0, db_default=0)

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
