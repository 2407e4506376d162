"""What happened, told upwards: after commit, at least once, each handler alone."""

from motcua.platform.events.declare import Event, every, handlers_of, heartbeats, on
from motcua.platform.events.delivery import defer, deliver

__all__ = ["Event", "defer", "deliver", "emit", "every", "handlers_of", "heartbeats", "on"]


def emit(event: Event) -> None:
    """Tell higher modules what happened; only inside an action (`motcua.platform.action.emit`)."""
    from motcua.platform.action import emit as emit_in_action

    emit_in_action(event)
