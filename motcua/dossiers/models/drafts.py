import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.queries import DraftQuerySet
from motcua.dossiers.rules import DRAFT_LIFE, DRAFT_RESTORE
from motcua.platform.action import Scope
from motcua.platform.encryption import EncryptedJSONField, EncryptedTextField

if TYPE_CHECKING:
    from motcua.persons.public import Person


class Draft(models.Model):
    """Bản nháp: what somebody has filled in and not yet filed; its id is not guessable.

    `answers` are as typed and may be incomplete or wrong. `revision` grows with every save; `steps_sent` is, by step,
    the revision at which the step was last sent by its button: what a page shown before that saves by itself is late.

    `owner` is whose matter it is where that is another than the writer, by the `guardianship` or `mandate`; `entity`
    the organisation, where it is one's.

    `preparation` is the checklist that the writer was given before (`procedures.checklists`): nothing personal.

    `gathered` is what sources said of the people whom the form asks about, as far as it asks; `provenance` says of each
    answer filled in from one which source that was, as of when, and the digest of the value (`reads.provenance`).

    `authors` says of each answer given since a helper came whose account wrote it last.

    One that was thrown away at `deleted_at` can be taken back for a while.
    """

    STATES = [("open", "open"), ("submitted", "submitted"), ("deleted", "deleted")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    owner = models.ForeignKey("persons.Person", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    entity = models.ForeignKey(
        "persons.LegalEntity", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    guardianship = models.ForeignKey(
        "persons.Guardianship", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    mandate = models.ForeignKey(
        "persons.Mandate", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    version = models.ForeignKey("procedures.ProcedureVersion", models.PROTECT, related_name="+")
    case = models.ForeignKey("procedures.ProcedureCase", models.PROTECT, related_name="+")
    answers = EncryptedJSONField(default=dict)
    gathered = EncryptedJSONField(default=dict)
    provenance = models.JSONField(default=dict, db_default={})
    authors = models.JSONField(default=dict, db_default={})
    state = models.TextField(choices=STATES, default="open")
    preparation = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=1)
    steps_sent = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)
    dossier = models.OneToOneField("dossiers.Dossier", models.PROTECT, null=True, blank=True, related_name="draft")

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("bản nháp")
        indexes = [
            models.Index(
                fields=["account", "-saved_at"], condition=models.Q(state="open"), name="draft_open_by_account"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def scope(self) -> Scope:
        """A draft is its writer's alone."""
        return Scope(persons=frozenset({self.person_id}))

    @property
    def asked_of(self) -> "Person":
        """Whose details the form asks for: the owner's, or in the matter of an organisation the writer's."""
        return self.owner if self.owner is not None and self.entity_id is None else self.person

    @property
    def for_whom(self) -> str:
        """For whom it is filled in; empty for one's own matter."""
        return self.entity.name if self.entity is not None else self.owner.full_name if self.owner is not None else ""

    @property
    def expires_at(self) -> datetime:
        """When it is thrown away if nobody goes on with it."""
        return self.saved_at + DRAFT_LIFE

    @property
    def restorable_until(self) -> datetime | None:
        """Until when it can be taken back after it was thrown away."""
        return self.deleted_at + DRAFT_RESTORE if self.deleted_at else None


class ValueDispute(models.Model):
    """Báo sai thông tin: the citizen says that a source is wrong about a value, and answers with their own.

    `told` is what the source said, `said` what stands in the form instead; both as people read them. Once it is filed,
    an official settles it at `settled_at`: passes it on to who keeps the source, or answers, and notes what was done.
    """

    OUTCOMES = [("passed_on", _("Đã chuyển nơi quản lý nguồn")), ("answered", _("Đã trả lời"))]

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="disputes")
    field = models.TextField()
    label = models.TextField()
    source = models.TextField()
    as_of = models.DateField()
    told = EncryptedTextField()
    said = EncryptedTextField()
    reason = EncryptedTextField()
    at = models.DateTimeField()
    outcome = models.TextField(choices=OUTCOMES, blank=True, db_default="")
    note = EncryptedTextField(default="")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("báo sai thông tin")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["-at", "-id"], condition=models.Q(settled_at=None), name="dispute_open"),
            models.Index(
                fields=["-settled_at", "-id"], condition=models.Q(settled_at__isnull=False), name="dispute_settled"
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["draft", "field"], name="value_disputed_once")]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.field}"


class DraftFile(models.Model):
    """A file attached to one component of a draft."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    component = models.ForeignKey("procedures.ComponentType", models.PROTECT, related_name="+")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.component_id}"


class Handover(models.Model):
    """Liên kết sang thiết bị khác: a short-lived key to one draft, carried by a QR code.

    Without a component it leads whoever is the draft's own to `step`, once, after signing in. With one it lets a phone
    that nobody signed in on add files to that paper, and do nothing else. The key itself is not kept.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="handovers")
    component = models.ForeignKey("procedures.ComponentType", models.PROTECT, null=True, blank=True, related_name="+")
    step = models.TextField(blank=True)
    key_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.made_at}"

    def scope(self) -> Scope:
        """As the draft's."""
        return self.draft.scope()

    def is_good(self, at: datetime) -> bool:
        """Whether it still opens anything."""
        return self.used_at is None and at < self.expires_at and self.draft.state == "open"
