from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models.account import Account
from motcua.platform.encryption import EncryptedJSONField, EncryptedTextField


class SessionManager(BaseSessionManager["Session"]):
    """Sessions come with the account that signed in."""

    def get_queryset(self) -> models.QuerySet["Session"]:
        return super().get_queryset().select_related("account")


class Session(AbstractBaseSession):
    """One sitting at one browser; `account` is who signed in there, if anybody."""

    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+")

    objects = SessionManager()  # type: ignore[misc]

    class Meta(AbstractBaseSession.Meta):
        verbose_name = _("phiên làm việc")  # type: ignore[assignment]


class SignInThrottle(models.Model):
    """Failures in a row at one account, from one address, or at one from the other; addresses by blind index only.

    `last_succeeded_at`: when somebody last signed in to that account from that address.
    """

    key = models.TextField(unique=True)
    failures = models.PositiveIntegerField(default=0)
    last_failed_at = models.DateTimeField(null=True)
    blocked_until = models.DateTimeField(null=True)
    last_succeeded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("chặn đăng nhập")

    def __str__(self) -> str:
        return self.key


class TotpDevice(models.Model):
    """An application on somebody's telephone that shows a new six-digit code every half minute.

    Until one of its codes was typed once (`confirmed_at`) it counts for nothing.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    secret = EncryptedTextField(_("khóa bí mật"))
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    # The half minute of the last code that was taken: a code counts once.
    last_step = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("ứng dụng tạo mã")
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(confirmed_at__isnull=False), name="totp_one_confirmed"
            ),
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(confirmed_at__isnull=True), name="totp_one_unconfirmed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}"


class Passkey(models.Model):
    """A key that a device or a security key keeps for somebody (WebAuthn); we know its public half alone."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    name = models.TextField(_("tên khóa"))
    # Base64url, as the browser names it.
    credential_id = models.TextField(unique=True)
    credential = models.BinaryField(_("khóa công khai"))
    sign_count = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("khóa truy cập")

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """One of the codes on paper for the day the telephone is lost; only a keyed digest of it is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    digest = models.TextField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mã khôi phục")
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"{self.account_id}"


class FactorReset(models.Model):
    """An administrator took the second factors off somebody's account, and why."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    reset_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    reset_at = models.DateTimeField()
    reason = models.TextField(_("lý do"))

    class Meta:
        verbose_name = _("lần đặt lại xác thực hai lớp")

    def __str__(self) -> str:
        return f"{self.account_id}"


class IdentityOutage(models.Model):
    """A time in which the national identity provider does not answer; at most one is open.

    `reason` is a word of ours: `unreachable`, `bad_reply`.
    """

    provider = models.TextField(default="national")
    began_at = models.DateTimeField(_("từ"))
    ended_at = models.DateTimeField(_("đến"), null=True, blank=True)
    reason = models.TextField(_("lý do"))

    class Meta:
        verbose_name = _("gián đoạn định danh quốc gia")
        constraints = [
            models.UniqueConstraint(
                fields=["provider"], condition=models.Q(ended_at__isnull=True), name="identity_outage_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.began_at:%Y-%m-%d %H:%M}"


class ClaimTable(models.Model):
    """How the claims of the national identity provider are read from a day on (`national.claims.Table`)."""

    valid_from = models.DateField(_("áp dụng từ"), unique=True)
    claims = models.JSONField(_("bảng ánh xạ"))
    reason = models.TextField(_("căn cứ"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("bảng ánh xạ thông tin định danh")

    def __str__(self) -> str:
        return f"{self.valid_from}"


class LevelReduction(models.Model):
    """A decision that while the provider is out, filing needs a lower level: for one procedure, or for all (empty).

    `revoked_at` ends it before its last day `valid_to`, which is part of it.
    """

    service = models.TextField(_("mã thủ tục"), blank=True, default="")
    level = models.PositiveSmallIntegerField(_("mức đủ để nộp"))
    reason = models.TextField(_("lý do"))
    decision = models.TextField(_("quyết định số"))
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("quyết định hạ mức xác thực")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="level_reduction_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.service or '*'} {self.level}"


class Invitation(models.Model):
    """A link with which somebody sets the first password of their account; it counts once and ends."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    digest = models.TextField(unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("thư mời")

    def __str__(self) -> str:
        return f"{self.account_id}"


class AccountImport(models.Model):
    """A list of accounts taken in: while it waits its lines are here, afterwards only what became of them."""

    name = models.TextField(_("tên tệp"))
    uploaded_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    rows = EncryptedJSONField(null=True)
    report = EncryptedJSONField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("lần nhập tài khoản")

    def __str__(self) -> str:
        return self.name
