from dataclasses import dataclass
from typing import ClassVar

from motcua.platform.events import Event


@dataclass(frozen=True)
class ProcedurePublished(Event):
    """A version of a procedure was put in force."""

    no_handler_because: ClassVar[str] = "the national portal's catalogue, which will listen, is not connected"
    version_id: int
