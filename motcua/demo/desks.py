"""What lies on the desks of the home ward today: parcels, opinions asked, visits, complaints, linked births, copies.

Every page of an official has something to show. All of it comes once, and nothing at all where it came before.
"""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from motcua.accounts.public import Account, PositionHolding, actor_of, register_absence
from motcua.certifications.public import AskedPaper, CopiesAsked, certify, signers, void
from motcua.consultations.public import Asked, Kind, Question, answer, ask
from motcua.demo.answers import answers_for
from motcua.demo.fates import HOME, Fate, Plan
from motcua.demo.lives import City, Life, known
from motcua.demo.people import citizen, made_up_citizen
from motcua.demo.procedures import SINCE, case_answers
from motcua.demo.times import Course, Diary, back
from motcua.dossiers.public import (
    Applicant,
    CounterFiling,
    Dossier,
    Finding,
    WantedAnswer,
    attach_file,
    choose_post,
    claim_step,
    comment,
    complain,
    complete_step,
    deliver,
    follow_parcel,
    follow_parts,
    issue_output,
    open_parts,
    plan_visit,
    propose_extension,
    receive,
    record_visit,
    reopen,
    request_supplement,
    save_draft,
    save_supplement,
    set_practice,
    settle_complaint,
    start_draft,
    submit,
    take_at_counter,
    take_on_complaint,
    write_to_officials,
)
from motcua.forms.public import Answer
from motcua.organisations.public import Organisation, calendar_of
from motcua.platform.action import SYSTEM, Actor
from motcua.platform.clock import VIETNAM
from motcua.post.public import Direction, Home, State, Told, record_taken, record_told, report_lost
from motcua.post.public import hand_over as give_to_carrier
from motcua.procedures.public import LineSpec, approve_competence, propose_competence
from motcua.processes.public import Task, open_tasks, step_of
from sandbox.people import adult

BIRTHS, INSURANCE, PERMIT, MARITAL, EXTRACT = "3.000722", "1.014137", "1.013225", "1.004873", "2.000635"
# Citizens of what lies on the desks, far from those who file the other dossiers.
FIRST_NUMBER = 91_000
ENVIRONMENT, INSURER = "H24.15", "H24.91"
QUESTIONS = (
    Question("0", "Vị trí xây dựng có nằm trong hành lang bảo vệ nguồn nước không?", Kind.YES_NO),
    Question("1", "Đề nghị của cơ quan", Kind.CHOICE, ("Chấp thuận", "Chấp thuận có điều kiện", "Không chấp thuận")),
    Question("2", "Điều kiện kèm theo, nếu có", Kind.TEXT, is_required=False),
)  # fmt: skip
WARD = "phường Lê Chân, thành phố Hải Phòng"
COPIES = (
    ("Nguyễn Văn Hòa", (("Bằng tốt nghiệp đại học", 1, 3), ("Bảng điểm đại học", 2, 3))),
    ("Lê Thị Thanh Tâm", (("Giấy khai sinh", 1, 5),)),
    ("Trần Đức Thịnh", (("Hợp đồng mua bán nhà", 12, 2),)),
    ("Phạm Minh Châu", (("Căn cước", 2, 2), ("Giấy chứng nhận kết hôn", 1, 2))),
)
PARCELS: tuple[tuple[str, tuple[State, ...]], ...] = (
    ("wished", ()),
    ("accepted", ()),
    ("on the road", (State.IN_TRANSIT,)),
    ("delivered", (State.IN_TRANSIT, State.DELIVERED)),
    ("returned", (State.IN_TRANSIT, State.RETURNED)),
    ("lost", (State.IN_TRANSIT,)),
)


