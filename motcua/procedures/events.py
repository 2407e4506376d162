from dataclasses import dataclass

from motcua.platform.events import Event


@dataclass(frozen=True)
class ProcedurePublished(Event):
    """A version of a procedure was put in force.

    no_handler_because: the shared catalogue of the national portal, which will listen, is not connected yet.
    """

    version_id: int
