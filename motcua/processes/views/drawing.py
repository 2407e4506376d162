"""The editor by the table: every act is a form that is posted; a draft may be flawed, and says on which row."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.pages import actor_of_request, enter, render
from motcua.platform.text import clean
from motcua.processes.actions.steward import steward
from motcua.processes.forms.about import AboutForm
from motcua.processes.forms.rows import (
    StepForm,
    outcome_lines,
    timer_lines,
    told_outcomes,
    told_timers,
    told_ways,
    way_lines,
)
from motcua.processes.laws import BASIS
from motcua.processes.models import ProcessVersion, VersionState
from motcua.processes.proving import procedure_codes
from motcua.processes.rules import redrawing
from motcua.processes.rules.redrawing import NoSuchRow
from motcua.processes.rules.table import Fixed, Parallel, Row, Step, Table, all_rows
from motcua.processes.sheet import Words, targets_for, title_of
from motcua.processes.views import finding

Act = Callable[[Table, str, str], Table]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else -1


def _opinions() -> tuple[str, ...]:
    return _("Lấy ý kiến 1"), _("Lấy ý kiến 2")


ACTS: Mapping[str, Act] = {
    "up": lambda table, key, _name: redrawing.move(table, key, -1),
    "down": lambda table, key, _name: redrawing.move(table, key, 1),
    "remove": lambda table, key, _name: redrawing.remove(table, key),
    "add-step": lambda table, place, name: redrawing.add_step(table, place, name or _("Bước mới"))[0],
    "add-block": lambda table, place, name: redrawing.add_block(
        table, place, name or _("Lấy ý kiến đồng thời"), _opinions()
    )[0],
    "add-branch": lambda table, key, name: redrawing.add_branch(table, key, name or _("Bước mới")),
    "remove-branch": lambda table, key, _name: redrawing.remove_branch(
        table, key.partition("-")[0], _number(key.partition("-")[2])
    ),
    "supplement": lambda table, key, _name: redrawing.add_supplement(table, key, _("Yêu cầu bổ sung")),
}


@enter("official", "processes.define_process")
@require_POST
def rearrange(request: HttpRequest, process: int) -> HttpResponse:
    """Add, move or take out a row; one button each."""
    version = finding.draft(process)
    verb, _space, key = request.POST.get("act", "").partition(" ")
    name = clean(request.POST.get("name", ""))[:300]
    if verb not in ACTS:
        raise Http404
    before = finding.table(version)
    try:
        after = ACTS[verb](before, key, name)
    except NoSuchRow:
        raise Http404 from None
    finding.save(request, version, after)
    here = redirect("processes:sheet", process)
    known = {row.id for row in all_rows(before.rows)}
    fresh = next((row.id for row in all_rows(after.rows) if row.id not in known), "")
    anchor = fresh or (key if verb in ("up", "down", "add-branch", "supplement") else "")
    here["Location"] += f"#dong-{anchor}" if anchor else ""
    return here


@enter("official", "processes.define_process")
def row(request: HttpRequest, process: int, key: str) -> HttpResponse:
    """One row: what it is, its buttons, where it leads, its timers."""
    version = finding.draft(process)
    table = finding.table(version)
    try:
        found = redrawing.row_of(table, key)
        if isinstance(found, Fixed):
            raise Http404
        return _edit(request, version, table, found)
    except NoSuchRow:
        raise Http404 from None


def _edit(request: HttpRequest, version: ProcessVersion, table: Table, found: Row) -> HttpResponse:
    posted = request.POST or None
    words = Words.of(table)
    step = found if isinstance(found, Step) else None
    form = StepForm(step.task, posted) if step else None
    buttons = outcome_lines(step.task, posted) if step else None
    targets = targets_for(table, words, found.id) if not table.unfit else []
    outcomes = step.task.outcomes if step else ()
    ways = way_lines(found.then, outcomes, targets, posted) if targets else None
    timers = timer_lines(step, targets, posted) if step and targets else None
    parts = [each for each in (form, buttons, ways, timers) if each is not None]
    # Every part is asked, so that all that is wrong is said at once.
    valid = [each.is_valid() for each in parts]
    if posted is not None and all(valid):
        name = clean(request.POST.get("title", ""))[:300]
        _keep(request, version, table, _told(found, name, form, buttons, ways, timers))
        here = redirect("processes:sheet", version.process_id)
        here["Location"] += f"#dong-{found.id}"
        return here
    context = {
        "version": version, "row": found, "title": title_of(found), "number": words.numbers.get(found.id, ""),
        "form": form, "buttons": buttons, "ways": ways, "timers": timers, "typed": request.POST.get("title"),
        "is_block": isinstance(found, Parallel), "errors": _errors(parts) if posted is not None else [],
        "name": _name_of(found),
    }  # fmt: skip
    return render(request, "processes/row.html", context, status=422 if posted is not None else 200)


def _told(found: Row, name: str, form: Any, buttons: Any, ways: Any, timers: Any) -> Row:
    then = found.then
    if isinstance(found, Step):
        outcomes, renamed = told_outcomes(buttons, found.task.outcomes)
        task = replace(form.told(), outcomes=outcomes or found.task.outcomes)
        then = told_ways(ways, task.outcomes, found.then) if ways is not None else found.then
        then = tuple(replace(way, condition=renamed.get(way.condition, way.condition)) for way in then)
        kept = told_timers(found, timers) if timers is not None else found.timers
        return replace(found, task=task, then=then, timers=kept)
    if ways is not None:
        then = told_ways(ways, (), found.then)
    if isinstance(found, Parallel):
        return replace(found, name=name, then=then)
    return replace(found, asks=name, then=then)


def _name_of(found: Row) -> str:
    return found.name if isinstance(found, Parallel) else "" if isinstance(found, Step) else found.asks


def _keep(request: HttpRequest, version: ProcessVersion, table: Table, changed: Row) -> None:
    if not table.unfit:
        finding.save(request, version, redrawing.change(table, changed))
        return
    definition = finding.read(version)
    if definition is None or not isinstance(changed, Step):
        raise Http404
    nodes = tuple(changed.task if node.id == changed.id else node for node in definition.nodes)
    finding.save_definition(request, version, replace(definition, nodes=nodes))


def _errors(parts: list[Any]) -> list[tuple[str | None, str]]:
    found: list[tuple[str | None, str]] = []
    for part in parts:
        for form in part if hasattr(part, "forms") else [part]:
            for name, lines in form.errors.items():
                anchor = form[name].auto_id if name in form.fields else None
                found += [(anchor, str(line)) for line in lines]
    return found


@enter("official", "processes.define_process")
def send_back(request: HttpRequest, process: int, key: str) -> HttpResponse:
    """Trả lại: a button by which a step sends the matter back to an earlier one."""
    version = finding.draft(process)
    table = finding.table(version)
    words = Words.of(table)
    try:
        found = redrawing.row_of(table, key)
        targets = [each for each in targets_for(table, words, key) if each[0] in words.numbers]
        label, target = clean(request.POST.get("label", ""))[:100] or _("Trả lại"), request.POST.get("target", "")
        if request.method == "POST" and target in dict(targets):
            finding.save(request, version, redrawing.add_return(table, key, target, label))
            here = redirect("processes:sheet", process)
            here["Location"] += f"#dong-{key}"
            return here
    except NoSuchRow:
        raise Http404 from None
    error = _("Xin chọn bước nhận lại.") if request.method == "POST" else ""
    context = {
        "version": version, "title": title_of(found), "number": words.numbers[key], "label": label,
        "targets": targets, "target": target, "error": error,
    }  # fmt: skip
    return render(request, "processes/return.html", context, status=422 if error else 200)


@enter("official", "processes.steward")
def about(request: HttpRequest, process: int) -> HttpResponse:
    """Name, owner, review date, procedures; how it begins and ends."""
    version = finding.newest(process)
    is_draft = version.state == VersionState.DRAFT
    table = finding.table(version)
    first = {
        "name": version.process.name,
        "owner": version.process.owner.username if version.process.owner else "",
        "review_on": version.process.review_on,
        "procedures": "\n".join(procedure_codes(version)),
        "legal_basis": "\n".join(map(str, version.source.get(BASIS) or [])),
        "start": table.start.name,
        "ends": "\n".join(end.name for end in table.ends),
    }
    form = AboutForm(request.POST or None, initial=first, auto_id="id_%s")
    if not is_draft or table.unfit:
        del form.fields["start"], form.fields["ends"]
    if not is_draft:
        del form.fields["procedures"], form.fields["legal_basis"]
    if request.method == "POST" and form.is_valid():
        try:
            _save_about(request, version, table, form)
        except Refused as refused:
            form.add_error("name" if refused.field == "name" else None, refused.message)
        else:
            messages.success(request, _("Đã lưu thông tin quy trình."))
            return redirect("processes:sheet", process)
    context = {"version": version, "form": form}
    return render(request, "processes/about.html", context, status=422 if form.errors else 200)


def _save_about(request: HttpRequest, version: ProcessVersion, table: Table, form: AboutForm) -> None:
    told = form.cleaned_data
    steward(
        version.process,
        name=told["name"],
        owner=told["owner"],
        review_on=told["review_on"],
        procedure_codes=form.codes() if "procedures" in form.fields else None,
        legal_basis=form.lines("legal_basis") if "legal_basis" in form.fields else None,
        by=actor_of_request(request),
        at=clock.now(),
    )
    if "ends" not in form.fields:
        return
    version.refresh_from_db()
    lines = [clean(line) for line in told["ends"].splitlines() if clean(line)]
    drawn = redrawing.name_ends(table, clean(told["start"]), lines)
    if drawn != table:
        finding.save(request, version, drawn)
