"""What people ask about looks at their data, and which looks they are told of later."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.platform.action import Scope
from motcua.platform.encryption import EncryptedTextField
from motcua.privacy.queries import DataQuestionQuerySet, LookDelayQuerySet


class LookDelay(models.Model):
    """Looks for this purpose are told so many days later, on this ground of law, while the rule is in force.

    A rule holds for the looks taken while it was in force: a later rule hides nothing that was told.
    """

    purpose = models.TextField(_("mục đích"))
    days = models.PositiveSmallIntegerField(_("số ngày"))
    ground = models.TextField(_("căn cứ"))
    valid_from = models.DateTimeField(_("từ"))
    valid_to = models.DateTimeField(_("đến"), null=True, blank=True)

    objects = LookDelayQuerySet.as_manager()

    class Meta:
        verbose_name = _("quy tắc báo chậm")
        constraints = [
            models.UniqueConstraint(fields=["purpose"], condition=Q(valid_to=None), name="look_delay_one_in_force"),
            models.CheckConstraint(condition=~Q(ground=""), name="look_delay_has_ground"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.days}"


class DataQuestion(models.Model):
    """A person asks the unit that looked at their data why; the unit answers.

    `entry_id` is the audit entry of the look; when, why and in which position stand there and are repeated here, so
    that the question can be read without the log.
    """

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    entry_id = models.BigIntegerField()
    looked_at = models.DateTimeField()
    looked_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    purpose = models.TextField()
    subject = models.TextField(blank=True)
    text = EncryptedTextField(_("câu hỏi"))
    asked_at = models.DateTimeField()
    answer = EncryptedTextField(_("trả lời"), blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")

    objects = DataQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("câu hỏi về dữ liệu")
        indexes = [
            models.Index(
                fields=["organisation", "asked_at", "id"], condition=Q(answered_at=None), name="data_question_waiting"
            ),
            models.Index(fields=["organisation", "-asked_at", "-id"], name="data_question_by_unit"),
        ]
        constraints = [models.UniqueConstraint(fields=["person", "entry_id"], name="data_question_one_per_look")]

    def __str__(self) -> str:
        return f"{self.pk}"

    def scope(self) -> Scope:
        """The unit that is asked, and who asks."""
        return Scope(frozenset({self.organisation_id}), frozenset({self.person_id}))


class Reveal(models.Model):
    """A hidden number was shown to somebody, and why; the number itself is not kept.

    `purpose` is one of the declared ones and what the person concerned is told; `note` is the official's own words.
    """

    subject = models.TextField()
    field = models.TextField()
    purpose = models.TextField(_("mục đích"))
    note = EncryptedTextField(_("lý do"), blank=True, default="")
    account = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("lần hiện số")
        indexes = [models.Index(fields=["subject", "-at"], name="reveal_by_subject")]

    def __str__(self) -> str:
        return f"{self.subject} {self.field}"
