from datetime import datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Refused, action
from motcua.platform.personal import purpose_of
from motcua.platform.text import clean
from motcua.privacy.models import LookDelay

LONGEST_DAYS = 730


@action("privacy.set_delay")
def set_delay(*, purpose: str, days: int, ground: str, by: Actor, at: datetime) -> LookDelay | None:
    """Tell of looks for this purpose so many days later from now on; 0 days ends the rule in force.

    Only of inspections, and only on a ground of law. Raises Refused otherwise. The rule before stays as history.
    """
    del by
    known = purpose_of(purpose)
    if known is None or not known.is_inspection:
        raise Refused(_("Chỉ lần xem để thanh tra, kiểm tra mới được báo chậm."), "purpose")
    words = clean(ground)[:500]
    if days and not words:
        raise Refused(_("Xin ghi căn cứ: số, ngày của quyết định hoặc điều luật."), "ground")
    if not 0 <= days <= LONGEST_DAYS:
        raise Refused(_("Số ngày từ 0 đến %(most)d.") % {"most": LONGEST_DAYS}, "days")
    LookDelay.objects.filter(purpose=purpose, valid_to=None).update(valid_to=at)
    if not days:
        return None
    return LookDelay.objects.create(purpose=purpose, days=days, ground=words, valid_from=at)
