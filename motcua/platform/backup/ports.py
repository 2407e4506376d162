"""What the platform must ask the modules above for a backup to be whole."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from motcua.platform.registry import Port


class Keeping(Protocol):
    """The folder in which a module keeps what is not in the database.

    Nothing in it is changed in place, names that begin with a dot and `incoming` are not worth keeping.
    """

    def __call__(self) -> Path: ...


class Sounding(Protocol):
    """What is wrong with what a module keeps, in words for the operator; nothing where all is well."""

    def __call__(self) -> Sequence[str]: ...


KEPT: Port[Keeping] = Port("platform.kept", "What lies on the disk besides the database?")
SOUND: Port[Sounding] = Port("platform.sound", "Is what is kept whole?")
