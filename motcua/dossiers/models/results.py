from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models.dossier import Dossier
from motcua.platform.encryption import EncryptedTextField


class DossierResult(models.Model):
    """Kết quả giải quyết: the paper that settles the matter; what else came of it stands in `DossierOutput`."""

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
    """Trả kết quả: to whom, how, and which proof of identity was seen; once or in several goes.

    `has_last` says whether the result that settled the matter was among what was handed over.
    """

    WAYS = [
        ("counter", _("nhận tại quầy")),
        ("online", _("nhận bản điện tử")),
        ("post", _("qua bưu chính công ích")),
        ("whole", _("trả cùng hồ sơ liên thông")),
    ]

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="deliveries")
    has_last = models.BooleanField(default=True, db_default=True)
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
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(has_last=True), name="delivery_of_the_last_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.way}"


class DossierOutput(models.Model):
    """Kết quả từng phần: what came of a dossier besides the result that settles it, such as an extract given at once.

    Issued while the work goes on or beside that result. `name` is one of the outputs that the procedure lists, or what
    the signer calls it. Handed over with `delivery`; None while it waits for somebody to come.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="outputs")
    name = models.TextField()
    number = models.TextField()
    paper = models.ForeignKey("papers.Paper", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    signed_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    delivery = models.ForeignKey(ResultDelivery, models.PROTECT, null=True, related_name="outputs")

    class Meta:
        verbose_name = _("kết quả từng phần")
        ordering = ["issued_at", "id"]
        constraints = [models.UniqueConstraint(fields=["dossier", "name"], name="dossier_output_once")]
        indexes = [
            models.Index(fields=["issued_at", "id"], condition=models.Q(delivery=None), name="output_uncollected")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.name}"


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
