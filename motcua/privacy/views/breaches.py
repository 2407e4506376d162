"""Sự cố dữ liệu: the register of breaches with the clock of the law, whom each is about and who was told when."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from motcua.accounts.public import Account
from motcua.platform import clock
from motcua.platform.action import Actor, NotAllowed, Refused, record_read
from motcua.platform.formats import instant_of
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.platform.text import clean, whole_number
from motcua.privacy.actions.name_affected import name_affected
from motcua.privacy.actions.note_breach import note_breach
from motcua.privacy.actions.record_breach import record_breach
from motcua.privacy.actions.report_breach import report_breach
from motcua.privacy.actions.tell_affected import ask_telling
from motcua.privacy.models import Breach
from motcua.privacy.reads.breaches import clock_of, counted, letter_lines

PAGE_SIZE = 50
PURPOSE = gettext_noop("Xử lý sự cố dữ liệu")


@enter("official", "privacy.read_breaches")
@require_GET
def breaches(request: HttpRequest) -> HttpResponse:
    """All breaches, the latest found first, each with its clock."""
    now = clock.now()
    listed = Breach.objects.defer("description", "consequences", "measures", "late_reason")
    page = keyset_page(listed, keys=("-discovered_at", "-id"), after=request.GET.get("sau"), size=PAGE_SIZE)
    context = {
        "rows": [(row, clock_of(row, now)) for row in page.rows],
        "more_url": f"{reverse('privacy:breaches')}?sau={page.next_token}" if page.next_token else None,
        "may_record": actor_of_request(request).has("privacy.record_breach"),
    }
    return render(request, "privacy/breaches.html", context)


@enter("official", "privacy.record_breach")
def record(request: HttpRequest) -> HttpResponse:
    """Ghi sự cố."""
    refused = None
    if request.method == "POST":
        typed = request.POST
        try:
            made = record_breach(
                title=typed.get("title", ""),
                kind=typed.get("kind", ""),
                data_classes=typed.getlist("data_classes"),
                people=whole_number(typed.get("people", "").replace(".", "").strip()),
                discovered_at=instant_of(typed.get("discovered_at", "")),
                description=typed.get("description", ""),
                consequences=typed.get("consequences", ""),
                measures=typed.get("measures", ""),
                by=actor_of_request(request),
                at=clock.now(),
            )
        except NotAllowed:
            raise
        except Refused as no:
            refused = no
        else:
            messages.success(request, _("Đã ghi vào sổ. Thời hạn báo cơ quan chuyên trách tính từ lúc phát hiện."))
            return redirect("privacy:breach", made.pk)
    context = {
        "kinds": Breach.KINDS,
        "classes": Breach.CLASSES,
        "typed": request.POST,
        "chosen": request.POST.getlist("data_classes"),
        **_said(refused),
    }
    return render(request, "privacy/breach_new.html", context, status=422 if refused else 200)


@enter("official", "privacy.read_breaches")
def breach_page(request: HttpRequest, breach: int) -> HttpResponse:
    """One breach: the clock, what happened, whom it is about, what was done and said."""
    found = get_object_or_404(Breach.objects.select_related("recorded_by", "reported_by"), pk=breach)
    refused = None
    if request.method == "POST":
        acts: Mapping[str, Callable[[HttpRequest, Breach, Actor], str]] = {
            "note": _note, "report": _report, "find": _find, "tell": _tell,
        }  # fmt: skip
        act = acts.get(request.POST.get("act", ""))
        if act is not None:
            try:
                messages.success(request, act(request, found, actor_of_request(request)))
                return redirect("privacy:breach", found.pk)
            except NotAllowed:
                raise
            except Refused as no:
                refused = no
    context = {
        "breach": found,
        "clock": clock_of(found, clock.now()),
        "classes": [str(name) for code, name in Breach.CLASSES if code in found.data_classes],
        "notes": found.notes.select_related("account"),
        "counted": counted(found),
        "is_late": clock.now() > found.report_due,
        "may_work": actor_of_request(request).has("privacy.note_breach"),
        "typed": request.POST,
        **_said(refused),
    }
    return render(request, "privacy/breach.html", context, status=422 if refused else 200)


def _said(refused: Refused | None) -> dict[str, Any]:
    return {
        "faults": {refused.field: refused.message} if refused else {},
        "errors": [(f"id_{refused.field}" if refused.field else None, refused.message)] if refused else [],
    }


def _note(request: HttpRequest, breach: Breach, by: Actor) -> str:
    closes = request.POST.get("closes") == "1"
    note_breach(breach, text=request.POST.get("text", ""), closes=closes, by=by, at=clock.now())
    return _("Đã kết thúc sự cố.") if closes else _("Đã ghi.")


def _report(request: HttpRequest, breach: Breach, by: Actor) -> str:
    report_breach(
        breach,
        reported_at=instant_of(request.POST.get("reported_at", "")),
        reference=request.POST.get("reference", ""),
        late_reason=request.POST.get("late_reason", ""),
        by=by,
        at=clock.now(),
    )
    return _("Đã ghi nhận việc báo cơ quan chuyên trách.")


def _find(request: HttpRequest, breach: Breach, by: Actor) -> str:
    account = Account.objects.filter(username=clean(request.POST.get("account", "")).lower()).first()
    since, until = instant_of(request.POST.get("since", "")), instant_of(request.POST.get("until", ""))
    found = name_affected(breach, account=account, since=since, until=until, by=by, at=clock.now())
    return _("Tìm thấy thêm %(count)d người.") % {"count": found}


def _tell(request: HttpRequest, breach: Breach, by: Actor) -> str:
    waiting = ask_telling(breach, text=request.POST.get("message", ""), by=by, at=clock.now())
    return _("Đang báo cho %(count)d người.") % {"count": waiting}


@enter("official", "privacy.read_breaches")
@require_GET
def letter(request: HttpRequest, breach: int) -> HttpResponse:
    """Dự thảo thông báo: what the authority is told, to be printed, numbered and signed."""
    found = get_object_or_404(Breach, pk=breach)
    return render(request, "privacy/breach_letter.html", {"breach": found, "lines": letter_lines(found, clock.now())})


@enter("official", "privacy.read_breaches")
@require_GET
def affected(request: HttpRequest, breach: int) -> HttpResponse:
    """Whom a breach is about, and when each was told."""
    actor, found = actor_of_request(request), get_object_or_404(Breach, pk=breach)
    listed = found.affected.select_related("person")
    page = keyset_page(listed, keys=("id",), after=request.GET.get("sau"), size=PAGE_SIZE)
    record_read(by=actor, purpose=PURPOSE, persons=[row.person_id for row in page.rows], subject=found)
    here = reverse("privacy:affected", args=[found.pk])
    context = {
        "breach": found,
        "rows": page.rows,
        "more_url": f"{here}?sau={page.next_token}" if page.next_token else None,
    }
    return render(request, "privacy/affected.html", context)
