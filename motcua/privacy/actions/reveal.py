from collections.abc import Collection
from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Refused, action, record_read, reference
from motcua.platform.text import clean
from motcua.privacy.models import Reveal
from motcua.privacy.reads.reasons import REASONS, needs_note

LONGEST = 500


@action("privacy.reveal")
def reveal(
    record: models.Model, *, field: str, persons: Collection[int], purpose: str, note: str, by: Actor, at: datetime
) -> Reveal:
    """Show a hidden number of this record for a reason: written down as a look with that purpose.

    Raises Refused without a reason, or for one that must be explained and is not.
    """
    if purpose not in REASONS:
        raise Refused(_("Xin chọn lý do."), "purpose")
    words = clean(note)[:LONGEST]
    if needs_note(purpose) and len(words) < 5:
        raise Refused(_("Xin ghi rõ lý do, căn cứ."), "note")
    record_read(by=by, purpose=purpose, persons=persons, subject=record)
    return Reveal.objects.create(
        subject=reference(record),
        field=field,
        purpose=purpose,
        note=words,
        account_id=by.account_id,
        organisation_id=by.organisation_id,
        at=at,
    )
