from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.models import Draft
from motcua.dossiers.reads.known import known_answers
from motcua.persons.public import Person
from motcua.platform.action import Actor, Refused, action, concern
from motcua.procedures.public import Checklist, ProcedureCase, ProcedureVersion


@action("dossiers.start_draft")
def start_draft(
    version: ProcedureVersion, case: ProcedureCase, *, checklist: Checklist | None = None, by: Actor, at: datetime
) -> Draft:
    """Begin to fill in a procedure's form, with what the account already says of its person (nothing is asked twice).

    The checklist that led here stays with it. Raises Refused where it cannot be filed online here.
    """
    if by.account_id is None or by.person_id is None:
        raise Refused(_("Xin đăng nhập để nộp hồ sơ."))
    if not version.is_fileable or case.version_id != version.pk:
        raise Refused(_("Thủ tục này chưa nhận hồ sơ trực tuyến tại đây."))
    person = Person.objects.get(pk=by.person_id)
    draft = Draft.objects.create(
        account_id=by.account_id,
        person=person,
        version=version,
        case=case,
        answers=known_answers(version.eform, person) if version.eform else {},
        preparation=checklist.as_json() if checklist else {},
        created_at=at,
        saved_at=at,
    )
    concern(draft)
    return draft
