from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models.components import DossierComponent
from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.rules import PaperFault
from motcua.platform.encryption import EncryptedJSONField, EncryptedTextField


class SupplementRequest(models.Model):
    """Yêu cầu bổ sung (form 02): itemised, with a ground, once in each phase (Nghị định 118/2025/NĐ-CP, điều 11).

    `saved` are the answers that the applicant has typed and not sent, at `saved_at`; sending empties it.
    """

    PHASES = [("intake", _("khi kiểm tra tiếp nhận")), ("examination", _("khi thẩm tra nội dung"))]

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="supplements")
    phase = models.TextField(choices=PHASES)
    reason = EncryptedTextField()
    ground = models.TextField(blank=True)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    answer_by = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    saved = EncryptedJSONField(default=dict)
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("yêu cầu bổ sung")
        ordering = ["requested_at", "id"]
        constraints = [models.UniqueConstraint(fields=["dossier", "phase"], name="supplement_once_a_phase")]
        indexes = [
            models.Index(fields=["answer_by"], condition=models.Q(answered_at=None), name="supplement_unanswered")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.phase}"


class SupplementItem(models.Model):
    """One thing asked for: which paper, or which answer of the declaration, and what is wrong with it or missing.

    `fault` says what is wrong with a paper where it was chosen; `field` is the question's name in the form, `label`
    its words as it was asked.
    """

    FAULTS = [
        (PaperFault.MISSING.value, _("Thiếu giấy tờ này")),
        (PaperFault.EXPIRED.value, _("Hết hiệu lực hoặc quá thời hạn sử dụng")),
        (PaperFault.ILLEGIBLE.value, _("Mờ, rách hoặc không đọc được")),
        (PaperFault.NOT_CERTIFIED.value, _("Chưa công chứng, chứng thực theo quy định")),
        (PaperFault.WRONG_FORM.value, _("Không đúng mẫu quy định")),
        (PaperFault.DIFFERS.value, _("Nội dung không khớp với giấy tờ khác")),
    ]

    request = models.ForeignKey(SupplementRequest, models.CASCADE, related_name="items")
    component = models.ForeignKey(DossierComponent, models.PROTECT, null=True, blank=True, related_name="+")
    field = models.TextField(blank=True, default="")
    label = models.TextField(blank=True, default="")
    wanted = EncryptedTextField()
    fault = models.TextField(choices=FAULTS, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("giấy tờ cần bổ sung")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(component__isnull=False, field="")
                | ~models.Q(component__isnull=False) & ~models.Q(field=""),
                name="supplement_item_paper_or_answer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.component_id or self.field}"

    @property
    def name(self) -> str:
        """What it is called: the paper, or the question."""
        return self.component.name if self.component else self.label


class SupplementFile(models.Model):
    """A file that the applicant has chosen for one thing asked for and not sent yet: no official sees it."""

    item = models.ForeignKey(SupplementItem, models.CASCADE, related_name="saved_files")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tệp bổ sung chưa gửi")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.file_id}"
