import re
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.public import Account
from motcua.dossiers.models import DeskDuty, DeskPractice
from motcua.organisations.public import Organisation
from motcua.platform.action import Actor, Refused, action
from motcua.platform.text import clean

MOST_DAYS = 5
HOTLINE = re.compile(r"\+?(?:[0-9][ .-]?){4,15}")


@action("dossiers.set_practice")
def set_practice(
    organisation: Organisation | None, *, reply_hours: int, reminder_days: Sequence[int], assign_by: str,
    hotline: str = "", by: Actor, at: datetime,
) -> DeskPractice:  # fmt: skip
    """Say how a unit works from now on: its promise to answer, its reminders, how it hands out steps, its telephone.

    Without a unit it is for all that say nothing of their own.
    What held before stays on record. Raises Refused for hours outside 1 to 80, days outside 1 to 30, an unknown way,
    a telephone that is none.
    """
    if not 1 <= reply_hours <= 80:
        raise Refused(_("Giờ trả lời từ 1 đến 80 giờ làm việc."), "reply_hours")
    days = sorted(set(reminder_days))
    if len(days) > MOST_DAYS or any(not 1 <= day <= 30 for day in days):
        raise Refused(_("Nhắc tối đa 5 lần, sau 1 đến 30 ngày."), "reminder_days")
    if assign_by not in dict(DeskPractice.WAYS):
        raise Refused(_("Xin chọn cách giao việc."), "assign_by")
    hotline = clean(hotline)
    if hotline and not HOTLINE.fullmatch(hotline):
        raise Refused(_("Điện thoại gồm 4 đến 15 chữ số, có thể cách nhau."), "hotline")
    return DeskPractice.objects.create(
        organisation=organisation, reply_hours=reply_hours, reminder_days=days, assign_by=assign_by, hotline=hotline,
        since=at, set_by_id=by.account_id,
    )  # fmt: skip


@action("dossiers.set_duty")
def set_duty(
    organisation: Organisation, account: Account, *, kind: str, codes: Sequence[str], by: Actor, at: datetime
) -> DeskDuty | None:
    """Put an official in charge of fields of procedures, or of areas, in a unit; no codes end it.

    What was before stays on record. Raises Refused for an unknown kind.
    """
    if kind not in dict(DeskDuty.KINDS):
        raise Refused(_("Xin chọn lĩnh vực hay địa bàn."), "kind")
    standing = DeskDuty.objects.select_for_update().filter(
        organisation=organisation, account=account, kind=kind, ended_at=None
    )
    standing.update(ended_at=at)
    wanted = sorted({code.strip() for code in codes if code.strip()})
    if not wanted:
        return None
    return DeskDuty.objects.create(organisation=organisation, account=account, kind=kind, codes=wanted, since=at)
