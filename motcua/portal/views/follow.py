"""Following a dossier: one's own, by code and phone, or by the QR on a slip."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from motcua.accounts.public import address_of, count_guess, wait_before_guess
from motcua.dossiers.public import (
    WITHDRAWABLE,
    Chain,
    Dossier,
    Draft,
    Incomplete,
    Phase,
    Status,
    asked_questions,
    behalf_of,
    chain_of,
    clock_words,
    complain,
    complaints_of,
    components_of,
    explain,
    explain_if_received,
    history_of,
    holder_words,
    is_refused,
    is_sendable,
    may_still_complain,
    open_dossier,
    open_supplement,
    open_tasks_of,
    outputs_told,
    parcel_words,
    planned_visit,
    posted_answers,
    said_in,
    save_supplement,
    status_words,
    supply,
    take_paper,
    take_supplied,
    tracking_url,
    trail_for_citizen,
    undo,
    undoable,
    upload_limits,
    whose_name,
    why_words,
    withdraw,
    write_to_officials,
)
from motcua.forms.public import FieldError, display
from motcua.notifications.public import unread_of
from motcua.papers.public import papers_of
from motcua.persons.public import normalise_phone
from motcua.platform import clock
from motcua.platform.action import Actor, NotAllowed, Refused, Stale, record_read
from motcua.platform.encryption import blind_index
from motcua.platform.formats import dmyhm
from motcua.platform.language import said
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.platform.text import whole_number
from motcua.post.public import Direction

PAGE_SIZE = 20


@enter("citizen", "dossiers.read")
def mine(request: HttpRequest) -> HttpResponse:
    """Hồ sơ của tôi: what was filed, and the drafts."""
    actor = actor_of_request(request)
    dossiers = Dossier.objects.visible_to(actor).counted().for_own_list()
    page = keyset_page(dossiers, keys=("-submitted_at", "-id"), after=request.GET.get("after"), size=PAGE_SIZE)
    now = clock.now()
    rows = []
    for dossier in page.rows:
        state, words = clock_words(dossier.status, dossier.due_at, dossier.settled_at, now)
        between = _between(dossier, actor)
        rows.append(
            {"between": between, "dossier": dossier, "status": status_words(dossier), "state": state, "words": words}
        )
    drafts = Draft.objects.visible_to(actor).with_names().order_by("-saved_at")[:PAGE_SIZE]
    context = {
        "rows": rows,
        "waiting": [dossier for dossier in page.rows if dossier.status == Status.AWAITING_SUPPLEMENT],
        "drafts": list(drafts),
        "next": page.next_token,
        "notices": list(unread_of(actor)[:4]),
    }
    return render(request, "portal/mine.html", context)


@enter("citizen", "dossiers.read")
def filed(request: HttpRequest, code: str) -> HttpResponse:
    """Xác nhận đã nộp: the code, the QR, by when it is accepted, what happens next."""
    dossier = open_dossier(request, code)
    promise = explain_if_received(dossier, dossier.submitted_at)
    context = {
        "dossier": dossier,
        "next_steps": _next_steps(dossier, promise.due_at if promise else None),
        "behalf": behalf_of(dossier),
        "link": tracking_url(dossier),
        "papers": list(papers_of(dossier.subject)),
        "may_post": actor_of_request(request).has("dossiers.choose_post"),
    }
    return render(request, "portal/filed.html", context)


def _between(dossier: Dossier, actor: Actor) -> str:
    """For whom one filed it, or who filed it for one; empty for one's own."""
    if not dossier.is_for_another:
        return ""
    if dossier.submitter_id in actor.persons or dossier.owner_id not in actor.persons:
        return _("Thay cho %(name)s") % {"name": whose_name(dossier)}
    return _("%(name)s nộp thay ông/bà") % {"name": dossier.submitter.full_name}


