"""The dossiers behind a figure of a step of a process: what was slow, done again or late, one by one."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.named import NEWEST
from motcua.dossiers.reads.worklist import Listed
from motcua.dossiers.views.rows import rows_of
from motcua.platform import clock
from motcua.platform.action import record_read
from motcua.platform.keyset import keyset_page
from motcua.platform.pages import actor_of_request, enter, render
from motcua.processes.public import WHICH, ProcessVersion, matters_behind, read_definition

PAGE_SIZE = 50


@enter("official", "dossiers.read")
def behind_figure(request: HttpRequest, process: int, number: int, node: str) -> HttpResponse:
    """Hồ sơ đi qua một bước: those behind one figure that this official may see, the newest first."""
    versions = ProcessVersion.objects.select_related("process").filter(process_id=process)
    version = versions.filter(number=number).first() if max(process, number) < 2**31 else None
    step = _name_of(version, node) if version else None
    if version is None or step is None:
        raise Http404
    which = request.GET.get("dang", "")
    which = which if which in WHICH else "gone"
    actor, now = actor_of_request(request), clock.now()
    found = Dossier.objects.visible_to(actor).filter(instance__in=matters_behind(version.pk, node, which, at=now))
    page = keyset_page(found.for_list(), keys=NEWEST, after=request.GET.get("after"), size=PAGE_SIZE)
    purpose = gettext_noop("Xem hồ sơ qua một bước của quy trình")
    record_read(by=actor, purpose=purpose, persons=[row.owner_id for row in page.rows])
    more = f"?{urlencode({'dang': which, 'after': page.next_token})}" if page.next_token else None
    words = {
        "gone": _("Đã qua bước"), "done": _("Đã xong bước"), "late": _("Xong trễ"), "again": _("Làm lại"),
        "open": _("Đang mở"), "overdue": _("Đang quá hạn"),
    }  # fmt: skip
    context = {
        "version": version, "step": step, "rows": rows_of(map(Listed.of, page.rows), now), "more_url": more,
        "tabs": [{"label": words[key], "url": f"?dang={key}", "current": key == which} for key in WHICH],
        "said": words[which], "may_figure": actor.has("processes.try_version"),
    }  # fmt: skip
    return render(request, "dossiers/behind.html", context)


def _name_of(version: ProcessVersion, node: str) -> str | None:
    known = {each.id: each.name for each in read_definition(version.definition).every_node()}
    return known[node] or node if node in known else None
