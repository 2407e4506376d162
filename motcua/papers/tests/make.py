"""Makers of papers: data come from the specimens, papers through the action."""

from datetime import datetime

from motcua.papers import specimens
from motcua.papers.actions.issue_paper import issue_paper
from motcua.papers.models import Paper
from motcua.papers.sheets import PaperData
from motcua.papers.tests.read_pdf import faults_of, words_of
from motcua.platform.action import SYSTEM

__all__ = ["faults_of", "paper", "words_of"]


def paper(
    data: PaperData | None = None,
    *,
    organisation_id: int,
    subject: str = "dossier:12",
    domain: str = "",
    at: datetime = specimens.AT,
) -> Paper:
    """An issued paper; a supplement slip unless other data are given."""
    data = data or specimens.supplement_slip()
    return issue_paper(data, subject=subject, organisation_id=organisation_id, domain=domain, by=SYSTEM, at=at)
