from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models.components import DossierComponent
from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.rules import PaperFault
from motcua.platform.encryption import EncryptedTextField


class SupplementRequest(models.Model):
    """Yêu cầu bổ sung (form 02): itemised, with a ground, once in each phase (Nghị định 118/2025/NĐ-CP, điều 11)."""

    PHASES = [("intake", _("khi kiểm tra tiếp nhận")), ("examination", _("khi thẩm tra nội dung"))]

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="supplements")
    phase = models.TextField(choices=PHASES)
    reason = EncryptedTextField()
    ground = models.TextField(blank=True)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    answer_by = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

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
    """One thing asked for: which paper, and what is wrong with it or missing, as `fault` says where it was chosen."""

    FAULTS = [
        (PaperFault.MISSING.value, _("Thiếu giấy tờ này")),
        (PaperFault.EXPIRED.value, _("Hết hiệu lực hoặc quá thời hạn sử dụng")),
        (PaperFault.ILLEGIBLE.value, _("Mờ, rách hoặc không đọc được")),
        (PaperFault.NOT_CERTIFIED.value, _("Chưa công chứng, chứng thực theo quy định")),
        (PaperFault.WRONG_FORM.value, _("Không đúng mẫu quy định")),
        (PaperFault.DIFFERS.value, _("Nội dung không khớp với giấy tờ khác")),
    ]

    request = models.ForeignKey(SupplementRequest, models.CASCADE, related_name="items")
    component = models.ForeignKey(DossierComponent, models.PROTECT, related_name="+")
    wanted = EncryptedTextField()
    fault = models.TextField(choices=FAULTS, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("giấy tờ cần bổ sung")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.request_id} {self.component_id}"
