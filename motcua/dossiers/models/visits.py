from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models.dossier import Dossier
from motcua.platform.encryption import EncryptedTextField


class SiteVisit(models.Model):
    """Kiểm tra thực địa: officials go and look, inside a step of the process; the applicant is told when and where.

    `team` are those who go, as they are told to the applicant; `minutes` what was seen, `finding` what follows from it.
    One that did not take place says why in `called_off`.
    """

    STATES = [("planned", _("Đã hẹn")), ("done", _("Đã kiểm tra")), ("called_off", _("Đã hủy hẹn"))]
    FINDINGS = [
        ("met", _("Đáp ứng điều kiện")),
        ("partly", _("Đáp ứng một phần, cần khắc phục")),
        ("not_met", _("Không đáp ứng điều kiện")),
    ]

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="visits")
    step = models.TextField()
    state = models.TextField(choices=STATES, default="planned")
    planned_for = models.DateTimeField()
    place = EncryptedTextField()
    team = EncryptedTextField()
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    finding = models.TextField(choices=FINDINGS, blank=True, default="")
    minutes = EncryptedTextField(default="")
    called_off = EncryptedTextField(default="")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("lần kiểm tra thực địa")
        ordering = ["planned_for", "id"]
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(state="planned"), name="site_visit_one_planned")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.planned_for}"


class SiteVisitFile(models.Model):
    """A photo or the signed minutes of a visit, for officials."""

    visit = models.ForeignKey(SiteVisit, models.CASCADE, related_name="files")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("ảnh, biên bản kiểm tra thực địa")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.file_id}"
