"""What files ask of others: is there a virus in this?"""

from typing import Protocol

from motcua.platform.registry import Port
from motcua.platform.settings import installation


class Scanner(Protocol):
    """A virus scanner; by default there is none, and files say so."""

    def __call__(self, content: bytes) -> str:
        """The name of what was found, empty for nothing. Raises when it cannot say: it is asked again later."""
        ...


SCANNER: Port[Scanner] = Port("files.scanner", "Is there a virus in this content?")


def scanner() -> Scanner | None:
    """The scanner of this installation, None where none is set up. Raises PortUnanswered on a name nobody offers."""
    if not SCANNER.names() and SCANNER.name not in installation().connectors:
        return None
    return SCANNER.answer()
