"""What files tell."""

from dataclasses import dataclass

from motcua.platform.events import Event


@dataclass(frozen=True)
class FileStored(Event):
    """A file was taken in and waits for the virus scanner."""

    file_id: int
