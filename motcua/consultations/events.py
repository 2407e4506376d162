from dataclasses import dataclass
from datetime import datetime

from motcua.platform.events import Event


@dataclass(frozen=True)
class OpinionMoved(Event):
    """Something happened to the opinion of one agency: `move` is asked, answered, silent, reminded or withdrawn."""

    opinion_id: int
    move: str
    at: datetime


@dataclass(frozen=True)
class WordWritten(Event):
    """One side wrote to the other in the thread of an opinion."""

    message_id: int
    at: datetime
