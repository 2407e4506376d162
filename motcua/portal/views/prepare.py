"""“Tôi cần gì?”: a question a page, then the checklist. All answers stand in the address, so it can be sent on."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.organisations.public import describe_limit
from motcua.platform import clock
from motcua.platform.language import data
from motcua.platform.pages import actor_of_request, enter, render
from motcua.platform.settings import installation
from motcua.portal.views.procedure import fee_words, paper_row, sentence
from motcua.procedures.public import Checklist, Prepared, ProcedureVersion, checklist_of, preparation_of


@enter("anyone")
def prepare(request: HttpRequest, code: str) -> HttpResponse:
    """Tôi cần gì? The next question, the checklist when all are answered, or the procedure that is theirs instead."""
    published = ProcedureVersion.objects.published(clock.today())
    version = published.filter(procedure__code=code).prefetch_related("cases__components").first()
    if version is None or version.is_outline:
        raise Http404
    prepared = preparation_of(version, {key: request.GET[key] for key in request.GET})
    page = reverse("portal:prepare", args=[code])
    context: dict[str, Any] = {"version": version, "page": page, "given": _given(prepared, page), "prepared": prepared}
    if prepared.elsewhere:
        other = published.filter(procedure__code=prepared.elsewhere).first()
        return render(request, "portal/prepare_elsewhere.html", {**context, "other": other})
    checklist = checklist_of(version, prepared)
    if checklist is None:
        if prepared.ask is None:
            raise Http404
        return render(
            request, "portal/prepare_ask.html", {**context, **_asking(prepared, was_sent="hoi" in request.GET)}
        )
    return render(request, "portal/prepare_list.html", {**context, **_listing(request, version, checklist)})


def _asking(prepared: Prepared, *, was_sent: bool) -> dict[str, Any]:
    ask = prepared.ask or {}
    return {
        "ask": ask,
        "hint": data(ask.get("hint", "")) or None,
        "options": [
            {"value": each["value"], "label": data(each["label"]), "hint": data(each.get("hint", ""))}
            for each in ask["options"]
        ],
        "error": _("Xin chọn một câu trả lời.") if was_sent else None,
    }


def _given(prepared: Prepared, page: str) -> list[dict[str, Any]]:
    """What was answered, and where each answer is changed: with those before it kept."""
    rows: list[dict[str, Any]] = []
    kept: dict[str, str] = {}
    for question, option in prepared.given:
        rows.append(
            {
                "key": question["key"],
                "value": option["value"],
                "label": data(question["text"]),
                "answer": data(option["label"]),
                "change_url": f"{page}?{urlencode(kept)}" if kept else page,
            }
        )
        kept[question["key"]] = option["value"]
    return rows


def _listing(request: HttpRequest, version: ProcedureVersion, checklist: Checklist) -> dict[str, Any]:
    answers = urlencode(checklist.prepared.answers)
    case = checklist.case
    path = f"{reverse('portal:prepare', args=[version.procedure.code])}{'?' if answers else ''}{answers}"
    may_take = actor_of_request(request).has("dossiers.take_at_counter") and version.eform_id is not None
    counter = reverse("dossiers:counter_form", args=[version.procedure.code])
    brought = [each for each in checklist.papers if not each.is_note and not each.replaced_by]
    known = [each for each in checklist.papers if not each.is_note and each.replaced_by]
    return {
        "facts": [
            {
                "label": _("Thời hạn"),
                "value": sentence(describe_limit(case.limit)) if case.limit else sentence(_("chưa có dữ liệu")),
                "icon": "clock",
            },
            {"label": _("Phí, lệ phí"), "value": fee_words(case), "icon": "banknote"},
            {
                "label": _("Nơi nộp"),
                "value": data(version.receiving_address or version.competent_authority)
                or sentence(_("chưa có dữ liệu")),
                "icon": "map-pin",
            },
        ],
        "case": case if len(version.cases.all()) > 1 else None,
        "brought": [paper_row(each) for each in brought],
        "known": [paper_row(each) for each in known],
        "said": [data(each.name) for each in checklist.papers if each.is_note],
        "notes": [data(each) for each in checklist.prepared.notes],
        "link": f"{installation().base_url}{path}",
        "start_url": f"{reverse('portal:start', args=[version.procedure.code])}{'?' if answers else ''}{answers}",
        "counter_url": f"{counter}?{answers}" if may_take else "",
    }
