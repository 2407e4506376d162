"""Sổ văn bản pháp luật và việc rà soát: what is in force, what changed, who looks through what cites it."""

from datetime import date
from urllib.parse import urlencode

from django import forms as django_forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.laws.actions.assign_review import assign_review
from motcua.laws.actions.close_review import close_review
from motcua.laws.actions.gather_cited import gather_cited
from motcua.laws.actions.record_change import Cause, record_change
from motcua.laws.actions.record_document import record_document
from motcua.laws.forms import AssignForm, ChangeForm, DocumentForm
from motcua.laws.models import CitingKind, LawReview, LegalDocument
from motcua.laws.ports import citing
from motcua.laws.rules import review_due
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused, Stale, may
from motcua.platform.keyset import keyset_page
from motcua.platform.pages import actor_of_request, enter, render
from motcua.platform.text import clean

PAGE_SIZE = 50
# A card of the page shows so many; the number above it counts all.
SHOWN = 200


@enter("official", "laws.read")
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """Sổ văn bản pháp luật: by number, with since when each is in force and what became of it."""
    actor, words = actor_of_request(request), clean(request.GET.get("q", ""))[:100]
    listed = LegalDocument.objects.annotate(waiting=Count("changes__reviews", filter=Q(changes__reviews__state="open")))
    listed = listed.prefetch_related("changes__by_document")
    if words:
        listed = listed.named(words)
    page = keyset_page(listed, keys=("number", "id"), after=request.GET.get("sau"), size=PAGE_SIZE)
    more = urlencode({"q": words, "sau": page.next_token or ""})
    context = {
        "rows": page.rows, "words": words, "today": clock.today(),
        "more_url": f"{reverse('laws:register')}?{more}" if page.next_token else None,
        "may_record": actor.has("laws.record_document"), "may_gather": actor.has("laws.gather_cited"),
    }  # fmt: skip
    return render(request, "laws/register.html", context)


@enter("official", "laws.gather_cited")
@require_POST
def gather(request: HttpRequest) -> HttpResponse:
    """Nạp vào sổ những văn bản mà thủ tục, biểu mẫu, quy trình đang dẫn."""
    count = gather_cited(by=actor_of_request(request), at=clock.now())
    messages.success(request, _("Đã nạp %(count)d văn bản mới vào sổ.") % {"count": count})
    return redirect("laws:register")


@enter("official", "laws.record_document")
def new_document(request: HttpRequest) -> HttpResponse:
    """Ghi văn bản mới."""
    return _write(request, None)


@enter("official", "laws.record_document")
def edit_document(request: HttpRequest, document: int) -> HttpResponse:
    """Sửa điều sổ ghi về một văn bản; số, ký hiệu thì giữ nguyên."""
    return _write(request, get_object_or_404(LegalDocument, pk=document))


def _write(request: HttpRequest, document: LegalDocument | None) -> HttpResponse:
    fields = ("number", "title", "issued_on", "in_force_on")
    initial = {name: getattr(document, name) for name in fields} if document else {}
    form = DocumentForm(request.POST or None, initial=initial, auto_id="id_%s")
    if document:
        del form.fields["number"]
    if request.method == "POST" and form.is_valid():
        told = {"number": document.number if document else "", **form.cleaned_data}
        try:
            kept = record_document(**told, by=actor_of_request(request), at=clock.now())
        except (NotAllowed, Stale):
            raise
        except Refused as refused:
            _add(form, refused)
        else:
            messages.success(request, _("Đã ghi văn bản %(number)s.") % {"number": kept.number})
            return redirect("laws:document", kept.pk)
    context = {"document": document, "form": form}
    return render(request, "laws/edit.html", context, status=422 if form.errors else 200)


def _add(form: django_forms.Form, refused: Refused) -> None:
    form.add_error(refused.field if refused.field in form.fields else None, refused.message)


@enter("official", "laws.read")
def document_page(request: HttpRequest, document: int) -> HttpResponse:
    """One document: what became of it, what cites it, and how far the reviews are; a change is recorded here."""
    found = get_object_or_404(LegalDocument.objects.select_related("recorded_by"), pk=document)
    actor = actor_of_request(request)
    form = ChangeForm(request.POST or None, auto_id="id_%s") if actor.has("laws.record_change") else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            return _record(request, found, form)
        except (NotAllowed, Stale):
            raise
        except Refused as refused:
            _add(form, refused)
    cited_by = citing([found.number])
    named: dict[str, str] = {str(kind): str(label) for kind, label in CitingKind.choices}
    seen = LawReview.objects.visible_to(actor).filter(change__document=found)
    context = {
        "document": found, "form": form, "today": clock.today(), "count": len(cited_by),
        "citing": [(named[each.kind], each) for each in cited_by[:SHOWN]],
        "changes": found.changes.select_related("by_document", "recorded_by").order_by("-effective_on", "-id"),
        "made": found.made_changes.select_related("document").order_by("document__number", "id"),
        "reviews": seen.select_related("owner", "change").order_by("state", "due_on", "id")[:SHOWN],
        "may_record": actor.has("laws.record_document"),
    }  # fmt: skip
    return render(request, "laws/document.html", context, status=422 if form is not None and form.errors else 200)


