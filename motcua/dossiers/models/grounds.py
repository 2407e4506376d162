from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.Model):
    """Căn cứ trong danh mục: why something is asked for, refused, late or stopped, as forms 02 to 05 print it.

    In force from a day until the day before `valid_to`. `article` is the law it rests on; where `needs_words` the
    official says more. Words are never changed: another ground takes their place.
    """

    FORMS = [
        ("supplement", _("mẫu 02: yêu cầu bổ sung")),
        ("refusal", _("mẫu 03: từ chối tiếp nhận")),
        ("apology", _("mẫu 04: xin lỗi, gia hạn")),
        ("stop", _("mẫu 05: dừng giải quyết")),
    ]

    form = models.TextField(choices=FORMS)
    words = models.TextField()
    article = models.TextField(blank=True, default="")
    needs_words = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("căn cứ trong danh mục")
        ordering = ["form", "id"]
        constraints = [models.UniqueConstraint(fields=["form", "words", "valid_from"], name="ground_once_a_day")]

    def __str__(self) -> str:
        return f"{self.form} {self.words}"
