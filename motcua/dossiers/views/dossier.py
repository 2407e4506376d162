from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.dossiers.actions.supply import ANSWERS
from motcua.dossiers.models import Dossier, DossierComponent, DossierEvent, DossierFile, SiteVisit
from motcua.dossiers.ports import ASIDES, Aside
from motcua.dossiers.reads.access import open_dossier
from motcua.dossiers.reads.asked import askable, asked_questions
from motcua.dossiers.reads.attached import attached, parts_with_files
from motcua.dossiers.reads.behalf import behalf_of, whose_name
from motcua.dossiers.reads.chain import chain_of
from motcua.dossiers.reads.checks import Part, parts_of
from motcua.dossiers.reads.clock import explain, explain_if_received, why_words
from motcua.dossiers.reads.comments import colleagues_in, said_in
from motcua.dossiers.reads.numbers import numbers_of
from motcua.dossiers.reads.pages import (
    Asked,
    history_of,
    open_tasks_of,
    supplements_of,
    talk_of,
    trail_for_officials,
)
from motcua.dossiers.reads.posting import parcel_words
from motcua.dossiers.reads.reviews import review_offers
from motcua.dossiers.reads.signals import reasons_given, signals_of
from motcua.dossiers.reads.visits import may_visit, visits_of
from motcua.dossiers.reads.wording import channel_words, clock_words, secrecy_words, status_words
from motcua.dossiers.rules import Status
from motcua.dossiers.views.deadline_offers import deadline_offers
from motcua.dossiers.views.offers import offers
from motcua.papers.public import Paper, papers_of
from motcua.platform import clock
from motcua.platform.action import Actor, DataClass
from motcua.platform.language import data, joined, said
from motcua.platform.pages import actor_of_request, enter, render
from motcua.platform.text import whole_number

# Whose work on the dossier needs the whole numbers: for others they are hidden, to be shown for a reason.
WORKING = ("may_receive", "steps", "may_deliver", "may_supply", "may_correct")


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
    components = parts_with_files(dossier)
    events = history_of(dossier)
    papers = list(papers_of(dossier.subject))
    supplements = supplements_of(dossier, events)
    asked = _waited_for(dossier, supplements)
    supplement = asked.request if asked else None
    offered = offers(dossier, tasks, events, supplement, actor, now) | deadline_offers(dossier, tasks, actor, now)
    works = any(offered[name] for name in WORKING)
    parts = parts_of(dossier, hides=not works)
    context: dict[str, Any] = {
        "dossier": dossier,
        "chain": chain_of(dossier, actor, now),
        "behalf": behalf_of(dossier),
        "whose": whose_name(dossier),
        "numbers": numbers_of(dossier, hides=not works),
        "channel": channel_words(dossier.channel),
        "status_words": status_words(dossier),
        "secrecy": secrecy_words(dossier.data_class),
        "is_secret": dossier.data_class == DataClass.SECRET,
        **_clock(dossier, events, now),
        "components": components,
        "preparation": _preparation(dossier, components),
        "rest": [part for part in components if not getattr(part, "has_files", False)],
        **_shown(request, dossier, papers),
        "parts": parts,
        **_compared(parts),
        "corrected": [event for event in events if event.kind == "corrected" or event.step == ANSWERS],
        "papers": papers,
        "talk": talk_of(dossier, supplements),
        "said": said_in(dossier, actor),
        "colleagues": colleagues_in(events, tasks, actor),
        "trail": trail_for_officials(dossier, events, tasks),
        "supplement": supplement,
        "wanted": [item for item in asked.items if item.component_id] if asked else (),
        "wanted_answers": [item for item in asked.items if item.field] if asked else (),
        "asked_questions": asked_questions(request, dossier, asked.items) if asked and offered["may_supply"] else (),
        "questions": askable(dossier) if offered["may_ask"] else (),
        "posted": parcel_words(events),
        "asides": _asides(dossier, actor, has_step=bool(offered["steps"])),
        **_looked_twice(dossier, events, actor),
        **review_offers(dossier, actor, now, events),
        **_visits(dossier, events, may=may_visit(dossier, actor, has_step=bool(offered["steps"]))),
        "error": error,
        "typed": request.POST if request.method == "POST" else {},
        **offered,
    }
    return render(request, "dossiers/dossier.html", context, status=status)


def _asides(dossier: Dossier, actor: Actor, *, has_step: bool) -> list[Aside]:
    """What other modules show beside it."""
    found = (ASIDES.named(name)(dossier.pk, dossier.code, actor, has_step=has_step) for name in ASIDES.names())
    return [aside for aside in found if aside is not None]


