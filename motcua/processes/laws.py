"""Which processes name laws themselves, or follow a decision: asked by the register of laws."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from django.db.models import Exists, OuterRef
from django.urls import reverse

from motcua.laws.ports import Citation, Cited
from motcua.laws.public import number_of
from motcua.processes.models import Process, ProcessVersion, VersionState

BASIS = "legal_basis"


class ProcessCiters:
    """What the newest version of a process that is not out of force says it rests on, and the decision it follows."""

    def citing(self, numbers: Collection[str]) -> Sequence[Citation]:
        """Every process that rests on one of these documents."""
        wanted = frozenset(numbers)
        return [
            Citation(
                "process", each.process.code, each.process.name, reverse("processes:sheet", args=[each.process_id]),
                number, each.process.owner_id, each.process.organisation_id,
            )
            for each in _newest()
            for number in dict.fromkeys(number_of(line) for line in basis_of(each.source))
            if number in wanted
        ]  # fmt: skip

    def cited(self) -> Sequence[Cited]:
        """All that processes rest on."""
        return [Cited(number_of(line), line) for each in _newest() for line in basis_of(each.source)]


def basis_of(source: Mapping[str, object]) -> Iterator[str]:
    """What a version says it rests on, line by line: number, and words about it; the deciding document too."""
    lines = source.get(BASIS)
    yield from (str(line) for line in lines) if isinstance(lines, list) else ()
    if decision := source.get("decision"):
        yield str(decision)


def _newest() -> Iterator[ProcessVersion]:
    later = ProcessVersion.objects.filter(process=OuterRef("process"), number__gt=OuterRef("number"))
    versions = ProcessVersion.objects.filter(~Exists(later)).exclude(state=VersionState.RETIRED)
    return versions.select_related("process").only("source", "process").iterator(500)


def processes_for(codes: Collection[str]) -> Mapping[str, list[Process]]:
    """The processes whose newest version, not out of force, is drawn for these procedures, by procedure code."""
    wanted, found = frozenset(codes), dict[str, list[Process]]()
    for each in _newest():
        for code in wanted.intersection(map(str, each.source.get("procedure_codes") or ())):
            found.setdefault(code, []).append(each.process)
    return found
