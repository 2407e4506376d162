from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperSetUse(models.Model):
    """Bộ mẫu của lĩnh vực: which set of forms a field of procedures uses from a date until the next line of it.

    Before the first, and with "", it is the default set, Thông tư 03/2025/TT-VPCP.
    """

    SETS = [
        ("", _("Thông tư 03/2025/TT-VPCP (mẫu 01–07)")),
        ("residence", _("Cư trú (CT04, CT05, CT06)")),
    ]

    field_code = models.TextField()
    paper_set = models.TextField(choices=SETS, blank=True)
    valid_from = models.DateField()
    decided_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bộ mẫu của lĩnh vực")
        ordering = ["field_code", "-valid_from"]
        constraints = [models.UniqueConstraint(fields=["field_code", "valid_from"], name="paper_set_use_once_a_day")]

    def __str__(self) -> str:
        return f"{self.field_code} {self.paper_set} {self.valid_from}"
