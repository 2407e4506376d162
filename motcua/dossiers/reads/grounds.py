"""Grounds from the list, in the words that forms 02 and 03 print: in Vietnamese, as papers of the State are."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.dossiers.models import SupplementItem
from motcua.dossiers.rules import PaperFault, RefusalGround

OFFICIAL_LANGUAGE = "vi"


def refusal_grounds() -> dict[RefusalGround, str]:
    """Why a dossier is not accepted, in the language of the page."""
    return {
        RefusalGround.NOT_COMPETENT: _("Việc không thuộc thẩm quyền giải quyết của tỉnh, thành phố"),
        RefusalGround.NOT_ENTITLED: _("Người nộp không có quyền yêu cầu hoặc không có văn bản ủy quyền"),
        RefusalGround.NOT_MET: _("Không đủ điều kiện theo quy định của thủ tục"),
        RefusalGround.FORGED: _("Giấy tờ có dấu hiệu giả mạo hoặc bị sửa chữa, tẩy xóa"),
        RefusalGround.UNDER_WAY: _("Việc này đang được giải quyết ở một hồ sơ khác"),
    }


@override(OFFICIAL_LANGUAGE)
def refusal_words(ground: RefusalGround) -> str:
    """A ground as form 03 prints it."""
    return refusal_grounds()[ground]


@override(OFFICIAL_LANGUAGE)
def fault_words(fault: PaperFault) -> str:
    """A fault as form 02 prints it."""
    return str(dict(SupplementItem.FAULTS)[fault.value])
