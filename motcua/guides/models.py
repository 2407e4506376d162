from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.guides.queries import FeedbackQuerySet
from motcua.platform.action import Scope
from motcua.platform.encryption import EncryptedTextField


class Feedback(models.Model):
    """What an official wrote about a page: in which position they were there, how wide their window, what it showed.

    `page` is the name of the page's address, never the address itself, which may name a dossier.
    """

    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+", verbose_name=_("người viết"))
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    position = models.TextField(_("chức vụ"), blank=True)
    page = models.TextField(_("trang"), blank=True)
    browser = models.TextField(_("trình duyệt"), blank=True)
    width = models.PositiveIntegerField(_("bề rộng cửa sổ"), null=True, blank=True)
    text = EncryptedTextField(_("góp ý"))
    picture = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("lúc"))
    answer = EncryptedTextField(_("trả lời"), blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("góp ý về trang")
        indexes = [
            models.Index(fields=["at", "id"], condition=models.Q(answered_at=None), name="feedback_waiting"),
            models.Index(fields=["account", "-at", "-id"], name="feedback_by_writer"),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.pk}"

    def scope(self) -> Scope:
        """The unit in whose work it was written."""
        return Scope(frozenset({self.organisation_id} if self.organisation_id else ()))
