from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.platform.encryption import EncryptedTextField
from motcua.privacy.queries import BreachQuerySet
from motcua.privacy.rules import breach_notice_due


class Breach(models.Model):
    """Sự cố dữ liệu cá nhân: found out when, of what kind, whose data, what was done, and who was told when.

    The clock for telling the authority runs from `discovered_at`; `late_reason` says why it was told later.
    """

    KINDS = [
        ("disclosed", _("Lộ, lọt dữ liệu")),
        ("accessed", _("Xem, lấy trái phép")),
        ("misdirected", _("Gửi nhầm người")),
        ("lost", _("Mất, hỏng dữ liệu")),
        ("changed", _("Sửa trái phép")),
        ("other", _("Khác")),
    ]
    CLASSES = [("basic", _("Cơ bản")), ("sensitive", _("Nhạy cảm"))]

    title = models.TextField(_("tên sự cố"))
    kind = models.TextField(_("loại sự cố"), choices=KINDS)
    data_classes = ArrayField(models.TextField(choices=CLASSES), verbose_name=_("loại dữ liệu"))
    people = models.PositiveIntegerField(_("số người bị ảnh hưởng"))
    discovered_at = models.DateTimeField(_("phát hiện lúc"))
    description = EncryptedTextField(_("diễn biến"))
    consequences = EncryptedTextField(_("hậu quả"), blank=True, default="")
    measures = EncryptedTextField(_("biện pháp"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField(_("báo cơ quan chuyên trách lúc"), null=True, blank=True)
    reported_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    reference = models.TextField(_("số văn bản"), blank=True, default="")
    late_reason = EncryptedTextField(_("lý do báo muộn"), blank=True, default="")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = BreachQuerySet.as_manager()

    class Meta:
        verbose_name = _("sự cố dữ liệu cá nhân")
        indexes = [
            models.Index(
                fields=["discovered_at"], condition=Q(reported_at=None, closed_at=None), name="breach_unreported"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def report_due(self) -> datetime:
        """Until when the authority is to be told."""
        return breach_notice_due(self.discovered_at)


class BreachNote(models.Model):
    """What was done or found out about a breach afterwards, and by whom."""

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="notes")
    at = models.DateTimeField()
    account = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    text = EncryptedTextField(_("nội dung"))

    class Meta:
        verbose_name = _("việc tiếp theo của sự cố")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.breach_id} {self.at}"


class BreachPerson(models.Model):
    """Somebody whose data a breach is about, and when they were told."""

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="affected")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("người bị ảnh hưởng của sự cố")
        constraints = [models.UniqueConstraint(fields=["breach", "person"], name="breach_person_once")]
        indexes = [models.Index(fields=["breach", "id"], condition=Q(told_at=None), name="breach_person_untold")]

    def __str__(self) -> str:
        return f"{self.breach_id} {self.person_id}"
