from collections.abc import Iterable, Mapping

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from motcua.audit.models import AuditEntry
from motcua.audit.ports import NAMING
from motcua.platform.pages import enter, keyset_page, render
from motcua.platform.text import whole_number

PAGE_SIZE = 50


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
    page = keyset_page(entries, keys=("-at", "-id"), after=request.GET.get("after"), size=PAGE_SIZE)
    chosen = {name: value for name, value in wanted.items() if value}
    more = f"{reverse('audit:log')}?{urlencode({**chosen, 'after': page.next_token})}" if page.next_token else None
    return render(request, "audit/log.html", {"rows": _rows(page.rows), "more_url": more, "wanted": wanted})


def _rows(entries: Iterable[AuditEntry]) -> list[dict[str, object]]:
    shown = list(entries)
    accounts = _names("account", (entry.account_id for entry in shown))
    positions = _names("position", (entry.position_id for entry in shown))
    organisations = _names("organisation", (entry.organisation_id for entry in shown))
    subjects: dict[str, Mapping[int, str]] = {}
    for kind in {entry.subject.partition(":")[0] for entry in shown if entry.subject}:
        keys = (entry.subject.partition(":") for entry in shown)
        subjects[kind] = _names(kind, (int(key) for name, _mark, key in keys if name == kind and key.isdecimal()))
    rows = []
    for entry in shown:
        kind, _mark, key = entry.subject.partition(":")
        rows.append(
            {
                "entry": entry,
                "account": accounts.get(entry.account_id or 0, ""),
                "position": positions.get(entry.position_id or 0, ""),
                "organisation": organisations.get(entry.organisation_id or 0, ""),
                "subject": subjects.get(kind, {}).get(int(key) if key.isdecimal() else 0, entry.subject),
            }
        )
    return rows


def _names(kind: str, ids: Iterable[int | None]) -> Mapping[int, str]:
    known = {each for each in ids if each is not None}
    if not known or kind not in NAMING.names():
        return {}
    return NAMING.named(kind)(known)
