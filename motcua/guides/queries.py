from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from motcua.platform.action import Actor

if TYPE_CHECKING:
    from motcua.guides.models import Feedback

ANSWERING = "guides.answer_feedback"


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    """What officials wrote about pages."""

    def visible_to(self, actor: Actor) -> FeedbackQuerySet:
        """All for those who answer it; to others what they wrote themselves."""
        return self.filter(Q() if actor.is_everywhere(ANSWERING) else Q(account=actor.account_id))

    def waiting(self) -> FeedbackQuerySet:
        """Those without an answer."""
        return self.filter(answered_at=None)
