"""Dossiers in the states that tests need, reached through actions, on a small procedure of their own."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from itertools import count
from typing import Any

from motcua.accounts.public import Account
from motcua.accounts.tests import make as accounts
from motcua.areas.tests import make as areas
from motcua.dossiers.actions.extension import approve_extension, propose_extension
from motcua.dossiers.actions.issue_control_slip import issue_control_slip
from motcua.dossiers.models import Ground
from motcua.dossiers.public import (
    Applicant,
    CounterFiling,
    Dossier,
    Draft,
    Wanted,
    attach_file,
    claim_step,
    complete_step,
    deliver,
    receive,
    request_supplement,
    save_draft,
    start_draft,
    submit,
    supply,
)
from motcua.dossiers.reads.register import register_lines, registered
from motcua.dossiers.rules import Phase
from motcua.files.tests import make as files
from motcua.forms.tests import make as forms
from motcua.organisations.public import FirstDay, Organisation, OrganisationKind, Unit
from motcua.organisations.tests import make as organisations
from motcua.papers.public import Paper, RegisterLine
from motcua.platform.action import SYSTEM, Actor
from motcua.platform.clock import VIETNAM
from motcua.procedures.public import ProcedureCase, ProcedureVersion
from motcua.procedures.tests import make as procedures
from motcua.processes.public import ProcessVersion, open_tasks
from motcua.processes.tests import make as processes

# A Monday morning, an hour and a half after opening.
AT = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
_papers = count(1)


def way() -> dict[str, Any]:
    """Verify, decide (approve, refuse or send back), hand over."""
    propose = [{"key": "propose", "label": "Trình ký", "tone": "primary"}]
    decide = [
        {"key": "approve", "label": "Phê duyệt", "tone": "primary"},
        {"key": "return", "label": "Trả lại", "tone": "neutral", "note_required": True},
        {"key": "refuse", "label": "Từ chối", "tone": "danger", "note_required": True},
    ]
    return {
        "nodes": [
            {"id": "start", "kind": "start_event"},
            {**_step("verify", "Thẩm tra", "specialist"), "outcomes": propose},
            {**_step("decide", "Ký duyệt", "department_leader"), "outcomes": decide, "outputs": ["result"]},
            {"id": "decided", "kind": "exclusive_gateway"},
            {**_step("hand_over", "Trả kết quả", "one_stop_officer", "receiving"), "outputs": ["delivery"]},
            {"id": "end", "kind": "end_event"},
        ],
        "flows": [
            {"id": "f1", "source": "start", "target": "verify"},
            {"id": "f2", "source": "verify", "target": "decide"},
            {"id": "f3", "source": "decide", "target": "decided"},
            {"id": "f4", "source": "decided", "target": "verify", "condition": 'outcome = "return"'},
            {"id": "f5", "source": "decided", "target": "hand_over", "default": True},
            {"id": "f6", "source": "hand_over", "target": "end"},
        ],
    }


def _step(key: str, name: str, role: str, organisation: str = "competent") -> dict[str, Any]:
    performer = {"role": role, "organisation": organisation}
    return {"id": key, "kind": "user_task", "name": name, "performer": performer, "untimed": True}


def form_schema() -> dict[str, Any]:
    """The common test form, with the ward where the dossier is filed as its last question."""
    schema = forms.schema()
    steps = copy.deepcopy(schema["x-steps"])
    steps[-1]["fields"].append("noiNop")
    place = {"type": "string", "maxLength": 20, "x-label": "Nơi nộp", "x-personal": "none"}
    return {**schema, "x-steps": steps, "properties": {**schema["properties"], "noiNop": place}}


@dataclass(frozen=True)
class Ward:
    """A ward's committee and its one-stop unit, with the officials who work there and one procedure filed there."""

    code: str
    committee: Organisation
    unit: Organisation
    procedure: ProcedureVersion

    @cached_property
    def case(self) -> ProcedureCase:
        """The only case of the procedure."""
        return ProcedureCase.objects.select_related("version__eform", "process").get(version=self.procedure)

    @cached_property
    def officer_account(self) -> Account:
        """The account of an officer of the one-stop unit."""
        return accounts.official(role="one_stop_officer", organisation=self.unit, full_name="Vũ Thị Lan")

    @cached_property
    def specialist_account(self) -> Account:
        """The account of a specialist of the committee."""
        return accounts.official(role="specialist", organisation=self.committee, full_name="Lê Văn Tư")

    @cached_property
    def leader_account(self) -> Account:
        """The account of a leader of the committee."""
        return accounts.official(role="department_leader", organisation=self.committee, full_name="Đỗ Thị Năm")

    @cached_property
    def officer(self) -> Actor:
        """The officer acting."""
        return accounts.actor(self.officer_account, at=AT)

    @cached_property
    def specialist(self) -> Actor:
        """The specialist acting."""
        return accounts.actor(self.specialist_account, at=AT)

    @cached_property
    def leader(self) -> Actor:
        """The leader acting."""
        return accounts.actor(self.leader_account, at=AT)

    def answers(self, **changes: Any) -> dict[str, Any]:
        """Sound answers for a dossier filed here."""
        return {**forms.ANSWERS, "noiNop": self.code, **changes}


