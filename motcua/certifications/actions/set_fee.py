from datetime import datetime

from django.utils.translation import gettext as _

from motcua.certifications.models import CertificationFee
from motcua.certifications.rules import FeeRate
from motcua.platform.action import Actor, Refused, action
from motcua.platform.clock import VIETNAM
from motcua.platform.text import clean

HIGHEST = 10_000_000


@action("certifications.set_fee")
def set_fee(rate: FeeRate, *, by: Actor, at: datetime) -> CertificationFee:
    """Set the fee from today or a later day on; what was entered before keeps its fee.

    Raises Refused for a day that is over, for amounts out of bounds and without a ground.
    """
    if rate.since < at.astimezone(VIETNAM).date():
        raise Refused(_("Mức phí chỉ đặt được từ hôm nay trở đi."), "since")
    amounts = (rate.first_pages, rate.first_amount, rate.later_amount, rate.most_per_copy)
    if not all(0 <= amount <= HIGHEST for amount in amounts):
        raise Refused(_("Mức phí phải từ 0 đến %(most)s đồng.") % {"most": HIGHEST}, "first_amount")
    basis = clean(rate.basis)
    if not basis:
        raise Refused(_("Xin ghi văn bản làm căn cứ."), "basis")
    return CertificationFee.objects.create(
        since=rate.since,
        first_pages=rate.first_pages,
        first_amount=rate.first_amount,
        later_amount=rate.later_amount,
        most_per_copy=rate.most_per_copy,
        basis=basis,
        set_at=at,
        set_by_id=by.account_id,
    )
