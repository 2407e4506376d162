from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Refused, action
from motcua.platform.text import clean
from motcua.privacy.models import Breach

LONGEST = 8000
MOST_PEOPLE = 200_000_000


@action("privacy.record_breach")
def record_breach(
    *,
    title: str,
    kind: str,
    data_classes: Collection[str],
    people: int | None,
    discovered_at: datetime | None,
    description: str,
    consequences: str = "",
    measures: str,
    by: Actor,
    at: datetime,
) -> Breach:
    """Enter a breach in the register; from its discovery the clock for telling the authority runs.

    Raises Refused for what is missing, unknown, or was discovered in the future.
    """
    name = clean(title)[:200]
    if len(name) < 5:
        raise Refused(_("Xin đặt tên sự cố, ít nhất 5 ký tự."), "title")
    if kind not in dict(Breach.KINDS):
        raise Refused(_("Xin chọn loại sự cố."), "kind")
    classes = [code for code, _name in Breach.CLASSES if code in data_classes]
    if not classes:
        raise Refused(_("Xin chọn loại dữ liệu."), "data_classes")
    if people is None or people > MOST_PEOPLE:
        raise Refused(_("Xin ghi số người, 0 nếu chưa biết."), "people")
    if discovered_at is None or discovered_at > at:
        raise Refused(_("Xin ghi ngày, giờ phát hiện, không sau lúc này."), "discovered_at")
    told, done = clean(description)[:LONGEST], clean(measures)[:LONGEST]
    if not told:
        raise Refused(_("Xin ghi diễn biến."), "description")
    if not done:
        raise Refused(_("Xin ghi biện pháp đã làm hoặc sẽ làm."), "measures")
    return Breach.objects.create(
        title=name, kind=kind, data_classes=classes, people=people, discovered_at=discovered_at, description=told,
        consequences=clean(consequences)[:LONGEST], measures=done, recorded_at=at, recorded_by_id=by.account_id,
    )  # fmt: skip
