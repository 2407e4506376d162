"""What procedures know of the processes their dossiers go through, asked by processes."""

from collections.abc import Collection, Sequence

from motcua.forms.public import EForm
from motcua.platform import clock
from motcua.procedures.models import ProcedureCase, ProcedureVersion
from motcua.processes.ports import ProcedureCoverage, ProcedureUse
from motcua.processes.public import ProcessVersion


def uses_of(process_id: int, codes: Collection[str]) -> Sequence[ProcedureUse]:
    """The cases in force that go through a process, and those of the procedures of these codes."""
    versions = ProcedureVersion.objects.published(clock.today())
    cases = ProcedureCase.objects.filter(version__in=versions).select_related("version__procedure")
    found = cases.filter(process=process_id) | cases.filter(version__procedure__code__in=codes)
    return [
        ProcedureUse(
            case.version.procedure.code,
            case.version.name,
            case.name,
            case.limit_amount,
            case.limit_unit,
            case.process_id == process_id,
        )
        for case in found.order_by("version__procedure__code", "order", "id")
    ]


def coverage() -> ProcedureCoverage:
    """How many procedures whose dossiers are filed here have a process in force for each of their cases."""
    running = set(ProcessVersion.objects.in_force(clock.today()).values_list("process_id", flat=True))
    missing: list[tuple[str, str]] = []
    filed = (
        ProcedureVersion.objects.taking_dossiers(clock.today()).prefetch_related("cases").order_by("procedure__code")
    )
    for version in filed:
        cases = list(version.cases.all())
        if not cases or any(case.process_id not in running for case in cases):
            missing.append((version.procedure.code, version.name))
    return ProcedureCoverage(len(filed), len(filed) - len(missing), tuple(missing))


def step_forms() -> Sequence[tuple[str, str]]:
    """The published forms by code, each under its newest title."""
    titles = EForm.objects.published().order_by("version").values_list("code", "title")
    return sorted(dict(titles).items(), key=lambda each: each[1])
