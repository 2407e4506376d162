"""Which dossiers the law no longer lets be kept whole, and which keep a person's data here."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier
from motcua.privacy.public import erased

CODE = "dossiers.dossier"


def over(before: datetime, spared: Collection[int], most: int) -> list[int]:
    """Ended before then and still whole, of nobody who is spared, the oldest first."""
    ended = Dossier.objects.filter(ended_at__lt=before).exclude(pk__in=erased(CODE))
    mine = Q(owner__in=spared) | Q(submitter__in=spared)
    return list((ended.exclude(mine) if spared else ended).order_by("ended_at").values_list("pk", flat=True)[:most])


def persons_of(ids: Sequence[int]) -> set[int]:
    """Whose these are and who filed them."""
    pairs = Dossier.objects.filter(pk__in=ids).values_list("owner_id", "submitter_id")
    return {person for pair in pairs for person in pair}


def binding(ids: Collection[int]) -> Mapping[int, str]:
    """Persons with a dossier that is under way or still to be kept."""
    theirs = Dossier.objects.filter(Q(owner__in=ids) | Q(submitter__in=ids)).exclude(pk__in=erased(CODE))
    reasons: dict[int, str] = {}
    for owner, submitter, ended_at in theirs.values_list("owner_id", "submitter_id", "ended_at"):
        for person in {owner, submitter} & set(ids):
            if ended_at is None:
                reasons[person] = _("Còn hồ sơ đang giải quyết")
            else:
                reasons.setdefault(person, _("Còn hồ sơ trong thời hạn lưu trữ"))
    return reasons
