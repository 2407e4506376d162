"""What imports leave open, in words an official understands."""

from django.utils.translation import gettext_lazy as _

from motcua.procedures.rules.cautions import BadRow, Caution

CHANNELS = {"in_person": _("Trực tiếp"), "online": _("Trực tuyến"), "postal": _("Qua bưu chính")}

# The national catalogue writes ministries as short words without accents.
OWNERS = {
    "bo-cong-an": "Bộ Công an",
    "bo-nong-nghiep-mt": "Bộ Nông nghiệp và Môi trường",
    "bo-quoc-phong": "Bộ Quốc phòng",
    "bo-tai-chinh": "Bộ Tài chính",
    "bo-tu-phap": "Bộ Tư pháp",
    "bo-xay-dung": "Bộ Xây dựng",
    "ngan-hang-nha-nuoc": "Ngân hàng Nhà nước Việt Nam",
    "toa-an-nhan-dan": "Tòa án nhân dân",
}

CAUTIONS = {
    "unit_inferred": _("Nguồn không ghi đơn vị; tạm hiểu là ngày làm việc (unit_inferred)"),
    "unit_unknown": _("Đơn vị thời hạn lạ; giữ nguyên văn"),
    "duration_no_number": _("Thời hạn không phải là số; giữ nguyên văn"),
    "duration_zero": _("Thời hạn ghi là 0; không tự hiểu là giải quyết ngay"),
    "duration_odd": _("Thời hạn bất thường; giữ nguyên văn"),
    "limits_differ": _("Các cách thức nộp ghi thời hạn khác nhau; giữ từng con số, chưa chọn thời hạn chung"),
    "limit_missing": _("Nguồn không ghi thời hạn"),
    "limit_missing_in_some": _("Có cách thức nộp không ghi thời hạn"),
    "fee_missing": _("Nguồn không có thông tin phí, lệ phí"),
    "fee_missing_in_some": _("Có cách thức nộp không ghi phí, lệ phí"),
    "free_but_note": _("Ghi miễn phí nhưng ghi chú nói khác; không ghi mức phí, giữ nguyên văn"),
    "fee_in_words": _("Mức phí bằng lời hoặc ngoại tệ; giữ nguyên văn"),
    "fee_odd": _("Mức phí bất thường; giữ nguyên văn"),
    "fee_differs_from_note": _("Ghi chú nêu mức phí khác; không ghi mức phí, giữ nguyên văn"),
    "fees_differ": _("Các cách thức nộp ghi phí khác nhau; giữ từng mức, chưa chọn mức chung"),
    "count_missing": _("Không ghi số lượng giấy tờ"),
    "count_odd": _("Số lượng giấy tờ bất thường; giữ nguyên văn"),
    "file_in_quantity": _("Tên tệp mẫu nằm ở ô số lượng; đã chuyển về ô tệp mẫu"),
    "no_paper_name": _("Giấy tờ không có tên; lấy tên tệp hoặc số lượng làm tên"),
    "glued": _("Căn cứ pháp lý bị dính vào nhau, không chắc chỗ tách; giữ nguyên văn"),
    "glued_split": _("Căn cứ pháp lý bị dính vào nhau; đã tách thành hai văn bản"),
    "missing": _("Nguồn để trống"),
    "not_text": _("Không phải chữ; giữ dưới dạng chữ"),
    "not_a_list": _("Không phải danh sách; giữ thành một mục"),
    "not_an_object": _("Không đúng cấu trúc; giữ nguyên văn"),
    "outline_of_full": _("Đã có bản đầy đủ của thủ tục này; giữ bản đầy đủ"),
    "cases_kept": _("Thủ tục đang dùng có nhiều trường hợp riêng; giữ các trường hợp, xin đối chiếu với nguồn"),
    "twice": _("Mã có hơn một lần trong tệp; bản sau là bản nháp mới hơn"),
    "not_published": _("Chưa công bố được"),
    "unmatched": _("Không có giấy tờ nào của thủ tục chắc chắn là giấy tờ này; giữ làm ghi chú của thủ tục"),
    "procedure_unknown": _("Chưa có thủ tục nào mang mã này; dòng được giữ đến khi có thủ tục"),
}
REJECTIONS = {
    "not_an_object": _("Dòng không phải một đối tượng JSON"),
    "bad_code": _("Mã thủ tục không có dạng 1.001193"),
    "no_name": _("Thiếu tên thủ tục"),
    "not_json": _("Dòng không phải JSON hợp lệ"),
    "not_utf8": _("Dòng không phải chữ UTF-8; xin lưu lại tệp với bảng mã UTF-8"),
    "too_long": _("Dòng dài quá 4 MB"),
}


def said_caution(caution: Caution) -> str:
    """A caution in one sentence, with what it is about."""
    sentence = str(CAUTIONS[caution.code])
    return f"{sentence}: {caution.detail}" if caution.detail else sentence


def said_rejection(bad: BadRow) -> str:
    """Why a row was not taken over."""
    sentence = str(REJECTIONS[bad.reason])
    return f"{sentence}: {bad.detail}" if bad.detail else sentence
