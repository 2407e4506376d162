"""Số liệu từng bước: what the steps of a version take in fact, and where it is hot."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from motcua.platform import clock
from motcua.platform.pages import actor_of_request, enter, render
from motcua.processes.measuring import WHICH, figures_of, heat_of
from motcua.processes.ports import matters_at
from motcua.processes.rules.table import Step, all_rows
from motcua.processes.sheet import Words, step_time_said
from motcua.processes.views import finding


@enter("official", "processes.try_version")
def figures(request: HttpRequest, process: int, number: int) -> HttpResponse:
    """Median, ninth decile, return rate, waiting share and lateness of each step, over the last year.

    A figure leads to the matters behind it, for those who may see them.
    """
    actor = actor_of_request(request)
    version = finding.numbered(process, number)
    table = finding.table(version)
    words, found = Words.of(table), figures_of(version.pk, at=clock.now())
    heat = heat_of(found)
    rows: list[dict[str, Any]] = [
        {
            "key": row.id, "name": words.name(row.id), "time": step_time_said(row.task), "said": each,
            "median": span_said(each.median), "p90": span_said(each.p90), "heat": heat.get(row.id, 0),
            "again": _share(each.again), "waiting": _share(each.waiting), "late": _share(each.late),
            "behind": {which: matters_at(actor, process, number, row.id, which) for which in WHICH},
        }
        for row in all_rows(table.rows)
        if isinstance(row, Step) and (each := found.get(row.id))
    ]  # fmt: skip
    leads = any(row["behind"]["done"] for row in rows)
    context = {"version": version, "process": version.process, "rows": rows, "leads": leads}
    return render(request, "processes/figures.html", context)


def span_said(span: timedelta | None) -> str:
    """A span of time in days, hours and minutes."""
    if span is None:
        return "–"
    minutes = round(span.total_seconds() / 60)
    days, rest = divmod(minutes, 1440)
    hours = rest // 60
    if days:
        return _("%(days)s ngày %(hours)s giờ") % {"days": days, "hours": hours}
    return (
        _("%(hours)s giờ %(minutes)s phút") % {"hours": hours, "minutes": rest % 60}
        if hours
        else _("%(minutes)s phút") % {"minutes": rest}
    )


def _share(share: float | None) -> str:
    return "–" if share is None else f"{round(share * 100)}%"
