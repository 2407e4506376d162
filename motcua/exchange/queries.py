"""Which messages to and from other systems."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from motcua.exchange.rules import Outcome

if TYPE_CHECKING:
    from motcua.exchange.models import ExchangeMessage


class ExchangeMessageQuerySet(models.QuerySet["ExchangeMessage"]):
    """Messages, newest first."""

    def about(self, subject: str) -> Self:
        """Those that concern one subject, such as `dossier:12`."""
        return self.filter(subject=subject)

    def unwell(self, since: datetime) -> Self:
        """Those that brought nothing usable since then."""
        return self.filter(at__gte=since).exclude(outcome__in=[Outcome.OK, Outcome.REFUSED])
