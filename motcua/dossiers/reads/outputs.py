"""What came, and is still to come, of a dossier with several results: each is issued and handed over by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from motcua.dossiers.models import Dossier, DossierEvent, DossierOutput, ResultDelivery
from motcua.dossiers.reads.acting import reaches
from motcua.dossiers.rules import RUNNING, Status
from motcua.platform.action import Actor
from motcua.platform.language import data

LAST = "last"
ISSUE = "dossiers.issue_output"


@dataclass(frozen=True)
class Output:
    """One result of a dossier: `is_last` settles the matter, the others are parts; `key` names it in a form."""

    key: str
    name: str
    number: str
    paper: int
    issued_at: datetime
    is_last: bool
    delivered_at: datetime | None
    way: str


def listed(dossier: Dossier) -> list[Mapping[str, Any]]:
    """The outputs that the procedure lists, the first of which settles the matter if nothing else is said."""
    named: list[Mapping[str, Any]] = [each for each in dossier.version.results or () if each.get("name")]
    return named


def settling(dossier: Dossier) -> Mapping[str, Any]:
    """The listed output that settles the matter: the first that was not given out before; {} where none is listed."""
    outputs = listed(dossier)
    if len(outputs) < 2:
        return outputs[0] if outputs else {}
    given = set(dossier.outputs.values_list("name", flat=True))
    return next((each for each in outputs if each["name"] not in given), outputs[0])


def still_to_issue(dossier: Dossier) -> list[str]:
    """The listed outputs that may be given out by themselves: neither given before nor the one that settles it."""
    names = [str(each["name"]) for each in listed(dossier)]
    if len(names) < 2:
        return []
    result = getattr(dossier, "result", None)
    last = result.name if result is not None else str(settling(dossier)["name"])
    given = {last, *dossier.outputs.values_list("name", flat=True)}
    return [name for name in names if name not in given]


def may_issue(dossier: Dossier, actor: Actor) -> bool:
    """Whether the actor may give out a result in parts: who signs for the authority, until the dossier ends."""
    is_open = Status(dossier.status) in RUNNING | {Status.RESOLVED} and dossier.whole_id is None
    return is_open and reaches(actor, ISSUE, dossier.competent_authority_id)


def outputs_of(dossier: Dossier) -> list[Output]:
    """All results, in the order in which they were issued. Three statements at most, however many there are."""
    parts = [_of_part(each) for each in dossier.outputs.select_related("delivery")]
    result = getattr(dossier, "result", None)
    if result is None:
        return parts
    handed = dossier.deliveries.filter(has_last=True).first()
    way = str(handed.get_way_display()) if handed is not None else ""
    at = handed.delivered_at if handed is not None else None
    last = Output(LAST, result.name, result.number, result.paper_id, result.issued_at, is_last=True, delivered_at=at,
                  way=way)  # fmt: skip
    return sorted([*parts, last], key=lambda each: each.issued_at)


def _of_part(output: DossierOutput) -> Output:
    handed = output.delivery
    return Output(
        str(output.pk), output.name, output.number, output.paper_id, output.issued_at, is_last=False,
        delivered_at=handed.delivered_at if handed is not None else None,
        way=str(handed.get_way_display()) if handed is not None else "",
    )  # fmt: skip


def outputs_told(dossier: Dossier, events: Sequence[DossierEvent]) -> list[Output]:
    """The same for a page that has the history at hand: nothing is read where only one result came."""
    return outputs_of(dossier) if any(event.kind == "output_issued" for event in events) else []


def waiting_outputs(dossier: Dossier) -> list[Output]:
    """The results that nobody has collected yet."""
    return [each for each in outputs_of(dossier) if each.delivered_at is None]


def output_words(output: Output) -> str:
    """`Trích lục khai tử, số 12/TL-BS`, for papers and histories."""
    return f"{output.name}, số {output.number}" if output.number else output.name


def choices(outputs: Sequence[Output]) -> list[tuple[str, str]]:
    """Results to choose from, in words of a page."""
    return [(each.key, data(output_words(each))) for each in outputs]


def uncollected_parts(actor: Actor) -> QuerySet[DossierOutput]:
    """Results in parts that wait, of dossiers the actor may see; those with a last result wait with that one."""
    seen = Dossier.objects.visible_to(actor).exclude(status=Status.RESOLVED).order_by().values("pk")
    rows = DossierOutput.objects.filter(delivery=None, dossier__in=seen)
    return rows.select_related("dossier__version", "dossier__owner")


def has_uncollected() -> Exists:
    """Of dossiers: whether a part of the result waits."""
    return Exists(DossierOutput.objects.filter(dossier=OuterRef("pk"), delivery=None))


def contents_of_delivery(delivery: ResultDelivery) -> str:
    """What was handed over then, in words."""
    result = getattr(delivery.dossier, "result", None)
    names = [f"{part.name}, số {part.number}" if part.number else part.name for part in delivery.outputs.all()]
    if delivery.has_last and result is not None:
        names.append(f"{result.name}, số {result.number}" if result.number else result.name)
    return "; ".join(names)
