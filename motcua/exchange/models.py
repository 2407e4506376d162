"""The log of what went out: one row an attempt, never a body, never a filled-in path."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.exchange.queries import ExchangeMessageQuerySet
from motcua.exchange.rules import Outcome


class ExchangeMessage(models.Model):
    """One attempt to call another system. `path` keeps its `{names}`, so that it holds nothing personal."""

    OUTCOMES = [
        (Outcome.OK.value, _("Thành công")),
        (Outcome.REFUSED.value, _("Bị từ chối")),
        (Outcome.FAILED.value, _("Hệ thống kia báo lỗi")),
        (Outcome.UNREACHABLE.value, _("Không kết nối được")),
        (Outcome.TIMED_OUT.value, _("Quá thời gian chờ")),
        (Outcome.BAD_REPLY.value, _("Câu trả lời không đúng")),
        (Outcome.NOT_TRIED.value, _("Chưa gọi vì hệ thống kia đang hỏng")),
    ]

    system = models.TextField(_("hệ thống"))
    method = models.TextField(_("phương thức"))
    path = models.TextField(_("đường dẫn"))
    status = models.PositiveSmallIntegerField(_("mã trả lời"), null=True)
    duration_ms = models.PositiveIntegerField(_("thời gian, mili giây"))
    outcome = models.TextField(_("kết quả"), choices=OUTCOMES)
    subject = models.TextField(_("về việc"), blank=True, default="")
    attempt = models.PositiveSmallIntegerField(_("lần thử"))
    at = models.DateTimeField(_("lúc"))

    objects = ExchangeMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần gọi ra ngoài")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["subject"], condition=~models.Q(subject=""), name="exchange_subject"),
            models.Index(fields=["-at", "-id"], name="exchange_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.method} {self.path}: {self.outcome}"
