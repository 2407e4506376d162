"""Biểu mẫu điện tử tương tác: a form in numbered versions; a published version never changes again."""

import hashlib
import json
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.forms.queries import EFormQuerySet
from motcua.forms.rules.definition import Definition, definition_of


class EFormState(models.TextChoices):
    """Whether a version is still being drawn."""

    DRAFT = "draft", _("bản soạn thảo")
    PUBLISHED = "published", _("đã ban hành")


class EForm(models.Model):
    """One version of one e-form: a JSON Schema with our `x-` keywords (see `rules.sanity` for what it may say).

    `digest` is the SHA-256 of the schema: the same questions, the same digest.
    """

    code = models.TextField()
    version = models.PositiveIntegerField()
    title = models.TextField()
    schema = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.TextField(choices=EFormState.choices, default=EFormState.DRAFT)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = EFormQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="forms_eform_version"),
            models.UniqueConstraint(fields=["code"], condition=Q(state="draft"), name="forms_eform_one_draft"),
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True)
                | Q(state="published", published_at__isnull=False),
                name="forms_eform_published_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (v{self.version})"

    @property
    def is_published(self) -> bool:
        """Whether it may be filled in and can no longer change."""
        return self.state == EFormState.PUBLISHED

    @property
    def definition(self) -> Definition:
        """What the schema says, compiled; expects one without problems. A deferred schema is read only if unknown."""
        return definition_of(self.digest, lambda: self.schema)


class SourceException(models.Model):
    """Why a form asks people for what a source already gives: said by somebody, for one question in all its versions.

    `field` is the question's name; `account` is empty where it came with the form.
    """

    code = models.TextField()
    field = models.TextField()
    reason = models.TextField()
    account = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("ngoại lệ hỏi lại thông tin đã có")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["code", "field"], name="forms_exception_once")]

    def __str__(self) -> str:
        return f"{self.code}: {self.field}"


def digest_of(schema: Any) -> str:
    """SHA-256 of a schema in its canonical writing, hexadecimal."""
    return hashlib.sha256(json.dumps(schema, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
