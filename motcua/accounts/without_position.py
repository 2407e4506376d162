"""What an official who holds no position any more is told."""

from django.utils.translation import gettext as _

from motcua.accounts.models import PositionHolding
from motcua.organisations.public import Organisation, carried_on_by
from motcua.platform import clock
from motcua.platform.action import Actor
from motcua.platform.formats import dmy
from motcua.platform.language import data


def why_without_rights(actor: Actor) -> str:
    """Why an official may do nothing: their unit ended and who carries on, or they hold no position; "" else."""
    if actor.position_id is not None or actor.person_id is None:
        return ""
    last = PositionHolding.objects.filter(person=actor.person_id).order_by("-valid_from", "-id")
    held = last.select_related("position__organisation").first()
    unit = held.position.organisation if held is not None else None
    if unit is None or unit.valid_to is None or unit.valid_to > clock.today():
        return _("Ông/bà hiện không giữ chức vụ nào. Xin liên hệ người quản trị tài khoản của đơn vị.")
    said = _("%(unit)s đã kết thúc hoạt động từ %(date)s.") % {"unit": data(unit.name), "date": dmy(unit.valid_to)}
    heir = carried_on_by([unit.pk], clock.today()).get(unit.pk)
    if heir is not None:
        name = data(Organisation.objects.only("name").get(pk=heir).name)
        said += " " + _("Hồ sơ của đơn vị giữ nguyên mã và do %(unit)s giải quyết tiếp.") % {"unit": name}
    return (
        said
        + " "
        + _(
            "Việc vừa làm chưa được ghi; bấm Quay lại để xem những gì đã nhập. Xin liên hệ người quản trị để được giao"
            " chức vụ mới."
        )
    )
