"""What an import says of a file, the same shape for every import."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Rejected:
    """A row that was not taken: its place in the file, its code where it has one, and why."""

    row: int
    code: str
    reason: str


@dataclass(frozen=True)
class Warned:
    """A row that was taken with a change or a doubt."""

    code: str
    field: str
    reason: str


@dataclass(frozen=True)
class ImportReport:
    """How many rows were read, taken, already there; which were not taken, and which deserve a look."""

    read: int
    imported: int
    unchanged: int
    rejected: tuple[Rejected, ...] = ()
    warnings: tuple[Warned, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The report as written to a file."""
        return {**asdict(self), "rejected": [asdict(row) for row in self.rejected],
                "warnings": [asdict(row) for row in self.warnings]}  # fmt: skip
