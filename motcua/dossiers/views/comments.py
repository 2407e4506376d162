"""Trao đổi và ghi chú: what is said in a dossier, its files, what waits for an answer, and all of it as a table."""

import csv
from io import StringIO

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from motcua.accounts.public import Account
from motcua.dossiers.actions.comment import comment, withdraw_comment
from motcua.dossiers.models import CommentFile, Dossier, DossierComment
from motcua.dossiers.reads.access import open_dossier
from motcua.dossiers.reads.comments import said_in, unanswered
from motcua.dossiers.reads.uploads import take_paper
from motcua.dossiers.views.acts import act, text_of
from motcua.files.public import file_response
from motcua.platform import clock
from motcua.platform.action import record_read
from motcua.platform.formats import dmyhm
from motcua.platform.pages import actor_of_request, enter, render

PAGE_SIZE = 50


@act("dossiers.comment", back=lambda request: "#trao-doi")
def write_comment(request: HttpRequest, dossier: Dossier) -> str:
    """Ghi chú nội bộ, or a word to the applicant."""
    username = text_of(request, "addressed_to")
    comment(
        dossier,
        text=text_of(request, "text"),
        visibility=text_of(request, "visibility"),
        addressed_to=Account.objects.officials().filter(username=username).first() if username else None,
        uploads=[take_paper(upload) for upload in request.FILES.getlist("files")],
        by=actor_of_request(request),
        at=clock.now(),
    )
    if request.POST.get("visibility") == "applicant":
        return _("Đã gửi người nộp.")
    return _("Đã ghi, chỉ cán bộ đọc được.")


@act("dossiers.withdraw_comment", back=lambda request: "#trao-doi")
def take_back_comment(request: HttpRequest, dossier: Dossier, comment: int) -> str:
    """Thu hồi một lời ghi."""
    withdraw_comment(
        dossier, comment, reason=text_of(request, "reason"), by=actor_of_request(request), at=clock.now()
    )  # fmt: skip
    return _("Đã thu hồi lời ghi.")


@enter("signed_in", "dossiers.read")
def comment_file(request: HttpRequest, code: str, file: int) -> HttpResponse:
    """A file that goes with a comment, to those who may read the comment."""
    dossier = open_dossier(request, code, purpose=gettext_noop("Xem tệp trong hồ sơ"))
    readable = DossierComment.objects.visible_to(actor_of_request(request)).filter(dossier=dossier, withdrawn_at=None)
    found = CommentFile.objects.filter(pk=file, comment__in=readable).select_related("file").first()
    if found is None:
        raise Http404
    return file_response(found.file, inline=request.GET.get("tai") != "1")


@enter("official", "dossiers.comment")
def waiting(request: HttpRequest) -> HttpResponse:
    """Chờ trả lời: what applicants wrote and nobody answered."""
    actor = actor_of_request(request)
    page = unanswered(actor, after=request.GET.get("after"), size=PAGE_SIZE)
    persons = {each.dossier.owner_id for each in page.rows} | {each.dossier.submitter_id for each in page.rows}
    record_read(by=actor, purpose=gettext_noop("Trả lời người nộp"), persons=persons)
    more = f"{reverse('dossiers:waiting')}?after={page.next_token}" if page.next_token else None
    context = {"rows": page.rows, "now": clock.now(), "more_url": more}
    return render(request, "dossiers/waiting.html", context)


@enter("official", "dossiers.read")
@require_POST
def thread_export(request: HttpRequest, code: str) -> HttpResponse:
    """All that was said in a dossier as a table (CSV), notes and what was taken back included as one may read it."""
    dossier = open_dossier(request, code, purpose=gettext_noop("Tải trao đổi và ghi chú"))
    written = StringIO()
    table = csv.writer(written)
    table.writerow([
        _("Lúc"), _("Người viết"), _("Cơ quan, đơn vị"), _("Ai đọc được"), _("Gửi riêng"), _("Bước đang làm"),
        _("Nội dung"), _("Thu hồi"), _("Tệp"),
    ])  # fmt: skip
    for each in said_in(dossier, actor_of_request(request)):
        visibility = _("Nội bộ") if each.is_internal else _("Người nộp cùng đọc")
        row = [
            dmyhm(each.at), each.who, each.place, visibility, each.addressed_to, each.step, each.words,
            each.withdrawn, "; ".join(one.file.name for one in each.files),
        ]  # fmt: skip
        table.writerow([_harmless(cell) for cell in row])
    response = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="trao-doi-{dossier.code}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _harmless(cell: str) -> str:
    """A spreadsheet takes what begins so for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
