"""The life of one dossier of the demo city, lived through the actions by those whose work it is."""

import io
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from motcua.accounts.public import Account, actor_of, holders_of
from motcua.areas.public import COMMUNES
from motcua.demo.answers import answers_for, personal_id
from motcua.demo.fates import HOME, Fate, Plan
from motcua.demo.people import citizen, made_up_citizen
from motcua.demo.procedures import case_answers
from motcua.demo.times import Course, Diary, course_of
from motcua.dossiers.public import (
    Applicant,
    CounterFiling,
    Dossier,
    Draft,
    Wanted,
    acknowledge,
    attach_file,
    claim_step,
    complete_step,
    deliver,
    receive,
    refuse,
    request_supplement,
    save_draft,
    start_draft,
    stop,
    submit,
    supply,
    take_at_counter,
    take_paper,
    withdraw,
)
from motcua.files.public import TakenIn
from motcua.forms.public import Answer
from motcua.organisations.public import Organisation, OrganisationKind, calendar_of, unit_of_area
from motcua.persons.public import Person
from motcua.platform.action import SYSTEM, Actor
from motcua.platform.clock import VIETNAM
from motcua.procedures.public import ComponentType, ProcedureCase
from motcua.processes.public import Task, open_tasks, step_of
from sandbox.names import full_name


@dataclass
class City:
    """What lives draw upon, read once: communes, cases, officials by role, a calendar, pictures of papers."""

    now: datetime
    officials: dict[tuple[int, str], list[Actor]] = field(default_factory=dict)
    papers: dict[str, TakenIn] = field(default_factory=dict)

    @cached_property
    def communes(self) -> list[str]:
        """Codes of the communes where something is received, the home ward's first."""
        units = Organisation.objects.filter(kind=OrganisationKind.SERVICE_CENTRE, area__kind__in=COMMUNES)
        return [HOME, *units.exclude(area__code=HOME).order_by("area__code").values_list("area__code", flat=True)]

    @cached_property
    def cases(self) -> Mapping[str, list[ProcedureCase]]:
        """The cases that can be filed, by the code of the procedure."""
        rows = ProcedureCase.objects.filter(process__isnull=False, version__state="published")
        rows = rows.select_related("version__eform", "version__procedure", "process").prefetch_related("components")
        cases: dict[str, list[ProcedureCase]] = {}
        for case in rows.order_by("id"):
            cases.setdefault(case.version.procedure.code, []).append(case)
        return cases

    @cached_property
    def own(self) -> list[Account]:
        """The citizens that the data name."""
        return list(Account.objects.filter(is_demo=True, kind="citizen").select_related("person").order_by("id"))

    def official(self, role: str, organisation_id: int, draw: random.Random) -> Actor:
        """Somebody with this role there."""
        key = organisation_id, role
        if key not in self.officials:
            holders = holders_of(role, organisation_id, self.now)
            self.officials[key] = [actor_of(account, at=self.now) for account in holders]
        return draw.choice(self.officials[key])

    def citizen(self, plan: Plan) -> Account:
        """Who files it, given an account when first needed."""
        number, area = plan.owner, plan.commune
        if number == 0:
            return self.own[plan.number % len(self.own)]
        account = Account.objects.select_related("person").filter(username=f"nguoidan{number}").first()
        return account or citizen(made_up_citizen(number, area), self.now)

    def paper(self, key: str) -> TakenIn:
        """A picture of a paper; every dossier shares it."""
        if key not in self.papers:
            self.papers[key] = take_paper(SimpleUploadedFile(f"{key}.jpg", _picture(key)))
        return self.papers[key]


def _picture(key: str) -> bytes:
    """A page with a heading and lines of writing: plainly a specimen."""
    page = Image.new("RGB", (620, 877), "white")
    pen = ImageDraw.Draw(page)
    pen.rectangle((30, 30, 589, 846), outline="#9aa5b1", width=3)
    pen.text((60, 60), "BAN DUNG THU  /  SPECIMEN", fill="#b42318", font_size=20)
    pen.text((60, 100), key.replace("-", " ").upper(), fill="#1f2933", font_size=26)
    draw = random.Random(key)  # noqa: S311 (makes a demo, keeps no secret)
    for line in range(24):
        top = 170 + line * 26
        pen.rectangle((60, top, 60 + draw.randint(280, 490), top + 7), fill="#cbd2d9")
    out = io.BytesIO()
    page.save(out, "JPEG", quality=70)
    return out.getvalue()


