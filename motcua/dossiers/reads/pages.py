"""What the pages of a dossier show, gathered in few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext as _

from motcua.dossiers.models import (
    Dossier,
    DossierComponent,
    DossierEvent,
    DossierFile,
    SupplementItem,
    SupplementRequest,
)
from motcua.dossiers.reads.undoing import undone
from motcua.dossiers.reads.wording import is_refused
from motcua.dossiers.rules import Status
from motcua.organisations.public import Organisation
from motcua.platform.action import Actor
from motcua.platform.formats import dmyhm
from motcua.platform.language import data, joined, said
from motcua.processes.public import Task, UserTask, read_definition

# How a matter ends without what was asked for; each tells its reason.
ENDED_WITHOUT = frozenset({"refused", "not_granted", "stopped"})


@dataclass(frozen=True)
class TrailStep:
    """A point on the dossier's way: what, who and when, and whether it is behind, here or ahead."""

    title: str
    detail: str
    state: str


@dataclass(frozen=True)
class Asked:
    """A request for a supplement and what it names."""

    request: SupplementRequest
    items: Sequence[SupplementItem]


def history_of(dossier: Dossier) -> Sequence[DossierEvent]:
    """All that happened, in order, with who did it in which position."""
    named = dossier.events.select_related("account", "position", "organisation")
    return list(
        named.only(
            "dossier", "at", "kind", "status", "step", "outcome", "public_text", "note", "way_back",
            "account__display_name", "account__username",
            "position__name", "organisation__name",
        )
    )  # fmt: skip


def components_of(dossier: Dossier) -> Sequence[DossierComponent]:
    """The papers of the dossier with their files."""
    files = DossierFile.objects.select_related("file").only(
        "component", "supplement", "added_at", "file__name", "file__content_type", "file__size"
    )
    parts = dossier.components.select_related("type").only("dossier", "name", "is_on_paper", "type__replaced_by")
    return list(parts.prefetch_related(Prefetch("files", files)))


def open_supplement(dossier: Dossier) -> SupplementRequest | None:
    """What is being asked for now, with its items; None where nothing is."""
    items = Prefetch("items", SupplementItem.objects.select_related("component").prefetch_related("saved_files__file"))
    return dossier.supplements.filter(answered_at=None).prefetch_related(items).first()


def place_to_collect(dossier: Dossier) -> Organisation:
    """Where the applicant has the result: the counter that took the dossier, or, ended, the unit that has it now."""
    counter = dossier.place_of_receipt
    return counter if counter.valid_to is None else dossier.unit_of_record


def holder_words(dossier: Dossier, tasks: Sequence[Task]) -> str:
    """Who has the dossier now, in a sentence for the citizen."""
    status = Status(dossier.status)
    if status is Status.SUBMITTED:
        return said(_("%(unit)s đang kiểm tra để tiếp nhận."), unit=dossier.unit_of_record.name)
    if status is Status.AWAITING_SUPPLEMENT:
        return _("Đang chờ ông/bà bổ sung giấy tờ.")
    if status is Status.RESOLVED and is_refused(dossier):
        return said(
            _("Không được giải quyết. Văn bản từ chối có tại %(unit)s hoặc tải về."), unit=dossier.unit_of_record.name
        )
    if status is Status.RESOLVED:
        return said(_("Đã có kết quả, mời ông/bà nhận tại %(unit)s hoặc tải về."), unit=place_to_collect(dossier).name)
    if dossier.is_linked and dossier.ended_at is None:
        return _("Các cơ quan đang giải quyết, mỗi cơ quan một phần.")
    if tasks:
        task = tasks[0]
        return said(
            _("%(unit)s đang giữ hồ sơ, ở bước “%(step)s”, từ %(since)s."),
            unit=task.organisation.name,
            step=task.name,
            since=dmyhm(task.opened_at),
        )
    ended = {
        Status.REFUSED: _("Hồ sơ không được tiếp nhận hoặc giải quyết; lý do ở phiếu đã gửi ông/bà."),
        Status.WITHDRAWN: _("Ông/bà đã rút hồ sơ."),
        Status.STOPPED: _("Hồ sơ dừng giải quyết; lý do ở thông báo đã gửi ông/bà."),
        Status.DELIVERED: _("Đã trả kết quả lúc %(at)s.") % {"at": dmyhm(dossier.ended_at)},
    }
    return ended.get(status, _("Hồ sơ đã kết thúc."))


def open_tasks_of(dossier: Dossier, actor: Actor | None = None) -> Sequence[Task]:
    """The open steps with who has them; for an actor, `is_theirs` says which are that actor's to do."""
    if dossier.instance_id is None:
        return []
    steps = Task.objects.filter(instance=dossier.instance_id, state="open")
    if actor is not None:
        steps = steps.annotate(is_theirs=Exists(Task.objects.visible_to(actor).filter(pk=OuterRef("pk"))))
    return list(steps.select_related("organisation", "assignee", "instance__version").order_by("id"))


