from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.dossiers.models import Dossier, DossierComponent
from motcua.dossiers.reads.access import open_dossier
from motcua.dossiers.reads.clock import explain, explain_if_received
from motcua.dossiers.reads.pages import (
    components_of,
    history_of,
    open_tasks_of,
    supplements_of,
    talk_of,
    trail_for_officials,
)
from motcua.dossiers.reads.wording import channel_words, clock_words, status_words
from motcua.dossiers.rules import Status
from motcua.dossiers.views.offers import offers
from motcua.forms.public import display
from motcua.organisations.public import sentences
from motcua.papers.public import Paper, papers_of
from motcua.platform import clock
from motcua.platform.language import data, said
from motcua.platform.pages import actor_of_request, enter, render


@enter("official", "dossiers.read")
def dossier_page(request: HttpRequest, code: str) -> HttpResponse:
    """Hồ sơ: papers, facts, clock, the process's next steps, history."""
    dossier = open_dossier(request, code, purpose=gettext_noop("Giải quyết hồ sơ"))
    return show(request, dossier)


def show(request: HttpRequest, dossier: Dossier, *, error: str = "", status: int = 200) -> HttpResponse:
    """The dossier's page, with a refusal said at its top and what was typed kept in the forms."""
    actor = actor_of_request(request)
    now = clock.now()
    tasks = open_tasks_of(dossier, actor)
    components = components_of(dossier)
    events = history_of(dossier)
    state, words = clock_words(dossier.status, dossier.due_at, dossier.settled_at, now)
    explanation = explain(dossier, now)
    papers = list(papers_of(dossier.subject))
    supplements = supplements_of(dossier, events)
    is_waiting = dossier.status == Status.AWAITING_SUPPLEMENT
    asked = next((each for each in supplements if is_waiting and each.request.answered_at is None), None)
    supplement = asked.request if asked else None
    eform = dossier.version.eform
    context: dict[str, Any] = {
        "dossier": dossier,
        "channel": channel_words(dossier.channel),
        "status_words": status_words(dossier),
        "clock_state": state,
        "clock_words": words,
        "due": {
            "at": explanation.due_at if explanation and state == "paused" else dossier.due_at,
            "title": _("Hẹn trả dự kiến") if state == "paused" else None,
        },
        "why": sentences(explanation) if explanation else [],
        "if_received": explain_if_received(dossier, now) if dossier.status == Status.SUBMITTED else None,
        "components": components,
        "preparation": _preparation(dossier, components),
        "rest": [part for part in components if not part.files.all()],
        **_shown(request, dossier, components, papers),
        "sections": display(eform, dossier.answers, blanks=False, for_page=True) if eform else [],
        "papers": papers,
        "talk": talk_of(dossier, supplements),
        "trail": trail_for_officials(dossier, events, tasks),
        "supplement": supplement,
        "wanted": asked.items if asked else (),
        "error": error,
        "typed": request.POST if request.method == "POST" else {},
        **offers(dossier, tasks, events, supplement, actor, now),
    }
    return render(request, "dossiers/dossier.html", context, status=status)


def _preparation(dossier: Dossier, components: Sequence[DossierComponent]) -> dict[str, Any] | None:
    """The checklist that the applicant was given before filing, against what came in; None where there was none."""
    told: dict[str, Any] | None = getattr(dossier, "preparation", None)
    if not told:
        return None
    asked, files = set(told.get("papers", ())), {part.type.key: part for part in components}
    missing = [
        part.name
        for key, part in files.items()
        if key in asked and not part.type.replaced_by and not part.is_on_paper and not part.files.all()
    ]
    return {
        "rows": [{"label": data(each["question"]), "value": data(each["answer"])} for each in told.get("given", ())],
        "missing": missing,
    }


def _shown(
    request: HttpRequest, dossier: Dossier, components: Sequence[DossierComponent], papers: Sequence[Paper]
) -> dict[str, Any]:
    """The viewer: a tab for each file handed in, and the one paper that is open in it."""
    page = reverse("dossiers:dossier", args=[dossier.code])
    files = [(part, file) for part in components for file in part.files.all()]
    wanted_file, wanted_paper = request.GET.get("tep", ""), request.GET.get("giay", "")
    paper = next((each for each in papers if str(each.pk) == wanted_paper), None)
    chosen = None if paper else next((each for _part, each in files if str(each.pk) == wanted_file), None)
    if paper is None and chosen is None and files:
        chosen = files[-1][1]
    tabs = [
        {
            "label": said(_("%(name)s (mới)"), name=part.name) if file.supplement_id else data(part.name),
            "url": f"{page}?tep={file.pk}#giay-to",
            "current": file is chosen,
        }
        for part, file in files
    ]
    opened = None
    if paper is not None:
        tabs.append({"label": data(paper.title), "url": f"{page}?giay={paper.pk}#giay-to", "current": True})
        url = reverse("dossiers:paper", args=[dossier.code, paper.pk])
        opened = {"url": url, "title": paper.title, "content_type": "application/pdf"}
    elif chosen is not None:
        url = reverse("dossiers:file", args=[dossier.code, chosen.pk])
        opened = {"url": url, "title": chosen.file.name, "content_type": chosen.file.content_type}
    return {"paper_tabs": tabs, "opened": opened}
