"""Passing time: the rules by which it is watched, marks reached, form 04, and waits that others caused."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.rules import ClockRules
from motcua.platform.encryption import EncryptedTextField


class ClockPolicy(models.Model):
    """Quy tắc theo dõi thời hạn: in force from a date until the next one; before the first, `ClockRules()` is."""

    valid_from = models.DateField(unique=True)
    marks = ArrayField(models.PositiveSmallIntegerField())
    draft_before_hours = models.PositiveSmallIntegerField()
    extension_days = models.PositiveSmallIntegerField()
    extension_moves_due = models.BooleanField()
    forecast_days = models.PositiveSmallIntegerField()
    leader_role = models.TextField()
    decided_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("quy tắc theo dõi thời hạn")
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return str(self.valid_from)

    @property
    def rules(self) -> ClockRules:
        """The same for the pure functions."""
        return ClockRules(
            tuple(self.marks),
            self.draft_before_hours,
            self.extension_days,
            self.extension_moves_due,
            self.forecast_days,
            self.leader_role,
        )


class ClockMark(models.Model):
    """A share of a dossier's working time was used: each share once, under the due date that held then."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="marks")
    percent = models.PositiveSmallIntegerField()
    reached_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        verbose_name = _("mốc thời hạn")
        ordering = ["dossier", "percent"]
        constraints = [models.UniqueConstraint(fields=["dossier", "percent"], name="clock_mark_once")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.percent} %"


class Extension(models.Model):
    """Văn bản xin lỗi và đề nghị gia hạn (form 04): drafted before the due date, reasoned, signed, sent.

    Signed in time it is an extension and moves the due date, where the rules say so (`moves_due`); signed later it is
    an apology: the dossier stays late, and `new_due_at` is what the applicant is promised.
    """

    STATES = [
        ("draft", _("chờ ghi lý do")),
        ("proposed", _("chờ lãnh đạo ký")),
        ("approved", _("đã ký, đã gửi")),
        ("dropped", _("không cần nữa")),
    ]

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="extensions")
    state = models.TextField(choices=STATES, default="draft")
    due_at = models.DateTimeField()
    days = models.PositiveSmallIntegerField()
    new_due_at = models.DateTimeField()
    reason = EncryptedTextField(blank=True, default="")
    note = EncryptedTextField(blank=True, default="")
    drafted_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    moves_due = models.BooleanField(default=False)
    paper = models.ForeignKey("papers.Paper", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("xin lỗi, gia hạn")
        ordering = ["drafted_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(state__in=["draft", "proposed"]), name="extension_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.state}"


class OutsideWait(models.Model):
    """Chờ bên ngoài: from when to when a partner, or a system of theirs, kept a dossier waiting while its clock ran.

    `working_minutes` is how much of the unit's working time that took, known once it is over. With a `pause` the clock
    stood meanwhile, as the law of that field has it.
    """

    KINDS = [("consultation", _("chờ ý kiến cơ quan khác")), ("system", _("hệ thống bên ngoài gián đoạn"))]

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="outside_waits")
    partner = models.TextField()
    kind = models.TextField(choices=KINDS)
    ground = models.TextField(blank=True, default="")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    working_minutes = models.PositiveIntegerField(null=True, blank=True)
    recorded_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    pause = models.ForeignKey("dossiers.ClockPause", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("thời gian chờ bên ngoài")
        ordering = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "partner"], condition=models.Q(ended_at=None), name="outside_wait_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("started_at")),
                name="outside_wait_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.partner}"


class MorningDigest(models.Model):
    """The officials of an organisation were told in the morning of a day what is due: once."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    on = models.DateField()
    sent_at = models.DateTimeField()
    told = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("bản tin buổi sáng")
        constraints = [models.UniqueConstraint(fields=["organisation", "on"], name="morning_digest_once")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.on}"