def trail_for_officials(
    dossier: Dossier, events: Sequence[DossierEvent], tasks: Sequence[Task]
) -> list[dict[str, object]]:
    """The way of the dossier with names, positions and notes; what lies ahead as the pinned process has it."""
    steps: list[dict[str, object]] = []
    for event in events:
        who = (event.account.display_name if event.account else "", data(event.position.name) if event.position else "")
        label = data(event.step) if event.kind == "step_completed" else event.get_kind_display()
        if event.kind.startswith(("part_", "post_", "output_")) and event.step:
            label = joined(": ", (label, event.step))
        steps.append(
            {"label": label, "state": "done", "note": joined(" — ", (joined(" · ", who), event.note)), "at": event.at}
        )
    is_paused = Status(dossier.status) is Status.AWAITING_SUPPLEMENT
    for task in tasks:
        holder = task.assignee.display_name if task.assignee else data(task.organisation.name)
        state = "paused" if is_paused else "now"
        steps.append({"label": data(task.name), "state": state, "note": holder, "at": task.opened_at})
    if Status(dossier.status) is Status.SUBMITTED:
        steps.append({"label": _("Tiếp nhận"), "state": "now", "note": data(dossier.unit_of_record.name)})
    elif tasks:
        steps += [{"label": data(name), "state": "todo"} for name in _steps_after(tasks[-1])]
    return steps


def _steps_after(task: Task) -> list[str]:
    nodes = read_definition(task.instance.version.definition).nodes
    here = next((at for at, node in enumerate(nodes) if node.id == task.node), len(nodes))
    return [node.name for node in nodes[here + 1 :] if isinstance(node, UserTask)]


def supplements_of(dossier: Dossier, events: Sequence[DossierEvent]) -> list[Asked]:
    """All that was asked for, in one statement, and in none where the history says that nothing was."""
    if not any(event.kind == "supplement_requested" for event in events):
        return []
    items = SupplementItem.objects.filter(request__dossier=dossier).select_related("component", "request__requested_by")
    ordered = items.order_by("request__requested_at", "request", "id")
    together = [list(group) for _request, group in groupby(ordered, key=lambda item: item.request_id)]
    return [Asked(group[0].request, group) for group in together]


def talk_of(dossier: Dossier, supplements: Sequence[Asked]) -> list[dict[str, object]]:
    """What was asked of the applicant and what came back, in order."""
    talk: list[dict[str, object]] = []
    for asked in supplements:
        request = asked.request
        items = "\n".join(f"• {item.name}: {item.wanted}" for item in asked.items)
        who = request.requested_by.display_name if request.requested_by else ""
        talk.append({"who": who, "at": request.requested_at, "text": data(f"{request.reason}\n{items}")})
        if request.answered_at:
            names = ", ".join(item.name for item in asked.items)
            text = said(_("Đã bổ sung: %(names)s."), names=names)
            talk.append({"who": dossier.submitter.full_name, "at": request.answered_at, "text": text, "theirs": True})
    return talk


def trail_for_citizen(
    dossier: Dossier, events: Sequence[DossierEvent], tasks: Sequence[Task], *, with_reasons: bool = False
) -> list[TrailStep]:
    """The way of the dossier in plain words: what is behind, where it is, what is ahead.

    Reasons, which may name people, are told only to those who may see the dossier.
    """
    told, taken_back = _told_to_citizens(), undone(events)
    behind = [
        TrailStep(
            said(told.get(f"{event.kind} {event.outcome}", told[event.kind]), step=event.step or _("cơ quan khác")),
            _when_where_why(event, with_reason=with_reasons and event.kind in ENDED_WITHOUT),
            "done",
        )
        for event in events
        if event.kind in told and event.pk not in taken_back
    ]
    return behind if dossier.ended_at is not None else behind + _here_and_ahead(dossier, tasks)