def ward(
    *,
    limit: tuple[Decimal, Unit] | None = procedures.FIVE_DAYS,
    first_day: FirstDay = FirstDay.AFTER_RECEIPT,
    cutoff: time | None = None,
    supplement_days: int | None = 7,
    procedure: ProcedureVersion | None = None,
) -> Ward:
    """A ward with its one-stop unit; `procedure` shares that of another ward."""
    area = areas.area()
    committee = organisations.organisation(area=area)
    unit = organisations.organisation(
        name="Trung tâm Phục vụ hành chính công", kind=OrganisationKind.SERVICE_CENTRE, parent=committee, area=area
    )
    if procedure is None:
        procedure = new_procedure(limit=limit, first_day=first_day, cutoff=cutoff, supplement_days=supplement_days)
    return Ward(area.code, committee, unit, procedure)


def new_procedure(
    *,
    limit: tuple[Decimal, Unit] | None = procedures.FIVE_DAYS,
    first_day: FirstDay = FirstDay.AFTER_RECEIPT,
    cutoff: time | None = None,
    supplement_days: int | None = 7,
    process: ProcessVersion | None = None,
) -> ProcedureVersion:
    """A procedure that is filed online in any ward."""
    return procedures.online(
        eform=forms.eform(form_schema()),
        process=(process or processes.process(way())).process,
        area_answer="noiNop",
        limit=limit,
        first_day=first_day,
        cutoff=cutoff,
        supplement_days=supplement_days,
    )


def citizen(**details: Any) -> Account:
    """A citizen with an account, born 1990-11-05 unless told otherwise."""
    return accounts.citizen(**details)


def actor(account: Account) -> Actor:
    """Whom this account acts as."""
    return accounts.actor(account, at=AT)


def draft(
    at_ward: Ward | None = None, *, by: Account | None = None, complete: bool = True, at: datetime = AT, **answers: Any
) -> Draft:
    """A draft: ready to be filed, or just begun."""
    at_ward, by = at_ward or ward(), by or citizen()
    begun = start_draft(at_ward.procedure, at_ward.case, by=actor(by), at=at)
    if not complete:
        return begun
    # No two papers are the same, as the same file in two dossiers makes officials look twice.
    paper = files.taken(files.pdf(Lang=f"vi-{next(_papers)}"))
    attach_file(begun, at_ward.case.components.get(key="don"), paper, by=actor(by), at=at)
    return save_draft(begun, answers=at_ward.answers(**answers), by=actor(by), at=at)


