from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import put, required, take, write
from motcua.dossiers.events import SupplementRequested
from motcua.dossiers.models import ClockPause, Dossier, DossierComponent, SupplementItem, SupplementRequest
from motcua.dossiers.reads.acting import may_ask
from motcua.dossiers.reads.asked import is_askable
from motcua.dossiers.reads.clock import add_working_days
from motcua.dossiers.reads.grounds import worded
from motcua.dossiers.reads.paper_sets import paper_set_of
from motcua.dossiers.reads.slips import supplement_slip
from motcua.dossiers.rules import PAUSE_ARTICLES, PaperFault, Phase, Status, phase_of
from motcua.forms.public import field_of
from motcua.papers.public import issue_paper
from motcua.platform.action import Actor, Refused, Stale, action, emit
from motcua.processes.public import hold, instance_of


@dataclass(frozen=True)
class Wanted:
    """One thing to ask for: the component, and what is missing or wrong in words the applicant understands."""

    component: DossierComponent
    words: str
    fault: PaperFault | None = None


@dataclass(frozen=True)
class WantedAnswer:
    """One answer of the declaration to ask for: the question's name, and what is missing or wrong."""

    field: str
    words: str


@action("dossiers.request_supplement")
def request_supplement(
    dossier: Dossier,
    *,
    items: Sequence[Wanted] = (),
    answers: Sequence[WantedAnswer] = (),
    reason: str,
    ground: str = "",
    listed: int | None = None,
    revision: int | None = None,
    by: Actor,
    at: datetime,
) -> SupplementRequest:
    """Ask the applicant for named papers and answers, once in each phase, on form 02; a running legal clock stops.

    Nghị định 118/2025/NĐ-CP, điều 11. `listed` is the key of a ground from the list, `reason` what is said besides.
    Raises Refused where nothing is named, the official has no part in the phase, or it was asked before in this phase.
    """
    reason, article = worded("supplement", listed, reason, at)
    ground = ground.strip() or article
    reason = required(reason, "reason", _("Xin ghi lý do yêu cầu bổ sung."))
    fresh = take(dossier, revision=revision)
    phase = _phase_to_ask_in(fresh, by)
    asked = [*_checked(items, fresh, bool(answers)), *_checked_answers(answers, fresh)]
    request = _write_request(fresh, phase, asked, reason=reason, ground=ground.strip(), by=by, at=at)
    if phase is Phase.EXAMINATION:
        ClockPause.objects.create(
            dossier=fresh,
            started_at=at,
            ground="supplement",
            article=ground.strip() or PAUSE_ARTICLES["supplement"],
            approved_by_id=by.account_id,
        )
        hold(instance_of(fresh.subject), ground="supplement", by=by, at=at)
    else:
        # The office owes no answer while it waits for one.
        fresh.accept_by = None
    fresh.status = Status.AWAITING_SUPPLEMENT
    put(fresh, "status", "accept_by")
    issue_paper(
        supplement_slip(fresh, request, by=by, at=at),
        subject=fresh.subject,
        organisation_id=fresh.unit_of_record_id,
        domain=paper_set_of(fresh, at),
        by=by,
        at=at,
    )
    write(fresh, "supplement_requested", by=by, at=at, outcome=phase.value, public_text=reason)
    emit(SupplementRequested(dossier_id=fresh.pk, at=at))
    return request


def _phase_to_ask_in(dossier: Dossier, by: Actor) -> Phase:
    """The phase the dossier is in, where this official may ask and nobody asked before."""
    phase = phase_of(Status(dossier.status))
    if phase is None:
        raise Stale(_("Hồ sơ không còn ở bước có thể yêu cầu bổ sung."))
    if not may_ask(dossier, phase, by):
        raise Refused(_("Chỉ nơi tiếp nhận, hoặc người đang xử lý một bước của hồ sơ, được yêu cầu bổ sung."))
    if dossier.supplements.filter(phase=phase.value).exists():
        raise Refused(_("Mỗi giai đoạn chỉ được yêu cầu bổ sung một lần (Nghị định 118/2025/NĐ-CP, điều 11)."))
    return phase


def _checked(items: Sequence[Wanted], dossier: Dossier, has_answers: bool) -> list[SupplementItem]:
    """The papers asked for, each of this dossier, once and in words."""
    if not items and not has_answers:
        raise Refused(_("Xin chọn ít nhất một giấy tờ hoặc một mục của tờ khai cần bổ sung."), "items")
    if any(item.component.dossier_id != dossier.pk for item in items):
        raise Refused(_("Có giấy tờ không thuộc hồ sơ này."), "items")
    if len({item.component.pk for item in items}) < len(items):
        raise Refused(_("Mỗi giấy tờ chỉ nêu một lần, không hai lần trong một yêu cầu."), "items")
    unsaid = _("Xin ghi rõ cần bổ sung gì ở từng giấy tờ.")
    return [
        SupplementItem(component=item.component, wanted=required(item.words, "items", unsaid), fault=item.fault or "")
        for item in items
    ]


def _checked_answers(answers: Sequence[WantedAnswer], dossier: Dossier) -> list[SupplementItem]:
    """The answers asked for: questions of this form, each once and in words; where it is filed is not one of them."""
    if len({each.field for each in answers}) < len(answers):
        raise Refused(_("Mỗi mục chỉ nêu một lần, không hai lần trong một yêu cầu."), "items")
    unsaid = _("Xin ghi rõ cần bổ sung gì ở từng mục.")
    asked = []
    for each in answers:
        question = field_of(dossier.version.eform, each.field) if dossier.version.eform else None
        if question is None or not is_askable(dossier, each.field):
            raise Refused(_("Có mục không thuộc tờ khai này."), "items")
        words = required(each.words, "items", unsaid)
        asked.append(SupplementItem(field=each.field, label=question.label, wanted=words))
    return asked


def _write_request(
    dossier: Dossier,
    phase: Phase,
    items: Sequence[SupplementItem],
    *,
    reason: str,
    ground: str,
    by: Actor,
    at: datetime,
) -> SupplementRequest:
    # Where the procedure sets no time to supply, none is made up: the request is then never too late by itself.
    days = dossier.supplement_days
    request = SupplementRequest.objects.create(
        dossier=dossier,
        phase=phase.value,
        reason=reason,
        ground=ground,
        requested_at=at,
        requested_by_id=by.account_id,
        answer_by=None if days is None else add_working_days(dossier.unit_of_record_id, at, days),
    )
    for item in items:
        item.request = request
    SupplementItem.objects.bulk_create(items)
    return request
