from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.platform.action import Scope
from motcua.platform.encryption import EncryptedJSONField, EncryptedTextField


class BulkFiling(models.Model):
    """Nộp nhiều hồ sơ từ một bảng tính, for an organisation: nothing is filed of it until `confirmed_at`.

    `faults` are the lines that are left out, `[number, question, what is wrong]`. Without `submits` the lines become
    drafts only. `assurance` is how surely who confirmed it had signed in (`Actor.assurance`).
    """

    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    entity = models.ForeignKey("persons.LegalEntity", models.PROTECT, related_name="+", verbose_name=_("tổ chức"))
    mandate = models.ForeignKey("persons.Mandate", models.PROTECT, null=True, related_name="+")
    version = models.ForeignKey("procedures.ProcedureVersion", models.PROTECT, related_name="+")
    case = models.ForeignKey("procedures.ProcedureCase", models.PROTECT, related_name="+")
    name = models.TextField(_("tên tệp"))
    faults = EncryptedJSONField(default=list)
    uploaded_at = models.DateTimeField()
    submits = models.BooleanField(default=False)
    assurance = models.PositiveSmallIntegerField(default=1)
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("lần nộp nhiều hồ sơ")
        indexes = [models.Index(fields=["account", "-uploaded_at"], name="bulk_filing_by_account")]

    def __str__(self) -> str:
        return self.name

    def scope(self) -> Scope:
        """It is its writer's alone."""
        return Scope(persons=frozenset({self.account.person_id}))


class BulkLine(models.Model):
    """Một dòng của bảng tính: its answers until it is done, then the draft it became and why it was not filed."""

    bulk = models.ForeignKey(BulkFiling, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    answers = EncryptedJSONField(default=dict)
    draft = models.ForeignKey("dossiers.Draft", models.SET_NULL, null=True, related_name="+")
    reason = EncryptedTextField(default="", blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("dòng nộp nhiều hồ sơ")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["bulk", "number"], name="bulk_line_once")]

    def __str__(self) -> str:
        return f"{self.bulk_id} {self.number}"

    def scope(self) -> Scope:
        """As the whole's."""
        return self.bulk.scope()