def _record(request: HttpRequest, document: LegalDocument, form: ChangeForm) -> HttpResponse:
    told = form.cleaned_data
    effective_on: date = told["effective_on"]
    cause = Cause(told["number"], told["title"], told["issued_on"]) if told["number"] else None
    change = record_change(
        document, kind=told["kind"], cause=cause, effective_on=effective_on,
        due_on=told["due_on"] or review_due(effective_on, clock.today()), note=told["note"],
        by=actor_of_request(request), at=clock.now(),
    )  # fmt: skip
    count = change.reviews.count()
    messages.success(request, _("Đã ghi nhận thay đổi; %(count)d việc rà soát được giao.") % {"count": count})
    return redirect("laws:document", document.pk)


@enter("official", "laws.close_review")
@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """Rà soát pháp luật: what waits for this official, for others, what is overdue and what is over."""
    actor, today = actor_of_request(request), clock.today()
    seen = LawReview.objects.visible_to(actor)
    mine, is_open = Q(owner=actor.account_id, state="open"), Q(state="open")
    tabs = {
        "cua-toi": (_("Của tôi"), mine),
        "cho": (_("Đang chờ"), is_open),
        "chua-giao": (_("Chưa giao"), is_open & Q(owner=None)),
        "qua-han": (_("Quá hạn"), is_open & Q(due_on__lt=today)),
        "xong": (_("Đã xong"), ~is_open),
    }
    counts = seen.aggregate(**{name.replace("-", "_"): Count("pk", filter=part) for name, (_l, part) in tabs.items()})
    chosen = request.GET.get("loai", "")
    if chosen not in tabs:
        chosen = "cua-toi" if counts["cua_toi"] else "cho"
    rows = seen.filter(tabs[chosen][1]).select_related("change__document", "change__by_document", "owner")
    page = keyset_page(rows, keys=("due_on", "id"), after=request.GET.get("sau"), size=PAGE_SIZE)
    more = urlencode({"loai": chosen, "sau": page.next_token or ""})
    context = {
        "rows": page.rows, "today": today, "chosen": chosen,
        "tabs": [
            {
                "label": label, "url": f"{reverse('laws:reviews')}?loai={name}", "current": name == chosen,
                "count": counts[name.replace("-", "_")], "late": name == "qua-han",
            }
            for name, (label, _part) in tabs.items()
        ],
        "more_url": f"{reverse('laws:reviews')}?{more}" if page.next_token else None,
    }  # fmt: skip
    return render(request, "laws/reviews.html", context)


@enter("official", "laws.close_review")
def review_page(request: HttpRequest, review: int) -> HttpResponse:
    """One review: why, by when, whose; ended or given to somebody here."""
    actor = actor_of_request(request)
    seen = LawReview.objects.visible_to(actor).select_related("change__document", "change__by_document", "owner")
    found = get_object_or_404(seen.select_related("closed_by", "organisation"), pk=review)
    may_assign = may(actor, "laws.assign_review", found) or actor.is_everywhere("laws.assign_review")
    initial = {"to": found.owner.username if found.owner else "", "due_on": found.due_on}
    assigns = request.POST.get("act") == "assign"
    form = AssignForm(request.POST if assigns else None, initial=initial, auto_id="id_%s")
    refused: Refused | None = None
    if request.method == "POST":
        try:
            if not assigns:
                _close(request, found)
                return redirect("laws:reviews")
            if form.is_valid():
                assign_review(found, **form.cleaned_data, by=actor, at=clock.now())
                messages.success(request, _("Đã giao việc rà soát."))
                return redirect("laws:review", found.pk)
        except (NotAllowed, Stale):
            raise
        except Refused as no:
            refused = no
    context = {
        "review": found, "today": clock.today(), "form": form if may_assign and found.state == "open" else None,
        "may_close": found.state == "open" and (found.owner_id == actor.account_id or may_assign),
        "typed": request.POST.get("outcome", ""), "is_needed": request.POST.get("needed", ""),
        "fault": refused.message if refused else "", "field": refused.field if refused else "",
        "errors": [(f"id_{refused.field}", refused.message)] if refused else [],
    }  # fmt: skip
    return render(request, "laws/review.html", context, status=422 if refused or form.errors else 200)


def _close(request: HttpRequest, review: LawReview) -> None:
    needed = request.POST.get("needed", "")
    if needed not in ("yes", "no"):
        raise Refused(_("Xin chọn đã sửa hay không cần sửa."), "needed-0")
    outcome = request.POST.get("outcome", "")
    close_review(review, is_needed=needed == "yes", outcome=outcome, by=actor_of_request(request), at=clock.now())
    messages.success(request, _("Đã kết thúc việc rà soát “%(name)s”.") % {"name": review.name})
