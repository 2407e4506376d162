from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.dossiers.public import Draft
from motcua.forms.public import sources_of, steps_of
from motcua.laws.public import ended_of
from motcua.organisations.public import GovLevel, describe_limit
from motcua.platform import clock
from motcua.platform.formats import money
from motcua.platform.language import data, joined
from motcua.platform.pages import actor_of_request, enter, render
from motcua.procedures.public import (
    CHANNELS,
    OWNERS,
    ComponentType,
    FeeSaid,
    MethodSaid,
    OnlineLevel,
    ProcedureCase,
    ProcedureVersion,
    methods_said,
    substitutions_of,
)

# How sources write that they know of no fee.
NO_FEE = "Không có thông tin"
# More results than these are counted in the facts, and stand one by one beside.
MOST_RESULTS = 2


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
        "groups": _groups(cases),
        "ways": _ways([method for case in cases for method in methods_said(case)]),
        "source_says": _source_says(version),
        "about": _about(version),
        "is_imported": version.catalogue_import_id is not None and not version.is_outline,
        "results": _results(version),
        "substitutions": substitutions_of(code),
        "draft": drafts.first(),
        "cutoff": next((case.cutoff for case in cases if case.cutoff), None),
        "eyebrow": _eyebrow(version),
        "ended_laws": ended_of([basis["code"] for basis in version.legal_basis if basis.get("code")], clock.today()),
        "way": _way(version, cases) if version.is_fileable else [],
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


def sentence(words: str) -> str:
    """The words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def _facts(version: ProcedureVersion, cases: list[ProcedureCase]) -> list[dict[str, str]]:
    return [
        {"label": _("Thời hạn"), "value": sentence(_limits(cases)), "note": _limit_note(cases), "icon": "clock"},
        {"label": _("Phí, lệ phí"), "value": _fees(cases), "icon": "banknote"},
        _how(version),
        {"label": _("Kết quả"), "value": _outcome(version), "icon": "badge-check"},
    ]


def _how(version: ProcedureVersion) -> dict[str, str]:
    """How far it is done online here; for what is only told about, the ways of filing that its source names."""
    if version.online_level == OnlineLevel.INFO and version.channels:
        known = joined(", ", (str(CHANNELS.get(each) or data(each)) for each in version.channels))
        return {"label": _("Cách nộp"), "value": known, "icon": "monitor"}
    note = _("Khi nộp cần định danh quốc gia mức 2") if version.required_assurance > 1 else ""
    return {"label": _("Hình thức"), "value": version.get_online_level_display(), "note": note, "icon": "monitor"}


def _outcome(version: ProcedureVersion) -> str:
    """What comes of it; of many results only how many, for they stand one by one beside."""
    names = [result["name"] for result in version.results]
    if len(names) > MOST_RESULTS:
        count = len(names)
        return ngettext("%(count)d loại kết quả", "%(count)d loại kết quả", count) % {"count": count}
    return data(sentence(", ".join(names))) or sentence(_("chưa có dữ liệu"))


def _limit_note(cases: list[ProcedureCase]) -> str:
    """What the one limit above leaves unsaid: that its unit is our reading, that some ways of filing state none."""
    methods = [method for case in cases if case.limit for method in methods_said(case)]
    inferred = any(method.is_unit_inferred for method in methods)
    silent = any(method.limit is None for method in methods)
    return "; ".join(
        [_("nguồn không ghi đơn vị, tạm hiểu là ngày làm việc")] * inferred
        + [_("có cách nộp không ghi thời hạn")] * silent
    )


def _limits(cases: list[ProcedureCase]) -> str:
    known = list(dict.fromkeys(describe_limit(case.limit) for case in cases if case.limit))
    return "; ".join(known) or _as_each_way_says(any("duration" in each for case in cases for each in case.methods))


def _fees(cases: list[ProcedureCase]) -> str:
    return joined("; ", dict.fromkeys(fee_words(case) for case in cases)) or sentence(_("chưa có dữ liệu"))


def fee_words(case: ProcedureCase) -> str:
    """What a case costs, as far as it is known."""
    if case.fee is None and case.methods:
        speaks = any(_speaks(fee) for each in case.methods for fee in each.get("fees", []))
        return sentence(_as_each_way_says(speaks))
    if case.fee is None:
        return data(case.fee_note) or sentence(_("chưa có dữ liệu"))
    known = money(case.fee) if case.fee else _("Miễn phí")
    return joined(" ", (known, data(case.fee_note and f"({case.fee_note})")))


def _speaks(fee: dict[str, str]) -> bool:
    return bool(fee.get("note")) or fee.get("amount_text", NO_FEE) != NO_FEE


def _as_each_way_says(there_is_something: bool) -> str:
    return _("tùy trường hợp, xem cách thức nộp") if there_is_something else _("chưa có dữ liệu")


@dataclass(frozen=True)
class Papers:
    """Papers under one heading: the source's, all cases', or what one case asks for besides, with its own terms.

    `notes` stand before the papers: a remark among papers often says what is to be done with those that follow.
    What `goes_on` belongs to the heading above: its papers are counted on.
    """

    title: str
    terms: str
    papers: list[dict[str, object]]
    notes: list[str]
    goes_on: bool = False


def _group(title: str, components: Iterable[ComponentType], terms: str = "") -> Papers:
    listed = list(components)
    papers = [paper_row(component) for component in listed if not component.is_note]
    return Papers(title, terms, papers, [data(component.name) for component in listed if component.is_note])


def _in_order(title: str, components: Iterable[ComponentType]) -> Iterator[Papers]:
    """Remarks and papers as the source orders them: each part begins with its remarks, the first bears the heading."""
    part: list[ComponentType] = []
    goes_on = False
    for component in components:
        if component.is_note and part and not part[-1].is_note:
            yield replace(_group(title, part), goes_on=goes_on)
            title, part, goes_on = "", [], True
        part.append(component)
    yield replace(_group(title, part), goes_on=goes_on)


def _groups(cases: list[ProcedureCase]) -> list[Papers]:
    """The papers of a procedure under the headings of the source; what all of several cases ask for is said once."""
    if len(cases) < 2:
        listed = [component for case in cases for component in case.components.all()]
        groups: list[Papers] = []
        for heading, components in groupby(listed, key=lambda each: each.group):
            # What its source puts under no heading must not seem to belong to the heading above it.
            title = data(heading) or (_("Nguồn không ghi thuộc trường hợp nào") if groups else "")
            groups += _in_order(title, components)
        return groups
    asked = [{_likeness(each): each for each in case.components.all()} for case in cases]
    common = [key for key in asked[0] if all(key in others for others in asked)]
    groups = [_group(_("Mọi trường hợp"), [asked[0][key] for key in common])] if common else []
    for case, own in zip(cases, asked, strict=True):
        limit = sentence(describe_limit(case.limit)) if case.limit else ""
        terms = joined(" · ", (limit, fee_words(case)))
        groups.append(_group(data(case.name), [each for key, each in own.items() if key not in common], terms))
    return groups


def _likeness(component: ComponentType) -> tuple[object, ...]:
    one = component
    return (one.name, one.hint, one.originals, one.copies, one.is_required, one.replaced_by)


def _ways(methods: Iterable[MethodSaid]) -> list[dict[str, Any]]:
    """The ways of filing in the source's order; those of which it says the same are told together."""
    told: dict[MethodSaid, list[str]] = {}
    for method in methods:
        channel = str(CHANNELS.get(method.channel) or data(method.channel) or _("chưa rõ"))
        told.setdefault(replace(method, channel=""), []).append(channel)
    return [{"channels": channels, **_way_of_filing(method)} for method, channels in told.items()]


