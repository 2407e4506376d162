from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import LISTED
from motcua.dossiers.reads.access import open_dossier
from motcua.dossiers.reads.clock import explain, why_words
from motcua.dossiers.reads.outputs import outputs_of
from motcua.platform import clock
from motcua.platform.action import record_read
from motcua.platform.pages import actor_of_request, enter, keyset_page

router = Router()
PAGE_SIZE = 50


class DossierOut(Schema):
    """A dossier without what its owner declared. `status` and `channel` are the numbers exchanged nationally."""

    code: str
    procedure_code: str
    procedure_name: str
    status: int
    channel: int
    submitted_at: datetime
    accept_by: datetime | None
    received_at: datetime | None
    original_due_at: datetime | None
    due_at: datetime | None
    ended_at: datetime | None


class ResultOut(Schema):
    """One result of a dossier, when and how it was handed over; `is_last` settles the matter, others are parts."""

    name: str
    number: str
    issued_at: datetime
    is_last: bool
    delivered_at: datetime | None
    way: str


class DossierPage(Schema):
    """A page of dossiers, newest first; `next` continues it, null on the last page."""

    items: list[DossierOut]
    next: str | None


class DueOut(Schema):
    """Why the due date is what it is: `due_at`, and each sentence of the explanation."""

    due_at: datetime | None
    sentences: list[str]


def _out(dossier: Dossier) -> DossierOut:
    return DossierOut(
        code=dossier.code,
        procedure_code=dossier.version.procedure.code,
        procedure_name=dossier.version.name,
        status=dossier.status,
        channel=dossier.channel,
        submitted_at=dossier.submitted_at,
        accept_by=dossier.accept_by,
        received_at=dossier.received_at,
        original_due_at=dossier.original_due_at,
        due_at=dossier.due_at,
        ended_at=dossier.ended_at,
    )


@router.get("/dossiers", response=DossierPage)
@enter("signed_in", "dossiers.read")
def list_dossiers(request: HttpRequest, after: str | None = None) -> DossierPage:
    """The dossiers that the caller may see, newest first: the same filter as every page."""
    actor = actor_of_request(request)
    dossiers = Dossier.objects.visible_to(actor).for_list()
    visible = dossiers.select_related("version__procedure").only(*LISTED, "entity__name", "version__procedure__code")
    page = keyset_page(visible, keys=("-submitted_at", "-id"), after=after, size=PAGE_SIZE)
    record_read(by=actor, purpose=gettext_noop("Xem danh sách hồ sơ"), persons=[row.owner_id for row in page.rows])
    return DossierPage(items=[_out(row) for row in page.rows], next=page.next_token)


@router.get("/dossiers/{code}", response=DossierOut)
@enter("signed_in", "dossiers.read")
def read_dossier(request: HttpRequest, code: str) -> DossierOut:
    """One dossier that the caller may see."""
    return _out(open_dossier(request, code, purpose=gettext_noop("Giải quyết hồ sơ")))


@router.get("/dossiers/{code}/due", response=DueOut)
@enter("signed_in", "dossiers.read")
def explain_due_date(request: HttpRequest, code: str) -> DueOut:
    """Why the due date of a dossier is what it is."""
    dossier = open_dossier(request, code, purpose=gettext_noop("Giải quyết hồ sơ"))
    explanation = explain(dossier, clock.now())
    return DueOut(due_at=dossier.due_at, sentences=why_words(explanation, dossier.events.filter(kind="recounted")))


@router.get("/dossiers/{code}/results", response=list[ResultOut])
@enter("signed_in", "dossiers.read")
def list_results(request: HttpRequest, code: str) -> list[ResultOut]:
    """What came of a dossier, in the order of issue: parts given out early, and the result that settled it."""
    dossier = open_dossier(request, code, purpose=gettext_noop("Giải quyết hồ sơ"))
    return [
        ResultOut(
            name=each.name, number=each.number, issued_at=each.issued_at, is_last=each.is_last,
            delivered_at=each.delivered_at, way=each.way,
        )
        for each in outputs_of(dossier)
    ]  # fmt: skip
