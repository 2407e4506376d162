from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.platform.action import Scope
from motcua.privacy.queries import ConsentQuerySet


class Consent(models.Model):
    """Sự đồng ý: what a person said to one purpose at one time, yes or no, to which text. The last word holds."""

    DOORS = [("portal", _("Trên cổng")), ("counter", _("Tại quầy"))]

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    purpose = models.TextField(_("mục đích"))
    version = models.PositiveSmallIntegerField(_("bản"))
    # What stood there, in the language in which it was read: proof of what was agreed to.
    text = models.TextField(_("nội dung đồng ý"))
    is_given = models.BooleanField(_("đồng ý"))
    door = models.TextField(_("nơi ghi nhận"), choices=DOORS)
    at = models.DateTimeField(_("lúc"))

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("sự đồng ý")
        indexes = [models.Index(fields=["person", "purpose", "-id"], name="consent_by_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose} {self.version}"

    def scope(self) -> Scope:
        """Whose word it is."""
        return Scope(persons=frozenset({self.person_id}))
