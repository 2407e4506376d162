"""What the acts of this module are called in the log."""

from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS

ACTS.update(
    {
        "post.read": _("Xem bưu gửi"),
        "post.place_order": _("Đặt bưu gửi"),
        "post.release": _("Đặt bưu gửi khi có kết quả"),
        "post.cancel": _("Hủy bưu gửi chưa giao"),
        "post.cancel_all": _("Hủy các bưu gửi không còn cần"),
        "post.begin_order": _("Bắt đầu lần đặt với bưu chính"),
        "post.record_taken": _("Ghi nhận bưu chính nhận đơn"),
        "post.record_refused": _("Ghi nhận bưu chính chưa nhận đơn"),
        "post.order_again": _("Sửa địa chỉ, đặt lại bưu gửi"),
        "post.wake_due": _("Đánh thức bưu gửi đến hạn đặt"),
        "post.hand_over": _("Giao bưu gửi cho bưu chính"),
        "post.pass_on": _("Chuyển bưu gửi của đơn vị đã kết thúc hoạt động"),
        "post.record_asked": _("Hỏi bưu chính về bưu gửi lâu không có tin"),
        "post.record_told": _("Ghi nhận bưu chính báo về bưu gửi"),
        "post.report_lost": _("Báo bưu gửi thất lạc"),
        "post.decide": _("Quyết định về bưu gửi thất lạc, chuyển hoàn"),
        "post.add_item_codes": _("Thêm mã bưu gửi được cấp"),
        "post.forget_homes": _("Xóa địa chỉ gửi nhận hết hạn lưu"),
        "post.forget_person": _("Xóa địa chỉ gửi nhận của một người"),
    }
)
