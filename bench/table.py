"""What was measured as one table in Markdown: the product, its floor, the ratio, the budget where there is one."""

from collections.abc import Iterator, Mapping
from typing import Any

HEADINGS = ("Measurement", "Product", "Floor", "Ratio", "Budget")


def lines_of(measured: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The lines of the table, for those measurements that are there."""
    yield _line(*HEADINGS)
    yield _line(*("---" for _ in HEADINGS))
    known = {
        "submit": _submit, "pages": _pages, "engine_step": _engine_step, "engine_against": _engine_against,
        "engine_worklist": _engine_worklist, "papers": _papers, "catalogue": _catalogue, "finding": _finding,
        "line": _line_shared, "memory": _memory, "lighthouse": _lighthouse, "scale": _scale, "roles": _roles,
        "desk": _desk,
    }  # fmt: skip
    for name, rows in known.items():
        if name in measured and "skipped" not in measured[name]:
            yield from rows(measured[name])


def _line(*cells: object) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _submit(of: Mapping[str, Any]) -> Iterator[str]:
    product = f"{of['submit_per_s']}/s"
    yield _line("Filing over HTTP", product, f"{of['floor_per_s']}/s", of["ratio"], "≥ 0.30")
    floor = f"{of['one_statement_floor_per_s']}/s"
    yield _line("… against everything in one statement", product, floor, of["ratio_to_one_statement"], "")


def _pages(of: Mapping[str, Any]) -> Iterator[str]:
    for name, label in (("worklist", "Worklist of 50 rows over HTTP"), ("dossier", "Dossier page over HTTP")):
        product, floor = f"{of[f'{name}_per_s']}/s", f"{of[f'{name}_floor_per_s']}/s"
        yield _line(label, product, floor, of[f"{name}_ratio"], "")
        statements, bound = f"{of[f'{name}_statements']} statements", f"≤ {of[f'{name}_bound']} statements"
        yield _line(f"… in process, {statements}", f"{of[f'{name}_cpu_ms']} ms", "", "", bound)


def _engine_step(of: Mapping[str, Any]) -> Iterator[str]:
    cost = of["cpu_ms_per_step"]
    own, whole, floor = (f"{cost[part]['total']} ms" for part in ("own", "whole", "floor"))
    yield _line("Engine step, its own rows (processor)", own, floor, of["own_against_floor"], "≤ 1.5 ms")
    yield _line("… with audit and events", whole, "", "", "")


def _engine_against(of: Mapping[str, Any]) -> Iterator[str]:
    own, spiff = (f"{of['cpu_ms_per_step'][part]['total']} ms" for part in ("own", "spiff"))
    yield _line("Engine step against SpiffWorkflow (processor)", own, spiff, of["spiff_against_own"], "≥ 3")


def _engine_worklist(of: Mapping[str, Any]) -> Iterator[str]:
    for name, each in of["lists"].items():
        label = f"Worklist while {of['running']:,} matters run, {name}: p50 / processor"
        yield _line(label, f"{each['p50_ms']} / {each['cpu_ms']} ms", "", "", f"≤ {of['most_ms']:g} ms")


def _papers(of: Mapping[str, Any]) -> Iterator[str]:
    slow = sorted(of["papers"].items(), key=lambda paper: paper[1]["median_ms"])
    for words, (name, paper) in (("fastest", slow[0]), ("slowest", slow[-1])):
        rate = f"{1000 / paper['median_ms']:.0f}/s"
        yield _line(f"Papers typeset on one thread, the {words} (`{name}`)", rate, "", "", "")


def _finding(of: Mapping[str, Any]) -> Iterator[str]:
    for words, held in (("tuned on", ""), ("held out", "_held_out")):
        found = f"{of[f'hit_at_1{held}']:.0%} first, {of[f'hit_at_3{held}']:.0%} in three"
        yield _line(
            f"Finding among {of['procedures']} procedures, 50 questions {words}", found, "", "", "≥ 85% in three"
        )
    yield _line("… a question, p50 / p95", f"{of['p50_ms']} / {of['p95_ms']} ms", "", "", "≤ 50 ms")
    yield _line("… processor time a question, database included", f"{of['cpu_ms']} ms", "", "", "")


def _catalogue(of: Mapping[str, Any]) -> Iterator[str]:
    label = f"National catalogue, {of['read']} procedures: import"
    yield _line(label, f"{of['import_s']['elapsed']} s", "", "", "≤ 90 s")
    yield _line("… again, unchanged", f"{of['import_again_s']['elapsed']} s", "", "", "")
    yield _line("… export", f"{of['export_s']['elapsed']} s", "", "", "")


def _line_shared(of: Mapping[str, Any]) -> Iterator[str]:
    bounds = of["bounds_s"]
    for name, page in of["pages"].items():
        first, again = (f"{page[f'{when}_kb']} kB, {page[f'{when}_usable_s']} s" for when in ("first", "again"))
        budget = f"≤ {page['most_kb']} kB, {bounds['first']:g} s / {bounds['again']:g} s"
        yield _line(
            f"On a twentieth of 4 Mbps, usable at the first visit / again: {name}", f"{first} / {again}", "", "", budget
        )
    together = of["together"]
    label = f"… {together['visitors']} at once on the home page: half of them, all"
    yield _line(label, f"{together['half_s']} s, {together['last_s']} s", "", "", "")


def _memory(of: Mapping[str, Any]) -> Iterator[str]:
    label = f"Memory of a web process after {of['pages']} pages, resident / its share"
    yield _line(label, f"{of['rss_mb']} / {of['pss_mb']} MB", "", "", f"≤ {of['most_mb']} MB")


def _lighthouse(of: Mapping[str, Any]) -> Iterator[str]:
    for name, page in of["pages"].items():
        scores = " / ".join(str(score) for score in page["scores"].values())
        label = f"Lighthouse performance / accessibility / best practices: {name}"
        yield _line(label, scores, "", "", f"≥ {of['least']}")


def _scale(of: Mapping[str, Any]) -> Iterator[str]:
    smallest, largest = min(of["sizes"], key=int), max(of["sizes"], key=int)
    for name, ratio in of["p95_ratio"].items():
        label = f"{name.replace('_', ' ')} at {int(largest):,} dossiers, 8 at a time: p95, pages a second"
        large, small = of["sizes"][largest][name], of["sizes"][smallest][name]
        told = f"{large['p95_ms']} ms, {large['per_s']}/s"
        yield _line(label, told, f"{small['p95_ms']} ms at {int(smallest):,}", ratio, "≤ 2")


def _roles(of: Mapping[str, Any]) -> Iterator[str]:
    first = of["people"]["administrator"]["p95_ms"]
    for name, ratio in of["p95_ratio"].items():
        many = f"{of['accounts']:,} accounts, {of['roles']} roles, {of['dossiers']:,} dossiers"
        mine = of["people"][name]
        told = f"{mine['p95_ms']} ms, {mine['statements']} statements"
        yield _line(
            f"Worklist of {name.replace('_', ' ')} ({many}), p95", told, f"{first} ms", ratio, f"≤ {of['bound']}"
        )


def _desk(of: Mapping[str, Any]) -> Iterator[str]:
    bound, size = of["bound_s"], f"{of['accounts']:,} accounts, {of['dossiers']:,} dossiers"
    given, told = of["reassign"], of["digest"]
    yield _line(
        f"{given['steps']} steps given to another ({size})", f"{given['worst']} s", "", "", f"≤ {bound['reassign']:g} s"
    )
    yield _line(
        f"Morning digest of {told['told']:,} officials", f"{told['seconds']} s", "", "", f"≤ {bound['digest']:g} s"
    )
