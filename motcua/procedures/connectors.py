"""What the acts of this module are called in the log."""

from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS

ACTS.update(
    {
        "procedures.define_version": _("Soạn phiên bản thủ tục"),
        "procedures.import_catalogue": _("Nhập danh mục thủ tục"),
        "procedures.publish_version": _("Công bố phiên bản thủ tục"),
        "procedures.import_substitution": _("Nhập danh mục giấy tờ thay bằng dữ liệu"),
        "procedures.words": _("Sửa từ đồng nghĩa để tìm thủ tục"),
        "procedures.count_search": _("Đếm câu tìm kiếm"),
        "procedures.count_opened": _("Đếm lượt mở từ kết quả tìm"),
        "procedures.set_up_filing": _("Cho nộp thủ tục tại đây"),
        "procedures.retire_procedure": _("Bãi bỏ thủ tục"),
    }
)
