"""Looking at papers: typeset one without issuing it, print one again, prove what one said."""

from dataclasses import replace
from datetime import datetime

from motcua.papers.models import Paper, PaperTemplate, TemplateOrigin
from motcua.papers.rules import JsonObject, as_json, canonical
from motcua.papers.sheets import PaperData, is_shipped
from motcua.papers.typesetting import shipped_source, typeset_apart, typeset_pdf
from motcua.platform.clock import VIETNAM
from motcua.platform.encryption import keyed_digest


def render(data: PaperData, *, domain: str = "") -> bytes:
    """The PDF of a paper that is not kept and takes no number, e.g. an acknowledgement or a draft.

    Uses the template in force in the domain on the day of `data.issued_at`.
    """
    on = data.issued_at.astimezone(VIETNAM).date()
    template = PaperTemplate.objects.in_force(data.template, domain=domain, on=on)
    is_ours = is_shipped(data.template, domain, on)
    if template is None or (is_ours and template.domain != domain):
        source = shipped_source(data.template, domain if is_ours else "")
        return typeset_pdf(source, as_json(data), at=data.issued_at)
    return typeset(template, as_json(data), at=data.issued_at)


def typeset(template: PaperTemplate, data: JsonObject, *, at: datetime) -> bytes:
    """The PDF that a template makes of JSON values; what officials wrote is typeset in a process apart.

    Raises TypesettingFailed.
    """
    make = typeset_pdf if template.origin == TemplateOrigin.SHIPPED else typeset_apart
    return make(template.source, data, at=at)


def reprint(paper: Paper) -> bytes:
    """The paper typeset again from its kept values and its own version of the template."""
    return typeset(paper.template, paper.data, at=paper.issued_at)


def digest_of(data: JsonObject) -> str:
    """A keyed digest of a paper's values: equal for exactly equal values, and it gives no value away."""
    return keyed_digest(canonical(data))


def is_intact(paper: Paper) -> bool:
    """Whether the kept values are still those that were printed."""
    return bool(digest_of(paper.data) == paper.data_digest)


def says(paper: Paper, data: PaperData) -> bool:
    """Whether the paper was issued with exactly these values, e.g. rebuilt from the events of a dossier.

    Number and time of issue are the paper's own and need not be given.
    """
    values = as_json(replace(data, number=paper.number, issued_at=paper.issued_at))
    return bool(digest_of(values) == paper.data_digest)
