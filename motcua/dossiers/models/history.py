from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.dossiers.models.dossier import Dossier
from motcua.platform.encryption import EncryptedTextField


class DossierEvent(models.Model):
    """What happened to a dossier: never changed. The due date is recomputed from these and the pauses.

    `public_text` is told to the citizen; `note` stays among officials. `way_back` is what undoing it needs (ids and
    codes, nothing personal), None where it cannot be undone; of an undoing, which event it `undoes`.
    """

    KINDS = [
        ("submitted", pgettext_lazy("history", "Nộp hồ sơ")),
        ("received", pgettext_lazy("history", "Tiếp nhận")),
        ("went_on", pgettext_lazy("history", "Làm tiếp dù có dấu hiệu cần để ý")),
        ("refused", pgettext_lazy("history", "Từ chối tiếp nhận")),
        ("supplement_requested", pgettext_lazy("history", "Yêu cầu bổ sung")),
        ("supplemented", pgettext_lazy("history", "Đã bổ sung")),
        ("supplemented_at_counter", pgettext_lazy("history", "Nhận bổ sung tại quầy")),
        ("corrected", pgettext_lazy("history", "Sửa tờ khai")),
        ("claimed", pgettext_lazy("history", "Nhận xử lý")),
        ("assigned", pgettext_lazy("history", "Phân công")),
        ("step_completed", pgettext_lazy("history", "Xong một bước")),
        ("resolved", pgettext_lazy("history", "Đã có kết quả")),
        ("output_issued", pgettext_lazy("history", "Phát hành kết quả từng phần")),
        ("output_delivered", pgettext_lazy("history", "Trả kết quả từng phần")),
        ("not_granted", pgettext_lazy("history", "Từ chối giải quyết")),
        ("withdrawn", pgettext_lazy("history", "Rút hồ sơ")),
        ("withdrawn_at_counter", pgettext_lazy("history", "Ghi nhận rút hồ sơ tại quầy")),
        ("stopped", pgettext_lazy("history", "Dừng giải quyết")),
        ("transfer_asked", pgettext_lazy("history", "Đề nghị chuyển người làm hồ sơ")),
        ("transfer_ended", pgettext_lazy("history", "Không chuyển người làm hồ sơ")),
        ("transferred", pgettext_lazy("history", "Đã chuyển người làm hồ sơ")),
        ("extended", pgettext_lazy("history", "Gia hạn")),
        ("apologised", pgettext_lazy("history", "Xin lỗi, hẹn lại")),
        ("outside_wait_begun", pgettext_lazy("history", "Bắt đầu chờ bên ngoài")),
        ("outside_wait_ended", pgettext_lazy("history", "Hết chờ bên ngoài")),
        ("recounted", pgettext_lazy("history", "Tính lại hạn")),
        ("coordinated", pgettext_lazy("history", "Điều phối")),
        ("passed_on", pgettext_lazy("history", "Chuyển sang cơ quan tiếp nhận nhiệm vụ")),
        ("delivered", pgettext_lazy("history", "Trả kết quả")),
        ("post_chosen", pgettext_lazy("history", "Chọn trả qua bưu chính")),
        ("post_ordered", pgettext_lazy("history", "Đặt bưu gửi")),
        ("post_handed_over", pgettext_lazy("history", "Bưu chính đã nhận bưu gửi")),
        ("post_delivered", pgettext_lazy("history", "Bưu gửi đã đến")),
        ("post_returned", pgettext_lazy("history", "Bưu gửi chuyển hoàn")),
        ("post_lost", pgettext_lazy("history", "Bưu gửi thất lạc")),
        ("post_cancelled", pgettext_lazy("history", "Hủy bưu gửi")),
        ("post_decided", pgettext_lazy("history", "Quyết định về bưu gửi")),
        ("opinion_asked", pgettext_lazy("history", "Xin ý kiến")),
        ("opinion_given", pgettext_lazy("history", "Nhận ý kiến")),
        ("opinion_silent", pgettext_lazy("history", "Quá hạn cho ý kiến")),
        ("opinion_withdrawn", pgettext_lazy("history", "Thôi xin ý kiến")),
        ("visit_planned", pgettext_lazy("history", "Hẹn kiểm tra thực địa")),
        ("visit_called_off", pgettext_lazy("history", "Hủy hẹn kiểm tra thực địa")),
        ("visit_done", pgettext_lazy("history", "Đã kiểm tra thực địa")),
        ("reopened", pgettext_lazy("history", "Mở lại để giải quyết lại")),
        ("reopening", pgettext_lazy("history", "Giải quyết lại hồ sơ đã kết thúc")),
        ("complained", pgettext_lazy("history", "Có khiếu nại")),
        ("complaint_taken_on", pgettext_lazy("history", "Thụ lý khiếu nại")),
        ("complaint_declined", pgettext_lazy("history", "Không thụ lý khiếu nại")),
        ("complaint_settled", pgettext_lazy("history", "Giải quyết khiếu nại")),
        ("undone", pgettext_lazy("history", "Hoàn tác")),
        ("part_begun", pgettext_lazy("history", "Chuyển cơ quan giải quyết")),
        ("part_stuck", pgettext_lazy("history", "Chưa chuyển được cơ quan giải quyết")),
        ("part_waits", pgettext_lazy("history", "Một cơ quan chờ bổ sung")),
        ("part_goes_on", pgettext_lazy("history", "Cơ quan đã nhận bổ sung")),
        ("part_granted", pgettext_lazy("history", "Một cơ quan đã có kết quả")),
        ("part_refused", pgettext_lazy("history", "Một cơ quan từ chối giải quyết")),
        ("part_stopped", pgettext_lazy("history", "Một cơ quan dừng giải quyết")),
    ]

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="events")
    at = models.DateTimeField()
    kind = models.TextField(choices=KINDS)
    status = models.PositiveSmallIntegerField()
    account = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    position = models.ForeignKey("organisations.Position", models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    step = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    public_text = EncryptedTextField(blank=True, default="")
    note = EncryptedTextField(blank=True, default="")
    way_back = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("việc đã xảy ra với hồ sơ")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["dossier", "at", "id"], name="dossier_event_history")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.kind}"


class ClockPause(models.Model):
    """Tạm dừng tính giờ: from when to when the legal clock stood still, on what ground and article, by whom.

    Where the law has it stand while another agency is asked (`consultation`) its end is that agency's deadline, which
    may lie ahead, until the answer comes.
    """

    GROUNDS = [
        ("supplement", _("chờ bổ sung hồ sơ")),
        ("payment", _("chờ nộp phí, lệ phí")),
        ("part", _("chờ bổ sung cho một cơ quan")),
        ("consultation", _("chờ ý kiến cơ quan khác")),
    ]

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="pauses")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ground = models.TextField(choices=GROUNDS)
    article = models.TextField(blank=True, default="", db_default="")
    approved_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(ended_at=None), name="dossier_one_open_pause"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("started_at")),
                name="dossier_pause_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.ground}"