def _way_of_filing(method: MethodSaid) -> dict[str, Any]:
    limit = sentence(describe_limit(method.limit)) if method.limit else data(method.words) or _("chưa có dữ liệu")
    return {
        "limit": limit,
        "note": _("nguồn không ghi đơn vị") if method.is_unit_inferred else "",
        "fees": [_fee_shown(fee) for fee in method.fees],
        "text": data(method.text),
    }


def _fee_shown(fee: FeeSaid) -> dict[str, Any]:
    """A fee in the source's words: where it says "free" beside a note that says otherwise, the note goes first."""
    if fee.is_doubted:
        return {"amount": data(fee.note), "note": _("nguồn còn ghi: “%(words)s”") % {"words": fee.amount}}
    return {"amount": data(fee.amount), "note": data(fee.note)}


def _source_says(version: ProcedureVersion) -> list[dict[str, object]]:
    """What a row of a catalogue says in fields of its own, under their names where we know them."""
    labels = {
        "time_limit_text": _("Thời hạn theo nguồn"),
        "fee_text": _("Phí, lệ phí theo nguồn"),
        "legal_text": _("Căn cứ theo nguồn"),
        "issuers": _("Nơi công bố"),
        "online_level": _("Mức trực tuyến theo nguồn"),
    }
    levels = dict(OnlineLevel.choices)
    rows: list[dict[str, object]] = []
    for name, value in version.extra.items():
        if name == "online_level":
            value = levels.get(value, value)
        said = ", ".join(map(str, value)) if isinstance(value, list) else value
        rows.append({"label": labels.get(name) or data(name), "value": data(said)})
    return rows


def _results(version: ProcedureVersion) -> list[dict[str, str]]:
    """The results one by one, where the facts above do not say all: there are several, or the source gives a code."""
    has_codes = version.catalogue_import_id is not None and any(each["code"] for each in version.results)
    return version.results if len(version.results) > 1 or has_codes else []


def _about(version: ProcedureVersion) -> list[dict[str, object]]:
    said = [
        (_("Bộ, ngành quản lý"), OWNERS.get(version.owner, version.owner)),
        (_("Nơi tiếp nhận"), version.receiving_address),
        (_("Cơ quan có thẩm quyền"), version.competent_authority),
        (_("Cơ quan được ủy quyền"), version.delegated_authority),
        (_("Cơ quan phối hợp"), version.coordinating),
        (_("Đối tượng thực hiện"), "; ".join(version.applicants)),
        (_("Loại thủ tục"), version.kind),
    ]
    return [{"label": label, "value": data(value)} for label, value in said if value]


def paper_row(component: ComponentType) -> dict[str, object]:
    """A paper for `ui.papers`: how many of it, or what replaces it."""
    originals, copies = component.originals, component.copies
    counted = []
    if originals:
        counted.append(ngettext("%(count)d bản chính", "%(count)d bản chính", originals) % {"count": originals})
    if copies:
        counted.append(ngettext("%(count)d bản sao", "%(count)d bản sao", copies) % {"count": copies})
    if not component.is_counted:
        counted = [data(component.quantity_text)] if component.quantity_text else []
    replaced = component.replaced_by
    template = _("Mẫu: %(file)s") % {"file": component.template_file} if component.template_file else ""
    presented = _("xuất trình") if component.is_counted else ""
    return {
        "name": data(component.name),
        "note": joined(" · ", (data(component.hint), template)),
        "tag": data(replaced) or ", ".join(counted) or presented,
        "auto": bool(replaced),
    }
