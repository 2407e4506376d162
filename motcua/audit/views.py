from collections.abc import Iterable, Mapping

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from motcua.audit.models import AuditEntry
from motcua.audit.ports import ACTS, NAMING
from motcua.platform.action import record_read
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.platform.text import whole_number

PAGE_SIZE = 50
OF_THE_PEOPLE = ("citizen", "business")
ACTOR_KINDS = {
    "visitor": gettext_lazy("Khách chưa đăng nhập"),
    "citizen": gettext_lazy("Công dân"),
    "business": gettext_lazy("Tổ chức"),
    "official": gettext_lazy("Cán bộ"),
    "system": gettext_lazy("Hệ thống"),
}


@enter("official", "audit.read")
def log(request: HttpRequest) -> HttpResponse:
    """Nhật ký: every act and every look at personal data, newest first; by record, by account, by kind."""
    entries = AuditEntry.objects.all()
    wanted = {name: request.GET.get(name, "").strip()[:200] for name in ("subject", "account", "kind")}
    if wanted["subject"]:
        entries = entries.about(wanted["subject"])
    if (account := whole_number(wanted["account"])) is not None:
        entries = entries.by_account(account)
    if wanted["kind"] in ("action", "read"):
        entries = entries.filter(kind=wanted["kind"])
    if wanted["kind"] == "refused":
        entries = entries.filter(outcome="refused")
    page = keyset_page(entries, keys=("-at", "-id"), after=request.GET.get("after"), size=PAGE_SIZE)
    more = _address(wanted, after=page.next_token) if page.next_token else None
    rows = _rows(page.rows)
    # The log names the people who acted, and what they did is theirs.
    acted = {entry.person_id for entry in page.rows if entry.person_id and entry.actor_kind in OF_THE_PEOPLE}
    record_read(by=actor_of_request(request), purpose=gettext_noop("Kiểm tra nhật ký"), persons=acted)
    context = {"rows": rows, "more_url": more, "tabs": _tabs(wanted), "chips": _chips(wanted, rows)}
    return render(request, "audit/log.html", context)


def _address(wanted: Mapping[str, str], **changed: str) -> str:
    chosen = {name: value for name, value in {**wanted, **changed}.items() if value}
    return f"{reverse('audit:log')}?{urlencode(chosen)}" if chosen else reverse("audit:log")


def _tabs(wanted: Mapping[str, str]) -> list[dict[str, object]]:
    kinds = {"": _("Tất cả"), "action": _("Thao tác"), "read": _("Xem dữ liệu"), "refused": _("Bị từ chối")}
    return [
        {"label": label, "url": _address(wanted, kind=kind), "current": wanted["kind"] == kind}
        for kind, label in kinds.items()
    ]


def _chips(wanted: Mapping[str, str], rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """What the log is narrowed to, in words where a row on the page says them."""
    named = {"subject": (_("Về"), "subject"), "account": (_("Ai"), "account")}
    return [
        {
            "label": label,
            "value": (rows[0][column] if rows else "") or wanted[name],
            "remove_url": _address(wanted, **{name: ""}),
        }
        for name, (label, column) in named.items()
        if wanted[name]
    ]


def _rows(entries: Iterable[AuditEntry]) -> list[dict[str, object]]:
    shown = list(entries)
    away = {entry.pk: entry.details.get("stands_in_for") for entry in shown}
    accounts = _names("account", (*(entry.account_id for entry in shown), *away.values()))
    positions = _names("position", (entry.position_id for entry in shown))
    organisations = _names("organisation", (entry.organisation_id for entry in shown))
    subjects: dict[str, Mapping[int, str]] = {}
    for kind in {entry.subject.partition(":")[0] for entry in shown if entry.subject}:
        keys = (entry.subject.partition(":") for entry in shown)
        subjects[kind] = _names(kind, (int(key) for name, _mark, key in keys if name == kind and key.isdecimal()))
    rows: list[dict[str, object]] = []
    for entry in shown:
        kind, _mark, key = entry.subject.partition(":")
        rows.append(
            {
                "entry": entry,
                "account": accounts.get(entry.account_id or 0, "") or ACTOR_KINDS.get(entry.actor_kind, ""),
                "instead_of": accounts.get(away[entry.pk] or 0, ""),
                "act": ACTS.get(entry.name, ""),
                "position": positions.get(entry.position_id or 0, ""),
                "organisation": organisations.get(entry.organisation_id or 0, ""),
                "subject": subjects.get(kind, {}).get(int(key) if key.isdecimal() else 0, ""),
            }
        )
    return rows


def _names(kind: str, ids: Iterable[int | None]) -> Mapping[int, str]:
    known = {each for each in ids if each is not None}
    if not known or kind not in NAMING.names():
        return {}
    return NAMING.named(kind)(known)
