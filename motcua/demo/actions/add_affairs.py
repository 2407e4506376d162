from datetime import datetime

from motcua.demo.affairs import Affairs
from motcua.platform.action import Actor, action, hold_back


@action("demo.add_affairs")
def add_affairs(affairs: Affairs, *, by: Actor, at: datetime) -> None:
    """Let happen what has not yet happened in the demo city besides its dossiers; each act is an action of its own.

    Nobody is told of it. Raises Refused where an act is.
    """
    del by, at
    affairs.happen()
    hold_back()
