from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.queries import CommentQuerySet
from motcua.platform.action import Scope
from motcua.platform.encryption import EncryptedTextField


class DossierComment(models.Model):
    """Lời ghi trong hồ sơ: a note among officials, or a word between them and the applicant.

    `visibility` is chosen each time: "internal" is never shown to the applicant. `addressed_to` is the colleague whom a
    note is for. What an applicant writes is to be answered by `reply_by`. One that is taken back keeps its words for
    who may read them, with who took it back and why.
    """

    VISIBILITIES = [("internal", _("Nội bộ")), ("applicant", _("Người nộp cùng đọc"))]

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="comments")
    at = models.DateTimeField()
    visibility = models.TextField(choices=VISIBILITIES)
    text = EncryptedTextField()
    by_applicant = models.BooleanField(default=False)
    account = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    position = models.ForeignKey("organisations.Position", models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    addressed_to = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    step = models.TextField(blank=True)
    reply_by = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = EncryptedTextField(blank=True, default="")

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("lời ghi trong hồ sơ")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(by_applicant=False) | Q(visibility="applicant"), name="comment_of_applicant_is_shown"
            )
        ]
        indexes = [
            models.Index(fields=["dossier", "at", "id"], name="comment_of_dossier"),
            models.Index(
                fields=["reply_by", "id"], condition=Q(by_applicant=True, answered_at=None), name="comment_unanswered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.visibility}"

    def scope(self) -> Scope:
        """That of the dossier."""
        return self.dossier.scope()


class CommentFile(models.Model):
    """A file that goes with a comment; whoever reads the comment opens it."""

    comment = models.ForeignKey(DossierComment, models.CASCADE, related_name="files")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.file_id}"


class DeskPractice(models.Model):
    """Cách làm việc của đơn vị: what a unit promises and how it hands out work, from one moment on.

    The latest row of a unit holds; without one, that without a unit; without any, `rules.PRACTICE`. `reply_hours` are
    working hours within which an applicant is answered; `reminder_days` after how many days one who was asked for a
    supplement is reminded; `assign_by` how steps are given out when they come ("" leaves them to be taken); `hotline`
    is the telephone that its forms name.
    """

    WAYS = [
        ("", _("Không tự giao, người làm tự nhận")),
        ("load", _("Giao người đang giữ ít việc nhất")),
        ("field", _("Giao người phụ trách lĩnh vực")),
        ("area", _("Giao người phụ trách địa bàn")),
    ]

    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reply_hours = models.PositiveSmallIntegerField()
    reminder_days = ArrayField(models.PositiveSmallIntegerField())
    assign_by = models.TextField(choices=WAYS, blank=True, default="")
    hotline = models.TextField(blank=True, default="", db_default="")
    since = models.DateTimeField()
    set_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("cách làm việc của đơn vị")
        indexes = [models.Index(fields=["organisation", "-since", "-id"], name="practice_of_unit")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.since}"

    def scope(self) -> Scope:
        """The unit that works so."""
        return Scope(frozenset({self.organisation_id} if self.organisation_id else ()))


class DeskDuty(models.Model):
    """Phân công phụ trách: whose a unit's steps are that concern some fields of procedures, or some areas.

    `kind` is "field" (codes of fields) or "area" (codes of areas); until `ended_at`.
    """

    KINDS = [("field", _("lĩnh vực")), ("area", _("địa bàn"))]

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    kind = models.TextField(choices=KINDS)
    codes = ArrayField(models.TextField())
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("phân công phụ trách")
        indexes = [models.Index(fields=["organisation", "kind"], condition=Q(ended_at=None), name="duty_of_unit")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.account_id} {self.kind}"
