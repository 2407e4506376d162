"""What people were told, in which words, and whether it reached them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.notifications.queries import MessageTemplateQuerySet, NotificationQuerySet
from motcua.notifications.rules import Channel, State
from motcua.platform.action import Actor, Scope
from motcua.platform.encryption import EncryptedTextField

CHANNELS = [
    (Channel.IN_APP.value, _("Trong hệ thống")),
    (Channel.EMAIL.value, _("Thư điện tử")),
    (Channel.SMS.value, _("Tin nhắn")),
]

UNREAD = Q(channel=Channel.IN_APP.value, read_at=None)


class MessageKind(models.Model):
    """An occasion on which people are told something, and what its texts may mention.

    `sms_placeholders` are those that hold nothing personal: only they may go out by SMS.
    """

    code = models.TextField(_("mã"), unique=True)
    name = models.TextField(_("dịp thông báo"))
    placeholders = ArrayField(models.TextField(), verbose_name=_("mục được điền"))
    sms_placeholders = ArrayField(models.TextField(), verbose_name=_("mục được điền trong tin nhắn"))

    class Meta:
        verbose_name = _("loại thông báo")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    def allowed_in(self, channel: str) -> list[str]:
        """The placeholders that a text for this channel may have."""
        return list(self.sms_placeholders if channel == Channel.SMS else self.placeholders)


class MessageTemplate(models.Model):
    """The text of one kind in one channel and language, from one moment to another: a change is a new row."""

    LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]

    kind = models.ForeignKey(MessageKind, models.PROTECT, related_name="templates", verbose_name=_("loại thông báo"))
    channel = models.TextField(_("kênh"), choices=CHANNELS)
    language = models.TextField(_("ngôn ngữ"), choices=LANGUAGES, default="vi")
    title = models.TextField(_("tiêu đề"), blank=True, default="")
    body = models.TextField(_("nội dung"))
    started_at = models.DateTimeField(_("dùng từ"))
    ended_at = models.DateTimeField(_("dùng đến"), null=True, blank=True)

    objects = MessageTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mẫu thông báo")
        ordering = ["kind", "channel", "language", "-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "channel", "language"], condition=Q(ended_at=None), name="template_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("started_at")), name="template_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.channel} {self.language}"


class Notification(models.Model):
    """One message to one recipient in one channel, kept as proof. What it says and where it went are encrypted."""

    STATES = [
        (State.QUEUED.value, _("Chờ gửi")),
        (State.SENT.value, _("Đã gửi")),
        (State.DELIVERED.value, _("Đã đến")),
        (State.FAILED_TEMPORARY.value, _("Chưa gửi được, sẽ gửi lại")),
        (State.FAILED_PERMANENT.value, _("Không gửi được")),
        (State.RECALLED.value, _("Đã thu hồi trước khi gửi")),
    ]

    kind = models.ForeignKey(MessageKind, models.PROTECT, related_name="+", verbose_name=_("loại thông báo"))
    template = models.ForeignKey(MessageTemplate, models.PROTECT, related_name="+", verbose_name=_("mẫu"))
    channel = models.TextField(_("kênh"), choices=CHANNELS)
    account = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tài khoản")
    )
    person = models.ForeignKey(
        "persons.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cá nhân")
    )
    subject = models.TextField(_("về việc"))
    # Telling the same person the same thing for the same reason twice makes one row: handlers run at least once.
    occasion = models.TextField()
    address = EncryptedTextField(_("địa chỉ"), blank=True, default="")
    title = EncryptedTextField(_("tiêu đề"), blank=True, default="")
    text = EncryptedTextField(_("nội dung"))
    # Whoever has the link may follow the dossier without signing in.
    link = EncryptedTextField(_("đường dẫn"), blank=True, default="")
    state = models.TextField(_("tình trạng"), choices=STATES)
    attempts = models.PositiveSmallIntegerField(_("số lần gửi"), default=0)
    checks = models.PositiveSmallIntegerField(_("số lần hỏi kết quả"), default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    provider_reference = models.TextField(_("mã bên gửi"), blank=True, default="")
    error = models.TextField(_("lý do"), blank=True, default="")
    queued_at = models.DateTimeField(_("lập lúc"))
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("đến lúc"), null=True, blank=True)
    failed_at = models.DateTimeField(_("hỏng lúc"), null=True, blank=True)
    read_at = models.DateTimeField(_("đọc lúc"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("thông báo")
        ordering = ["-queued_at", "-id"]
        indexes = [
            models.Index(fields=["subject", "id"], name="notification_subject"),
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="notification_due"),
            models.Index(fields=["account", "-id"], condition=UNREAD, name="notification_unread_account"),
            models.Index(fields=["person", "-id"], condition=UNREAD, name="notification_unread_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "channel", "subject", "occasion", "account", "person"],
                nulls_distinct=False,
                name="notification_once",
            ),
            models.UniqueConstraint(
                fields=["channel", "provider_reference"],
                condition=~Q(provider_reference=""),
                name="notification_one_per_provider_reference",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.subject}: {self.state}"

    def scope(self) -> Scope:
        """A notification concerns the person it is for."""
        return Scope(persons=frozenset({self.person_id} if self.person_id else ()))

    @property
    def reference(self) -> str:
        """What we call this message towards the provider: the same at every attempt."""
        return f"motcua-{self.pk}"

    def is_visible_to(self, actor: Actor) -> bool:
        """Whether the actor may see this one; agrees with `visible_to`."""
        if actor.is_everywhere("notifications.read"):
            return True
        if self.account_id is not None:
            return self.account_id == actor.account_id
        return self.person_id in actor.persons
