"""Take into the register what procedures, forms and processes cite and it does not know yet."""

from datetime import datetime

from motcua.laws.models import LegalDocument
from motcua.laws.ports import cited
from motcua.laws.rules import issued_in, number_of
from motcua.platform.action import Actor, action
from motcua.platform.text import clean

AT_ONCE = 500


@action("laws.gather_cited")
def gather_cited(*, by: Actor, at: datetime) -> int:
    """Enter every document that something in force cites and that is not in the register yet; how many were new.

    What no number can be read of is left out. The day of issue is taken from the title where it says it.
    """
    told: dict[str, str] = {}
    for each in cited():
        number, title = number_of(each.number), clean(each.title)
        if number and len(title) > len(told.get(number, "")):
            told[number] = title
    known = set(LegalDocument.objects.filter(number__in=told).values_list("number", flat=True))
    fresh = [
        LegalDocument(
            number=number,
            title=title,
            issued_on=issued_in(number, title),
            is_gathered=True,
            recorded_at=at,
            recorded_by_id=by.account_id,
        )
        for number, title in sorted(told.items())
        if number not in known
    ]
    # Somebody else may gather at the same time: what is there already stays as it is.
    LegalDocument.objects.bulk_create(fresh, batch_size=AT_ONCE, ignore_conflicts=True)
    return len(fresh)
