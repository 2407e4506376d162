"""Why one person does not represent another, said and written down."""

from django.utils.translation import gettext as _

from motcua.persons.rules import Unfit
from motcua.platform.action import NotAllowed


class Unrepresented(NotAllowed):
    """One person may not act for another; the refusal is entered in the audit."""


def unfit_guardian(flaw: Unfit) -> Unrepresented:
    """The refusal of a guardianship."""
    sentences = {
        Unfit.SELF: _("Không ai tự giám hộ cho chính mình."),
        Unfit.BORN_UNKNOWN: _("Cần ngày sinh của cả hai người."),
        Unfit.TOO_YOUNG: _("Người giám hộ phải từ đủ 18 tuổi (Bộ luật Dân sự 2015, điều 49)."),
        Unfit.OF_AGE: _("Người này đã đủ 18 tuổi, tự làm thủ tục hoặc ủy quyền."),
        Unfit.CYCLE: _("Hai người giám hộ vòng cho nhau: người được giám hộ không thể giám hộ người giám hộ mình."),
        Unfit.ENOUGH_GUARDIANS: _("Người này đã có đủ người giám hộ (Bộ luật Dân sự 2015, điều 47)."),
    }
    return Unrepresented(sentences[flaw], None if flaw is not Unfit.OF_AGE else "birth_date")


def unfit_mandate(flaw: Unfit) -> Unrepresented:
    """The refusal of a mandate."""
    sentences = {
        Unfit.SELF: (_("Không thể ủy quyền cho chính mình."), "personal_id"),
        Unfit.BORN_UNKNOWN: (_("Cần ngày sinh của cả hai người. Xin xác thực danh tính trước."), None),
        Unfit.TOO_YOUNG: (
            _("Người ủy quyền phải từ đủ 18 tuổi, người nhận từ đủ 15 tuổi (Bộ luật Dân sự 2015, điều 138)."), None,
        ),
        Unfit.ENDS_BEFORE_START: (_("Ngày kết thúc trước ngày bắt đầu. Xin kiểm tra lại."), "valid_to"),
        Unfit.PAST: (_("Thời hạn ủy quyền đã qua."), "valid_to"),
    }  # fmt: skip
    return Unrepresented(*sentences[flaw])
