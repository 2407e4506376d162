"""What papers tell."""

from dataclasses import dataclass

from motcua.platform.events import Event


@dataclass(frozen=True)
class PaperIssued(Event):
    """A paper has its number and its values and waits to be typeset."""

    paper_id: int
