"""What other agencies are asked about a dossier, what each answers, and what both sides write meanwhile."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.consultations.queries import OpinionQuerySet
from motcua.consultations.rules import Policy, Question, Silence, State
from motcua.platform.action import Scope
from motcua.platform.encryption import EncryptedJSONField, EncryptedTextField

SILENCES = [
    (Silence.UNANSWERED.value, _("ghi nhận là không trả lời")),
    (Silence.AGREED.value, _("coi như đồng ý")),
    (Silence.ESCALATED.value, _("báo lãnh đạo cơ quan được hỏi")),
]
STATES = [
    (State.OPEN.value, _("Chờ ý kiến")),
    (State.ANSWERED.value, _("Đã cho ý kiến")),
    (State.UNANSWERED.value, _("Không trả lời đúng hạn")),
    (State.AGREED.value, _("Coi như đồng ý, quá hạn không trả lời")),
    (State.ESCALATED.value, _("Quá hạn, đã báo lãnh đạo")),
    (State.WITHDRAWN.value, _("Không cần nữa")),
]


class Consultation(models.Model):
    """Phiếu lấy ý kiến: questions that an official put to one or several agencies from a step of a dossier.

    `silence` and `basis` are what was declared when it was asked: a later policy changes nothing in it. Where it is
    confidential, an agency sees neither who else was asked nor what they say.
    """

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")
    step = models.TextField(blank=True, default="")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    title = models.TextField(_("về việc"))
    background = EncryptedTextField(_("nội dung xin ý kiến"))
    questions = models.JSONField()
    is_confidential = models.BooleanField(default=False)
    silence = models.TextField(choices=SILENCES)
    basis = models.TextField()

    class Meta:
        verbose_name = _("phiếu lấy ý kiến")
        indexes = [models.Index(fields=["dossier", "id"], name="consultation_of_dossier")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.pk}"

    @property
    def asked(self) -> list[Question]:
        """The questions, in order."""
        return [Question.read(each) for each in self.questions]


class Opinion(models.Model):
    """Ý kiến của một cơ quan: owed by `due_at` of that agency's own working time; `is_late` where it came after."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="opinions")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    due_at = models.DateTimeField(_("hạn trả lời"))
    remind_at = models.DateTimeField(null=True)
    state = models.TextField(choices=STATES, default=State.OPEN.value)
    settled_at = models.DateTimeField(null=True)
    answers = EncryptedJSONField(default=dict)
    text = EncryptedTextField(_("ý kiến"), blank=True, default="")
    answered_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    is_late = models.BooleanField(default=False)
    wait = models.ForeignKey("dossiers.OutsideWait", models.SET_NULL, null=True, related_name="+")

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("ý kiến của cơ quan")
        constraints = [models.UniqueConstraint(fields=["consultation", "organisation"], name="opinion_once_per_agency")]
        indexes = [
            models.Index(fields=["organisation", "state", "due_at", "id"], name="opinion_of_agency"),
            models.Index(fields=["due_at"], condition=models.Q(state="open"), name="opinion_due"),
            models.Index(
                fields=["remind_at"],
                condition=models.Q(state="open", remind_at__isnull=False),
                name="opinion_to_remind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.organisation_id} {self.state}"

    def scope(self) -> Scope:
        """Answering concerns the agency that is asked."""
        return Scope(frozenset({self.organisation_id}))


class ConsultationPolicy(models.Model):
    """Quy định về lấy ý kiến: from a date on, for the procedures and fields named by code, or for all.

    Within how many working days of the agency asked, what its silence means, by which article; and by which the clock
    of the dossier stands meanwhile, blank where it runs on. What was set before stays.
    """

    valid_from = models.DateField()
    codes = ArrayField(models.TextField(), default=list, blank=True)
    days = models.PositiveSmallIntegerField()
    silence = models.TextField(choices=SILENCES)
    basis = models.TextField()
    pause_basis = models.TextField(blank=True, default="")
    remind_hours = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    decided_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("quy định về lấy ý kiến")
        ordering = ["-valid_from", "-id"]

    def __str__(self) -> str:
        return f"{self.valid_from} {self.silence}"

    @property
    def rules(self) -> Policy:
        """The same for the pure functions."""
        hours = tuple(sorted(self.remind_hours, reverse=True))
        return Policy(
            self.valid_from, self.days, Silence(self.silence), self.basis, hours, frozenset(self.codes),
            self.pause_basis,
        )  # fmt: skip


class OpinionMessage(models.Model):
    """Trao đổi về một ý kiến: a word between who asks and the agency asked, before or after it answers."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="messages")
    at = models.DateTimeField()
    account = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    text = EncryptedTextField()

    class Meta:
        verbose_name = _("trao đổi về ý kiến")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.opinion_id} {self.at}"


class ConsultationFile(models.Model):
    """Tệp kèm phiếu lấy ý kiến: what the asker shows, to all asked; with an `opinion`, what that agency attached."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="files")
    opinion = models.ForeignKey(Opinion, models.CASCADE, null=True, related_name="files")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("tệp kèm phiếu lấy ý kiến")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.file_id}"
