"""What privacy tells its own jobs and others."""

from dataclasses import dataclass
from datetime import datetime

from motcua.platform.events import Event


@dataclass(frozen=True)
class DataExportAsked(Event):
    """Somebody asked for a copy of their data: a job makes it."""

    export_id: int
    at: datetime


@dataclass(frozen=True)
class TellingAsked(Event):
    """Those affected by a breach are to be told what a note says: jobs do it, some at a time."""

    breach_id: int
    note_id: int
