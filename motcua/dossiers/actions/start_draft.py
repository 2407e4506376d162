from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.models import Draft
from motcua.dossiers.reads.known import known_answers
from motcua.persons.public import Authority, Person, held_authority
from motcua.platform.action import Actor, Refused, action, concern, record_read
from motcua.procedures.public import Checklist, ProcedureCase, ProcedureVersion

ACTING_FOR = "Làm thủ tục thay"


@action("dossiers.start_draft")
def start_draft(
    version: ProcedureVersion, case: ProcedureCase, *, checklist: Checklist | None = None,
    authority: Authority | None = None, by: Actor, at: datetime,
) -> Draft:  # fmt: skip
    """Begin to fill in a procedure's form, with what the account already says of its person (nothing is asked twice).

    With an `authority` it is for another, whose own details stand in it then. The checklist that led here stays with
    it. Raises Refused where it cannot be filed online here, Unrepresented where the authority does not hold.
    """
    if by.account_id is None or by.person_id is None:
        raise Refused(_("Xin đăng nhập để nộp hồ sơ."))
    if not version.is_fileable or case.version_id != version.pk:
        raise Refused(_("Thủ tục này chưa nhận hồ sơ trực tuyến tại đây."))
    person = Person.objects.get(pk=by.person_id)
    if authority is not None:
        authority = held_authority(by, authority.reference, version.procedure.code, at=at)
    other = _other(authority, by)
    answers, provenance = known_answers(version.eform, person, at, other) if version.eform else ({}, {})
    draft = Draft.objects.create(
        account_id=by.account_id,
        person=person,
        version=version,
        case=case,
        answers=answers,
        provenance=provenance,
        preparation=checklist.as_json() if checklist else {},
        created_at=at,
        saved_at=at,
        **(authority.as_kept() if authority else {}),
    )
    concern(draft)
    return draft


def _other(authority: Authority | None, by: Actor) -> Person | None:
    if authority is None or authority.entity is not None:
        return None
    record_read(by=by, purpose=ACTING_FOR, persons=[authority.owner.pk], subject=authority.owner)
    return authority.owner
