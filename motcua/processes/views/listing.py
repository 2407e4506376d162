"""Quy trình: all of them, how many procedures have one, and a new one."""

from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.laws.public import LawReview, flags_of
from motcua.organisations.public import Organisation
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.platform.text import clean
from motcua.processes.models import Process, ProcessVersion, VersionState
from motcua.processes.ports import coverage
from motcua.processes.public import define_process
from motcua.processes.rules import write_definition
from motcua.processes.rules.redrawing import blank
from motcua.processes.rules.table_writing import definition_of

PAGE_SIZE = 30


@enter("official", "processes.try_version")
def all_processes(request: HttpRequest) -> HttpResponse:
    """Quy trình: every process in its newest version; a new one begins here."""
    actor, refused = actor_of_request(request), None
    code, name = (clean(request.POST.get(field, ""))[:200] for field in ("code", "name"))
    if request.method == "POST":
        try:
            return redirect("processes:sheet", _begin(request, code, name).process_id)
        except Refused as problem:
            refused = problem
    later = ProcessVersion.objects.filter(process=OuterRef("process"), number__gt=OuterRef("number"))
    versions = ProcessVersion.objects.filter(~Exists(later)).select_related("process__organisation", "process__owner")
    searched = clean(request.GET.get("q", ""))[:100]
    if searched:
        versions = versions.filter(process__name__icontains=searched) | versions.filter(
            process__code__icontains=searched
        )
    chosen = request.GET.get("loc", "")
    narrowed = _narrowed(versions)
    listed = narrowed[chosen][1] if chosen in narrowed else versions
    page = keyset_page(listed, keys=("process__name", "id"), after=request.GET.get("after"), size=PAGE_SIZE)
    counts = ProcessVersion.objects.filter(~Exists(later))
    context = {
        "chosen": chosen if chosen in narrowed else "", "tabs": _tabs(counts, chosen, searched),
        "flags": flags_of("process", [each.process.code for each in page.rows]),
        "versions": page.rows, "next": page.next_token, "searched": searched, "refused": refused, "code": code,
        "name": name, "coverage": coverage(), "today": clock.today(),
        "may_draw": actor.has("processes.define_process"),
    }  # fmt: skip
    return render(request, "processes/all.html", context, status=422 if refused else 200)


def _narrowed(versions: QuerySet[ProcessVersion]) -> dict[str, tuple[str, QuerySet[ProcessVersion]]]:
    changed = LawReview.objects.open().filter(kind="process").values("key")
    return {
        "ra-soat": (_("Quá ngày rà soát"), versions.filter(process__review_on__lt=clock.today())),
        "luat-doi": (_("Luật đã thay đổi"), versions.filter(process__code__in=changed)),
        "cho-duyet": (_("Chờ duyệt"), versions.filter(state=VersionState.REVIEW)),
        "chua-giao": (_("Chưa giao"), versions.filter(process__owner=None)),
    }


def _tabs(versions: QuerySet[ProcessVersion], chosen: str, searched: str) -> list[dict[str, object]]:
    narrowed = _narrowed(versions)
    more = {"q": searched} if searched else {}
    everything = {"label": _("Tất cả"), "url": "?" + urlencode(more), "current": chosen not in narrowed}
    return [
        everything,
        *(
            {
                "label": label, "url": "?" + urlencode({"loc": name, **more}), "current": name == chosen,
                "count": rows.count(), "late": name in ("ra-soat", "luat-doi"),
            }
            for name, (label, rows) in narrowed.items()
        ),
    ]  # fmt: skip


def _begin(request: HttpRequest, code: str, name: str) -> ProcessVersion:
    actor = actor_of_request(request)
    if code and Process.objects.filter(code=code).exists():
        raise Refused(_("Đã có quy trình mang mã này. Xin đặt mã khác hoặc mở quy trình đã có."), "code")
    own = (
        [actor.organisation_id]
        if actor.organisation_id
        else sorted(actor.organisations_for("processes.define_process"))
    )
    organisations = Organisation.objects.order_by("pk")
    owner = organisations.filter(pk__in=own).first() or organisations.filter(parent=None).first()
    if owner is None:
        raise Refused(_("Chưa có cơ quan nào làm chủ quy trình."), "code")
    drawn = write_definition(definition_of(blank()))
    return define_process(owner, code=code, name=name, definition=drawn, by=actor, at=clock.now())
