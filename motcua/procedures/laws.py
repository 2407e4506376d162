"""Which procedures cite which laws, with the forms and processes they use; asked by the register of laws."""

from collections.abc import Collection, Iterator, Sequence

from django.db.models import Q
from django.urls import reverse

from motcua.laws.ports import Citation, Cited
from motcua.laws.public import number_of
from motcua.platform import clock
from motcua.procedures.models import ProcedureCase, ProcedureVersion
from motcua.processes.public import Process, processes_for


class ProcedureCiters:
    """What is cited through the legal basis of a procedure in force: the procedure, its form and its processes."""

    def citing(self, numbers: Collection[str]) -> Sequence[Citation]:
        """Every procedure in force whose legal basis names one of these documents, and what its dossiers go through."""
        return list(_citations(numbers))

    def cited(self) -> Sequence[Cited]:
        """The legal basis of every procedure in force."""
        bases = ProcedureVersion.objects.published(clock.today()).exclude(legal_basis=[])
        return [
            Cited(basis.get("code", ""), basis.get("title", ""))
            for legal_basis in bases.values_list("legal_basis", flat=True)
            for basis in legal_basis
            if basis.get("code")
        ]


def _citations(numbers: Collection[str]) -> Iterator[Citation]:
    named = Q(pk__in=())
    for number in numbers:
        named |= Q(legal_basis__contains=[{"code": number}])
    versions = list(ProcedureVersion.objects.published(clock.today()).filter(named).select_related("eform"))
    cases = ProcedureCase.objects.filter(version__in=versions, process__isnull=False).select_related("process")
    of_version: dict[int, set[Process]] = {}
    for case in cases:
        if case.process is not None:
            of_version.setdefault(case.version_id, set()).add(case.process)
    drawn_for = processes_for([version.procedure.code for version in versions])
    wanted = frozenset(numbers)
    for version in versions:
        code = version.procedure.code
        cited = wanted & {number_of(basis.get("code", "")) for basis in version.legal_basis}
        for number in sorted(cited):
            yield Citation("procedure", code, version.name, _page_of(version), number)
            if version.eform is not None:
                form = version.eform
                yield Citation("form", form.code, form.title, reverse("forms:builder", args=[form.code]), number)
            for process in {*of_version.get(version.pk, ()), *drawn_for.get(code, ())}:
                yield Citation(
                    "process", process.code, process.name, reverse("processes:sheet", args=[process.pk]), number,
                    process.owner_id, process.organisation_id,
                )  # fmt: skip


def _page_of(version: ProcedureVersion) -> str:
    if version.eform_id is not None:
        return reverse("procedures:set_up_filing", args=[version.procedure.code])
    return reverse("portal:procedure", args=[version.procedure.code])
