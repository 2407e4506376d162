"""Accounts, roles, and who holds which position when."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.accounts.queries import AbsenceDelegationQuerySet, AccountQuerySet, PositionHoldingQuerySet
from motcua.accounts.rules import AccountKind, Reach
from motcua.platform.action import DataClass, Scope
from motcua.platform.encryption import EncryptedJSONField, EncryptedTextField

DATA_CLASSES = [
    (DataClass.NORMAL.value, _("thường")),
    (DataClass.INTERNAL.value, _("nội bộ")),
    (DataClass.SECRET.value, _("mật")),
]


class Account(AbstractBaseUser):
    """A way to sign in. What it may do comes from `actor_of`, never from here."""

    KINDS = [
        (AccountKind.CITIZEN.value, _("Công dân")),
        (AccountKind.BUSINESS.value, _("Tổ chức, doanh nghiệp")),
        (AccountKind.OFFICIAL.value, _("Cán bộ, công chức, viên chức")),
    ]

    # Django would write its own `last_login` on signing in; only actions write here.
    last_login = None

    username = models.TextField(_("tên đăng nhập"), unique=True)
    kind = models.TextField(_("loại tài khoản"), choices=KINDS)
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+", verbose_name=_("cá nhân"))
    legal_entity = models.ForeignKey(
        "persons.LegalEntity", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("tổ chức")
    )
    display_name = models.TextField(_("tên hiển thị"))
    email = EncryptedTextField(_("thư điện tử"), blank=True, default="")
    is_active = models.BooleanField(_("đang dùng"), default=True)
    is_demo = models.BooleanField(_("tài khoản dùng thử"), default=False)
    # Raised whenever rights change, so that what was worked out before counts no longer.
    rights_revision = models.PositiveBigIntegerField(default=1)
    created_at = models.DateTimeField()
    last_signed_in_at = models.DateTimeField(null=True, blank=True)
    # When its owner was told that nobody uses it and that it may be locked.
    dormant_warned_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("tài khoản")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=~models.Q(kind=AccountKind.BUSINESS.value),
                name="account_one_per_person_and_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(legal_entity__isnull=False) | ~models.Q(kind=AccountKind.BUSINESS.value),
                name="account_business_has_legal_entity",
            ),
        ]

    def __str__(self) -> str:
        return self.username

    def scope(self) -> Scope:
        """An account concerns the person it belongs to."""
        return Scope(persons=frozenset({self.person_id}))


class Role(models.Model):
    """What somebody in a position does, as a named set of permissions: data, never an enum."""

    code = models.TextField(_("mã vai trò"), unique=True)
    name = models.TextField(_("tên vai trò"))
    description = models.TextField(_("mô tả"), blank=True, default="")
    # Standard roles follow the files shipped with each version; a province's own roles are its own.
    is_standard = models.BooleanField(_("vai trò chuẩn"), default=False)
    # Whoever holds it signs in with a second factor, or may do nothing but set one up.
    second_factor = models.BooleanField(_("cần xác thực hai lớp"), default=False)

    class Meta:
        verbose_name = _("vai trò")

    def __str__(self) -> str:
        return self.name


class RoleGrant(models.Model):
    """One permission of a role and how far it reaches."""

    REACHES = [
        (Reach.OWN.value, _("của mình")),
        (Reach.ORGANISATION.value, _("đơn vị mình")),
        (Reach.SUBTREE.value, _("đơn vị mình và cấp dưới")),
        (Reach.EVERYWHERE.value, _("toàn tỉnh")),
    ]

    role = models.ForeignKey(Role, models.CASCADE, related_name="grants")
    permission = models.TextField(_("quyền"))
    reach = models.TextField(_("phạm vi"), choices=REACHES)
    # How far the role goes at most: a holding that reaches less makes it less.
    data_class = models.PositiveSmallIntegerField(
        _("mức bảo mật"), choices=DATA_CLASSES, default=DataClass.SECRET.value, db_default=DataClass.SECRET.value
    )
    procedures = ArrayField(models.TextField(), default=list, blank=True, verbose_name=_("thủ tục"))

    class Meta:
        verbose_name = _("quyền của vai trò")
        constraints = [models.UniqueConstraint(fields=["role", "permission", "reach"], name="role_grant_once")]

    def __str__(self) -> str:
        return f"{self.permission} ({self.reach})"


class PositionHolding(models.Model):
    """A person holds a position with these roles from one instant until another, which is no longer part of it.

    They reach records up to `data_class` and about `procedures`, and no further than their roles do.
    """

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+", verbose_name=_("cá nhân"))
    position = models.ForeignKey("organisations.Position", models.PROTECT, related_name="+", verbose_name=_("chức vụ"))
    roles = models.ManyToManyField(Role, related_name="holdings", verbose_name=_("vai trò"))
    valid_from = models.DateTimeField(_("từ"))
    valid_to = models.DateTimeField(_("đến"), null=True, blank=True)
    decision = models.TextField(_("quyết định số"), blank=True, default="")
    data_class = models.PositiveSmallIntegerField(
        _("mức bảo mật"), choices=DATA_CLASSES, default=DataClass.NORMAL.value, db_default=DataClass.NORMAL.value
    )
    # Codes of procedures and `field:<code>`; none: all.
    procedures = ArrayField(models.TextField(), default=list, blank=True, verbose_name=_("thủ tục"))

    objects = PositionHoldingQuerySet.as_manager()

    class Meta:
        verbose_name = _("giữ chức vụ")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "position"],
                condition=models.Q(valid_to__isnull=True),
                name="holding_one_open_per_person_and_position",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="holding_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.position_id}"

    def scope(self) -> Scope:
        """A holding concerns the organisation of the position and the person."""
        return Scope(organisations=frozenset({self.position.organisation_id}), persons=frozenset({self.person_id}))


class AbsenceDelegation(models.Model):
    """Somebody else does what a held position asks for, from one instant until another, which is no longer part of it.

    `revoked_at` ends it before its time. It gives nothing once the holding or the delegate's own positions end.
    """

    holding = models.ForeignKey(PositionHolding, models.PROTECT, related_name="absences", verbose_name=_("chức vụ"))
    delegate = models.ForeignKey("persons.Person", models.PROTECT, related_name="+", verbose_name=_("người thay"))
    valid_from = models.DateTimeField(_("từ"))
    valid_to = models.DateTimeField(_("đến"))
    reason = models.TextField(_("lý do"))
    decision = models.TextField(_("quyết định số"), blank=True, default="")
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = AbsenceDelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("ủy quyền khi vắng mặt")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__gt=models.F("valid_from")), name="absence_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.holding_id} → {self.delegate_id}"

    def scope(self) -> Scope:
        """An absence concerns the position's organisation and who is away."""
        return self.holding.scope()


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
