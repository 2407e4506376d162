"""What happens in the demo city besides its dossiers: a breach, questions about looks, a review of rights, two records
of one person, values reported as wrong, and dossiers that not every official may see.

Each comes once; whatever is there already stays as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, partial

from motcua.accounts.public import (
    AccessReview,
    Account,
    PositionHolding,
    ReviewItem,
    actor_of,
    decide_items,
    grant_role,
    open_review,
    set_clearance,
)
from motcua.audit.public import looks_at
from motcua.demo.answers import answers_for
from motcua.demo.fates import HOME
from motcua.demo.lives import City
from motcua.demo.people import citizen, made_up_citizen
from motcua.demo.procedures import GUARDED, load_guarded
from motcua.demo.seed import top_organisation
from motcua.demo.times import back
from motcua.dossiers.public import (
    Applicant,
    CounterFiling,
    Dossier,
    ValueDispute,
    attach_file,
    claim_step,
    fill_draft,
    report_wrong,
    save_draft,
    settle_dispute,
    start_draft,
    submit,
    take_at_counter,
)
from motcua.forms.public import Answer, bound_of
from motcua.organisations.public import Organisation, calendar_of
from motcua.persons.public import (
    IdentityLevel,
    Merge,
    Sex,
    find_by_personal_id,
    find_by_tax_code,
    find_duplicates,
    propose_merge,
    register_legal_entity,
    register_person,
)
from motcua.platform.action import SYSTEM, Actor, DataClass, record_read
from motcua.platform.clock import VIETNAM
from motcua.privacy.public import (
    Breach,
    DataQuestion,
    ErasureRequest,
    LegalHold,
    answer_question,
    ask,
    ask_erasure,
    name_affected,
    note_breach,
    place_hold,
    record_breach,
    report_breach,
)
from motcua.procedures.public import ProcedureCase
from motcua.processes.public import open_tasks
from sandbox.people import BUSINESSES, Citizen, adult

# Citizens of the affairs, far from those who file the other dossiers.
TWICE_RECORDED, TWICE_FOUND, OF_OLD_NAME, OF_OLD_STREET, OF_HELD_DATA = 90_001, 90_002, 90_003, 90_004, 90_005
CLEARED = {
    "truongphong.lechan": DataClass.INTERNAL,
    "hotich2.lechan": DataClass.INTERNAL,
    "chutich.lechan": DataClass.SECRET,
}
EXTRACT = "2.000635"
CHILD_BORN = "2016-03-11"
MISUSED = "motcua.hongbang"


@dataclass
class Affairs:
    """Makes what is missing, as of `now`. What a paper needs is taken in before, as nothing is while an action runs."""

    city: City
    extract: ProcedureCase = field(init=False)

    def __post_init__(self) -> None:
        self.extract = self.city.cases[EXTRACT][0]
        for component in self.extract.components.filter(is_required=True, replaced_by=""):
            self.city.paper(component.key)

    @property
    def now(self) -> datetime:
        """As of when."""
        return self.city.now

    def look(self) -> None:
        """The looks that a question and a breach are about. Before `happen`: an action writes its looks at its end."""
        if not DataQuestion.objects.exists():
            by, own = self.by("motcua.lechan"), self.by("nhung").person_id
            for dossier in Dossier.objects.visible_to(by).filter(owner=own).order_by("id")[:2]:
                _look(by, dossier)
        if not Breach.objects.exists():
            for dossier in self._misused():
                _look(self.by(MISUSED), dossier)

    def happen(self) -> None:
        """All of them."""
        self.guard()
        self.breach()
        self.question()
        self.erasure()
        self.organisation()
        self.duplicates()
        self.disputes()
        # Last: it asks about the rights that the others gave.
        self.review()

    def by(self, username: str, at: datetime | None = None) -> Actor:
        """One of the people whom the data name, acting."""
        return actor_of(Account.objects.get(username=username), at=at or self.now, assurance=2)

    def _held_by(self, username: str) -> PositionHolding:
        return PositionHolding.objects.held_at(self.now).get(person=self.by(username).person_id)

    @cached_property
    def home(self) -> Organisation:
        """The service centre of the home ward."""
        return Organisation.objects.get(identifier="H24.77.01")

    def ago(self, **time: float) -> datetime:
        """So much working time before now."""
        return back(calendar_of(self.home.pk), self.now, timedelta(**time))

    def guard(self) -> None:
        """An adoption of class internal and a denunciation of class secret, and who may see them."""
        load_guarded(top_organisation(), self.now)
        for username, highest in CLEARED.items():
            held = self._held_by(username)
            if held.data_class != highest:
                set_clearance(held, by=SYSTEM, at=self.now, data_class=highest)
        for number, folder in enumerate(sorted(GUARDED.iterdir())):
            code = folder.name.split("-")[0]
            if not Dossier.objects.filter(version__procedure__code=code).exists():
                self._take_guarded(code, 90_010 + number)

    def _take_guarded(self, code: str, number: int) -> None:
        case = ProcedureCase.objects.select_related("version__eform").get(version__procedure__code=code)
        who, at = adult(number), self.ago(hours=20)
        filing = CounterFiling(
            case=case,
            applicant=Applicant(who.full_name, who.birth_date, who.personal_id),
            answers=self._answers(case, number, _known(who)),
            papers=frozenset(each.key for each in case.components.filter(is_required=True, replaced_by="")),
            phone=who.phone,
        )
        dossier = take_at_counter(self.home, filing, by=self.by("motcua.lechan", at), at=at)
        performer = "chutich.lechan" if case.version.data_class == DataClass.SECRET else "hotich2.lechan"
        task = open_tasks(dossier.subject).get()
        claim_step(dossier, task_id=task.pk, by=self.by(performer), at=self.ago(hours=9))

    def _answers(self, case: ProcedureCase, number: int, person: Mapping[str, str]) -> dict[str, Answer]:
        assert case.version.eform is not None
        on = self.now.astimezone(VIETNAM).date()
        chosen = {case.version.area_answer: HOME, "conNgaySinh": CHILD_BORN}
        return dict(answers_for(case.version.eform, number, on=on, areas=[HOME], person=person, chosen=chosen))

    def _misused(self) -> list[Dossier]:
        return list(Dossier.objects.filter(unit_of_record__identifier="H24.76.01").order_by("id")[:9])

    def breach(self) -> None:
        """One whose clock runs, with those affected named, and one that is over."""
        if Breach.objects.exists():
            return
        found, by = self.now - timedelta(hours=29), self.by("dulieu")
        running = record_breach(
            title="Tài khoản một cửa phường Hồng Bàng bị dùng ngoài giờ",
            kind="accessed",
            data_classes=["basic"],
            people=len({dossier.owner_id for dossier in self._misused()}),
            discovered_at=found,
            description="Nhật ký cho thấy tài khoản mở hồ sơ của phường lúc 22 giờ, từ một máy lạ. Cán bộ cho biết "
            "đã để lộ mật khẩu.",
            consequences="Người lạ có thể đã đọc họ tên, địa chỉ và số điện thoại của người nộp hồ sơ.",
            measures="Đã buộc đăng xuất mọi nơi, đổi mật khẩu và khóa máy lạ.",
            by=by,
            at=found + timedelta(minutes=40),
        )
        told = "Đã đối chiếu nhật ký: chỉ xem, không tải tệp nào về."
        note_breach(running, text=told, by=by, at=self.now - timedelta(hours=5))
        account = Account.objects.get(username=MISUSED)
        day = timedelta(days=1)
        name_affected(running, account=account, since=self.now - day, until=self.now + day, by=by, at=self.now)
        found = self.now - timedelta(days=41)
        over = record_breach(
            title="Gửi nhầm giấy hẹn sang hộp thư của người khác",
            kind="misdirected",
            data_classes=["basic", "sensitive"],
            people=1,
            discovered_at=found,
            description="Người nộp ghi nhầm một chữ trong địa chỉ thư; giấy hẹn đến hộp thư của người lạ.",
            measures="Đã xin người nhận xóa thư, sửa địa chỉ trong hồ sơ.",
            by=by,
            at=found + timedelta(hours=2),
        )
        at = found + timedelta(hours=50)
        report_breach(over, reported_at=at, reference="214/BC-UBND", by=by, at=at)
        told = "Người bị ảnh hưởng đã được gọi điện báo và không có ý kiến gì thêm."
        note_breach(over, text=told, closes=True, by=by, at=at + timedelta(days=3))

    def question(self) -> None:
        """What a citizen asked about two looks at her data: one answered, one waiting."""
        asking = self.by("nhung")
        assert asking.person_id is not None
        if DataQuestion.objects.filter(person=asking.person_id).exists():
            return
        whom = self.by("motcua.lechan").account_id
        looks = [each for each in looks_at(asking.persons, size=60).rows if each.account_id == whom][:2]
        texts = (
            "Tôi đã nộp đủ giấy tờ, xin cho biết vì sao hồ sơ của tôi lại được mở xem hôm nay?",
            "Xin cho biết ai ở đơn vị đã xem số điện thoại của tôi và để làm gì?",
        )
        person = Account.objects.select_related("person").get(username="nhung").person
        for number, look in enumerate(looks):
            question = ask(person, entry=look.id, text=texts[number], by=asking, at=self.now)
            if number:
                continue
            answer = "Cán bộ tiếp nhận mở hồ sơ để đối chiếu giấy tờ trước khi chuyển chuyên viên. Không ai khác xem."
            answer_question(question, answer=answer, by=self.by("motcua.lechan"), at=self.now)

    def erasure(self) -> None:
        """Somebody asks that data be erased; of somebody else an inspection wants them kept."""
        if not ErasureRequest.objects.exists():
            asking, at = self.by("khoi"), self.now - timedelta(days=1)
            person = Account.objects.select_related("person").get(username="khoi").person
            ask_erasure(
                person, text="Tôi không dùng tài khoản này nữa, xin xóa dữ liệu liên hệ của tôi.", by=asking, at=at
            )
        if not LegalHold.objects.exists():
            kept = citizen(made_up_citizen(OF_HELD_DATA, HOME), self.now).person
            ground = "Quyết định thanh tra 88/QĐ-TTTP ngày 02/11/2026"
            place_hold(kept, ground=ground, by=self.by("dulieu"), at=self.now - timedelta(days=12))

    def organisation(self) -> None:
        """A company that a citizen represents, for which she may file."""
        known = BUSINESSES[0]
        if find_by_tax_code(known.tax_code) is None:
            person = Account.objects.select_related("person").get(username="nhung").person
            register_legal_entity(
                by=SYSTEM, at=self.now, name=known.name, tax_code=known.tax_code, legal_representative=person
            )

    def duplicates(self) -> None:
        """Two people with two records each: one pair waits for a second pair of eyes, one was only found."""
        if Merge.objects.exists():
            return
        for number in (TWICE_RECORDED, TWICE_FOUND):
            self._record_twice(adult(number))
        find_duplicates(by=SYSTEM, at=self.now)
        registrar = self._held_by("hotich2.lechan")
        grant_role(registrar, by=SYSTEM, at=self.now, role="person_registrar")
        kept = find_by_personal_id(adult(TWICE_RECORDED).personal_id, by=SYSTEM, purpose="seed")
        assert kept is not None
        merge = Merge.objects.get(kept=kept)
        reason = "Cùng họ tên, ngày sinh, điện thoại; đã gọi điện, người dân xác nhận hai lần đăng ký là một người."
        propose_merge(merge, kept=kept, reason=reason, by=self.by("hotich2.lechan"), at=self.now)

    def _record_twice(self, who: Citizen) -> None:
        record = partial(
            register_person,
            full_name=who.full_name,
            birth_date=who.birth_date,
            sex=Sex(who.sex),
            phone=who.phone,
            address_line=who.address,
            by=SYSTEM,
            at=self.now,
        )
        record(personal_id=who.personal_id, email=who.email)
        record(identity_level=IdentityLevel.DECLARED)

    def disputes(self) -> None:
        """What two applicants say is wrong in the population register: one passed on, one waiting."""
        if ValueDispute.objects.exists():
            return
        name = self._report(OF_OLD_NAME, "nycHoTen", "Tôi đã đổi tên đệm theo quyết định cải chính hộ tịch năm nay.")
        self._report(OF_OLD_STREET, "nycNoiCuTru", "Tôi đã chuyển nhà từ tháng trước, sổ cũ chưa cập nhật.")
        said = "Đã chuyển Công an phường đề nghị cập nhật, kèm bản sao quyết định cải chính."
        assert name.draft.dossier is not None
        by, at = self.by("hotich.lechan"), self.ago(minutes=30)
        settle_dispute(name.draft.dossier, name.pk, outcome="passed_on", said=said, by=by, at=at)

    def _report(self, number: int, field: str, reason: str) -> ValueDispute:
        """An extract filed by somebody whom the register describes as they were."""
        who, case, at = adult(number), self.extract, self.ago(hours=6, minutes=number % 50)
        eform = case.version.eform
        assert eform is not None
        account = Account.objects.filter(username=f"nguoidan{number}").first() or citizen(
            made_up_citizen(number, HOME), self.now
        )
        by = actor_of(account, at=self.now, assurance=2)
        draft = start_draft(case.version, case, by=by, at=at)
        told = {
            "nycHoTen": {"full_name": _of_old(who.full_name)},
            "nycNoiCuTru": {"address": "Số 12 ngõ 45 Lán Bè, thành phố Hải Phòng"},
        }
        gathered = {"person": {"as_of": at.isoformat(), "values": told[field]}}
        answers = self._answers(case, number, _known(who))
        save_draft(draft, answers={field: None}, by=by, at=at)
        draft = fill_draft(draft, gathered, eform, list(bound_of(eform)), by=by, at=at)
        dispute = report_wrong(draft, field, str(answers.pop(field)), reason, by=by, at=at)
        save_draft(draft, answers=answers, by=by, at=at)
        for component in case.components.filter(is_required=True, replaced_by=""):
            attach_file(draft, component, self.city.paper(component.key), by=by, at=at)
        submit(draft, by=by, at=at)
        return ValueDispute.objects.select_related("draft__dossier").get(pk=dispute.pk)

    def review(self) -> None:
        """The quarterly review of rights under way, a part of it done."""
        if AccessReview.objects.exists():
            return
        opened = self.now - timedelta(days=9)
        open_review(by=self.by("quantri"), at=opened, due_at=opened + timedelta(days=21))
        leader = self.by("giamdoc.moitruong")
        items = ReviewItem.objects.filter(organisation__in=leader.organisations_for("accounts.review_access"))
        own = items.exclude(holding__person=leader.person_id).filter(is_privileged=False)
        decide_items(list(own.order_by("pk")[:5]), by=leader, at=self.now - timedelta(days=2), keep=True)


def _look(by: Actor, dossier: Dossier) -> None:
    record_read(by=by, purpose="Giải quyết hồ sơ", persons={dossier.owner_id, dossier.submitter_id}, subject=dossier)


def _known(who: Citizen) -> dict[str, str]:
    return {
        "person.full_name": who.full_name,
        "person.birth_date": who.birth_date.isoformat(),
        "person.personal_id": who.personal_id,
        "person.phone": who.phone,
        "person.address": who.address,
    }


def _of_old(full_name: str) -> str:
    """The name with another middle name, as before it was changed."""
    family, *_middle, given = full_name.split()
    return f"{family} Kim {given}"
