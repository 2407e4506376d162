"""Answers that lower modules need from dossiers."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS, NAMING
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.series import broken_series
from motcua.platform.backup import SOUND
from motcua.procedures.ports import OPEN_DOSSIERS


def codes(ids: Iterable[int]) -> Mapping[int, str]:
    """Dossiers are called by their codes."""
    return dict(Dossier.objects.filter(pk__in=ids).values_list("pk", "code"))


def open_dossiers(codes: Collection[str]) -> Mapping[str, int]:
    """How many dossiers of each of these procedures are under way."""
    under_way = Dossier.objects.filter(version__procedure__code__in=codes, ended_at=None)
    return dict(under_way.values_list("version__procedure__code").annotate(Count("pk")).order_by())


NAMING.register("dossiers.dossier", codes)
SOUND.register("dossiers", broken_series)
OPEN_DOSSIERS.register("dossiers", open_dossiers)

ACTS.update(
    {
        "dossiers.start_draft": _("Bắt đầu bản nháp"),
        "dossiers.save_draft": _("Lưu bản nháp"),
        "dossiers.delete_draft": _("Xóa bản nháp"),
        "dossiers.restore_draft": _("Khôi phục bản nháp"),
        "dossiers.clear_drafts": _("Dọn bản nháp cũ"),
        "dossiers.hand_over": _("Tạo mã QR sang thiết bị khác"),
        "dossiers.end_handover": _("Kết thúc chụp bằng điện thoại"),
        "dossiers.take_over": _("Làm tiếp trên thiết bị khác"),
        "dossiers.attach_from_phone": _("Đính kèm tệp từ điện thoại"),
        "dossiers.attach_file": _("Đính kèm tệp"),
        "dossiers.remove_file": _("Bỏ tệp đính kèm"),
        "dossiers.submit": _("Nộp hồ sơ"),
        "dossiers.read": _("Xem hồ sơ"),
        "dossiers.take_at_counter": _("Nhận hồ sơ tại quầy"),
        "dossiers.acknowledge": _("Lập giấy xác nhận đã nộp"),
        "dossiers.receive": _("Tiếp nhận hồ sơ"),
        "dossiers.refuse": _("Từ chối tiếp nhận"),
        "dossiers.request_supplement": _("Yêu cầu bổ sung"),
        "dossiers.supply": _("Gửi bổ sung"),
        "dossiers.claim_step": _("Nhận xử lý"),
        "dossiers.claim_steps": _("Nhận xử lý nhiều hồ sơ"),
        "dossiers.assign_step": _("Phân công"),
        "dossiers.assign_steps": _("Phân công nhiều hồ sơ"),
        "dossiers.complete_step": _("Hoàn thành bước"),
        "dossiers.resolve": _("Ra kết quả"),
        "dossiers.deliver": _("Trả kết quả"),
        "dossiers.check_value": _("Đối chiếu với giấy tờ"),
        "dossiers.correct_answers": _("Sửa tờ khai"),
        "dossiers.withdraw": _("Rút hồ sơ"),
        "dossiers.stop": _("Dừng giải quyết"),
    }
)
