from datetime import datetime
from typing import Protocol

from motcua.platform.action import Actor, action, hold_back


class Happening(Protocol):
    """What happens in the city besides the lives of its dossiers."""

    def happen(self) -> None:
        """Let happen what has not yet; raises Refused where an act is."""
        ...


@action("demo.add_affairs")
def add_affairs(affairs: Happening, *, by: Actor, at: datetime) -> None:
    """Let happen what has not yet happened in the demo city besides its dossiers; each act is an action of its own.

    Nobody is told of it. Raises Refused where an act is.
    """
    del by, at
    affairs.happen()
    hold_back()
