from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models.drafts import Draft
from motcua.platform.action import Scope


class Assistance(models.Model):
    """Điền giúp: for a while, somebody of the unit fills a draft in together with its writer, who said so by a code.

    The code itself is not kept, and opens once. `ended_at` is when either of them ended it, or it was filed.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="assistances")
    code_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    join_by = models.DateTimeField()
    expires_at = models.DateTimeField()
    helper = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    joined_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("điền giúp")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["code_digest"], condition=models.Q(joined_at=None, ended_at=None), name="assistance_open_code"
            )
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.made_at}"

    def scope(self) -> Scope:
        """Both."""
        helper = self.helper.person_id if self.helper else None
        return Scope(persons=frozenset({self.draft.person_id, *((helper,) if helper else ())}))

    def is_good(self, at: datetime) -> bool:
        """Whether the consent still holds."""
        return self.ended_at is None and at < self.expires_at and self.draft.state == "open"


class WrongCode(models.Model):
    """Somebody typed a code that opens nothing: who guesses is stopped."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "at"], name="wrong_code_by_account")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.at}"
