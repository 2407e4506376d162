from dataclasses import dataclass
from datetime import datetime

from motcua.platform.events import Event


@dataclass(frozen=True)
class CityGrows(Event):
    """Nothing else waits to be done: a few more dossiers of the demo city may be made."""

    at: datetime
