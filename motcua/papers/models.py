"""Templates by domain and version, and the papers issued from them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.papers.queries import PaperQuerySet, PaperTemplateQuerySet
from motcua.papers.sheets import SHEETS, ResultData, title_of
from motcua.platform.action import Scope
from motcua.platform.encryption import BlindIndexField, EncryptedJSONField


class TemplateOrigin(models.TextChoices):
    """Who wrote a template; what officials wrote is typeset in a process apart."""

    SHIPPED = "shipped", _("đi kèm hệ thống")
    WRITTEN = "written", _("do cơ quan soạn")


class PaperTemplate(models.Model):
    """One version of how a paper looks. Rows are added and never changed: papers point to the version they came from.

    `domain` names a set of its own for a field of procedures ("" is the default set, Thông tư 03/2025/TT-VPCP);
    `source` is the whole typst text, its library included; `symbol` is the second half of the number ("HDHS"), "" for
    papers that take no number here.
    """

    code = models.TextField()
    domain = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    symbol = models.TextField(blank=True, default="")
    source = models.TextField()
    origin = models.TextField(choices=TemplateOrigin.choices)
    created_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    objects = PaperTemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "domain", "version"], name="papers_template_version"),
            models.CheckConstraint(condition=Q(version__gt=0), name="papers_template_from_one"),
            models.CheckConstraint(condition=Q(origin__in=TemplateOrigin.values), name="papers_template_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.domain or 'TT 03/2025'}/{self.code} v{self.version}"


class Paper(models.Model):
    """A paper as it was issued: its number, its file, and the values printed on it.

    `subject` names the matter ("dossier:12"); `data` is the JSON that was typeset, `data_digest` a keyed digest of it,
    by which it can be proved later that the paper said what the events say. `file` is empty until the paper is typeset,
    shortly after it was issued; ask `print_of` for it.
    """

    template = models.ForeignKey(PaperTemplate, models.PROTECT, related_name="papers")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    subject = models.TextField()
    number = models.TextField(blank=True, default="")
    year = models.PositiveSmallIntegerField()
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    data = EncryptedJSONField()
    data_digest = BlindIndexField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("giấy tờ đã cấp")
        indexes = [
            models.Index(fields=["subject", "-issued_at"], name="papers_paper_subject"),
            models.Index(fields=["number"], name="papers_paper_by_number", condition=~Q(number="")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "number"], condition=~Q(number=""), name="papers_paper_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()

    @property
    def title(self) -> str:
        """What the pages call it, e.g. "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"; the paper itself is Vietnamese."""
        if SHEETS[self.template.code] is ResultData:
            return str(self.data["kind"])
        return gettext(title_of(self.template.code, self.template.domain))

    def scope(self) -> Scope:
        """A paper concerns the organisation that issued it."""
        return Scope(organisations=frozenset({self.organisation_id}))
