from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.dossiers.public import Draft
from motcua.forms.public import sources_of, steps_of
from motcua.organisations.public import GovLevel, describe_limit
from motcua.platform import clock
from motcua.platform.formats import money
from motcua.platform.language import data, joined
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.procedures.public import ComponentType, OnlineLevel, ProcedureCase, ProcedureVersion

FOUND = 20
PAGE_SIZE = 50


@enter("anyone")
def home(request: HttpRequest) -> HttpResponse:
    """Trang chủ: one question, and the ways most people come for."""
    published = ProcedureVersion.objects.published(clock.today())
    popular = list(published.exclude(online_level=OnlineLevel.INFO).order_by("procedure__code")[:8])
    return render(request, "portal/home.html", {"popular": popular})


@enter("anyone")
def search(request: HttpRequest) -> HttpResponse:
    """Tìm thủ tục bằng lời thường."""
    words = request.GET.get("q", "").strip()[:200]
    found = list(ProcedureVersion.objects.published(clock.today()).matching(words)[:FOUND])
    return render(request, "portal/search.html", {"words": words, "found": found})


@enter("anyone")
def procedures(request: HttpRequest) -> HttpResponse:
    """Tất cả thủ tục đang áp dụng, theo mã."""
    published = ProcedureVersion.objects.published(clock.today())
    page = keyset_page(published, keys=("procedure__code", "id"), after=request.GET.get("after"), size=PAGE_SIZE)
    return render(request, "portal/procedures.html", {"found": page.rows, "next": page.next_token})


@enter("anyone")
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Trang của một thủ tục: ai, cần gì, bao lâu, bao nhiêu, ở đâu; một nút “Nộp hồ sơ”."""
    version = (
        ProcedureVersion.objects.published(clock.today())
        .filter(procedure__code=code)
        .select_related("eform")
        .prefetch_related("cases__components")
        .first()
    )
    if version is None:
        raise Http404
    cases = list(version.cases.all())
    drafts = Draft.objects.visible_to(actor_of_request(request)).filter(version=version).order_by("-saved_at")
    context = {
        "version": version,
        "cases": cases,
        "facts": _facts(version, cases),
        "papers": _papers(cases),
        "draft": drafts.first(),
        "cutoff": next((case.cutoff for case in cases if case.cutoff), None),
        "eyebrow": _eyebrow(version),
        "way": _way(version, cases),
    }
    return render(request, "portal/procedure.html", context)


def _eyebrow(version: ProcedureVersion) -> str:
    known = dict(GovLevel.choices)
    levels = ", ".join(str(known.get(level) or _("cơ quan khác")) for level in version.levels)
    said = _("Thủ tục %(code)s") % {"code": version.procedure.code}
    return joined(" · ", (said, data(version.procedure.field.name), levels))


def _way(version: ProcedureVersion, cases: list[ProcedureCase]) -> list[dict[str, str]]:
    """Where a dossier goes, the first step being the applicant's own and the second the acceptance, as in every law."""
    notes = {}
    if version.is_fileable and version.eform is not None:
        steps = steps_of(version.eform)
        asked, known = sum(len(step.fields) for step in steps), len(sources_of(version.eform))
        notes[0] = _("%(steps)d bước ngắn; %(known)d trong %(asked)d mục được điền sẵn") % {
            "steps": len(steps) + 2,
            "known": known,
            "asked": asked,
        }
        hours = min((case.accept_within_hours for case in cases), default=0)
        notes[1] = _("trả lời trong %(hours)d giờ làm việc") % {"hours": hours} if hours else ""
    return [
        {"label": data(label), "state": "todo" if at else "now", "note": notes.get(at, "")}
        for at, label in enumerate(version.steps)
    ]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _facts(version: ProcedureVersion, cases: list[ProcedureCase]) -> list[dict[str, str]]:
    results = ", ".join(result["name"] for result in version.results)
    return [
        {"label": _("Thời hạn"), "value": _sentence(_limits(cases)), "icon": "clock"},
        {"label": _("Phí, lệ phí"), "value": _fees(cases), "icon": "banknote"},
        {"label": _("Hình thức"), "value": version.get_online_level_display(), "icon": "monitor"},
        {
            "label": _("Kết quả"),
            "value": data(_sentence(results)) or _sentence(_("chưa có dữ liệu")),
            "icon": "badge-check",
        },
    ]


def _limits(cases: list[ProcedureCase]) -> str:
    known = list(dict.fromkeys(describe_limit(case.limit) for case in cases if case.limit))
    return "; ".join(known) or _("chưa có dữ liệu")


def _fees(cases: list[ProcedureCase]) -> str:
    return joined("; ", dict.fromkeys(_fee(case) for case in cases)) or _sentence(_("chưa có dữ liệu"))


def _fee(case: ProcedureCase) -> str:
    if case.fee is None:
        return data(case.fee_note) or _sentence(_("chưa có dữ liệu"))
    known = money(case.fee) if case.fee else _("Miễn phí")
    return joined(" ", (known, data(case.fee_note and f"({case.fee_note})")))


@dataclass(frozen=True)
class Papers:
    """Papers under one heading: those of every case, or what one case asks for besides, with its own terms."""

    title: str
    terms: str
    rows: list[dict[str, object]]


def _papers(cases: list[ProcedureCase]) -> list[Papers]:
    """The papers of a procedure: what all cases ask for is said once."""
    if len(cases) < 2:
        return [Papers("", "", [_paper(each) for case in cases for each in case.components.all()])]
    asked = [{_likeness(each): each for each in case.components.all()} for case in cases]
    common = [key for key in asked[0] if all(key in others for others in asked)]
    groups = [Papers(_("Mọi trường hợp"), "", [_paper(asked[0][key]) for key in common])] if common else []
    for case, own in zip(cases, asked, strict=True):
        limit = _sentence(describe_limit(case.limit)) if case.limit else ""
        terms = joined(" · ", (limit, _fee(case)))
        groups.append(Papers(data(case.name), terms, [_paper(each) for key, each in own.items() if key not in common]))
    return groups


def _likeness(component: ComponentType) -> tuple[object, ...]:
    one = component
    return (one.name, one.hint, one.originals, one.copies, one.is_required, one.replaced_by)


def _paper(component: ComponentType) -> dict[str, object]:
    originals, copies = component.originals, component.copies
    counted = []
    if originals:
        counted.append(ngettext("%(count)d bản chính", "%(count)d bản chính", originals) % {"count": originals})
    if copies:
        counted.append(ngettext("%(count)d bản sao", "%(count)d bản sao", copies) % {"count": copies})
    replaced = component.replaced_by
    return {
        "name": data(component.name),
        "note": data(component.hint),
        "tag": data(replaced) or ", ".join(counted) or _("xuất trình"),
        "auto": bool(replaced),
    }
