"""Tệp: one row for each thing attached or made; the content lies on disk under its SHA-256, once."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.files.queries import StoredFileQuerySet


class ScanState(models.TextChoices):
    """What the virus scanner says of a file."""

    UNSCANNED = "unscanned", _("chưa quét virus")
    WAITING = "waiting", _("đang quét virus…")
    CLEAN = "clean", _("không có virus")
    INFECTED = "infected", _("có virus, đã cách ly")


class StoredFile(models.Model):
    """A file as it was taken in: checked, cleaned, named, never changed afterwards.

    `name` is for people and never a path; `content_type` is what the content is, not what was claimed; `size` in
    bytes; `pages` of a PDF. Several rows may share one content.
    """

    sha256 = models.CharField(max_length=64)
    name = models.TextField()
    content_type = models.TextField()
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(null=True, blank=True)
    was_altered = models.BooleanField(default=False)
    state = models.TextField(choices=ScanState.choices, default=ScanState.UNSCANNED)
    threat = models.TextField(blank=True, default="")
    created_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="files_stored_sha256")]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="files_stored_sha256_hex"),
            models.CheckConstraint(condition=Q(size__gt=0), name="files_stored_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_quarantined(self) -> bool:
        """Whether nobody may open it."""
        return self.state == ScanState.INFECTED
