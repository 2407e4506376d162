"""Rà soát quyền: what one has to decide, in one list; for administrators the report and the next review."""

from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts.actions.reviews import decide_items, open_review
from motcua.accounts.duties import conflicts_of
from motcua.accounts.forms import ReviewForm
from motcua.accounts.models import AccessReview, PositionHolding, ReviewItem
from motcua.accounts.previews import rights_in
from motcua.platform import clock, pages
from motcua.platform.action import Refused
from motcua.platform.text import whole_number

PERMISSION = "accounts.review_access"


@require_http_methods(["GET", "POST"])
@pages.enter("official", PERMISSION)
def review_page(request: HttpRequest) -> HttpResponse:
    """The roles of one's people that wait for a word; posting decides those that were picked."""
    by, at = pages.actor_of_request(request), clock.now()
    review = AccessReview.objects.order_by("-pk").first()
    problem, about_reason, picked = "", False, list[int]()
    if request.method == "POST":
        picked = [number for text in request.POST.getlist("selected") if (number := whole_number(text))]
        try:
            if not picked:
                raise Refused(_("Xin chọn ít nhất một dòng."))
            done = decide_items(
                list(ReviewItem.objects.filter(pk__in=picked)), by=by, at=at,
                keep=request.POST.get("move") == "keep", reason=request.POST.get("reason", ""),
            )  # fmt: skip
            messages.success(request, _("Đã rà soát %(count)d vai trò.") % {"count": done})
            return HttpResponseRedirect(reverse("accounts:review"))
        except Refused as refused:
            problem, about_reason = refused.message, refused.field == "reason"
    items = ReviewItem.objects.filter(review=review, state__in=("open", "escalated")).exclude(
        holding__person=by.person_id
    )
    if not by.is_everywhere(PERMISSION):
        items = items.filter(organisation__in=by.organisations_for(PERMISSION), state="open")
    items = items.select_related("holding__person", "holding__position__organisation", "role")
    page = pages.keyset_page(items, keys=("id",), after=request.GET.get("after"), size=50)
    typed = {"picked": picked, "reason": request.POST.get("reason", ""), "left": items.count()}
    context = typed | {"problem": problem, "about_reason": about_reason} | _context(request, review, page, at)
    return pages.render(request, "accounts/review.html", context, status=422 if problem else 200)


def _context(
    request: HttpRequest, review: AccessReview | None, page: pages.KeysetPage[ReviewItem], at: datetime
) -> dict[str, Any]:
    people = {item.holding.person_id for item in page.rows}
    held: dict[int, set[str]] = {}
    holdings = PositionHolding.objects.filter(person__in=people)
    owners = dict(holdings.values_list("pk", "person"))
    for holding, rights in rights_in(holdings, at=at).items():
        held.setdefault(owners[holding], set()).update(right.permission for right in rights)
    states = dict(ReviewItem.STATES)
    counts = review.items.values_list("state").annotate(Count("pk")).order_by("state") if review else []
    return {
        "review": review,
        "page": page,
        "conflicts": {person: conflicts_of(permissions) for person, permissions in held.items()},
        "more": f"?after={page.next_token}" if page.next_token else None,
        "counts": [(states[state], count) for state, count in counts],
        "form": ReviewForm() if pages.actor_of_request(request).has("accounts.open_review") else None,
        "is_open": review is not None and review.closed_at is None,
    }


@require_POST
@pages.enter("official", "accounts.open_review")
def open_page(request: HttpRequest) -> HttpResponse:
    """Begin a review."""
    form = ReviewForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Ngày không đúng. Ví dụ: 05/11/2026."), "due_on")
    due_at = datetime.combine(form.cleaned_data["due_on"], time(23, 59), clock.VIETNAM)
    open_review(
        by=pages.actor_of_request(request), at=clock.now(), due_at=due_at, consequence=form.cleaned_data["consequence"]
    )
    messages.success(request, _("Đã mở đợt rà soát."))
    return HttpResponseRedirect(reverse("accounts:review"))
