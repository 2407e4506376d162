from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.rules.reviews import ComplaintState, Finding
from motcua.platform.action import Scope
from motcua.platform.encryption import EncryptedTextField


class DossierComplaint(models.Model):
    """Khiếu nại về một hồ sơ: an entry in the register, with its own number, two dates by law, and how it was answered.

    Whether it is taken on is said by `take_on_by`, and it is settled by `due_at`, which begins with taking it on
    (Luật Khiếu nại 2011; Nghị định 155/2026/NĐ-CP). `received_by` is empty where it came online.
    """

    STATES = [
        (ComplaintState.RECEIVED.value, _("Chờ thụ lý")),
        (ComplaintState.TAKEN_ON.value, _("Đã thụ lý, đang giải quyết")),
        (ComplaintState.DECLINED.value, _("Không thụ lý")),
        (ComplaintState.SETTLED.value, _("Đã giải quyết")),
    ]
    FINDINGS = [
        (Finding.RIGHT.value, _("Khiếu nại đúng toàn bộ")),
        (Finding.PARTLY.value, _("Khiếu nại đúng một phần")),
        (Finding.WRONG.value, _("Khiếu nại sai")),
    ]

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="complaints")
    code = models.TextField(unique=True)
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    text = EncryptedTextField()
    state = models.TextField(choices=STATES, default=ComplaintState.RECEIVED.value)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    take_on_by = models.DateTimeField()
    taken_on_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    answer = EncryptedTextField(default="")
    finding = models.TextField(choices=FINDINGS, blank=True, default="")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("khiếu nại về hồ sơ")
        ordering = ["received_at", "id"]

    def __str__(self) -> str:
        return self.code

    def scope(self) -> Scope:
        """As its dossier's."""
        return self.dossier.scope()