def _next_steps(dossier: Dossier, due_at: datetime | None) -> list[dict[str, str]]:
    accepts = said(_("%(unit)s kiểm tra và trả lời có tiếp nhận hay không"), unit=dossier.unit_of_record.name)
    before = _("trước %(at)s") % {"at": dmyhm(dossier.accept_by)} if dossier.accept_by else ""
    promised = _("nếu được tiếp nhận hôm nay, hẹn trả %(at)s") % {"at": dmyhm(due_at)} if due_at else ""
    return [
        {"label": _("Ông/bà đã nộp hồ sơ"), "state": "done", "note": dmyhm(dossier.submitted_at)},
        {"label": accepts, "state": "now", "note": before},
        {"label": _("Cơ quan giải quyết và trả kết quả"), "state": "todo", "note": promised},
    ]


@enter("citizen", "dossiers.read")
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Theo dõi: where it is, who holds it, why this date, what to do."""
    dossier = open_dossier(request, code)
    if dossier.whole is not None:
        return redirect("portal:follow", dossier.whole.code)
    return _show(request, dossier)


def _asked(
    request: HttpRequest, dossier: Dossier, chain: Chain | None, errors: Sequence[FieldError]
) -> list[dict[str, Any]]:
    """What the applicant is asked for: by whom where it is one of many, the code to answer it under, what to fill in.

    Faults of what was sent are shown at the request that it answered.
    """
    own = None if chain is not None else open_supplement(dossier)
    waiting = [(row.supplement, row.code, row.agency) for row in chain.waiting] if chain is not None else []
    sent_to = request.resolver_match.kwargs.get("code") if request.resolver_match else None
    return [
        {
            "supplement": supplement,
            "code": code,
            "agency": agency,
            "papers": [item for item in supplement.items.all() if item.component_id],
            "questions": asked_questions(
                request,
                supplement.dossier if chain is not None else dossier,
                list(supplement.items.all()),
                errors if code == sent_to else (),
                supplement.saved,
            ),
        }
        for supplement, code, agency in [*waiting, *([(own, dossier.code, "")] if own else [])]
        if supplement is not None
    ]


def _show(request: HttpRequest, dossier: Dossier, refused: Refused | None = None) -> HttpResponse:
    now = clock.now()
    eform = dossier.version.eform
    status = Status(dossier.status)
    # Members of an organisation's account look at what others of it filed.
    is_party = not actor_of_request(request).persons.isdisjoint(dossier.scope().persons)
    progress = _progress(dossier, with_reasons=True)
    errors = refused.errors if isinstance(refused, Incomplete) else []
    faults: list[tuple[str | None, str]] = [(error.anchor, error.message) for error in errors]
    if refused is not None and not faults:
        faults = [(refused.field, refused.message)]
    awaits = status is Status.AWAITING_SUPPLEMENT and is_party
    context = {
        **progress,
        "undo": undoable(history_of(dossier), actor_of_request(request), now) if status is Status.WITHDRAWN else None,
        "said": said_in(dossier, actor_of_request(request)),
        "may_write": dossier.ended_at is None and is_party,
        "typed": request.POST if refused else {},
        "behalf": behalf_of(dossier),
        "errors": faults,
        "asked": _asked(request, dossier, progress["chain"], errors) if awaits else [],
        "visit": planned_visit(dossier),
        "complaints": complaints_of(dossier),
        "may_complain": is_party and may_still_complain(dossier, now) and status is not Status.SUBMITTED,
        "components": components_of(dossier),
        "papers": list(papers_of(dossier.subject)),
        "sections": display(eform, dossier.answers, blanks=False, for_page=True) if eform else [],
        "may_withdraw": status in WITHDRAWABLE and is_party,
        "may_post": is_party and is_sendable(dossier, Direction.DELIVER),
        "posted": parcel_words(progress["events"]),
        **upload_limits(),
        "refusal": _refusal(dossier) if is_refused(dossier) else "",
        "outputs": outputs_told(dossier, progress["events"]),
        "has_result": status in (Status.RESOLVED, Status.DELIVERED),
        "now": now,
    }
    return render(request, "portal/follow.html", context, status=_http_status(refused))


def _refusal(dossier: Dossier) -> str:
    """Why the matter was refused, as the applicant was told."""
    words: str = dossier.events.get(kind="not_granted").public_text
    return words


def _http_status(refused: Refused | None) -> int:
    if refused is None:
        return 200
    return 409 if isinstance(refused, Stale) else 422


def _progress(dossier: Dossier, *, with_reasons: bool = False) -> dict[str, Any]:
    """What everybody who may follow a dossier sees: the way, who holds it, why the date. No personal values.

    Reasons are told only to those whose dossier it is.
    """
    now = clock.now()
    tasks, events = open_tasks_of(dossier), history_of(dossier)
    state, words = clock_words(dossier.status, dossier.due_at, dossier.settled_at, now)
    explanation = explain(dossier, now)
    return {
        "dossier": dossier,
        "events": events,
        "chain": chain_of(dossier, None, now),
        "trail": trail_for_citizen(dossier, events, tasks, with_reasons=with_reasons),
        "holder": holder_words(dossier, tasks),
        "clock_state": state,
        "clock_words": words,
        "due": {
            "at": explanation.due_at if explanation and state == "paused" else dossier.due_at,
            "title": _("Hẹn trả dự kiến, nếu bổ sung ngay") if state == "paused" else None,
        },
        "why": why_words(explanation, events),
    }


@enter("citizen", "dossiers.supply")
@require_POST
def send_supplement(request: HttpRequest, code: str) -> HttpResponse:
    """Gửi bổ sung, or keep it to be sent later: just what was asked for. What does not go through is kept too."""
    dossier = open_dossier(request, code)
    whole = dossier.whole or dossier
    by, now = actor_of_request(request), clock.now()
    try:
        asked = open_supplement(dossier)
        answers, errors = posted_answers(request, dossier, list(asked.items.all()) if asked else ())
        drop = [pk for each in request.POST.getlist("drop") if (pk := whole_number(each)) is not None]
        uploads = take_supplied(request.FILES)
        save_supplement(dossier, uploads=uploads, answers=answers, drop=drop, by=by, at=now)
        if "save" in request.POST:
            messages.success(request, _("Đã lưu, chưa gửi cho cơ quan. Bấm “Gửi bổ sung” khi đã đủ."))
            return redirect("portal:follow", whole.code)
        if errors:
            raise Incomplete(errors, [])
        answered = supply(dossier, uploads={}, by=by, at=now)
    except NotAllowed:
        raise
    except Refused as refused:
        return _show(request, open_dossier(request, whole.code), refused)
    if answered.phase == Phase.INTAKE:
        messages.success(request, _("Đã gửi bổ sung. Cơ quan sẽ kiểm tra để tiếp nhận hồ sơ."))
    else:
        messages.success(request, _("Đã gửi bổ sung. Thời hạn giải quyết tiếp tục được tính."))
    return redirect("portal:follow", code)


@enter("citizen", "dossiers.complain")
@require_POST
def send_complaint(request: HttpRequest, code: str) -> HttpResponse:
    """Khiếu nại about the decision, or that there is none yet."""
    dossier = open_dossier(request, code)
    try:
        complain(dossier, text=request.POST.get("complaint", ""), by=actor_of_request(request), at=clock.now())
    except NotAllowed:
        raise
    except Refused as refused:
        return _show(request, open_dossier(request, code), refused)
    messages.success(request, _("Đã gửi khiếu nại. Cơ quan trả lời có thụ lý hay không trong 7 ngày làm việc."))
    return redirect("portal:follow", code)


@enter("citizen", "dossiers.withdraw")
@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """Rút hồ sơ."""
    dossier = open_dossier(request, code)
    reason = request.POST.get("reason", "")[:2000]
    try:
        withdraw(dossier, reason=reason, by=actor_of_request(request), at=clock.now())
    except Refused as refused:
        return _show(request, open_dossier(request, code), refused)
    messages.success(request, _("Đã rút hồ sơ."))
    return redirect("portal:follow", code)


@enter("citizen", "dossiers.write_to_officials")
@require_POST
def write(request: HttpRequest, code: str) -> HttpResponse:
    """Viết cho cơ quan."""
    dossier = open_dossier(request, code)
    try:
        uploads = [take_paper(upload) for upload in request.FILES.getlist("files")]
        write_to_officials(
            dossier, text=request.POST.get("text", ""), uploads=uploads, by=actor_of_request(request), at=clock.now()
        )
    except NotAllowed:
        raise
    except Refused as refused:
        return _show(request, open_dossier(request, code), refused)
    messages.success(request, _("Đã gửi. Cơ quan trả lời ở trang này và báo cho ông/bà."))
    return redirect("portal:follow", code)


@enter("citizen", "dossiers.undo")
@require_POST
def take_back_act(request: HttpRequest, code: str) -> HttpResponse:
    """Hoàn tác what one just did, as a withdrawal."""
    dossier = open_dossier(request, code)
    try:
        event = whole_number(request.POST.get("event", "")) or 0
        undo(dossier, event_id=event, by=actor_of_request(request), at=clock.now())
    except NotAllowed:
        raise
    except Refused as refused:
        return _show(request, open_dossier(request, code), refused)
    messages.success(request, _("Đã hoàn tác. Hồ sơ trở lại như trước."))
    return redirect("portal:follow", code)


@enter("anyone")
def track(request: HttpRequest) -> HttpResponse:
    """Tra cứu hồ sơ by its code and the applicant's phone number; a wrong pair says the same as an unknown code."""
    code = request.POST.get("code", "").strip().upper()[:60]
    phone = request.POST.get("phone", "").strip()[:30]
    errors: list[tuple[str | None, str]] = []
    if request.method == "POST":
        at, about, address = clock.now(), f"track:{code}", address_of(request)
        wait = wait_before_guess(about, address, at=at)
        dossier = None if wait else _by_code_and_phone(code, phone)
        if dossier is not None:
            return _followed(request, dossier)
        errors = [("id_code", _("Không tìm thấy hồ sơ với mã và số điện thoại này. Xin kiểm tra lại giấy hẹn."))]
        wait = wait or count_guess(about=about, address=address, by=actor_of_request(request), at=at)
        if wait:
            minutes = -(-int(wait.total_seconds()) // 60)
            errors = [("id_code", _("Đã nhập sai nhiều lần. Xin thử lại sau %(minutes)d phút.") % {"minutes": minutes})]
    context = {"code": code, "phone": phone, "errors": errors}
    return render(request, "portal/track.html", context, status=422 if errors else 200)


def _by_code_and_phone(code: str, phone: str) -> Dossier | None:
    digits = normalise_phone(phone)
    if not digits:
        return None
    return _for_progress().filter(code=code, contact_phone_index=blind_index(digits)).first()


@enter("anyone")
def track_by_key(request: HttpRequest, key: str) -> HttpResponse:
    """What the QR on a slip opens: progress only."""
    dossier = _for_progress().filter(tracking_key=key[:64]).first()
    if dossier is None:
        raise Http404
    return _followed(request, dossier)


def _for_progress() -> QuerySet[Dossier]:
    return Dossier.objects.select_related(
        "version__procedure", "case", "unit_of_record", "competent_authority", "instance", "result"
    ).defer("answers", "contact_phone", "contact_email")


def _followed(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    actor: Actor = actor_of_request(request)
    if dossier.whole_id is not None:
        dossier = _for_progress().get(pk=dossier.whole_id)
    record_read(by=actor, purpose=gettext_noop("Theo dõi tiến độ"), persons={dossier.owner_id}, subject=dossier)
    response = render(request, "portal/progress.html", _progress(dossier))
    # The address itself opens the page: no cache keeps it, no search engine finds it.
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
