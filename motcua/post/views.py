"""Bưu chính: the unit's parcels, one of them, handing over by scanning the label, and the codes allotted to us."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.papers.public import ParcelLabel, print_parcel_label
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused, Stale, may, record_read
from motcua.platform.language import joined
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.post.actions.add_item_codes import add_item_codes
from motcua.post.actions.cancel import cancel
from motcua.post.actions.decide import decide
from motcua.post.actions.hand_over import hand_over
from motcua.post.actions.order_again import order_again
from motcua.post.actions.report_lost import report_lost
from motcua.post.homes import Home, place_words
from motcua.post.models import DECISION_NAMES, PostOrder
from motcua.post.ports import CARRIER, MATTERS
from motcua.post.reads import TABS, counts, free_codes, in_tab, late_before
from motcua.post.rules import DECISIONS, NOT_SENT, TROUBLE, UNDER_WAY, Decision, State

SIZE = 50
PURPOSE = "Giao nhận bưu gửi"
Act = Callable[[HttpRequest, PostOrder], str]


@require_GET
@enter("official", "post.read")
def orders(request: HttpRequest) -> HttpResponse:
    """The unit's parcels: to hand over, on the road, in trouble, waiting for a result, done."""
    return _listed(request)


def _listed(request: HttpRequest, trouble: str = "", typed: str = "", status: int = 200) -> HttpResponse:
    actor, now = actor_of_request(request), clock.now()
    tab = request.GET.get("muc", TABS[0])
    if tab not in TABS:
        raise Http404
    rows = in_tab(actor, tab, now).select_related("organisation", "area__parent", "accountable")
    page = keyset_page(rows, keys=("-id",), after=request.GET.get("after"), size=SIZE)
    people = {row.person_id for row in page.rows if row.person_id}
    record_read(by=actor, purpose=PURPOSE, persons=people)
    many = counts(actor, now)
    names = (_("Chờ giao bưu chính"), _("Đang trên đường"), _("Cần xử lý"), _("Chờ có kết quả"), _("Đã xong"))
    context = {
        "tabs": [
            {"label": name, "url": f"?muc={each}", "count": many.get(each), "current": each == tab}
            for each, name in zip(TABS, names, strict=True)
        ],
        "tab": tab, "orders": page.rows, "late_before": late_before(now), "now": now,
        "places": {row.pk: place_words(row.area) for row in page.rows},
        "more_url": f"?{urlencode({'muc': tab, 'after': page.next_token})}" if page.next_token else None,
        "may_hand_over": actor.has("post.hand_over"), "trouble": trouble, "typed": typed,
    }  # fmt: skip
    return render(request, "post/orders.html", context, status=status)


@require_POST
@enter("official", "post.hand_over")
def scan(request: HttpRequest) -> HttpResponse:
    """Hand over the parcel whose label was scanned, or typed: the order's number or the item code."""
    typed = request.POST.get("label", "").strip()[:100]
    seen = PostOrder.objects.visible_to(actor_of_request(request))
    found = (
        (seen.filter(number=typed.upper()).first() or seen.filter(item_code=typed.upper()).first()) if typed else None
    )
    if found is None:
        return _listed(request, _("Không có bưu gửi nào của đơn vị mang nhãn này."), typed, 422)
    try:
        hand_over(found, by=actor_of_request(request), at=clock.now())
    except NotAllowed:
        raise
    except Refused as refused:
        return _listed(request, f"{found.number}: {refused.message}", typed, 409)
    messages.success(request, _("Đã giao bưu chính: %(number)s.") % {"number": found.number})
    return redirect("post:orders")


def _seen(request: HttpRequest, pk: int) -> PostOrder:
    seen = PostOrder.objects.visible_to(actor_of_request(request)).filter(pk=pk)
    found = seen.select_related(
        "organisation", "area__parent", "accountable", "handed_over_by", "decided_by", "replaces", "replacement"
    ).first()
    if found is None:
        raise Http404
    return found


@require_GET
@enter("official", "post.read")
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """One parcel: where it is, what may be done."""
    return _show(request, _seen(request, pk))


def _show(request: HttpRequest, shown: PostOrder, refused: Refused | None = None) -> HttpResponse:
    actor, state = actor_of_request(request), State(shown.state)
    record_read(by=actor, purpose=PURPOSE, persons=_persons(shown), subject=shown)
    is_live = shown.ended_at is None
    names = dict(DECISION_NAMES)
    context: dict[str, Any] = {
        "order": shown,
        "where": place_words(shown.area),
        "way": [
            {
                "label": event.get_kind_display(),
                "state": "late" if event.kind in TROUBLE else "done",
                "note": joined(" · ", (event.place, event.note, event.account.display_name if event.account else "")),
                "at": event.at,
            }
            for event in shown.events.select_related("account")
        ],
        "matter_url": _matter_url(shown.subject),
        "errors": [(refused.field, refused.message)] if refused else [],
        "typed": request.POST if refused else {},
        "is_late": is_live and state in UNDER_WAY and _is_late(shown),
        "may_hand_over": is_live and state is State.ACCEPTED and may(actor, "post.hand_over", shown),
        "may_cancel": is_live and state in NOT_SENT and may(actor, "post.cancel", shown),
        "may_order_again": is_live and state is State.REFUSED and may(actor, "post.order_again", shown),
        "may_report": is_live and state in UNDER_WAY and may(actor, "post.report_lost", shown),
        "decisions": [(each.value, names[each.value]) for each in DECISIONS.get(state, ())]
        if is_live and may(actor, "post.decide", shown) else [],
    }  # fmt: skip
    status = 200 if refused is None else 409 if isinstance(refused, Stale) else 422
    return render(request, "post/order.html", context, status=status)


