from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.platform.action import Scope
from motcua.platform.encryption import EncryptedTextField
from motcua.privacy.queries import ErasureRequestQuerySet, LegalHoldQuerySet


class LegalHold(models.Model):
    """Giữ để thanh tra, giải quyết khiếu nại: while it is in force nothing about this person is erased."""

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    ground = models.TextField(_("căn cứ"))
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("lệnh giữ dữ liệu")
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(lifted_at=None), name="legal_hold_one_in_force"),
            models.CheckConstraint(condition=~Q(ground=""), name="legal_hold_has_ground"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.ground}"


class Erasure(models.Model):
    """That a record of a kind was erased or made anonymous, when and on which ground; nothing of what it said."""

    code = models.TextField()
    key = models.BigIntegerField()
    at = models.DateTimeField()
    ground = models.TextField()

    class Meta:
        verbose_name = _("lần xóa, ẩn danh")
        constraints = [models.UniqueConstraint(fields=["code", "key"], name="erasure_once")]

    def __str__(self) -> str:
        return f"{self.code}:{self.key}"


class ErasureRequest(models.Model):
    """Yêu cầu xóa dữ liệu: what a person asks to be erased, by when it is answered, and the answer with its ground."""

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    text = EncryptedTextField(_("nội dung yêu cầu"), blank=True, default="")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    was_granted = models.BooleanField(null=True)
    answer = EncryptedTextField(_("trả lời"), blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("yêu cầu xóa dữ liệu")
        indexes = [models.Index(fields=["due_at", "id"], condition=Q(answered_at=None), name="erasure_request_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(answered_at=None), name="erasure_request_one_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.asked_at:%Y-%m-%d}"

    @property
    def subject(self) -> str:
        """How messages about it name it."""
        return f"privacy.erasurerequest:{self.pk}"

    def scope(self) -> Scope:
        """Whose data they are."""
        return Scope(persons=frozenset({self.person_id}))
