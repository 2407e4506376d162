"""One process: its sheet, what is known of it, and its way from draft to retirement."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.laws.public import flags_of
from motcua.platform import clock
from motcua.platform.action import Actor, NotAllowed, Refused, Stale, may
from motcua.platform.pages import actor_of_request, enter, render
from motcua.processes.actions.approve_version import approve_version, send_back
from motcua.processes.actions.discard_version import discard_version
from motcua.processes.actions.publish_version import publish_version, retire_process
from motcua.processes.actions.submit_version import submit_version, take_back
from motcua.processes.comparing import drawn_differences
from motcua.processes.differences import differences
from motcua.processes.models import Process, ProcessInstance, ProcessVersion, VersionState
from motcua.processes.proving import Proof, proof_of, spoken_days
from motcua.processes.public import define_process
from motcua.processes.rules.redrawing import blank
from motcua.processes.rules.table import Table
from motcua.processes.rules.table_reading import table_of
from motcua.processes.sheet import Words, faults_of, lines_of
from motcua.processes.views import finding

RIGHTS = {
    "may_draw": "processes.define_process",
    "may_submit": "processes.submit_version",
    "may_approve": "processes.approve_version",
    "may_publish": "processes.publish_version",
    "may_retire": "processes.retire_process",
    "may_discard": "processes.discard_version",
    "may_steward": "processes.steward",
}


@enter("official", "processes.try_version")
def sheet(request: HttpRequest, process: int) -> HttpResponse:
    """One process as its sheet; a draft is edited here."""
    number = request.GET.get("ban", "")
    version = (
        finding.numbered(process, int(number)) if number.isascii() and number.isdigit() else finding.newest(process)
    )
    return show(request, version)


def show(
    request: HttpRequest, version: ProcessVersion, *, refused: Refused | None = None, typed: str = ""
) -> HttpResponse:
    """The sheet of a version, with what was refused."""
    proof, actor = proof_of(version), actor_of_request(request)
    table = table_of(proof.definition) if proof.definition else blank()
    words = Words.of(table)
    faults = faults_of(table, proof.definition, proof.flaws)
    lines = lines_of(table, words, faults)
    is_newest = version.number == finding.newest(version.process_id).number
    edits = is_newest and version.state == VersionState.DRAFT and may(actor, "processes.define_process", version)
    context = {
        "version": version, "process": version.process, "proof": proof, "table": table, "lines": lines,
        "faults": faults, "is_newest": is_newest, "edits": edits, "unfit": [f.sentence(_) for f in table.unfit],
        "errors": _errors(lines, faults, refused), "path": _path(proof, words), "held": proof.held,
        "days": spoken_days, "versions": _versions(version.process), "today": clock.today(), "waiver": typed,
        "law_flags": flags_of("process", [version.process.code]).get(version.process.code, []),
        "running": ProcessInstance.objects.live().filter(version=version).count(),
        **{name: may(actor, right, version) for name, right in RIGHTS.items()},
        "is_author": actor.account_id in (*version.drawn_by, version.submitted_by_id),
    }  # fmt: skip
    return render(request, "processes/sheet.html", context, status=422 if refused else 200)


def _versions(process: Process) -> list[ProcessVersion]:
    return list(process.versions.select_related("approved_by").order_by("-number")[:50])


def _path(proof: Proof, words: Words) -> list[str]:
    return [words.name(key) for key in proof.path.steps if key in words.numbers] if proof.path else []


def _errors(lines: Any, faults: Mapping[str, list[str]], refused: Refused | None) -> list[tuple[str | None, str]]:
    if refused is None:
        return []
    on_rows: list[tuple[str | None, str]] = [(f"dong-{line.key}", each) for line in lines for each in line.faults]
    loose: list[tuple[str | None, str]] = [(None, each) for each in faults.get("", [])]
    anchor = f"id_{refused.field}" if refused.field == "waiver" else refused.field
    return [*on_rows, *loose] or [(anchor, refused.message)]


def _say(request: HttpRequest, words: str) -> None:
    messages.success(request, words)


def _publish(request: HttpRequest, version: ProcessVersion, by: Actor, at: datetime) -> None:
    typed = request.POST.get("valid_from", "").strip()
    try:
        since = datetime.strptime(typed, "%d/%m/%Y").replace(tzinfo=clock.VIETNAM).date() if typed else clock.today()
    except ValueError:
        raise Refused(_("Xin nhập ngày hiệu lực dạng dd/mm/yyyy."), "id_valid_from") from None
    if since < date(2000, 1, 1):
        raise Refused(_("Xin nhập ngày hiệu lực dạng dd/mm/yyyy."), "id_valid_from")
    publish_version(version, valid_from=since, by=by, at=at)
    _say(request, _("Đã ban hành phiên bản %(version)s.") % {"version": version.number})


def _submit(request: HttpRequest, version: ProcessVersion, by: Actor, at: datetime) -> None:
    submit_version(version, expected=request.POST.get("digest", ""), by=by, at=at)
    _say(request, _("Đã trình duyệt."))


def _take_back(request: HttpRequest, version: ProcessVersion, by: Actor, at: datetime) -> None:
    take_back(version, by=by, at=at)
    _say(request, _("Đã rút về bản nháp."))


def _approve(request: HttpRequest, version: ProcessVersion, by: Actor, at: datetime) -> None:
    approve_version(version, waiver=request.POST.get("waiver", ""), by=by, at=at)
    _say(request, _("Đã duyệt. Quy trình có thể ban hành."))


def _send_back(request: HttpRequest, version: ProcessVersion, by: Actor, at: datetime) -> None:
    send_back(version, by=by, at=at)
    _say(request, _("Đã trả lại cho người soạn."))


def _retire(request: HttpRequest, version: ProcessVersion, by: Actor, at: datetime) -> None:
    retire_process(version.process, by=by, at=at)
    _say(request, _("Quy trình đã hết hiệu lực. Hồ sơ đang chạy vẫn đi tiếp theo phiên bản của mình."))


def _next(request: HttpRequest, version: ProcessVersion, by: Actor, at: datetime) -> None:
    number = request.POST.get("number", "")
    old = finding.numbered(version.process_id, int(number)) if number.isascii() and number.isdigit() else version
    define_process(
        version.process.organisation,
        code=version.process.code,
        name=version.process.name,
        definition=old.definition,
        source=old.source,
        expected=request.POST.get("digest", ""),
        by=by,
        at=at,
    )
    _say(request, _("Đã mở bản nháp từ phiên bản %(version)s.") % {"version": old.number})


LIFE: Mapping[str, Callable[[HttpRequest, ProcessVersion, Actor, datetime], None]] = {
    "submit": _submit,
    "take-back": _take_back,
    "approve": _approve,
    "send-back": _send_back,
    "publish": _publish,
    "retire": _retire,
    "next": _next,
}


@enter("official", "processes.try_version")
@require_POST
def live(request: HttpRequest, process: int) -> HttpResponse:
    """Trình, rút, duyệt, trả lại, ban hành, soạn bản mới, chấm dứt: the next stage of the newest version."""
    version, act = finding.newest(process), LIFE.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        act(request, version, actor_of_request(request), clock.now())
    except (NotAllowed, Stale):
        raise
    except Refused as refused:
        return show(request, finding.newest(process), refused=refused, typed=request.POST.get("waiver", ""))
    return redirect("processes:sheet", process)


@enter("official", "processes.discard_version")
@require_POST
def discard(request: HttpRequest, process: int) -> HttpResponse:
    """Bỏ bản soạn thảo."""
    discard_version(finding.draft(process), by=actor_of_request(request), at=clock.now())
    messages.success(request, _("Đã bỏ bản soạn thảo."))
    if Process.objects.filter(pk=process).exists():
        return redirect("processes:sheet", process)
    return redirect("processes:all")


@enter("official", "processes.try_version")
def changes(request: HttpRequest, process: int, number: int) -> HttpResponse:
    """What a version changes against an older one: the one before it, unless another is named."""
    version = finding.numbered(process, number)
    named = request.GET.get("so-voi", "")
    older = ProcessVersion.objects.filter(process_id=process, number__lt=number).order_by("-number")
    before = older.filter(number=int(named)).first() if named.isascii() and named.isdigit() else older.first()
    found = differences(_table(before), _table(version)) if before else []
    context = {
        "version": version,
        "process": version.process,
        "before": before,
        "found": found,
        "older": list(older[:20]),
        "language": get_language() or "vi",
        **_drawn(before, version),
    }
    return render(request, "processes/changes.html", context)


def _drawn(before: ProcessVersion | None, version: ProcessVersion) -> dict[str, Any]:
    """Both drawings, with what came, went and changed between them; nothing where one is not understood."""
    old, new = finding.read(before) if before else None, finding.read(version)
    if before is None or old is None or new is None:
        return {"drawn": [], "drawings": []}
    found = drawn_differences(old, new)
    shown = [("before", before, ("removed", "changed")), ("after", version, ("added", "changed"))]
    drawings = [
        {
            "name": name, "version": each, "xml": finding.xml_of(each),
            "marks": [(mark.element, mark.kind) for mark in found if mark.kind in kinds],
        }
        for name, each, kinds in shown
    ]  # fmt: skip
    return {"drawn": found, "drawings": drawings}


def _table(version: ProcessVersion) -> Table:
    definition = finding.read(version)
    return table_of(definition) if definition else blank()
