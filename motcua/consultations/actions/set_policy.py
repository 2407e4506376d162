from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.consultations.models import ConsultationPolicy
from motcua.consultations.rules import LONGEST, Silence
from motcua.platform.action import Actor, Refused, action
from motcua.platform.clock import VIETNAM
from motcua.platform.text import clean
from motcua.procedures.public import Procedure, ProcedureField

MOST_DAYS, MOST_HOURS = 60, 240


@action("consultations.set_policy")
def set_policy(
    *,
    valid_from: date,
    codes: Sequence[str],
    days: int,
    silence: str,
    basis: str,
    pause_basis: str,
    remind_hours: Sequence[int],
    by: Actor,
    at: datetime,
) -> ConsultationPolicy:
    """Say from a date on what asking other agencies means, in some procedures or fields (none named: in all).

    What was asked before keeps what was said then. Raises Refused for a past date, an unknown code, and where nothing
    says by which article silence means what it means.
    """
    if valid_from < at.astimezone(VIETNAM).date():
        raise Refused(_("Quy định mới có hiệu lực từ hôm nay hoặc sau đó."), "valid_from")
    wanted = sorted(set(filter(None, map(clean, codes))))
    known = {*Procedure.objects.filter(code__in=wanted).values_list("code", flat=True)}
    known |= {*ProcedureField.objects.filter(code__in=wanted).values_list("code", flat=True)}
    if unknown := [code for code in wanted if code not in known]:
        raise Refused(_("Không có thủ tục hoặc lĩnh vực %(names)s.") % {"names": ", ".join(unknown)}, "codes")
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("Xin nhập số từ 1 đến %(most)d.") % {"most": MOST_DAYS}, "days")
    if silence not in set(Silence):
        raise Refused(_("Xin chọn im lặng nghĩa là gì."), "silence")
    basis, pause_basis = clean(basis)[:LONGEST], clean(pause_basis)[:LONGEST]
    if not basis:
        raise Refused(_("Xin ghi căn cứ: văn bản, điều, khoản."), "basis")
    hours = sorted(set(remind_hours), reverse=True)
    if any(not 1 <= hour <= MOST_HOURS for hour in hours):
        raise Refused(_("Xin nhập số từ 1 đến %(most)d.") % {"most": MOST_HOURS}, "remind_hours")
    return ConsultationPolicy.objects.create(
        valid_from=valid_from, codes=wanted, days=days, silence=silence, basis=basis, pause_basis=pause_basis,
        remind_hours=hours, decided_by_id=by.account_id, decided_at=at,
    )  # fmt: skip
