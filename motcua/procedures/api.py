from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.errors import HttpError

from motcua.platform import clock
from motcua.platform.pages import enter
from motcua.procedures.finding import answering
from motcua.procedures.models import ProcedureVersion

router = Router()
PAGE_SIZE = 20


class ProcedureOut(Schema):
    """A procedure in force."""

    code: str
    name: str
    field: str
    summary: str
    online_level: str
    levels: list[str]


def _out(version: ProcedureVersion) -> ProcedureOut:
    return ProcedureOut(
        code=version.procedure.code,
        name=version.name,
        field=version.procedure.field.name,
        summary=version.summary,
        online_level=version.online_level,
        levels=version.levels,
    )


@router.get("/procedures", response=list[ProcedureOut])
@enter("anyone")
def list_procedures(request: HttpRequest, query: str = "") -> list[ProcedureOut]:
    """Procedures in force: those that answer a question in plain words, or the first by code."""
    versions = ProcedureVersion.objects.published(clock.today())
    if query:
        return [_out(version) for version in answering(versions, query[:200], PAGE_SIZE).versions]
    return [_out(version) for version in versions.order_by("procedure__code")[:PAGE_SIZE]]


@router.get("/procedures/{code}", response=ProcedureOut)
@enter("anyone")
def read_procedure(request: HttpRequest, code: str) -> ProcedureOut:
    """One procedure in force."""
    version = ProcedureVersion.objects.published(clock.today()).filter(procedure__code=code).first()
    if version is None:
        raise HttpError(404, _("Không có thủ tục này."))
    return _out(version)
