"""Orders to the postal service, what happened to them, and the item codes allotted to us."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.platform.action import Actor, ActorKind, Scope
from motcua.platform.encryption import EncryptedTextField
from motcua.post.queries import READ, PostOrderQuerySet
from motcua.post.rules import DECIDED, Decision, Direction, State

STATE_NAMES = [
    (State.WISHED.value, _("Chờ có kết quả")),
    (State.ORDERED.value, _("Đang đặt với bưu chính")),
    (State.REFUSED.value, _("Bưu chính không nhận")),
    (State.ACCEPTED.value, _("Chờ giao bưu chính")),
    (State.HANDED_OVER.value, _("Bưu chính đã nhận")),
    (State.IN_TRANSIT.value, _("Đang trên đường")),
    (State.DELIVERED.value, _("Đã phát")),
    (State.RETURNED.value, _("Chuyển hoàn")),
    (State.LOST.value, _("Thất lạc")),
    (State.CANCELLED.value, _("Đã hủy")),
]
DIRECTION_NAMES = [
    (Direction.COLLECT.value, _("Nhận hồ sơ tại nhà")),
    (Direction.DELIVER.value, _("Trả kết quả tận nhà")),
]
DECISION_NAMES = [
    (Decision.RESEND.value, _("Gửi lại")),
    (Decision.REISSUE.value, _("Cấp lại và gửi lại")),
    (Decision.COUNTER.value, _("Nhận tại quầy")),
]


class PostOrder(models.Model):
    """Bưu gửi: one parcel from or to an applicant. The matter it belongs to is known by an opaque subject.

    The applicant's name, phone and address are for the carrier alone, and encrypted. `fee` is what the carrier asks,
    told and not collected: `cod_amount` is 0 until payments collect it. `accountable` answers for a parcel in trouble.
    What was sent again is an order of its own that `replaces` this one.
    """

    number = models.TextField(_("số bưu gửi"), unique=True)
    direction = models.TextField(_("chiều"), choices=DIRECTION_NAMES)
    subject = models.TextField()
    reference = models.TextField(_("mã hồ sơ"))
    contents = models.TextField(_("nội dung bưu gửi"))
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    person = models.ForeignKey("persons.Person", models.PROTECT, null=True, related_name="+")
    name = EncryptedTextField(_("họ tên"))
    phone = EncryptedTextField(_("điện thoại"))
    address_line = EncryptedTextField(_("số nhà, đường, thôn"))
    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+")
    state = models.TextField(_("tình trạng"), choices=STATE_NAMES)
    item_code = models.TextField(_("mã bưu gửi"), blank=True, default="")
    fee = models.PositiveIntegerField(_("cước (đồng)"), null=True)
    fee_basis = models.TextField(blank=True, default="")
    cod_amount = models.PositiveIntegerField(_("tiền thu hộ (đồng)"), default=0)

    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(_("lý do"), blank=True, default="")
    created_at = models.DateTimeField(_("lập lúc"))
    created_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    handed_over_at = models.DateTimeField(_("giao bưu chính lúc"), null=True)
    handed_over_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("xong lúc"), null=True)
    asked_at = models.DateTimeField(_("hỏi bưu chính lúc"), null=True)

    accountable = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, related_name="+", verbose_name=_("người chịu trách nhiệm")
    )
    decide_by = models.DateTimeField(_("phải quyết trước"), null=True)
    decision = models.TextField(_("quyết định"), choices=DECISION_NAMES, blank=True, default="")
    reason = models.TextField(_("lý do"), blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replacement")

    objects = PostOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("bưu gửi")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "direction"], condition=models.Q(ended_at=None), name="post_order_one_live"
            ),
            models.UniqueConstraint(
                fields=["item_code"], condition=~models.Q(item_code=""), name="post_order_item_code_once"
            ),
            models.CheckConstraint(condition=models.Q(cod_amount=0), name="post_order_collects_no_money"),
        ]
        indexes = [
            models.Index(fields=["subject", "id"], name="post_order_of_matter"),
            models.Index(
                fields=["organisation", "state", "-id"], name="post_order_open", condition=models.Q(ended_at=None)
            ),
            models.Index(fields=["organisation", "-id"], name="post_order_by_unit"),
            models.Index(fields=["person"], name="post_order_by_person", condition=models.Q(person__isnull=False)),
            models.Index(fields=["next_at"], name="post_order_due", condition=models.Q(next_at__isnull=False)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    def scope(self) -> Scope:
        """An order concerns the unit that sends or receives, and the applicant."""
        persons = frozenset({self.person_id} if self.person_id is not None else ())
        return Scope(frozenset({self.organisation_id}), persons)

    def is_visible_to(self, actor: Actor) -> bool:
        """Whether the actor may see this one; agrees with `visible_to`."""
        if actor.kind is ActorKind.SYSTEM or actor.is_everywhere(READ):
            return True
        own = actor.is_own(READ) and self.person_id in actor.persons
        return own or self.organisation_id in actor.organisations_for(READ)


class PostEvent(models.Model):
    """Chặng đường của bưu gửi: what happened to an order, when, and who says so; never changed.

    `told_as` is the carrier's own number of what it told: the same told twice is one row.
    """

    order = models.ForeignKey(PostOrder, models.CASCADE, related_name="events")
    kind = models.TextField(choices=[*STATE_NAMES, (DECIDED, _("Đã quyết định"))])
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    account = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    place = models.TextField(blank=True, default="")
    note = EncryptedTextField(blank=True, default="")
    told_as = models.TextField(null=True)

    class Meta:
        verbose_name = _("chặng đường của bưu gửi")
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["order", "told_as"], name="post_event_told_once")]

    def __str__(self) -> str:
        return f"{self.order_id} {self.kind}"


class ItemCode(models.Model):
    """Mã bưu gửi được cấp trước: one of those that the carrier allotted; each is used for one order, never again."""

    code = models.TextField(unique=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    order = models.OneToOneField(PostOrder, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("mã bưu gửi được cấp trước")
        indexes = [models.Index(fields=["id"], name="post_item_code_free", condition=models.Q(order=None))]

    def __str__(self) -> str:
        return self.code

    def scope(self) -> Scope:
        """A code concerns nobody."""
        return Scope()
