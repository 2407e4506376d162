"""What files tell."""

from dataclasses import dataclass

from motcua.platform.events import Event


@dataclass(frozen=True)
class FileStored(Event):
    """A file was taken in and waits for the virus scanner."""

    file_id: int


@dataclass(frozen=True)
class FileErased(Event):
    """A file is no longer; its content may go too, unless another file has the same."""

    sha256: str
