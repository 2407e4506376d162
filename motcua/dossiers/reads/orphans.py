"""Dossiers that lie at a body that stands no more."""

from datetime import datetime

from django.db.models import Q

from motcua.dossiers.models import Dossier
from motcua.organisations.public import Organisation
from motcua.platform.clock import VIETNAM

MOST = 200


def orphaned(now: datetime, after: int = 0) -> list[Dossier]:
    """Open dossiers whose competent authority or unit of record ended and that no coordinator was asked about yet; at
    most `MOST` at once of those beyond the number `after`. One statement for the few bodies that ended, one for their
    dossiers.
    """
    ended = list(Organisation.objects.filter(valid_to__lte=now.astimezone(VIETNAM).date()).values_list("pk", flat=True))
    if not ended:
        return []
    lies = Q(competent_authority__in=ended) | Q(unit_of_record__in=ended)
    return list(
        Dossier.objects.open()
        .filter(lies, pk__gt=after)
        .exclude(coordinations__decided_at=None, coordinations__isnull=False)
        .order_by("pk")[:MOST]
    )
