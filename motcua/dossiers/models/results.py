from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models.dossier import Dossier
from motcua.platform.encryption import EncryptedTextField


class DossierResult(models.Model):
    """Kết quả giải quyết: the paper that the dossier was for."""

    KINDS = [("granted", _("Kết quả giải quyết")), ("refused", _("Văn bản từ chối giải quyết"))]

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="result")
    kind = models.TextField(choices=KINDS)
    name = models.TextField()
    number = models.TextField()
    paper = models.ForeignKey("papers.Paper", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    signed_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.number


class ResultDelivery(models.Model):
    """Trả kết quả: to whom, how, and which proof of identity was seen."""

    WAYS = [
        ("counter", _("nhận tại quầy")),
        ("online", _("nhận bản điện tử")),
        ("post", _("qua bưu chính công ích")),
        ("whole", _("trả cùng hồ sơ liên thông")),
    ]

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="delivery")
    way = models.TextField(choices=WAYS)
    receiver = EncryptedTextField()
    identity_seen = EncryptedTextField(blank=True, default="")
    delivered_at = models.DateTimeField()
    delivered_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    # Where it was handed over, in whose register it stands.
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    # By what somebody else received it.
    mandate = EncryptedTextField(blank=True, default="")
    # What was handed over, in the official's words; empty: the result alone.
    papers = models.TextField(blank=True, default="")
    # Whether the number of the card is that of the owner or the submitter.
    is_number_checked = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("lần trả kết quả")
        indexes = [models.Index(fields=["organisation", "-delivered_at", "-id"], name="delivery_register")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.way}"


class ResultReminder(models.Model):
    """Lần nhắc nhận kết quả: the applicant was told again that the result waits; by nobody where the system did."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="reminders")
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("lần nhắc nhận kết quả")
        indexes = [models.Index(fields=["dossier", "at"], name="result_reminder_of")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.at}"