def dossier(
    at_ward: Ward | None = None,
    *,
    by: Account | None = None,
    received: bool = False,
    supplement: Phase | None = None,
    supplied: bool = False,
    resolved: bool = False,
    delivered: bool = False,
    at: datetime = AT,
) -> Dossier:
    """A dossier filed online; received, waiting for a supplement, supplied, resolved or delivered as told.

    A later state brings the ones before it along. All happens at `at`.
    """
    at_ward, by = at_ward or ward(), by or citizen()
    filed = submit(draft(at_ward, by=by, at=at), by=actor(by), at=at)
    if supplement is Phase.INTAKE:
        ask(filed, by=at_ward.officer, at=at)
        if not supplied:
            return fresh(filed)
        answer(filed, by=actor(by), at=at)
    if received or supplement is Phase.EXAMINATION or resolved or delivered:
        receive(filed, by=at_ward.officer, at=at)
    if supplement is Phase.EXAMINATION:
        ask(filed, by=at_ward.specialist, at=at)
        if supplied or resolved or delivered:
            answer(filed, by=actor(by), at=at)
    if resolved or delivered:
        decide(filed, at_ward, "approve", at=at)
    if delivered:
        deliver(filed, way="counter", receiver="Nguyễn Văn An", identity_seen="Căn cước", by=at_ward.officer, at=at)
    return fresh(filed)


def counter_filing(at_ward: Ward, **changes: Any) -> CounterFiling:
    """What an officer takes from somebody new at the counter: a sound form and the required paper."""
    applicant = Applicant("Trần Thị Bưởi", date(1987, 4, 12), "031187004567")
    given = {"answers": at_ward.answers(), "papers": frozenset({"don"}), "phone": "0987 654 321", **changes}
    return CounterFiling(**{"case": at_ward.case, "applicant": applicant, **given})


def ground(form: str, words: str = "") -> int:
    """The key of the first ground on the list of a form, or of that with such words."""
    return Ground.objects.filter(form=form, words__contains=words).values_list("pk", flat=True)[0]


def late(dossier: Dossier, *, reason: str, listed: int, by: Actor, at: datetime) -> None:
    """Form 04 of three days, proposed and signed by one leader."""
    propose_extension(dossier, days=3, reason=reason, listed=listed, by=by, at=at)
    approve_extension(dossier, by=by, at=at)


def kept_slip(dossier: Dossier, at: datetime) -> Paper:
    """Form 06 as it is kept."""
    return issue_control_slip(dossier, by=SYSTEM, at=at)


def lines_of(unit: Organisation, start: datetime, end: datetime) -> list[RegisterLine]:
    """The lines of form 07 of a unit between two instants."""
    return register_lines(list(registered(SYSTEM, unit.pk, start, end)))


def fresh(dossier: Dossier) -> Dossier:
    """The dossier as the database has it."""
    return Dossier.objects.get(pk=dossier.pk)


def ask(dossier: Dossier, *, by: Actor, keys: Sequence[str] = ("don",), at: datetime = AT) -> None:
    """Ask for these papers."""
    wanted = [Wanted(component, "Bản chụp rõ hơn") for component in dossier.components.filter(type__key__in=keys)]
    request_supplement(dossier, items=wanted, reason="Ảnh chụp mờ", by=by, at=at)


def answer(dossier: Dossier, *, by: Actor, at: datetime = AT) -> None:
    """Supply one file for each thing asked for."""
    items = dossier.supplements.get(answered_at=None).items.all()
    supply(dossier, uploads={item.pk: [files.taken(files.pdf())] for item in items}, by=by, at=at)


def task_id(dossier: Dossier) -> int:
    """The only open step."""
    return open_tasks(dossier.subject).get().pk


def decide(dossier: Dossier, at_ward: Ward, outcome: str = "approve", *, note: str = "", at: datetime = AT) -> None:
    """Verify and propose, then decide so."""
    claim_step(dossier, task_id=task_id(dossier), by=at_ward.specialist, at=at)
    complete_step(dossier, task_id=task_id(dossier), outcome="propose", by=at_ward.specialist, at=at)
    complete_step(dossier, task_id=task_id(dossier), outcome=outcome, note=note, by=at_ward.leader, at=at)