def _told_to_citizens() -> dict[str, str]:
    """What happened, in words, by the kind of event, or by kind and outcome where the words differ."""
    return {
        "submitted": _("Ông/bà đã nộp hồ sơ"),
        "received": _("Hồ sơ được tiếp nhận"),
        "refused": _("Hồ sơ không được tiếp nhận"),
        "supplement_requested": _("Cơ quan đề nghị bổ sung giấy tờ, tạm dừng tính thời hạn"),
        "supplement_requested intake": _("Cơ quan đề nghị bổ sung giấy tờ trước khi tiếp nhận"),
        "supplemented": _("Ông/bà đã bổ sung, thời hạn tiếp tục được tính"),
        "supplemented intake": _("Ông/bà đã bổ sung, hồ sơ chờ tiếp nhận"),
        "supplemented_at_counter": _("Ông/bà đã bổ sung tại quầy, thời hạn tiếp tục được tính"),
        "supplemented_at_counter intake": _("Ông/bà đã bổ sung tại quầy, hồ sơ chờ tiếp nhận"),
        "step_completed": _("Xong bước: %(step)s"),
        "extended": _("Cơ quan xin lỗi và gia hạn; văn bản ở trang hồ sơ"),
        "apologised": _("Cơ quan xin lỗi vì trễ hẹn và hẹn lại; văn bản ở trang hồ sơ"),
        "resolved": _("Đã có kết quả"),
        "not_granted": _("Hồ sơ không được giải quyết"),
        "corrected": _("Tờ khai được sửa theo đề nghị của ông/bà"),
        "withdrawn": _("Ông/bà đã rút hồ sơ"),
        "withdrawn_at_counter": _("Ông/bà đã rút hồ sơ tại quầy"),
        "stopped": _("Hồ sơ dừng giải quyết"),
        "coordinated": _("Hồ sơ được giao cho cơ quan có thẩm quyền"),
        "passed_on": _("Cơ quan đang giữ hồ sơ kết thúc hoạt động, hồ sơ được chuyển tiếp"),
        "passed_on heir": _("Nhiệm vụ chuyển sang %(step)s; mã hồ sơ giữ nguyên"),
        "transferred": _("Chủ hồ sơ đồng ý, người khác làm tiếp hồ sơ"),
        "output_issued": _("Đã có một phần kết quả: %(step)s"),
        "output_delivered": _("Đã trả một phần kết quả: %(step)s"),
        "delivered": _("Đã trả kết quả"),
        "opinion_asked": _("Cơ quan giải quyết xin ý kiến %(step)s"),
        "opinion_given": _("Đã có ý kiến của %(step)s"),
        "post_chosen": _("Ông/bà chọn nhận kết quả qua bưu chính"),
        "post_ordered": _("Đã đặt bưu chính: %(step)s"),
        "post_handed_over": _("Bưu chính đã nhận bưu gửi %(step)s"),
        "post_delivered": _("Cơ quan đã nhận bưu gửi %(step)s"),
        "post_returned": _("Bưu gửi %(step)s không phát được, đang quay lại"),
        "post_lost": _("Bưu gửi %(step)s bị thất lạc, cơ quan đang xử lý"),
        "post_cancelled": _("Đã hủy bưu gửi %(step)s"),
        "post_decided": _("Cơ quan đã quyết định về bưu gửi %(step)s"),
        "visit_planned": _("Hẹn kiểm tra thực địa lúc %(step)s"),
        "visit_called_off": _("Hủy hẹn kiểm tra thực địa lúc %(step)s"),
        "visit_done": _("Đã kiểm tra thực địa"),
        "reopened": _("Cơ quan mở lại, giải quyết lại ở hồ sơ %(step)s"),
        "reopening": _("Giải quyết lại hồ sơ %(step)s"),
        "complained": _("Ông/bà đã khiếu nại, mã %(step)s"),
        "complaint_taken_on": _("Khiếu nại được thụ lý"),
        "complaint_declined": _("Khiếu nại không được thụ lý"),
        "complaint_settled": _("Khiếu nại đã được giải quyết"),
        **_told_of_parts(),
    }


def _told_of_parts() -> dict[str, str]:
    """The same of the agencies of a linked matter."""
    return {
        "part_begun": _("Đã chuyển cơ quan giải quyết: %(step)s"),
        "part_waits": _("Một cơ quan đề nghị bổ sung giấy tờ, tạm dừng tính thời hạn: %(step)s"),
        "part_goes_on": _("Ông/bà đã bổ sung, thời hạn tiếp tục được tính"),
        "part_granted": _("Đã có kết quả: %(step)s"),
        "part_refused": _("Không được giải quyết: %(step)s"),
        "part_stopped": _("Dừng giải quyết: %(step)s"),
    }


def _when_where_why(event: DossierEvent, *, with_reason: bool) -> str:
    where = data(event.organisation.name) if event.organisation else ""
    why = data(event.public_text) if with_reason else ""
    return joined(" · ", (dmyhm(event.at), where, why))


def _here_and_ahead(dossier: Dossier, tasks: Sequence[Task]) -> list[TrailStep]:
    is_paused = Status(dossier.status) is Status.AWAITING_SUPPLEMENT
    steps = [TrailStep(holder_words(dossier, tasks), "", "paused" if is_paused else "now")]
    if Status(dossier.status) is not Status.RESOLVED:
        promised = dossier.due_at is not None and not is_paused
        due_at = max(each for each in (dossier.due_at, dossier.promised_at) if each) if promised else None
        due = _("hẹn trả %(due)s") % {"due": dmyhm(due_at)} if promised else ""
        steps.append(TrailStep(_("Có kết quả"), due, "todo"))
    steps.append(TrailStep(_("Ông/bà nhận kết quả"), "", "todo"))
    return steps
