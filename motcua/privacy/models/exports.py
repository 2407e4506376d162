from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.platform.action import Scope
from motcua.privacy.queries import DataExportQuerySet


class DataExport(models.Model):
    """Bản sao dữ liệu của tôi: asked for, made by a job, kept for some days and then erased; the row stays."""

    LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    language = models.TextField(choices=LANGUAGES, default="vi")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    records = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    downloads = models.PositiveSmallIntegerField(default=0)

    objects = DataExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("bản sao dữ liệu")
        indexes = [
            models.Index(fields=["person", "-asked_at"], name="data_export_by_person"),
            models.Index(fields=["expires_at"], condition=~Q(file=None), name="data_export_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.asked_at:%Y-%m-%d}"

    def scope(self) -> Scope:
        """Whose data they are."""
        return Scope(persons=frozenset({self.person_id}))
