from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models.dossier import Dossier
from motcua.platform.action import Scope


class DossierTransfer(models.Model):
    """Chuyển người làm hồ sơ: another is to go on with a dossier, once its owner agrees and the receiver takes it.

    Whose matter it is does not change; only who files, is told and supplies. Who asks has agreed with it.
    """

    STATES = [("asked", _("Chờ đồng ý")), ("done", _("Đã chuyển")), ("ended", _("Không chuyển"))]

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="transfers")
    asked_by = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    receiver = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    state = models.TextField(choices=STATES, default="asked")
    asked_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("chuyển người làm hồ sơ")
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=models.Q(state="asked"), name="transfer_one_at_once")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.state}"

    def scope(self) -> Scope:
        """Whose dossier it is, who asked, and who is to take it."""
        return Scope(persons=frozenset({self.dossier.owner_id, self.asked_by_id, self.receiver_id}))
