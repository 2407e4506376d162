"""What officials press on a dossier's page. Each answers with the page again, or says why not, with what was typed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from motcua.accounts.public import Account
from motcua.dossiers.actions.assign_step import assign_step
from motcua.dossiers.actions.claim_step import claim_step
from motcua.dossiers.actions.complete_step import complete_step
from motcua.dossiers.actions.deliver import deliver
from motcua.dossiers.actions.issue_output import issue_output
from motcua.dossiers.actions.receive import receive
from motcua.dossiers.actions.refuse import refuse
from motcua.dossiers.actions.remind_collection import remind_collection
from motcua.dossiers.actions.request_supplement import Wanted, WantedAnswer, request_supplement
from motcua.dossiers.actions.stop import stop
from motcua.dossiers.actions.supply import supply
from motcua.dossiers.actions.undo import undo
from motcua.dossiers.actions.withdraw import withdraw
from motcua.dossiers.models import Dossier, DossierComponent
from motcua.dossiers.reads.access import open_dossier
from motcua.dossiers.reads.asked import posted_answers
from motcua.dossiers.reads.grounds import fault_words
from motcua.dossiers.reads.pages import open_supplement
from motcua.dossiers.reads.signals import WENT_ON, signals_of
from motcua.dossiers.reads.uploads import take_supplied
from motcua.dossiers.rules import PaperFault, Phase, Status
from motcua.dossiers.views.dossier import show
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused, Stale
from motcua.platform.pages import actor_of_request, enter
from motcua.platform.text import whole_number

Act = Callable[..., str]
ANSWER_ROWS = range(1, 6)


def act(
    permission: str, *, back: Callable[[HttpRequest], str] = lambda request: ""
) -> Callable[[Act], Callable[..., HttpResponse]]:
    """Make a function that acts on a dossier and returns what to say into a view.

    `back` says where on the dossier's page to return to: a query, a fragment, or both.
    """

    def decorate(function: Act) -> Callable[..., HttpResponse]:
        @enter("official", permission)
        @require_POST
        @wraps(function)
        def view(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
            dossier = open_dossier(request, code)
            try:
                said = function(request, dossier, **kwargs)
            except NotAllowed:
                raise
            except Refused as refused:
                fresh = open_dossier(request, code, purpose=gettext_noop("Giải quyết hồ sơ"))
                return show(request, fresh, error=refused.message, status=409 if isinstance(refused, Stale) else 422)
            if said:
                messages.success(request, said)
            return redirect(reverse("dossiers:dossier", args=[code]) + back(request))

        return view

    return decorate


def revision_of(request: HttpRequest) -> int:
    """The revision that the page was shown at. Raises Refused."""
    revision = whole_number(request.POST.get("revision", ""))
    if revision is None:
        raise Refused(_("Trang đã cũ. Xin mở lại hồ sơ."))
    return revision


def text_of(request: HttpRequest, name: str) -> str:
    """What was typed into a field of a form. Raises Refused for far too much."""
    typed = request.POST.get(name, "")
    if len(typed) > 4000:
        raise Refused(_("Nội dung dài quá 4.000 ký tự."), name)
    return typed


def listed_of(request: HttpRequest) -> int:
    """The ground chosen from the list: what is said to applicants never is free words alone. Raises Refused."""
    listed = whole_number(request.POST.get("listed", ""))
    if listed is None:
        raise Refused(_("Xin chọn căn cứ trong danh mục."), "listed")
    return listed


@act("dossiers.receive")
def receive_dossier(request: HttpRequest, dossier: Dossier) -> str:
    """Tiếp nhận."""
    actor, reason = actor_of_request(request), text_of(request, WENT_ON)
    if not reason.strip() and signals_of(dossier, actor):
        raise Refused(_("Có dấu hiệu cần để ý. Xin xem, rồi ghi lý do nếu làm tiếp."), WENT_ON)
    receive(dossier, reason=reason, revision=revision_of(request), by=actor, at=clock.now())
    return _("Đã tiếp nhận. Giấy tiếp nhận và hẹn trả kết quả đã sẵn sàng để in.")


@act("dossiers.refuse")
def refuse_dossier(request: HttpRequest, dossier: Dossier) -> str:
    """Từ chối tiếp nhận."""
    refuse(
        dossier,
        reason=text_of(request, "reason"),
        listed=listed_of(request),
        revision=revision_of(request),
        by=actor_of_request(request),
        at=clock.now(),
    )
    return _("Đã từ chối tiếp nhận và báo cho người nộp.")


@act("dossiers.request_supplement")
def ask_supplement(request: HttpRequest, dossier: Dossier) -> str:
    """Yêu cầu bổ sung."""
    chosen = set(request.POST.getlist("items"))
    items = [_wanted(request, component) for component in dossier.components.all() if str(component.pk) in chosen]
    answers = [
        WantedAnswer(text_of(request, f"answer-{row}"), text_of(request, f"answer-words-{row}"))
        for row in ANSWER_ROWS
        if request.POST.get(f"answer-{row}")
    ]
    asked = request_supplement(
        dossier,
        items=items,
        answers=answers,
        reason=text_of(request, "reason"),
        ground=text_of(request, "ground"),
        listed=listed_of(request),
        revision=revision_of(request),
        by=actor_of_request(request),
        at=clock.now(),
    )
    if asked.phase == Phase.INTAKE:
        return _("Đã gửi yêu cầu bổ sung. Hồ sơ được tiếp nhận sau khi người nộp bổ sung đủ.")
    return _("Đã gửi yêu cầu bổ sung. Thời hạn giải quyết tạm dừng.")


def _wanted(request: HttpRequest, component: DossierComponent) -> Wanted:
    """What is wrong with a paper by the list, and what is said besides."""
    typed, words = request.POST.get(f"fault-{component.pk}", ""), text_of(request, f"wanted-{component.pk}").strip()
    fault = PaperFault(typed) if typed in set(PaperFault) else None
    said = fault_words(fault) if fault is not None else ""
    return Wanted(component, ": ".join(part for part in (said, words) if part), fault)


@act("dossiers.supply")
def take_supplement(request: HttpRequest, dossier: Dossier) -> str:
    """Nhận bổ sung tại quầy."""
    uploads = take_supplied(request.FILES)
    typed = [whole_number(each) for each in request.POST.getlist("on_paper")]
    on_paper = {each for each in typed if each is not None}
    asked = open_supplement(dossier)
    answers, _faults = posted_answers(request, dossier, list(asked.items.all()) if asked else ())
    supply(
        dossier, uploads=uploads, on_paper=on_paper, answers=answers, by=actor_of_request(request), at=clock.now()
    )  # fmt: skip
    return _("Đã ghi nhận phần bổ sung tại quầy.")


@act("dossiers.withdraw")
def take_back(request: HttpRequest, dossier: Dossier) -> str:
    """Ghi nhận rút hồ sơ tại quầy."""
    reason = text_of(request, "reason")
    withdraw(dossier, reason=reason, revision=revision_of(request), by=actor_of_request(request), at=clock.now())
    return _("Đã ghi nhận việc rút hồ sơ theo đề nghị của người nộp.")


@act("dossiers.undo")
def take_back_act(request: HttpRequest, dossier: Dossier) -> str:
    """Hoàn tác."""
    event = whole_number(request.POST.get("event", "")) or 0
    undo(dossier, event_id=event, by=actor_of_request(request), at=clock.now())
    return _("Đã hoàn tác. Hồ sơ trở lại như trước.")


@act("dossiers.stop")
def stop_dossier(request: HttpRequest, dossier: Dossier) -> str:
    """Dừng giải quyết."""
    stop(
        dossier,
        reason=text_of(request, "reason"),
        ground=text_of(request, "ground"),
        listed=listed_of(request),
        revision=revision_of(request),
        by=actor_of_request(request),
        at=clock.now(),
    )
    return _("Đã dừng giải quyết. Thông báo dừng giải quyết đã sẵn sàng để in.")


@act("dossiers.claim_step")
def claim(request: HttpRequest, dossier: Dossier, task: int) -> str:
    """Nhận xử lý."""
    claim_step(dossier, task_id=task, by=actor_of_request(request), at=clock.now())
    return _("Ông/bà đã nhận xử lý bước này.")


@act("dossiers.complete_step")
def complete(request: HttpRequest, dossier: Dossier, task: int) -> str:
    """Hoàn thành một bước."""
    complete_step(
        dossier,
        task_id=task,
        outcome=text_of(request, "outcome"),
        note=text_of(request, "note"),
        revision=revision_of(request),
        by=actor_of_request(request),
        at=clock.now(),
    )
    return _("Đã chuyển hồ sơ sang bước tiếp theo.")


@act("dossiers.assign_step")
def assign(request: HttpRequest, dossier: Dossier, task: int) -> str:
    """Phân công."""
    account = get_object_or_404(Account, username=text_of(request, "account"))
    assign_step(
        dossier,
        task_id=task,
        account=account,
        note=text_of(request, "note"),
        by=actor_of_request(request),
        at=clock.now(),
    )
    return _("Đã phân công.")


@act("dossiers.deliver")
def hand_over(request: HttpRequest, dossier: Dossier) -> str:
    """Trả kết quả."""
    given = deliver(
        dossier,
        way="counter",
        receiver=text_of(request, "receiver"),
        identity_seen=text_of(request, "identity_seen"),
        mandate=text_of(request, "mandate"),
        papers=text_of(request, "given_back"),
        outputs=request.POST.getlist("outputs") if "which" in request.POST else None,
        revision=revision_of(request),
        by=actor_of_request(request),
        at=clock.now(),
    )
    if given.dossier.status != Status.DELIVERED:
        return _("Đã trả một phần kết quả. Xin in phiếu trả để người nhận ký; phần còn lại vẫn chờ.")
    return _("Đã trả kết quả. Hồ sơ kết thúc. Xin in phiếu trả để người nhận ký.")


@act("dossiers.issue_output")
def issue(request: HttpRequest, dossier: Dossier) -> str:
    """Phát hành kết quả từng phần."""
    issue_output(
        dossier,
        name=text_of(request, "output") or text_of(request, "output_name"),
        words=text_of(request, "output_words"),
        revision=revision_of(request),
        by=actor_of_request(request),
        at=clock.now(),
    )
    return _("Đã phát hành kết quả từng phần và báo cho người nộp. Thời hạn của hồ sơ vẫn chạy.")


@act("dossiers.remind_collection")
def remind(request: HttpRequest, dossier: Dossier) -> str:
    """Nhắc nhận kết quả."""
    remind_collection(dossier, by=actor_of_request(request), at=clock.now())
    return _("Đã nhắc người nộp đến nhận kết quả.")
