"""What the acts of this module are called in the log."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from motcua.accounts.ports import PROCEDURES
from motcua.audit.ports import ACTS
from motcua.laws.ports import CITERS
from motcua.platform.action import FIELD
from motcua.procedures.laws import ProcedureCiters
from motcua.procedures.models import ProcedureField, ProcedureVersion
from motcua.procedures.processes import coverage, step_forms, uses_of
from motcua.processes.ports import COVERAGE, STEP_FORMS, USES


def called(named: Collection[str]) -> Mapping[str, str]:
    """Procedures by their codes and fields by `field:<code>`, as people call them."""
    fields = [each.removeprefix(FIELD) for each in named if each.startswith(FIELD)]
    found = {
        FIELD + code: name for code, name in ProcedureField.objects.filter(code__in=fields).values_list("code", "name")
    }
    versions = ProcedureVersion.objects.filter(procedure__code__in=named).order_by("number")
    return {**found, **dict(versions.values_list("procedure__code", "name"))}


PROCEDURES.register("procedures", called)
USES.register("procedures", uses_of)
COVERAGE.register("procedures", coverage)
CITERS.register("procedures", ProcedureCiters())
STEP_FORMS.register("procedures", step_forms)

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
        "procedures.propose_competence": _("Đề nghị sửa bảng thẩm quyền"),
        "procedures.approve_competence": _("Duyệt bảng thẩm quyền"),
        "procedures.retire_procedure": _("Bãi bỏ thủ tục"),
    }
)
