"""How often procedures are filed, from the counts by day."""

from datetime import date, timedelta

from django.db.models import Sum

from motcua.dossiers.models import FilingsOfDay

A_YEAR = timedelta(days=365)


def filed_most(on: date, *, size: int) -> list[int]:
    """The procedures filed most in the twelve months up to this day, the most filed first; none before any count."""
    counted = FilingsOfDay.objects.filter(day__gt=on - A_YEAR, day__lte=on).values_list("procedure")
    most = counted.annotate(filings=Sum("count")).order_by("-filings", "procedure")[:size]
    return [procedure for procedure, _filings in most]