class Life:
    """One dossier from its filing to where its plan says that it stands today."""

    def __init__(self, city: City, plan: Plan) -> None:
        self.city, self.plan = city, plan
        self.draw = random.Random(f"life:{plan.number}")  # noqa: S311 (makes a demo, keeps no secret)
        self.case = self._case()
        self.unit = self._unit()
        calendar = calendar_of(self.unit.pk)
        self.course: Course = course_of(plan.fate, self.case.limit, calendar, city.now, self.draw)
        self.diary = Diary(calendar, self.course.begins, city.now)
        self.citizen: Actor | None = None
        # Nothing is taken in while an action runs.
        for component in self.case.components.all():
            city.paper(component.key)

    def _case(self) -> ProcedureCase:
        cases = self.city.cases[self.plan.procedure]
        if self.plan.fate in (Fate.WAITING, Fate.SUPPLIED):
            cases = [case for case in cases if any(_is_needed(each) for each in case.components.all())] or cases
        return self.draw.choice(cases)

    def _unit(self) -> Organisation:
        area = self.case.version.area_answer
        if area.startswith("unit:"):
            return Organisation.objects.get(identifier=area.removeprefix("unit:"))
        kinds = (OrganisationKind.SERVICE_CENTRE, OrganisationKind.ONE_STOP_UNIT)
        unit = unit_of_area(self.plan.commune, on=self.city.now.astimezone(VIETNAM).date(), kinds=kinds)
        assert unit is not None
        return unit

    @property
    def officer(self) -> Actor:
        """Who receives and returns at the unit."""
        return self.city.official("one_stop_officer", self.unit.pk, self.draw)

    def live(self) -> Dossier:
        """Everything that happened until now."""
        dossier = self._filed()
        fate = self.plan.fate
        if fate is Fate.REFUSED:
            reason = "Tờ khai không khớp với dữ liệu dân cư; xin đối chiếu lại và nộp hồ sơ mới."
            return refuse(dossier, reason=reason, by=self.officer, at=self._soon())
        if fate is not Fate.SUBMITTED:
            if dossier.received_at is None:
                dossier = receive(dossier, by=self.officer, at=self.course.begins)
            if fate is not Fate.RECEIVED:
                self._work(dossier)
        return dossier

    def _filed(self) -> Dossier:
        return self._filed_online() if self.plan.is_online else self._taken_at_counter()

    def _answers(self, person: Mapping[str, Answer], on: datetime) -> dict[str, Answer]:
        version = self.case.version
        assert version.eform is not None
        chosen = dict(case_answers()[(version.procedure.code, self.case.key)])
        if not version.area_answer.startswith("unit:"):
            chosen[version.area_answer] = self.plan.commune
        return answers_for(
            version.eform, self.plan.number, on=on.astimezone(VIETNAM).date(), areas=self.city.communes, person=person,
            chosen=chosen,
        )  # fmt: skip

    def _filed_online(self) -> Dossier:
        account = self.city.citizen(self.plan)
        by = self.citizen = actor_of(account, at=self.city.now, assurance=2)
        at = self.course.begins - timedelta(minutes=self.draw.randint(4, 50))
        draft = start_draft(self.case.version, self.case, by=by, at=at - timedelta(minutes=self.draw.randint(6, 90)))
        self._fill(draft, account.person, by, at)
        dossier = submit(draft, by=by, at=at)
        acknowledge(dossier, by=SYSTEM, at=at)
        return dossier

    def _fill(self, draft: Draft, person: Person, by: Actor, at: datetime) -> None:
        save_draft(draft, answers=self._answers(known(person), at), by=by, at=at)
        for component in self.case.components.all():
            if _is_needed(component):
                attach_file(draft, component, self.city.paper(component.key), by=by, at=at)

    def _taken_at_counter(self) -> Dossier:
        draw, at = self.draw, self.course.begins
        sex = draw.choice(("nam", "nu"))
        born = at.astimezone(VIETNAM).date() - timedelta(days=draw.randint(8_200, 24_000))
        applicant = Applicant(full_name(draw, sex), born, personal_id(draw, born, sex))
        phone = f"0938{self.plan.number % 10**6:06d}"
        person = {
            "person.full_name": applicant.full_name,
            "person.birth_date": born.isoformat(),
            "person.personal_id": applicant.personal_id,
            "person.phone": phone,
        }
        filing = CounterFiling(
            case=self.case,
            applicant=applicant,
            answers=self._answers(person, at),
            papers=frozenset(each.key for each in self.case.components.all() if _is_needed(each)),
            phone=phone,
        )
        return take_at_counter(self.unit, filing, by=self.officer, at=at)

    def _soon(self) -> datetime:
        return self.diary.later(timedelta(minutes=self.draw.randint(10, 90)))

    def _work(self, dossier: Dossier) -> None:
        """Steps, one after another, until the fate is met."""
        fate, done, most = self.plan.fate, 0, self.draw.randint(0, 5)
        while task := self._next(dossier):
            decides = "result" in step_of(task).outputs
            if fate in _ENDINGS and (done == 1 or decides):
                _ENDINGS[fate](self, dossier, task)
                return
            if fate in (Fate.IN_STEP, Fate.DUE_TODAY, Fate.OVERDUE) and (done >= most or decides):
                if self.draw.random() < 0.5:
                    claim_step(dossier, task_id=task.pk, by=self._performer(task), at=self._soon())
                return
            self._do(dossier, task, decides=decides)
            done += 1
        if fate is Fate.DELIVERED:
            self._deliver(dossier)

    def _next(self, dossier: Dossier) -> Task | None:
        return next((each for each in open_tasks(dossier.subject) if "delivery" not in step_of(each).outputs), None)

    def _performer(self, task: Task) -> Actor:
        return self.city.official(task.role_code, task.organisation_id, self.draw)

    def _do(self, dossier: Dossier, task: Task, *, decides: bool) -> None:
        by = self._performer(task)
        claim_step(dossier, task_id=task.pk, by=by, at=self.diary.later(self.course.takes / 12))
        at = self.diary.later(self.course.takes / 12)
        if decides:
            end = Diary(self.diary.calendar, self.course.begins, self.city.now).later(self.course.takes)
            at = self.diary.at = max(at, end)
        is_refusal = decides and self.plan.fate is Fate.NOT_GRANTED
        outcome = "refuse" if is_refusal else step_of(task).outcomes[0].key
        note = "Không đủ điều kiện theo quy định; đã đối chiếu dữ liệu hộ tịch, dân cư." if is_refusal else ""
        complete_step(dossier, task_id=task.pk, outcome=outcome, note=note, by=by, at=at)

    def _deliver(self, dossier: Dossier) -> None:
        at = self.diary.later(self.course.takes * self.draw.uniform(0.05, 0.35))
        dossier.refresh_from_db()
        receiver = dossier.owner.full_name
        deliver(dossier, way="counter", receiver=receiver, identity_seen="Căn cước", by=self.officer, at=at)

    def _withdraw(self, dossier: Dossier, task: Task) -> None:
        reason = "Người nộp không còn nhu cầu giải quyết."
        withdraw(dossier, reason=reason, by=self.citizen or self.officer, at=self._soon())

    def _stop(self, dossier: Dossier, task: Task) -> None:
        leader = self.city.official("department_leader", dossier.competent_authority_id, self.draw)
        reason, ground = "Việc liên quan đang được tòa án thụ lý.", "Văn bản thông báo thụ lý của tòa án"
        stop(dossier, reason=reason, ground=ground, by=leader, at=self._soon())

    def _ask(self, dossier: Dossier, task: Task) -> None:
        component = dossier.components.order_by("id").first()
        assert component is not None
        items = [Wanted(component, "Bản chụp mờ, thiếu trang có dấu; xin nộp lại bản rõ.")]
        reason = "Giấy tờ chưa đọc được đầy đủ."
        by = self._performer(task)
        claim_step(dossier, task_id=task.pk, by=by, at=self._soon())
        request = request_supplement(dossier, items=items, reason=reason, by=by, at=self._soon())
        if self.plan.fate is Fate.SUPPLIED:
            item = request.items.get()
            if self.citizen is None:
                supply(dossier, uploads={}, on_paper=[item.pk], by=self.officer, at=self._soon())
            else:
                uploads = {item.pk: [self.city.paper(component.type.key)]}
                supply(dossier, uploads=uploads, by=self.citizen, at=self._soon())


_ENDINGS = {
    Fate.WITHDRAWN: Life._withdraw, Fate.STOPPED: Life._stop, Fate.WAITING: Life._ask, Fate.SUPPLIED: Life._ask,
}  # fmt: skip


def _is_needed(component: ComponentType) -> bool:
    return bool(component.is_required and not component.replaced_by)


def known(person: Person) -> dict[str, Answer]:
    """What a form may take from a person's record."""
    return {
        "person.full_name": person.full_name,
        "person.birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "person.personal_id": person.personal_id,
        "person.phone": person.phone,
        "person.email": person.email,
        "person.address": person.address_line,
    }
