"""Record who acts for somebody by law."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from motcua.persons import details, rules
from motcua.persons.actions.register_person import register_person
from motcua.persons.events import GuardianshipRegistered
from motcua.persons.matching import is_same_name
from motcua.persons.models import Guardianship, Person
from motcua.persons.refusals import Unrepresented, unfit_guardian
from motcua.platform.action import Actor, Refused, action, emit, record_read
from motcua.platform.clock import VIETNAM

PURPOSE = "Khai con"


@dataclass(frozen=True)
class NewPerson:
    """Who is taken into the master with what they take part in, by the papers that were seen."""

    full_name: str
    birth_date: date
    personal_id: str = ""


@action("persons.register_guardianship")
def register_guardianship(
    guardian: Person | NewPerson, ward: Person | NewPerson, *, ground: rules.Ground, valid_from: date | None = None,
    valid_to: date | None = None, basis: details.Basis | None = None, by: Actor, at: datetime,
) -> Guardianship:  # fmt: skip
    """Record a guardianship whose paper an official saw. It ends by itself when the ward turns eighteen.

    Who has no record yet gets one. The same again is the one that is there. Raises Refused for impossible values of a
    new person (NumberTaken: known by this number), an impossible paper and an end before the beginning;
    Unrepresented: one's own, self, minor guardian, ward of age, cycle, enough guardians (Bộ luật Dân sự 2015, điều
    46–49, 134–136).
    """
    one, other = (_recorded(each, by=by, at=at) for each in (guardian, ward))
    if not by.persons.isdisjoint((one.pk, other.pk)):
        raise Unrepresented(_("Không ai tự ghi nhận việc giám hộ của chính mình."))
    on = at.astimezone(VIETNAM).date()
    if valid_to is not None and valid_to < (valid_from or on):
        raise Refused(_("Ngày kết thúc trước ngày bắt đầu. Xin kiểm tra lại."), field="valid_to")
    shown = details.checked_basis(basis, on=on) if basis is not None else details.NO_BASIS
    made = Guardianship(
        guardian=one, ward=other, ground=ground, is_checked=True, valid_from=valid_from or on, valid_to=valid_to,
        decision=shown.number, decided_on=shown.issued_on, issuer=shown.issuer, registered_at=at,
        registered_by_id=by.person_id,
    )  # fmt: skip
    return _register(made, at=at)


def _recorded(person: Person | NewPerson, *, by: Actor, at: datetime) -> Person:
    if isinstance(person, Person):
        return person
    return register_person(
        by=by, at=at, full_name=person.full_name, birth_date=person.birth_date, personal_id=person.personal_id
    )


@action("persons.declare_child")
def declare_child(
    parent: Person, *, full_name: str, birth_date: date | None, sex: rules.Sex | None, personal_id: str, by: Actor,
    at: datetime,
) -> Guardianship:  # fmt: skip
    """A parent says who their child is. The child's record is a declared one: it opens nothing that was checked.

    What the other parent declared before, by the same number, name and date of birth, is the same child: one record,
    two guardians. Raises Refused for impossible values and for a number that was declared otherwise; Unrepresented as
    above.
    """
    if parent.pk not in by.persons:
        raise Unrepresented(_("Chỉ cha, mẹ tự khai con của mình."))
    if birth_date is None:
        raise Refused(_("Xin nhập ngày sinh của con."), field="birth_date")
    _one_at_a_time()
    child = _declared_before(personal_id, full_name, birth_date)
    if child is None:
        child = register_person(
            by=by, at=at, full_name=full_name, birth_date=birth_date, sex=sex, personal_id=personal_id,
            identity_level=rules.IdentityLevel.DECLARED,
        )  # fmt: skip
    else:
        record_read(by=by, purpose=PURPOSE, persons=[child.pk], subject=child)
    made = Guardianship(
        guardian=parent, ward=child, ground=rules.Ground.PARENT, is_checked=False,
        valid_from=at.astimezone(VIETNAM).date(), registered_at=at, registered_by_id=by.person_id,
    )  # fmt: skip
    return _register(made, at=at)


def _declared_before(personal_id: str, full_name: str, birth_date: date) -> Person | None:
    """The child that the other parent declared by this number; never somebody who speaks for themself, or was merged.

    Raises NumberTaken where the number is another's: one sentence, so that nobody learns from it whose it is.
    """
    declared = Person.objects.filter(identity_level=rules.IdentityLevel.DECLARED)
    known = declared.with_personal_id(personal_id).first()
    if known is None:
        return None
    as_child = Guardianship.objects.filter(ward=known, ground=rules.Ground.PARENT, is_checked=False)
    is_same = is_same_name(known.full_name, full_name) and known.birth_date == birth_date
    if known.merged_into_id is not None or not is_same or not as_child.exists():
        raise details.NumberTaken(
            _(
                "Số định danh này đã có trong hệ thống với thông tin khác. Xin kiểm tra lại họ tên, ngày sinh; nếu vẫn "
                "không được, xin mang giấy khai sinh đến bộ phận một cửa."
            ),
            field="personal_id",
        )
    return known


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        # Two that close a circle together must see each other, however many persons lie between them.
        cursor.execute("LOCK TABLE persons_guardianship IN SHARE ROW EXCLUSIVE MODE")


def _register(made: Guardianship, *, at: datetime) -> Guardianship:
    guardian, ward, ground = made.guardian, made.ward, rules.Ground(made.ground)
    on = max(at.astimezone(VIETNAM).date(), made.valid_from)
    _one_at_a_time()
    kept = Guardianship.objects.not_over(on)
    same = kept.filter(guardian=guardian, ward=ward, ground=ground, is_checked=made.is_checked).first()
    if same is not None:
        return same
    one, other = guardian.merged_into_id or guardian.pk, ward.merged_into_id or ward.pk
    guardians_of = _guardians_around(one, other, on)
    born = (guardian.birth_date, ward.birth_date)
    flaw = rules.guardianship_flaw(one, other, ground, born=born, guardians_of=guardians_of, on=on)
    if flaw is not None:
        raise unfit_guardian(flaw)
    made.valid_to = rules.last_day_of_guardianship(ward.birth_date, made.valid_to, on=on)
    made.save(force_insert=True)
    emit(GuardianshipRegistered(made.pk, at))
    return made


def _guardians_around(guardian: int, ward: int, on: date) -> dict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    asked, waiting = set[int](), {guardian, ward}
    while waiting:
        asked |= waiting
        above = Guardianship.objects.not_over(on).annotate(
            below=Coalesce("ward__merged_into", "ward"), over=Coalesce("guardian__merged_into", "guardian")
        )
        for below, over in above.filter(below__in=waiting).values_list("below", "over"):
            found[below].add(over)
        waiting = {over for overs in found.values() for over in overs} - asked
    return found
