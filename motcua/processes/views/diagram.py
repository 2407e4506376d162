"""The process as a diagram: to look at, to change, as a BPMN file to take along or bring in."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.accounts.public import Role
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.pages import actor_of_request, enter, render
from motcua.platform.text import fold
from motcua.processes.forms.rows import STEP_UNITS
from motcua.processes.measuring import figures_of, heat_of
from motcua.processes.models import ProcessVersion
from motcua.processes.ports import matters_at, step_forms
from motcua.processes.rules import Definition, Flaw, Flawed, flaws_of
from motcua.processes.rules.bpmn import read_bpmn
from motcua.processes.rules.ordering import in_order
from motcua.processes.rules.table_reading import table_of
from motcua.processes.sheet import Words, outputs, relations
from motcua.processes.views import finding
from motcua.processes.views.figures import span_said

LARGEST = 2 * 1024 * 1024


def _asked(request: HttpRequest, process: int) -> ProcessVersion:
    number = request.GET.get("ban", "")
    return finding.numbered(process, int(number)) if number.isascii() and number.isdigit() else finding.newest(process)


@enter("official", "processes.try_version")
def diagram(request: HttpRequest, process: int) -> HttpResponse:
    """The diagram of a version, with what is wrong marked on its element."""
    version = _asked(request, process)
    definition = finding.read(version)
    flaws = flaws_of(definition) if definition else []
    edits = version.state == "draft" and version.number == finding.newest(process).number
    context = {
        "version": version, "process": version.process, "xml": finding.xml_of(version), "edits": edits,
        "flaws": [(flaw.node or "", flaw.sentence(_)) for flaw in flaws], "language": get_language() or "vi",
        "heat": _heat(request, version, definition) if definition and "nhiet" in request.GET else [],
        "shows_heat": "nhiet" in request.GET,
    }  # fmt: skip
    return render(request, "processes/diagram.html", context)


def _heat(request: HttpRequest, version: ProcessVersion, definition: Definition) -> list[dict[str, object]]:
    """The steps that took time, the longest first, with where their matters are seen."""
    found = figures_of(version.pk, at=clock.now())
    heat, words = heat_of(found), Words.of(table_of(definition))
    known = {node.id: node.name for node in definition.every_node()}
    actor = actor_of_request(request)
    longest = sorted(heat, key=lambda node: found[node].median or timedelta(0), reverse=True)
    return [
        {
            "node": node, "degree": heat[node], "median": span_said(found[node].median),
            "name": words.name(node) if node in words.numbers else known.get(node, node),
            "url": matters_at(actor, version.process_id, version.number, node, "done"),
        }
        for node in longest
    ]  # fmt: skip


@enter("official", "processes.try_version")
def bpmn(request: HttpRequest, process: int, number: int) -> HttpResponse:
    """A version as a BPMN 2.0 file."""
    version = finding.numbered(process, number)
    name = slugify(fold(version.process.code)) or "quy-trinh"
    response = HttpResponse(finding.xml_of(version), content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="{name}-{number}.bpmn"'
    return response


@enter("official", "processes.define_process")
def draw(request: HttpRequest, process: int) -> HttpResponse:
    """The draft as a diagram to change, or from a file; what cannot be kept is said, the drawing stays."""
    version = finding.draft(process)
    found: list[tuple[str | None, str]] = []
    xml = ""
    if request.method == "POST":
        upload = request.FILES.get("file")
        content = upload.read(LARGEST + 1) if upload else request.POST.get("xml", "").encode()
        try:
            if len(content) > LARGEST:
                raise Refused(_("Tệp sơ đồ lớn quá 2 MB."))
            before = [node["id"] for node in version.definition.get("nodes", [])]
            finding.save_definition(request, version, in_order(read_bpmn(content), before))
        except Flawed as flawed:
            found, xml = _said(flawed.flaws), content.decode(errors="replace") if not upload else ""
        else:
            messages.success(request, _("Đã lưu sơ đồ."))
            return redirect("processes:sheet", process)
    context = {
        "version": version, "process": version.process, "xml": xml or finding.xml_of(version), "errors": found,
        "roles": list(Role.objects.order_by("name").values_list("code", "name")),
        "relations": list(relations().items()), "units": [*STEP_UNITS.items()],
        "forms": list(step_forms()), "outputs": list(outputs().items()), "language": get_language() or "vi",
    }  # fmt: skip
    return render(request, "processes/draw.html", context, status=422 if found else 200)


def _said(flaws: list[Flaw]) -> list[tuple[str | None, str]]:
    return [(None, flaw.sentence(_) + (f" ({flaw.node})" if flaw.node else "")) for flaw in flaws]
