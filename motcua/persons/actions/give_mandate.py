"""Let another file in one's name."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.persons import rules
from motcua.persons.events import MandateMoved
from motcua.persons.models import LegalEntity, Mandate, Person
from motcua.persons.reads import find_by_personal_id
from motcua.persons.refusals import Unrepresented, unfit_mandate
from motcua.platform.action import Actor, Refused, action, emit
from motcua.platform.clock import VIETNAM
from motcua.platform.text import clean, fold

LONGEST_DOCUMENT = 300
PURPOSE = "Tìm người được ủy quyền"


@action("persons.give_mandate")
def give_mandate(
    grantor: Person, *, personal_id: str, full_name: str, entity: LegalEntity | None = None,
    role: rules.MemberRole = rules.MemberRole.FILER, procedures: Sequence[str] = (),
    valid_from: date | None = None, valid_to: date | None = None, document: str = "",
    by: Actor, at: datetime,
) -> Mandate:  # fmt: skip
    """Give a mandate to the checked person of this number and name; it holds once they accept (điều 138, 140).

    No `procedures` means all; it lasts a year where no end is said. Only who represents a legal entity gives one for
    it. Raises Refused: nobody of that number and name; Unrepresented: self, too young, ended, not one's own to give.
    """
    if grantor.pk not in by.persons or (entity is not None and entity.legal_representative_id not in by.persons):
        raise Unrepresented(_("Chỉ người ủy quyền, hoặc người đại diện theo pháp luật của tổ chức, được ủy quyền."))
    if role is rules.MemberRole.VIEWER and entity is None:
        raise Refused(_("Chỉ tổ chức có thành viên chỉ xem hồ sơ."), "role")
    on = at.astimezone(VIETNAM).date()
    paper = clean(document)
    if len(paper) > LONGEST_DOCUMENT:
        raise Refused(_("Văn bản ủy quyền ghi dài quá %(limit)d ký tự.") % {"limit": LONGEST_DOCUMENT}, "document")
    holder = find_by_personal_id(personal_id, by=by, purpose=PURPOSE)
    # One sentence for both, so that nobody learns from it whose number this is.
    if holder is None or fold(holder.full_name) != fold(full_name):
        raise Refused(
            _("Không tìm thấy người đã xác thực danh tính có số định danh và họ tên này."), field="personal_id"
        )
    start = valid_from or on
    end = rules.last_day_of_mandate(start, valid_to)
    born = (grantor.birth_date, holder.birth_date)
    flaw = rules.mandate_flaw(grantor.pk, holder.pk, born=born, start=start, end=end, on=on)
    if flaw is not None:
        raise unfit_mandate(flaw)
    mandate = Mandate.objects.create(
        grantor=grantor, entity=entity, holder=holder, role=role, procedures=sorted(set(procedures)), document=paper,
        valid_from=start, valid_to=end, given_at=at,
    )  # fmt: skip
    emit(MandateMoved(mandate.pk, rules.MandateState.GIVEN.value, at))
    return mandate
