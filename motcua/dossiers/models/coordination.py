from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.queries import CoordinationQuerySet
from motcua.dossiers.rules import Unplaced


class Coordination(models.Model):
    """Điều phối: an accepted dossier of which nobody is known to resolve it, until somebody decides who does.

    `area_code` is the place the matter is about, as its form says. Undecided at `alarm_at`, the coordinators hear of it
    (`alarmed_at`). While one stands open the dossier is nobody's but the queue's.
    """

    GROUNDS = [
        (Unplaced.NONE.value, _("Bảng thẩm quyền chưa nói ai giải quyết ở địa bàn này")),
        (Unplaced.SEVERAL.value, _("Bảng thẩm quyền nêu nhiều cơ quan")),
        (Unplaced.CLOSED.value, _("Cơ quan có thẩm quyền đã kết thúc hoạt động, chưa có cơ quan tiếp nhận nhiệm vụ")),
        (Unplaced.NO_UNIT.value, _("Địa bàn này chưa có nơi tiếp nhận và giải quyết")),
    ]

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="coordinations")
    ground = models.TextField(choices=GROUNDS)
    area_code = models.TextField(blank=True, default="")
    opened_at = models.DateTimeField()
    alarm_at = models.DateTimeField()
    alarmed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True, default="")

    objects = CoordinationQuerySet.as_manager()

    class Meta:
        verbose_name = _("điều phối")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(decided_at=None), name="coordination_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at=None) | models.Q(organisation__isnull=False) | ~models.Q(reason=""),
                name="coordination_decided_how",
            ),
        ]
        indexes = [
            models.Index(fields=["alarm_at", "id"], condition=models.Q(decided_at=None), name="coordination_open")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.ground}"
