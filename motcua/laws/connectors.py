"""What the acts of this module are called in the log."""

from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS

ACTS.update(
    {
        "laws.read": _("Xem sổ văn bản pháp luật"),
        "laws.gather_cited": _("Nạp văn bản đang được dẫn vào sổ"),
        "laws.record_document": _("Ghi văn bản pháp luật"),
        "laws.record_change": _("Ghi nhận thay đổi của văn bản pháp luật"),
        "laws.assign_review": _("Giao việc rà soát theo văn bản pháp luật"),
        "laws.close_review": _("Kết thúc việc rà soát theo văn bản pháp luật"),
        "laws.remind_reviews": _("Nhắc việc rà soát quá hạn"),
    }
)