@dataclass
class Desks:
    """Puts it there, as of `now`."""

    city: City
    _numbers: int = FIRST_NUMBER
    # Makes a demo, keeps no secret.
    _draw: random.Random = field(default_factory=lambda: random.Random("desks"))  # noqa: S311

    def __post_init__(self) -> None:
        # Nothing is taken in while an action runs.
        for code in (BIRTHS, INSURANCE, PERMIT, MARITAL, EXTRACT):
            for case in self.city.cases[code]:
                for component in case.components.all():
                    self.city.paper(component.key)
        self.city.paper("anh-hien-truong")

    @property
    def now(self) -> datetime:
        """As of when."""
        return self.city.now

    def happen(self) -> None:
        """All of it, unless it is there."""
        if Account.objects.filter(username=f"nguoidan{FIRST_NUMBER + 1}").exists():
            return
        self.practice()
        self.births()
        self.post()
        self.opinions()
        self.visits()
        self.complaints()
        self.conversations()
        self.supplement()
        self.extension()
        self.copies()
        self.competence()
        self.absences()

    # Those who act, and when

    def by(self, username: str, at: datetime | None = None) -> Actor:
        """One of the people whom the data name, acting."""
        return actor_of(Account.objects.get(username=username), at=at or self.now, assurance=2)

    @cached_property
    def officer(self) -> Actor:
        """Who receives and returns in the home ward."""
        return self.by("motcua.lechan")

    @cached_property
    def leader(self) -> Actor:
        """Who decides in the home ward."""
        return self.by("chutich.lechan")

    @cached_property
    def home(self) -> Organisation:
        """The service centre of the home ward."""
        return Organisation.objects.get(identifier="H24.77.01")

    def ago(self, hours: float) -> datetime:
        """So many working hours before now."""
        return back(calendar_of(self.home.pk), self.now, timedelta(hours=hours))

    def later(self, days: float) -> datetime:
        """At half past eight of the first working day at least so many days on."""
        on = (self.now + timedelta(days=days)).astimezone(VIETNAM).date()
        return calendar_of(self.home.pk).working_day_from(on).opening + timedelta(hours=1)

    def life(self, procedure: str, fate: Fate, *, since: float, takes: float = 6, by: str = "") -> tuple[Life, Dossier]:
        """A dossier of the home ward, accepted so many working hours ago, whose work took so many.

        `by` is a citizen who filed it online; without, it was brought to the counter.
        """
        self._numbers += 1
        own = self.city.own
        while by and own[self._numbers % len(own)].username != by:
            self._numbers += 1
        plan = Plan(self._numbers, fate, procedure, HOME, is_online=bool(by), owner=0 if by else self._numbers)
        life = Life(self.city, plan)
        life.course = Course(self.ago(since), timedelta(hours=takes))
        life.diary = Diary(life.diary.calendar, life.course.begins, self.now)
        return life, life.live()

    def at_step(self, procedure: str, node: str, *, since: float, by: str = "") -> tuple[Dossier, Task, Actor]:
        """A dossier whose step `node` is held by somebody."""
        life, dossier = self.life(procedure, Fate.RECEIVED, since=since, by=by)
        at = life.course.begins
        while True:
            tasks = open_tasks(dossier.subject).order_by("id")
            task = next((each for each in tasks if each.node == node), tasks[0])
            at = min(self.now, at + timedelta(minutes=25))
            actor = self.city.official(task.role_code, task.organisation_id, life.draw)
            claim_step(dossier, task_id=task.pk, by=actor, at=at)
            if task.node == node:
                return Dossier.objects.get(pk=dossier.pk), task, actor
            complete_step(dossier, task_id=task.pk, outcome=step_of(task).outcomes[0].key, by=actor, at=at)

    # What happened

    def practice(self) -> None:
        """The ward's own numbers: what form 01 prints as its telephone."""
        set_practice(
            self.home, reply_hours=8, reminder_days=[3, 7, 15], assign_by="load", hotline="0225 3611 168",
            by=self.leader, at=self.ago(200),
        )  # fmt: skip

    def births(self) -> None:
        """A linked birth under way at the police and the insurer, and one that is over."""
        self._birth("nhung", since=6, rounds=1)
        self._numbers += 1
        done = citizen(made_up_citizen(self._numbers, HOME), self.now)
        whole = self._birth(done.username, since=44, rounds=2)
        receiver, at = whole.owner.full_name, self.ago(8)
        deliver(whole, way="counter", receiver=receiver, identity_seen="Căn cước", by=self.officer, at=at)

    def _birth(self, username: str, *, since: float, rounds: int) -> Dossier:
        filed, account = self.ago(since), Account.objects.select_related("person").get(username=username)
        case, by = self.city.cases[BIRTHS][0], actor_of(account, at=self.now, assurance=2)
        assert case.version.eform is not None
        answers = answers_for(
            case.version.eform, f"birth:{username}", on=filed.astimezone(VIETNAM).date(), areas=[HOME],
            person=known(account.person), chosen=case_answers()[(BIRTHS, case.key)],
        )  # fmt: skip
        draft = start_draft(case.version, case, by=by, at=filed - timedelta(minutes=20))
        save_draft(draft, answers=answers, by=by, at=filed)
        for component in case.components.filter(is_required=True, replaced_by=""):
            attach_file(draft, component, self.city.paper(component.key), by=by, at=filed)
        whole = submit(draft, by=by, at=filed)
        receive(whole, by=self.officer, at=filed + timedelta(minutes=15))
        open_parts(whole, by=SYSTEM, at=filed + timedelta(minutes=15))
        for number in range(rounds):
            at = self.ago(since - 2 - 5 * number)
            for part in Dossier.objects.filter(whole=whole, resolved_at=None).order_by("pk"):
                self._decide(part, at + timedelta(minutes=20 * (part.pk % 3)))
            follow_parts(whole, by=SYSTEM, at=at + timedelta(hours=1))
        return Dossier.objects.select_related("owner").get(pk=whole.pk)

    def _decide(self, part: Dossier, at: datetime) -> None:
        while tasks := [each for each in open_tasks(part.subject) if each.role_code != "one_stop_officer"]:
            task = tasks[0]
            actor = self.city.official(task.role_code, task.organisation_id, self._draw)
            claim_step(part, task_id=task.pk, by=actor, at=at)
            complete_step(part, task_id=task.pk, outcome=step_of(task).outcomes[0].key, by=actor, at=at)

    def post(self) -> None:
        """Results that go by post: one wished for, the others at every stage, two of them in trouble."""
        for number, (name, told) in enumerate(PARCELS):
            fate = Fate.RECEIVED if name == "wished" else Fate.APPROVED
            _life, dossier = self.life(EXTRACT if number % 2 else MARITAL, fate, since=60 - 4 * number)
            dossier = Dossier.objects.select_related("owner").get(pk=dossier.pk)
            home = Home(dossier.owner.full_name, f"093811{number:04d}", f"{12 + 7 * number} Hai Bà Trưng", WARD)
            order = choose_post(dossier, Direction.DELIVER, home, by=self.officer, at=self.ago(50 - 4 * number))
            if name == "wished":
                continue
            record_taken(
                order, item_code=f"EK{310_000_017 + number * 11:09d}VN", by=SYSTEM, at=self.ago(49 - 4 * number)
            )
            if name != "accepted":
                give_to_carrier(order, by=self.officer, at=self.ago(46 - 4 * number))
            for step, kind in enumerate(told):
                at = self.ago(42 - 4 * number - 8 * step)
                note = "Không liên lạc được với người nhận" if kind is State.RETURNED else ""
                word = Told(f"{order.number}:{step}", kind, at, "Bưu cục Lê Chân", note)
                record_told(order, word, by=SYSTEM, at=at)
            if name == "lost":
                report_lost(order, note="Bưu cục báo không còn thấy trên tuyến phát.", by=self.officer, at=self.ago(3))
            for event in order.events.order_by("id"):
                follow_parcel(dossier, event, by=SYSTEM, at=event.at)

    def opinions(self) -> None:
        """A department was asked about three building permits: it answered one, has time for one, is late with one."""
        department = Organisation.objects.get(identifier=ENVIRONMENT)
        asked = Asked(
            "Vị trí xây dựng nhà ở ven kênh",
            "Thửa đất giáp kênh thoát nước; đề nghị cho ý kiến trong phạm vi quản lý.",
            QUESTIONS,
            [department],
        )
        for since, answered in ((50, False), (30, True), (12, False)):
            dossier, _task, actor = self.at_step(PERMIT, "planning", since=since)
            opinion = ask(dossier, asked, by=actor, at=self.ago(since - 3)).opinions.get()
            if answered:
                given = {"0": "no", "1": "Chấp thuận có điều kiện", "2": "Lùi tường rào cách mép kênh 2 m."}
                answer(opinion, answers=given, by=self.by("moitruong"), at=self.ago(9))

    def visits(self) -> None:
        """Somebody will look at one plot, and looked at another."""
        team = "Công chức địa chính, đại diện tổ dân phố số 6"
        dossier, _task, actor = self.at_step(PERMIT, "field", since=20)
        plan_visit(dossier, planned_for=self.later(2), place="45 Tô Hiệu", team=team, by=actor, at=self.ago(4))
        dossier, _task, actor = self.at_step(PERMIT, "field", since=28)
        seen = self.ago(6)
        plan_visit(dossier, planned_for=seen, place="12 ngõ 61 Chợ Hàng", team=team, by=actor, at=self.ago(20))
        record_visit(
            dossier,
            finding="met",
            minutes="Đo lại ranh giới, khớp bản vẽ; công trình bên cạnh không bị ảnh hưởng. Chủ nhà đã ký biên bản.",
            uploads=[self.city.paper("anh-hien-truong")],
            by=actor,
            at=self.ago(4),
        )

    def complaints(self) -> None:
        """Complaints at each stage; the last was right, so the matter is decided anew."""
        words = (
            "Kết quả ghi sai tên đệm của tôi, tôi đã đề nghị sửa hai lần.",
            "Hồ sơ trả chậm hai ngày mà không có văn bản xin lỗi.",
            "Từ chối xác nhận là không đúng, tôi đã ly hôn từ năm 2021 và có bản án.",
        )
        for number, text in enumerate(words):
            fate = Fate.NOT_GRANTED if number == 2 else Fate.DELIVERED
            _life, dossier = self.life(MARITAL, fate, since=70 - 8 * number)
            at = self.ago(40 - 8 * number)
            if fate is Fate.NOT_GRANTED:
                receiver = Dossier.objects.select_related("owner").get(pk=dossier.pk).owner.full_name
                deliver(dossier, way="counter", receiver=receiver, identity_seen="Căn cước", by=self.officer, at=at)
            complain(dossier, text=text, by=self.officer, at=at)
            if number:
                take_on_complaint(dossier, takes_on=True, by=self.leader, at=self.ago(30 - 8 * number))
        said = "Đã đối chiếu bản án ly hôn có hiệu lực. Khiếu nại đúng; hồ sơ được mở lại để giải quyết lại."
        settle_complaint(dossier, finding=Finding.RIGHT, answer=said, by=self.leader, at=self.ago(5))
        reopen(Dossier.objects.get(pk=dossier.pk), reason="Theo kết luận khiếu nại.", by=self.leader, at=self.ago(4))

    def conversations(self) -> None:
        """Applicants ask; one has an answer, one waits. Officials note what they must know of each other."""
        for number, asks in enumerate(("Tôi nộp thiếu bản chụp sổ hồng, có gửi thêm được không?",
                                       "Tôi đi công tác, nhờ chị tôi nhận kết quả thay được không ạ?")):  # fmt: skip
            dossier, _task, actor = self.at_step(MARITAL, "verify", since=9, by=("khoi", "nhung")[number])
            applicant = self.by(("khoi", "nhung")[number])
            write_to_officials(dossier, text=asks, by=applicant, at=self.ago(5 - number))
            note = "Đã đối chiếu với sổ hộ tịch năm 2019; chờ phường cũ xác nhận qua điện thoại."
            comment(dossier, text=note, visibility="internal", by=actor, at=self.ago(4 - number))
            if number == 0:
                reply = "Được ạ. Ông gửi ngay ở trang này, chúng tôi sẽ đưa vào hồ sơ."
                comment(dossier, text=reply, visibility="applicant", by=actor, at=self.ago(2))

    def supplement(self) -> None:
        """One answer and nothing else is asked for anew; the applicant has begun to answer."""
        dossier, _task, actor = self.at_step(MARITAL, "verify", since=12, by="nhung")
        asks = [WantedAnswer("nycNoiCuTru", "Ghi cả số ngõ, ngách để gửi giấy đúng nơi.")]
        reason = "Nơi cư trú ghi chưa đủ."
        request_supplement(dossier, answers=asks, reason=reason, by=actor, at=self.ago(6))
        applicant, told = self.by("nhung"), {"nycNoiCuTru": "Số 5 ngách 12 ngõ 27 Nguyễn Đức Cảnh, phường Lê Chân"}
        save_supplement(dossier, uploads={}, answers=told, by=applicant, at=self.ago(1))

    def extension(self) -> None:
        """Somebody asks for more time, which the leader has to sign; of a permit a part is given out already."""
        dossier, _task, actor = self.at_step(MARITAL, "verify", since=14)
        reason = "Chờ nơi cư trú cũ trả lời xác minh tình trạng hôn nhân."
        propose_extension(dossier, days=2, reason=reason, by=actor, at=self.ago(1))
        permit, words = self.at_step(PERMIT, "field", since=26)[0], "Được thi công phần móng theo bản vẽ đã thẩm định."
        issue_output(permit, name="Giấy phép thi công phần móng", words=words, by=self.leader, at=self.ago(3))

    def copies(self) -> None:
        """Certified copies in the book of the ward, one line struck."""
        signer = signers(self.home.parent_id or self.home.pk, self.now).order_by("pk").first()
        if signer is None:
            return
        for number, (requester, papers) in enumerate(COPIES):
            asked = CopiesAsked(requester, tuple(AskedPaper(*each) for each in papers), signer.pk)
            turn = certify(self.home, asked, by=self.officer, at=self.ago(2 - number * 0.4))
            if number == 1:
                void(turn.lines.get(), reason="Ghi nhầm số bản", by=self.officer, at=self.ago(1))

    def competence(self) -> None:
        """Lines of the competence table; two name different agencies for one matter, which somebody must decide."""
        proposer, approver = self.by("bieumau"), self.by("quantri")
        basis = "Quyết định 45/2026/QĐ-UBND về phân định thẩm quyền"
        lines = [
            LineSpec(INSURANCE, INSURER, basis, SINCE),
            LineSpec(INSURANCE, "H24.20", "Công văn 1187/UBND-VX về thẻ bảo hiểm của trẻ tạm trú", SINCE),
        ]
        at = self.ago(16)
        approve_competence(propose_competence(lines, by=proposer, at=at), by=approver, at=self.ago(15))
        waiting = LineSpec(PERMIT, "H24.16", "Dự thảo phân cấp cấp giấy phép xây dựng", self.later(30).date())
        propose_competence([waiting], by=proposer, at=self.ago(3))
        self._unplaced()

    def _unplaced(self) -> None:
        self._numbers += 1
        case, who, at = self.city.cases[INSURANCE][0], adult(self._numbers), self.ago(5)
        assert case.version.eform is not None
        told: dict[str, Answer] = {
            "person.full_name": who.full_name, "person.birth_date": who.birth_date.isoformat(),
            "person.personal_id": who.personal_id, "person.phone": who.phone, "person.address": who.address,
        }  # fmt: skip
        answers = answers_for(
            case.version.eform, self._numbers, on=at.astimezone(VIETNAM).date(), areas=[HOME], person=told,
            chosen=case_answers()[(INSURANCE, case.key)],
        )  # fmt: skip
        applicant = Applicant(who.full_name, who.birth_date, who.personal_id)
        filing = CounterFiling(case=case, applicant=applicant, answers=answers, phone=who.phone)
        take_at_counter(self.home, filing, by=self.officer, at=at)

    def absences(self) -> None:
        """One is away now and one will be; their work goes to those who stand in for them."""
        for away, stands_in, begins, days, reason in (
            ("moitruong", "truongphong.moitruong", 0, 4, "Nghỉ phép năm"),
            ("truongphong.lechan", "hotich.lechan", 3, 8, "Tập huấn nghiệp vụ tại Hà Nội"),
        ):
            holding = PositionHolding.objects.held_at(self.now).get(person=self.by(away).person_id)
            register_absence(
                holding,
                delegate=Account.objects.select_related("person").get(username=stands_in).person,
                valid_from=self.now + timedelta(days=begins),
                valid_to=self.now + timedelta(days=days),
                reason=reason,
                by=self.by(away),
                at=self.now,
            )
