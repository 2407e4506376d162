"""Whether a version is fit to go live: its structure, its longest way, and how much of it was tried."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from motcua.processes.models import Process, ProcessTrial, ProcessVersion
from motcua.processes.ports import SERVICES, ProcedureUse, uses_of
from motcua.processes.rules import CallActivity, Definition, Flaw, Flawed, ServiceTask, flaws_of, read_definition
from motcua.processes.rules.critical_path import CriticalPath, Published, critical_path
from motcua.processes.rules.flaws import N_
from motcua.processes.rules.trial import Coverage, coverage_of, shape_of


@dataclass(frozen=True)
class Held:
    """The longest way against what one case publishes; `saved` in its own days, None where it cannot be compared."""

    use: ProcedureUse
    published: Published | None
    saved: Decimal | None

    @property
    def is_too_long(self) -> bool:
        """Whether the process takes longer than the case publishes."""
        return self.saved is not None and self.saved < 0


@dataclass(frozen=True)
class Proof:
    """All that is known of a version before it goes live."""

    definition: Definition | None
    flaws: tuple[Flaw, ...]
    path: CriticalPath | None
    held: tuple[Held, ...]
    coverage: Coverage | None

    @property
    def too_long(self) -> tuple[Held, ...]:
        """The cases whose published limit the process exceeds."""
        return tuple(each for each in self.held if each.is_too_long)

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong with its structure and its longest way."""
        return not self.flaws and not self.too_long

    @property
    def is_tried(self) -> bool:
        """Whether every flow was taken in a trial."""
        return self.coverage is not None and self.coverage.is_whole


def proof_of(version: ProcessVersion) -> Proof:
    """What is known of a version now."""
    try:
        definition = read_definition(version.definition)
    except Flawed as flawed:
        return Proof(None, tuple(flawed.flaws), None, (), None)
    flaws, path = (*flaws_of(definition), *_unknown(definition)), critical_path(definition)
    held = tuple(_held(path, use) for use in uses_of(version.process_id, procedure_codes(version)))
    return Proof(definition, flaws, path, held, tried(version, definition))


def held_against(version: ProcessVersion, use: ProcedureUse) -> Held:
    """The longest way of a version against what one case publishes. Raises Flawed."""
    return _held(critical_path(read_definition(version.definition)), use)


def _unknown(definition: Definition) -> Iterator[Flaw]:
    """Services and processes that are named and are not there: a matter would wait for them for ever."""
    codes = {node.process for node in definition.every_node() if isinstance(node, CallActivity)}
    known = set(Process.objects.filter(code__in=codes).values_list("code", flat=True)) if codes else set()
    services = SERVICES.names()
    for node in definition.every_node():
        named = {"node": node.name or node.id}
        if isinstance(node, CallActivity) and node.process and node.process not in known:
            template = N_("“{node}” gọi quy trình “{code}” chưa có.")
            yield Flaw(node.id, template, named | {"code": node.process})
        elif isinstance(node, ServiceTask) and node.service and node.service not in services:
            template = N_("“{node}” cần dịch vụ “{service}” chưa được cài đặt.")
            yield Flaw(node.id, template, named | {"service": node.service})


def procedure_codes(version: ProcessVersion) -> tuple[str, ...]:
    """The codes of the procedures that the deciding document names."""
    found = version.source.get("procedure_codes") or []
    return tuple(each for each in found if isinstance(each, str)) if isinstance(found, list) else ()


def tried(version: ProcessVersion, definition: Definition) -> Coverage:
    """How much of this version was tried, here or in an earlier version in which the same could happen."""
    trials = ProcessTrial.objects.filter(version__process_id=version.process_id, shape=shape_of(definition))
    return coverage_of(definition, {flow for taken in trials.values_list("taken", flat=True) for flow in taken})


def said_too_long(held: Iterable[Held]) -> str:
    """In one sentence a case, by how much the process is too long."""
    return " ".join(
        _("Đường dài nhất vượt thời hạn công bố của “%(case)s” %(days)s ngày.")
        % {"case": each.use.name, "days": spoken_days(-(each.saved or Decimal(0)))}
        for each in held
    )


def spoken_days(days: Decimal) -> str:
    """A number of days with at most two decimals, as Vietnamese writes it: 0,5."""
    return f"{days.quantize(Decimal('0.01')).normalize():f}".replace(".", ",")


def _held(path: CriticalPath, use: ProcedureUse) -> Held:
    if use.limit_amount is None:
        return Held(use, None, None)
    published = Published(use.limit_amount, use.limit_unit)
    return Held(use, published, path.saved(published))
