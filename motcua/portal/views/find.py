"""Finding a procedure: by plain words, by what happened in life, by audience, by letter, field and who handles it."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from motcua.dossiers.public import filed_most
from motcua.organisations.public import GovLevel
from motcua.platform import clock
from motcua.platform.language import data
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.procedures.public import (
    AUDIENCES,
    LETTERS,
    OnlineLevel,
    ProcedureField,
    ProcedureVersion,
    answering,
    count_opened,
    count_search,
    highlighted,
)

PAGE_SIZE = 50
# How many procedures stand on the first page.
ON_HOME = 8
# Filters of the list, in the order of their chips.
FILTERS = ("su-kien", "doi-tuong", "linh-vuc", "cap", "chu")
AUDIENCE_ADDRESS = {"cong-dan": "citizen", "doanh-nghiep": "business"}


def _audiences() -> dict[str, str]:
    return {"cong-dan": _("Người dân"), "doanh-nghiep": _("Doanh nghiệp, hợp tác xã")}


@enter("anyone")
def home(request: HttpRequest) -> HttpResponse:
    """Trang chủ: one question, and the ways most people come for."""
    return render(request, "portal/home.html", {"popular": _popular(clock.today()), "doors": _doors()})


def _popular(on: date) -> list[ProcedureVersion]:
    """What is filed here, the most filed of the last twelve months first; what is filed alike as the editors order it.

    Of a new installation nothing has been counted yet: then the editors' order alone speaks.
    """
    fileable = ProcedureVersion.objects.published(on).exclude(online_level=OnlineLevel.INFO)
    # Some of what was filed most may be filed here no longer.
    most = {procedure: place for place, procedure in enumerate(filed_most(on, size=5 * ON_HOME))}
    first = {code: place for place, code in enumerate(_editors_order())}
    wanted = fileable.filter(Q(procedure__in=most) | Q(procedure__code__in=first))
    others = fileable.exclude(pk__in=wanted.values("pk")).order_by("procedure__code")[:ON_HOME]
    none = len(most) + len(first)

    def place(version: ProcedureVersion) -> tuple[int, int, str]:
        code = version.procedure.code
        return most.get(version.procedure_id, none), first.get(code, none), code

    return sorted([*wanted, *others], key=place)[:ON_HOME]


@cache
def _editors_order() -> list[str]:
    codes: list[str] = json.loads((Path(__file__).parents[1] / "data" / "first_on_home.json").read_text("utf-8"))
    return codes


def _doors() -> list[dict[str, str]]:
    """Ways into the list: what happens in life, then who asks."""
    page = reverse("portal:procedures")
    events = (
        ProcedureVersion.objects.published(clock.today())
        .exclude(life_event="")
        .values("life_event")
        .annotate(count=Count("id"))
        .order_by("-count", "life_event")[:12]
    )
    doors = [
        {"label": data(each["life_event"]), "url": f"{page}?{urlencode({'su-kien': each['life_event']})}"}
        for each in events
    ]
    return doors + [{"label": label, "url": f"{page}?doi-tuong={key}"} for key, label in _audiences().items()]


@enter("anyone")
def search(request: HttpRequest) -> HttpResponse:
    """Tìm thủ tục bằng lời thường."""
    words = request.GET.get("q", "").strip()[:200]
    found = answering(ProcedureVersion.objects.published(clock.today()), words)
    if words:
        count_search(words, found=len(found.versions), by=actor_of_request(request), at=clock.now())
    context = {
        "words": words,
        "mended": found.asked.mended,
        "doors": [] if found.versions else _doors(),
        "found": [
            {
                "version": each,
                "name": highlighted(each.name, found.asked.terms),
                "url": f"{reverse('portal:found', args=[each.procedure.code])}?{urlencode({'q': words})}",
            }
            for each in found.versions
        ],
    }
    return render(request, "portal/search.html", context)


@enter("anyone")
def found(request: HttpRequest, code: str) -> HttpResponse:
    """From an answer of the search to its procedure: counts that the words led somewhere."""
    words = request.GET.get("q", "").strip()[:200]
    if not ProcedureVersion.objects.filter(procedure__code=code).exists():
        raise Http404
    if words:
        count_opened(words, by=actor_of_request(request), at=clock.now())
    return redirect("portal:procedure", code)


@enter("anyone")
def procedures(request: HttpRequest) -> HttpResponse:
    """Tất cả thủ tục đang áp dụng, theo vần; lọc theo việc trong đời, đối tượng, lĩnh vực, nơi giải quyết."""
    wanted = {name: request.GET[name][:200] for name in FILTERS if request.GET.get(name)}
    published = _filtered(wanted)
    page = keyset_page(published, keys=("sort_key", "id"), after=request.GET.get("after"), size=PAGE_SIZE)
    here = reverse("portal:procedures")
    chosen = {name: dict(options) for name, _label, options in _choices()}
    chips = [
        {
            "label": label,
            "value": data(chosen[name].get(wanted[name], wanted[name])),
            "remove_url": _address(here, {key: value for key, value in wanted.items() if key != name}),
        }
        for name, label, _options in _choices()
        if name in wanted
    ]
    rest = {key: value for key, value in wanted.items() if key != "chu"}
    context = {
        "found": page.rows,
        "more_url": _address(here, {**wanted, "after": page.next_token}) if page.next_token else None,
        "chips": chips,
        "clear_url": here,
        "wanted": wanted,
        "choices": [each for each in _choices() if each[0] != "chu"],
        "letters": [
            {
                "letter": letter.upper(),
                "url": _address(here, {**rest, "chu": letter}),
                "current": wanted.get("chu") == letter,
            }
            for letter in LETTERS
        ],
    }
    return render(request, "portal/procedures.html", context)


def _filtered(wanted: dict[str, str]) -> Any:
    versions = ProcedureVersion.objects.published(clock.today())
    if event := wanted.get("su-kien"):
        versions = versions.filter(life_event=event)
    if field := wanted.get("linh-vuc"):
        versions = versions.filter(procedure__field__code=field)
    if level := wanted.get("cap"):
        versions = versions.filter(levels__contains=[level])
    audience = AUDIENCE_ADDRESS.get(wanted.get("doi-tuong", ""))
    if audience in AUDIENCES:
        versions = versions.for_audience(audience)
    if wanted.get("chu") in LETTERS:
        versions = versions.under(wanted["chu"])
    return versions


def _choices() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The filters with their labels and options."""
    published = ProcedureVersion.objects.published(clock.today())
    events = published.exclude(life_event="").values_list("life_event", flat=True).distinct().order_by("life_event")
    fields = ProcedureField.objects.order_by("name").values_list("code", "name")
    return [
        ("su-kien", _("Việc trong đời"), [(each, each) for each in events]),
        ("doi-tuong", _("Dành cho"), list(_audiences().items())),
        ("linh-vuc", _("Lĩnh vực"), list(fields)),
        ("cap", _("Nơi giải quyết"), [(str(value), str(label)) for value, label in GovLevel.choices]),
        ("chu", _("Vần"), [(letter, letter.upper()) for letter in LETTERS]),
    ]


def _address(here: str, wanted: dict[str, Any]) -> str:
    return f"{here}?{urlencode(wanted)}" if wanted else here
