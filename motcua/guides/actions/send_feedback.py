from datetime import datetime

from django.utils.translation import gettext as _

from motcua.files.public import TakenIn, store_upload
from motcua.guides.models import Feedback
from motcua.platform.action import Actor, ActorKind, NotAllowed, Refused, action
from motcua.platform.text import clean

LONGEST = 2000


@action("guides.send_feedback", open_to_all=True)
def send_feedback(
    *,
    text: str,
    by: Actor,
    at: datetime,
    page: str = "",
    position: str = "",
    browser: str = "",
    width: int | None = None,
    picture: TakenIn | None = None,
) -> Feedback:
    """Write to those who look after the system what is wrong or missing on a page, with a picture of it where given.

    `width` is that of the window in pixels. Raises Refused for an empty text; officials alone may.
    """
    if by.kind is not ActorKind.OFFICIAL or by.account_id is None:
        raise NotAllowed(_("Ông/bà không có quyền thực hiện việc này."))
    words = clean(text)[:LONGEST]
    if not words:
        raise Refused(_("Xin viết góp ý."), "text")
    return Feedback.objects.create(
        account_id=by.account_id,
        organisation_id=by.organisation_id,
        position=position,
        page=page,
        browser=clean(browser)[:300],
        width=width if width and 0 < width < 20_000 else None,
        text=words,
        picture=store_upload(picture, by=by, at=at) if picture else None,
        at=at,
    )
