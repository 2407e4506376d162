from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models.dossier import Dossier
from motcua.platform.encryption import BlindIndexField, EncryptedJSONField, EncryptedTextField


class ValueCheck(models.Model):
    """Đã đối chiếu: an official compared one value of the declaration with the papers, and it was so, or was not.

    `field` is the question's path in the form; `digest` says which value was compared, so that the tick does not speak
    for a value that came later.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="checks")
    field = models.TextField()
    digest = BlindIndexField()
    matches = models.BooleanField()
    account = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["dossier", "field"], name="dossier_value_checked_once")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.field}"


class AnswersVersion(models.Model):
    """What the declaration said until it was corrected, and why it was; what it says now stands in the dossier."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="earlier_answers")
    answers = EncryptedJSONField()
    reason = EncryptedTextField()
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("bản tờ khai trước khi sửa")
        ordering = ["replaced_at", "id"]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.replaced_at}"