def _persons(order: PostOrder) -> set[int]:
    return set() if order.person_id is None else {order.person_id}


def _is_late(order: PostOrder) -> bool:
    return order.handed_over_at is not None and order.handed_over_at < late_before(clock.now())


def _matter_url(subject: str) -> str | None:
    found = (MATTERS.named(name)(subject) for name in MATTERS.names())
    return next((url for url in found if url), None)


@require_GET
@enter("official", "post.read")
def label(request: HttpRequest, pk: int) -> HttpResponse:
    """The label to stick on the parcel, 100 × 150 mm."""
    shown = _seen(request, pk)
    record_read(by=actor_of_request(request), purpose=PURPOSE, persons=_persons(shown), subject=shown)
    unit = shown.organisation
    content = print_parcel_label(
        ParcelLabel(
            number=shown.number,
            item_code=shown.item_code,
            sender=unit.name,
            sender_place=place_words(unit.area) if unit.area is not None else "",
            receiver=shown.name,
            phone=shown.phone,
            address=f"{shown.address_line}, {place_words(shown.area)}",
            contents=shown.contents,
            cod_amount=shown.cod_amount,
        ),
        at=clock.now(),
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="nhan-{shown.number}.pdf"'
    return response


def _act(permission: str) -> Callable[[Act], Callable[..., HttpResponse]]:
    """Make a function that acts on an order and returns what to say into a view."""

    def decorate(function: Act) -> Callable[..., HttpResponse]:
        @require_POST
        @enter("official", permission)
        @wraps(function)
        def view(request: HttpRequest, pk: int) -> HttpResponse:
            found = _seen(request, pk)
            try:
                said = function(request, found)
            except NotAllowed:
                raise
            except Refused as refused:
                return _show(request, _seen(request, pk), refused)
            messages.success(request, said)
            return redirect("post:order", pk)

        return view

    return decorate


@_act("post.hand_over")
def give(request: HttpRequest, found: PostOrder) -> str:
    """Hand over without scanning."""
    hand_over(found, by=actor_of_request(request), at=clock.now())
    return _("Đã giao bưu chính: %(number)s.") % {"number": found.number}


@_act("post.cancel")
def take_back(request: HttpRequest, found: PostOrder) -> str:
    """Take back what was not sent."""
    cancel(found, reason=request.POST.get("reason", "")[:1000], by=actor_of_request(request), at=clock.now())
    return _("Đã hủy bưu gửi.")


@_act("post.order_again")
def again(request: HttpRequest, found: PostOrder) -> str:
    """Correct the address and order again."""
    order_again(found, home_of(request), by=actor_of_request(request), at=clock.now())
    return _("Đã đặt lại với bưu chính.")


@_act("post.report_lost")
def lost(request: HttpRequest, found: PostOrder) -> str:
    """Report as lost."""
    report_lost(found, note=request.POST.get("note", "")[:2000], by=actor_of_request(request), at=clock.now())
    return _("Đã báo thất lạc. Người nộp được báo; xin quyết định trước hạn.")


@_act("post.decide")
def settle(request: HttpRequest, found: PostOrder) -> str:
    """Decide what is done."""
    choice = request.POST.get("decision", "")
    if choice not in set(Decision):
        raise Refused(_("Xin chọn cách xử lý."), "decision")
    reason = request.POST.get("reason", "")[:2000]
    sent = decide(
        found, Decision(choice), home_of(request), reason=reason, by=actor_of_request(request), at=clock.now()
    )
    return _("Đã lập bưu gửi %(number)s.") % {"number": sent.number} if sent else _("Người nộp được mời nhận tại quầy.")


def home_of(request: HttpRequest) -> Home:
    """Where a parcel is fetched or delivered, as posted."""
    name, phone, line, place = (
        request.POST.get(f"post-{each}", "")[:500] for each in ("name", "phone", "line", "place")
    )
    return Home(name, phone, line, place)


@enter("official", "post.add_item_codes")
def codes(request: HttpRequest) -> HttpResponse:
    """Mã bưu gửi được cấp trước: how many are left, and more."""
    text, errors = request.POST.get("codes", "")[:500_000], []
    if request.method == "POST":
        try:
            added = add_item_codes(text, by=actor_of_request(request), at=clock.now())
        except NotAllowed:
            raise
        except Refused as refused:
            errors = [("codes", refused.message)]
        else:
            messages.success(request, _("Đã thêm %(count)s mã.") % {"count": added})
            return redirect("post:codes")
    context = {"errors": errors, "text": text, "free": free_codes(), "are_ours": CARRIER.answer().takes_our_codes()}
    return render(request, "post/codes.html", context, status=422 if errors else 200)
