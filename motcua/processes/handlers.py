"""What the engine does by itself: timers."""

import logging

from motcua.platform.action import SYSTEM, Refused
from motcua.platform.clock import now
from motcua.platform.events import every
from motcua.processes.actions.fire_timer import fire_timer
from motcua.processes.models import TaskTimer

logger = logging.getLogger(__name__)

AT_ONCE = 500


@every(seconds=30)
def fire_timers() -> None:
    """Fire the timers that have run out, each in its own transaction: one that cannot does not stop the others."""
    at = now()
    for timer in TaskTimer.objects.run_out(at).select_related("task")[:AT_ONCE]:
        try:
            fire_timer(timer, by=SYSTEM, at=at)
        except Refused as refused:
            logger.info("timer %s did not fire: %s", timer.pk, refused)
