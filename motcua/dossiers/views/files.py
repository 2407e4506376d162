from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_noop

from motcua.dossiers.actions.issue_control_slip import issue_control_slip
from motcua.dossiers.models import DossierFile
from motcua.dossiers.reads.access import open_dossier
from motcua.files.public import file_response
from motcua.papers.public import papers_of, print_of
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.pages import enter


@enter("signed_in", "dossiers.read")
def dossier_file(request: HttpRequest, code: str, file: int) -> HttpResponse:
    """A file of a dossier, to those who may see the dossier."""
    dossier = open_dossier(request, code, purpose=gettext_noop("Xem tệp trong hồ sơ"))
    found = DossierFile.objects.filter(pk=file, component__dossier=dossier).select_related("file").first()
    if found is None:
        raise Http404
    return file_response(found.file, inline=request.GET.get("tai") != "1")


@enter("signed_in", "dossiers.read")
def dossier_paper(request: HttpRequest, code: str, paper: int) -> HttpResponse:
    """A slip or the result of a dossier, to those who may see the dossier."""
    dossier = open_dossier(request, code, purpose=gettext_noop("Xem giấy tờ của hồ sơ"))
    found = papers_of(dossier.subject).filter(pk=paper).first()
    if found is None:
        raise Http404
    return file_response(print_of(found, at=clock.now()), inline=request.GET.get("tai") != "1")


@enter("official", "dossiers.read")
def control_slip_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Form 06 of an accepted dossier as it was kept, or a new one where something happened since."""
    dossier = open_dossier(request, code, purpose=gettext_noop("Xem giấy tờ của hồ sơ"))
    if dossier.received_at is None:
        raise Http404
    paper = issue_control_slip(dossier, by=SYSTEM, at=clock.now())
    return file_response(print_of(paper, at=clock.now()), inline=request.GET.get("tai") != "1")
