"""Legal documents, how they changed, and the reviews that follow."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.laws.queries import LawReviewQuerySet, LegalDocumentQuerySet
from motcua.platform.action import Scope


class ChangeKind(models.TextChoices):
    """What happened to a document."""

    REPLACED = "replaced", _("Được thay thế")
    AMENDED = "amended", _("Được sửa đổi, bổ sung")
    REPEALED = "repealed", _("Bị bãi bỏ")


class ReviewState(models.TextChoices):
    """Whether what cites a changed document was looked through."""

    OPEN = "open", _("Chờ rà soát")
    DONE = "done", _("Đã rà soát, đã sửa")
    NOT_NEEDED = "not_needed", _("Không cần sửa")


class CitingKind(models.TextChoices):
    """What cites a document."""

    PROCEDURE = "procedure", _("Thủ tục")
    FORM = "form", _("Biểu mẫu")
    PROCESS = "process", _("Quy trình")


class LegalDocument(models.Model):
    """Văn bản pháp luật. `is_gathered`: known only from what cites it; an official has not confirmed its dates yet.

    `ended_on` is the first day on which it is no longer in force.
    """

    number = models.TextField(_("số, ký hiệu"), unique=True)
    title = models.TextField(_("tên văn bản"))
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    in_force_on = models.DateField(_("ngày có hiệu lực"), null=True, blank=True)
    ended_on = models.DateField(_("ngày hết hiệu lực"), null=True, blank=True)
    is_gathered = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")

    objects = LegalDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản pháp luật")
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True) | Q(in_force_on__isnull=True) | Q(in_force_on__gte=F("issued_on")),
                name="legal_document_in_force_after_issue",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(in_force_on__isnull=True) | Q(ended_on__gte=F("in_force_on")),
                name="legal_document_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class LawChange(models.Model):
    """One document replaced, amended or repealed from a day on: by another one, unless it was only repealed."""

    document = models.ForeignKey(LegalDocument, models.PROTECT, related_name="changes")
    by_document = models.ForeignKey(LegalDocument, models.PROTECT, null=True, blank=True, related_name="made_changes")
    kind = models.TextField(choices=ChangeKind.choices)
    effective_on = models.DateField(_("ngày thay đổi có hiệu lực"))
    note = models.TextField(_("ghi chú"), blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("thay đổi của văn bản pháp luật")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "by_document", "kind"], nulls_distinct=False, name="law_change_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="law_change_kind"),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.REPEALED) | Q(by_document__isnull=False), name="law_change_has_cause"
            ),
            models.CheckConstraint(
                condition=Q(by_document__isnull=True) | ~Q(by_document=F("document")), name="law_change_not_by_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.kind}"


class LawReview(models.Model):
    """Việc rà soát: somebody looks whether a procedure, form or process must follow a change of law.

    `kind`, `key`, `name` and `address` say what cites the document, as the module that owns it told. `outcome` is what
    was done, or why nothing needs to be.
    """

    change = models.ForeignKey(LawChange, models.PROTECT, related_name="reviews")
    kind = models.TextField(choices=CitingKind.choices)
    key = models.TextField()
    name = models.TextField()
    address = models.TextField()
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("hạn rà soát"))
    state = models.TextField(choices=ReviewState.choices, default=ReviewState.OPEN)
    outcome = models.TextField(_("kết quả rà soát"), blank=True, default="")
    asked_at = models.DateTimeField()
    reminded_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")

    objects = LawReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc rà soát theo văn bản pháp luật")
        constraints = [
            models.UniqueConstraint(fields=["change", "kind", "key"], name="law_review_once"),
            models.CheckConstraint(condition=Q(state__in=ReviewState.values), name="law_review_state"),
            models.CheckConstraint(condition=Q(kind__in=CitingKind.values), name="law_review_kind"),
            models.CheckConstraint(
                condition=Q(state=ReviewState.OPEN, closed_at__isnull=True)
                | (~Q(state=ReviewState.OPEN) & Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="law_review_closed_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], condition=Q(state="open"), name="law_review_open"),
            models.Index(fields=["kind", "key"], name="law_review_of"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    def scope(self) -> Scope:
        """A review concerns the organisation that answers for what is reviewed."""
        return Scope(organisations=frozenset({self.organisation_id} if self.organisation_id else ()))