def _clock(dossier: Dossier, events: Sequence[DossierEvent], now: datetime) -> dict[str, Any]:
    """What the page says of time: the state in words, the day, and why it is that day."""
    state, words = clock_words(dossier.status, dossier.due_at, dossier.settled_at, now)
    explanation = explain(dossier, now)
    is_paused = state == "paused"
    return {
        "clock_state": state,
        "clock_words": words,
        "due": {
            "at": explanation.due_at if explanation and is_paused else dossier.due_at,
            "title": _("Hẹn trả dự kiến") if is_paused else None,
        },
        "why": why_words(explanation, events),
        "if_received": explain_if_received(dossier, now) if dossier.status == Status.SUBMITTED else None,
    }


def _waited_for(dossier: Dossier, supplements: Sequence[Asked]) -> Asked | None:
    """What is being asked for now."""
    is_waiting = dossier.status == Status.AWAITING_SUPPLEMENT
    return next((each for each in supplements if is_waiting and each.request.answered_at is None), None)


def _looked_twice(dossier: Dossier, events: Sequence[DossierEvent], actor: Actor) -> dict[str, Any]:
    """What makes one look twice while the dossier is under way, and why somebody went on."""
    warnings = signals_of(dossier, actor) if dossier.ended_at is None else []
    return {"warnings": warnings, "went_on": reasons_given(events)}


def _visits(dossier: Dossier, events: Sequence[DossierEvent], *, may: bool) -> dict[str, Any]:
    """Visits to the place; nothing is read where the history says that there was none."""
    visits = visits_of(dossier) if any(event.kind == "visit_planned" for event in events) else []
    planned = next((each for each in visits if each.state == "planned"), None)
    return {"visits": visits, "visit": planned, "may_visit": may, "visit_findings": SiteVisit.FINDINGS}


def _compared(parts: Sequence[Part]) -> dict[str, Any]:
    """How many of the values declared were compared with the papers, and how."""
    values = [value for part in parts for value in part.values]
    return {"compared": Counter(value.state for value in values), "value_count": len(values)}


def _preparation(dossier: Dossier, components: Sequence[DossierComponent]) -> dict[str, Any] | None:
    """The checklist that the applicant was given before filing, against what came in; None where there was none."""
    told: dict[str, Any] | None = getattr(dossier, "preparation", None)
    if not told:
        return None
    asked, files = set(told.get("papers", ())), {part.type.key: part for part in components}
    missing = [
        part.name
        for key, part in files.items()
        if key in asked and not part.type.replaced_by and not part.is_on_paper and not getattr(part, "has_files", False)
    ]
    return {
        "rows": [{"label": data(each["question"]), "value": data(each["answer"])} for each in told.get("given", ())],
        "missing": missing,
    }


def _shown(request: HttpRequest, dossier: Dossier, papers: Sequence[Paper]) -> dict[str, Any]:
    """The viewer: a tab for each of the latest files handed in, and the one paper that is open in it."""
    page = reverse("dossiers:dossier", args=[dossier.code])
    after = request.GET.get("tep-sau") or None
    shown = attached(dossier, wanted=whole_number(request.GET.get("tep", "")), after=after)
    paper = next((each for each in papers if str(each.pk) == request.GET.get("giay", "")), None)
    chosen = None if paper else shown.opened
    here = f"&tep-sau={quote(after)}" if after else ""
    counted = Counter(file.component_id for file in shown.files)
    tabs = [
        {
            "label": _tab_words(file, is_one_of_many=counted[file.component_id] > 1),
            "url": f"{page}?tep={file.pk}{here}#giay-to",
            "current": file == chosen,
        }
        for file in shown.files
    ]
    opened: dict[str, Any] | None = None
    if paper is not None:
        tabs.append({"label": data(paper.title), "url": f"{page}?giay={paper.pk}#giay-to", "current": True})
        url = reverse("dossiers:paper", args=[dossier.code, paper.pk])
        opened = {"url": url, "title": paper.title, "content_type": "application/pdf", "file": None}
    elif chosen is not None:
        url = reverse("dossiers:file", args=[dossier.code, chosen.pk])
        opened = {"url": url, "title": chosen.file.name, "content_type": chosen.file.content_type, "file": chosen.pk}
    more = f"{page}?tep-sau={quote(shown.next_token)}#giay-to" if shown.next_token else ""
    newest = f"{page}#giay-to" if after else ""
    return {"paper_tabs": tabs, "opened": opened, "more_files": more, "newest_files": newest}


def _tab_words(file: DossierFile, *, is_one_of_many: bool) -> str:
    name = data(file.component.name)
    if is_one_of_many:
        name = joined(" · ", (name, data(file.file.name)))
    return said(_("%(name)s (mới)"), name=name) if file.supplement_id else name
