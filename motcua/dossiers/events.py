from dataclasses import dataclass
from datetime import datetime

from motcua.platform.events import Event


@dataclass(frozen=True)
class _OfDossier(Event):
    """What every event of a dossier says: which, and when."""

    dossier_id: int
    at: datetime


class DossierSubmitted(_OfDossier):
    """A dossier was filed online; nobody has accepted it yet."""


class DossierReceived(_OfDossier):
    """A dossier was accepted as valid: its legal clock runs."""


class DossierUnplaced(_OfDossier):
    """Who resolves an accepted dossier is not known: it waits in the coordination queue."""


class DossierRefused(_OfDossier):
    """A dossier was not accepted. A matter refused after examination is a result: DossierResolved."""


class SupplementRequested(_OfDossier):
    """The applicant was asked for something; a clock that ran stands still."""


class DossierSupplemented(_OfDossier):
    """What was asked for was supplied; a clock that stood still runs on."""


class DossierWithdrawn(_OfDossier):
    """The applicant took the dossier back."""


@dataclass(frozen=True)
class DossierUndone(_OfDossier):
    """Somebody took back what they had just done, at `undone_at`."""

    undone_at: datetime


class DossierStopped(_OfDossier):
    """The work on a dossier was stopped before there was a result."""


class DossierResolved(_OfDossier):
    """The result is there: the matter granted, or refused in writing."""


class ResultUncollected(_OfDossier):
    """The result waits, and the applicant is to be told so again."""


class ResultDelivered(_OfDossier):
    """The result was handed over, and nothing of it is left."""


@dataclass(frozen=True)
class OutputIssued(_OfDossier):
    """One of several results was given out while the rest goes on."""

    output_id: int


@dataclass(frozen=True)
class OutputDelivered(_OfDossier):
    """Some of the results were handed over, not yet all."""

    delivery_id: int


@dataclass(frozen=True)
class DossierReopened(_OfDossier):
    """A matter that had ended is decided anew, as the dossier `anew`."""

    anew: int


@dataclass(frozen=True)
class VisitMoved(Event):
    """A visit to the place was planned, called off or done."""

    visit_id: int
    move: str
    at: datetime


@dataclass(frozen=True)
class ComplaintMoved(Event):
    """A complaint about a dossier was received, taken on, declined or settled."""

    complaint_id: int
    move: str
    at: datetime


@dataclass(frozen=True)
class TransferMoved(Event):
    """Another is to go on with a dossier: `move` is asked, done or ended."""

    transfer_id: int
    move: str
    at: datetime


class AcceptanceLate(_OfDossier):
    """A dossier filed online was neither accepted nor answered by the time set for that."""


@dataclass(frozen=True)
class ClockMarkReached(Event):
    """A dossier used that share, in percent, of its working time."""

    dossier_id: int
    percent: int
    at: datetime


@dataclass(frozen=True)
class ExtensionMoved(Event):
    """Form 04 of a dossier: `move` is draft, proposed, returned or approved."""

    extension_id: int
    move: str
    at: datetime


@dataclass(frozen=True)
class BulkConfirmed(Event):
    """Many dossiers of one spreadsheet wait to be made."""

    bulk_id: int


@dataclass(frozen=True)
class LinkedMoved(Event):
    """Something happened to a linked matter or to one of its parts; the others follow."""

    whole_id: int
    at: datetime


@dataclass(frozen=True)
class CommentWritten(Event):
    """Somebody wrote a note or a word to the other side."""

    comment_id: int
    at: datetime


@dataclass(frozen=True)
class StepsGiven(Event):
    """An official was given steps by another, or by the rules of the unit (`by_account` None)."""

    account_id: int
    by_account: int | None
    tasks: list[int]
    at: datetime


@dataclass(frozen=True)
class StoodForOpinion(Event):
    """The clock stands while another agency is asked, or runs on with its answer: the dossier is due on another day."""

    dossier_id: int
    before: datetime
    at: datetime


@dataclass(frozen=True)
class DossiersRecounted(Event):
    """The date by which these dossiers are due is another, as the calendar or the unit's changed."""

    dossiers: list[int]
    at: datetime
