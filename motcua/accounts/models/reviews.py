from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models.account import Account
from motcua.accounts.models.holdings import PositionHolding, Role


class AccessReview(models.Model):
    """Đợt rà soát quyền: until `due_at` each role held by an official is kept or taken away by who leads them.

    `consequence` is what then becomes of those that nobody decided: `escalate` (administrators decide) or `suspend`.
    """

    CONSEQUENCES = [("escalate", _("chuyển người quản trị quyết định")), ("suspend", _("thu hồi"))]

    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(_("hạn"))
    consequence = models.TextField(_("quá hạn thì"), choices=CONSEQUENCES, default="escalate")
    reminded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("đợt rà soát quyền")
        constraints = [
            models.CheckConstraint(condition=models.Q(due_at__gt=models.F("opened_at")), name="access_review_forward")
        ]

    def __str__(self) -> str:
        return f"{self.opened_at:%Y-%m-%d}"


class ReviewItem(models.Model):
    """One role of one held position, to be kept or taken away; keeping a privileged one takes a reason."""

    STATES = [
        ("open", _("chưa rà soát")),
        ("escalated", _("quá hạn, chờ người quản trị")),
        ("kept", _("giữ")),
        ("ended", _("thu hồi")),
    ]

    review = models.ForeignKey(AccessReview, models.CASCADE, related_name="items")
    holding = models.ForeignKey(PositionHolding, models.PROTECT, related_name="+")
    role = models.ForeignKey(Role, models.CASCADE, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    is_privileged = models.BooleanField(default=False)
    state = models.TextField(choices=STATES, default="open")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("lý do"), blank=True, default="")

    class Meta:
        verbose_name = _("quyền cần rà soát")
        constraints = [models.UniqueConstraint(fields=["review", "holding", "role"], name="review_item_once")]
        indexes = [models.Index(fields=["review", "state", "organisation", "id"], name="review_item_to_decide")]

    def __str__(self) -> str:
        return f"{self.review_id} {self.holding_id} {self.role_id}"
