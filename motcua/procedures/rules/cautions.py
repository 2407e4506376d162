"""What a row of the catalogue leaves open: a code for each gap, put into words elsewhere. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Caution:
    """A gap of one field: the row is taken over, its text kept as the source has it."""

    field: str
    code: str
    detail: str = ""


class BadRow(ValueError):
    """A row that cannot be taken over at all: no JSON object, no valid code, no name."""

    def __init__(self, code: str, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.detail = detail
