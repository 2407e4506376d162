"""What persons do by themselves."""

from motcua.persons.public import find_duplicates
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.events import every


@every(seconds=21_600)
def look_for_duplicates() -> None:
    """Records that look like one person are put before officials."""
    find_duplicates(by=SYSTEM, at=clock.now())
