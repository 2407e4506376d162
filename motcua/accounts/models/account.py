from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.accounts.queries import AccountQuerySet
from motcua.accounts.rules import AccountKind
from motcua.platform.action import Scope
from motcua.platform.encryption import EncryptedTextField


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
