from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models.account import Account
from motcua.accounts.queries import AbsenceDelegationQuerySet, PositionHoldingQuerySet
from motcua.accounts.rules import Reach
from motcua.platform.action import DataClass, Scope

DATA_CLASSES = [
    (DataClass.NORMAL.value, _("thường")),
    (DataClass.INTERNAL.value, _("nội bộ")),
    (DataClass.SECRET.value, _("mật")),
]


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
