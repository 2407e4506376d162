"""Filling in what registers know: asked outside of any transaction, kept in one, never in the way of filing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop

from motcua.dossiers.actions.fill_draft import fill_draft
from motcua.dossiers.models import Draft
from motcua.dossiers.reads.known import filling, to_look_up, told_by_register
from motcua.forms.public import PERSON, SPOUSE, EForm, bound_here
from motcua.persons.public import NotInRegister, Reference, RegisterSilent, held_authority, lookup_person
from motcua.platform.action import SYSTEM, Actor, Refused, reference

OWN, FAMILY = gettext_noop("Điền sẵn tờ khai"), gettext_noop("Điền sẵn tờ khai của người thân")
ACTING_FOR = "Làm thủ tục thay"
SURE = 2


def prefill(draft: Draft, eform: EForm, steps: Iterable[str], *, by: Actor, at: datetime, again: bool = False) -> Draft:
    """The draft with what registers know of the people asked about in these steps, where who acts is known surely.

    A register that is silent is left alone for a while, unless asked `again`; `gathered["silent"]` tells since when.
    Outside of actions only.
    """
    bound = bound_here(eform, draft.answers, steps)
    if not bound or draft.state != "open" or by.assurance < SURE or not draft.asked_of.is_checked:
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
