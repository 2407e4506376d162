"""Filling in what registers know: asked outside of any transaction, kept in one, never in the way of filing."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.accounts.public import count_guess, wait_before_guess
from motcua.dossiers.actions.fill_draft import fill_draft
from motcua.dossiers.models import Draft
from motcua.dossiers.reads.known import filling, other_key, other_named, to_look_up, told_by_register
from motcua.forms.public import NAMED_BY, OTHER, PERSON, SPOUSE, Attribute, EForm, bound_here
from motcua.persons.public import NotInRegister, Reference, RegisterSilent, held_authority, lookup_person
from motcua.platform.action import SYSTEM, Actor, Refused, reference

OWN, FAMILY = gettext_noop("Điền sẵn tờ khai"), gettext_noop("Điền sẵn tờ khai của người thân")
OTHERS = gettext_noop("Điền sẵn tờ khai của người cùng khai")
ACTING_FOR = "Làm thủ tục thay"
SURE = 2


def prefill(draft: Draft, eform: EForm, steps: Iterable[str], *, by: Actor, at: datetime, again: bool = False) -> Draft:
    """The draft with what registers know of the people asked about in these steps, where who acts is known surely.

    A register that is silent is left alone for a while, unless asked `again`; `gathered["silent"]` tells since when.
    Outside of actions only.
    """
    bound = bound_here(eform, draft.answers, steps)
    if not bound or draft.state != "open" or not _is_sure(draft, by):
        return draft
    if not _may_ask(draft, by, at):
        return draft
    gathered = {key: value for key, value in draft.gathered.items() if not (again and key == "silent")}
    draft.gathered = dict(gathered)
    while of := to_look_up(draft, eform, bound, at):
        draft.gathered = {**draft.gathered, **_ask(draft, eform, of, by, at)}
    change = filling(draft, eform, bound)
    if draft.gathered == gathered and not again and not change.provenance and not change.cleared:
        return draft
    fresh = fill_draft(draft, draft.gathered, eform, bound, by=by, at=at)
    draft.answers, draft.provenance, draft.revision = fresh.answers, fresh.provenance, fresh.revision
    return draft


def prefill_other(draft: Draft, eform: EForm, step: str, *, address: str, by: Actor, at: datetime) -> Draft:
    """The draft with what the population register knows of somebody else whom this step names, as far as it asks.

    Only on request, since it looks at another's data: they read of it on their own page. `address` is the network
    address it is asked from; who keeps naming people wrongly has to wait. Outside of actions only. Raises Refused,
    naming the question, where nothing can be filled in, saying why.
    """
    bound = bound_here(eform, draft.answers, [step])
    named = other_named(draft, eform, bound)
    if named is None or draft.state != "open" or not _is_sure(draft, by) or not _may_ask(draft, by, at):
        raise Refused(_("Xin đăng nhập bằng định danh quốc gia để lấy thông tin của người kia."))
    for attribute, value in zip(NAMED_BY, (named.personal_id, named.full_name, named.birth_date), strict=True):
        if not value:
            raise Refused(_("Xin nhập số định danh, họ tên và ngày sinh của người này trước."), named.asked[attribute])
    where = named.asked[Attribute.PERSONAL_ID]
    if named.personal_id == draft.asked_of.personal_id:
        raise Refused(_("Đây là số định danh của chính người làm hồ sơ."), where)
    about = f"{OTHER}:{by.account_id}"
    if wait := wait_before_guess(about, address, at=at):
        raise _too_often(wait, where)
    try:
        answer = lookup_person(named.personal_id, purpose=OTHERS, by=by, at=at, subject=reference(draft))
    except RegisterSilent as silent:
        raise Refused(_("Chưa lấy được từ Cơ sở dữ liệu quốc gia về dân cư. Ông/bà cứ tự điền."), where) from silent
    except NotInRegister:
        answer = None
    if answer is None or not named.is_told_of(answer):
        if wait := count_guess(about=about, address=address, by=by, at=at):
            raise _too_often(wait, where)
        # One sentence for both, so that nobody learns from it whose number this is.
        raise Refused(
            _(
                "Số định danh, họ tên, ngày sinh này không khớp nhau trong Cơ sở dữ liệu quốc gia về dân cư. Xin xem "
                "lại thẻ căn cước của người ấy, hoặc tự điền các mục."
            ),
            where,
        )
    told = {**told_by_register(eform, answer, OTHER), "named_in": where, "key": other_key(named.personal_id)}
    fresh = fill_draft(draft, {**draft.gathered, OTHER: told}, eform, bound, by=by, at=at)
    draft.answers, draft.provenance, draft.revision = fresh.answers, fresh.provenance, fresh.revision
    draft.gathered = fresh.gathered
    return draft


def _too_often(wait: timedelta, field: str) -> Refused:
    minutes = -(-int(wait.total_seconds()) // 60)
    return Refused(_("Đã nhập sai nhiều lần. Xin thử lại sau %(minutes)d phút.") % {"minutes": minutes}, field)


def _is_sure(draft: Draft, by: Actor) -> bool:
    return by.assurance >= SURE and draft.asked_of.is_checked


def _may_ask(draft: Draft, by: Actor, at: datetime) -> bool:
    """Whether who fills it in may still act for whom it is about."""
    if draft.asked_of.pk == by.person_id:
        return True
    held = Reference(draft.guardianship_id, draft.mandate_id, draft.entity_id)
    try:
        held_authority(by, held, draft.version.procedure.code, at=at)
    except Refused:
        return False
    return True


def _ask(draft: Draft, eform: EForm, of: str, by: Actor, at: datetime) -> dict[str, Any]:
    """What is to be kept of one look-up: what was told, that nobody was found, or that nothing was answered."""
    is_own = of == PERSON and by.person_id == draft.asked_of.pk
    number = draft.asked_of.personal_id if of == PERSON else draft.gathered[PERSON]["spouse"]
    if not number:
        return {of: {}}
    try:
        answer = lookup_person(
            number,
            purpose=OWN if is_own else FAMILY if of == SPOUSE else ACTING_FOR,
            # One's own looks are not told to oneself: that a register was asked is.
            by=SYSTEM if is_own else by,
            at=at,
            subject=reference(draft),
        )
    except NotInRegister:
        return {of: {}}
    except RegisterSilent:
        return {"silent": at.isoformat()}
    return {of: told_by_register(eform, answer, of)}
