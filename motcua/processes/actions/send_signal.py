"""Tell a signal to all matters."""

from datetime import datetime

from motcua.platform.action import Actor, action, note
from motcua.platform.events import emit
from motcua.processes.events import SignalTold


@action("processes.send_signal")
def send_signal(name: str, *, by: Actor, at: datetime) -> None:
    """Tell a signal to whatever waits for it now, in any matter; each goes on by itself a moment later."""
    note(signal=name)
    emit(SignalTold(name, at))
