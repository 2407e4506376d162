"""Issue a paper: number it and keep what it says; its pages are made after that."""

from dataclasses import replace
from datetime import date, datetime

from motcua.papers.actions._versions import first_version
from motcua.papers.events import PaperIssued
from motcua.papers.models import Paper, PaperTemplate, TemplateOrigin
from motcua.papers.reads import digest_of, typeset
from motcua.papers.rules import as_json, paper_number
from motcua.papers.sheets import PaperData, is_shipped
from motcua.platform.action import Actor, action, emit
from motcua.platform.clock import VIETNAM
from motcua.platform.codes import next_serial


@action("papers.issue_paper")
def issue_paper(
    data: PaperData,
    *,
    subject: str,
    organisation_id: int,
    domain: str = "",
    symbol: str = "",
    by: Actor,
    at: datetime,
) -> Paper:
    """Issue a paper of an organisation in a matter (Nghị định 30/2020, điều 15: one series a year, no gap).

    `subject` names the matter, e.g. "dossier:12". The number is the next of the organisation's year for `symbol`, or
    that of the template, unless `data.number` brings one from a register of its own; `data.issued_at` becomes `at`. The
    template is the one in force in `domain` that day, else in the default set, and stays pinned to the paper. Called by
    another action it acts on that one's authority. The paper is typeset after the transaction (`print_of`): whoever
    waits for the next number does not wait for that. A template that an office wrote may fail on some values, so it is
    tried before a number is taken. Raises TypesettingFailed, and then no number is used up.
    """
    on = at.astimezone(VIETNAM).date()
    template = PaperTemplate.objects.in_force(data.template, domain=domain, on=on)
    if (template is None or template.domain != domain) and is_shipped(data.template, domain, on):
        template = first_version(data.template, at, domain)
    template = template or first_version(data.template, at)
    symbol = symbol or template.symbol
    if template.origin == TemplateOrigin.WRITTEN:
        trial = data.number or paper_number(1, symbol)
        typeset(template, as_json(replace(data, number=trial, issued_at=at)), at=at)
    number = data.number or _next_number(symbol, organisation_id, on)
    values = as_json(replace(data, number=number, issued_at=at))
    paper = Paper.objects.create(
        template=template,
        organisation_id=organisation_id,
        subject=subject,
        number=number,
        year=on.year,
        data=values,
        data_digest=digest_of(values),
        issued_at=at,
        issued_by_id=by.account_id,
    )
    emit(PaperIssued(paper_id=paper.pk))
    return paper


def _next_number(symbol: str, organisation_id: int, on: date) -> str:
    return paper_number(next_serial(f"papers:{organisation_id}:{on.year}:{symbol}"), symbol) if symbol else ""
