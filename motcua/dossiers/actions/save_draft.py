from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.dossiers.models import Draft
from motcua.dossiers.reads.known import no_longer_meant
from motcua.dossiers.reads.provenance import locked_in, shown_digest
from motcua.forms.public import shown_value
from motcua.platform.action import Actor, Refused, Stale, action

MAX_ANSWERS = 500


class Late(Stale):
    """The step was sent after the page that saves by itself was shown; `revision` is the draft's now."""

    def __init__(self, revision: int) -> None:
        super().__init__(_("Bước này vừa được gửi với nội dung mới hơn."))
        self.revision = revision


class Crossed(Stale):
    """The other of two who fill in together changed the same answers meanwhile; `fields` names them."""

    def __init__(self, fields: frozenset[str]) -> None:
        super().__init__(
            _("Người kia vừa ghi vào cùng mục. Xin xem cả hai rồi lưu lại; chưa có gì bị mất."), min(fields)
        )
        self.fields = fields


@action("dossiers.save_draft")
def save_draft(
    draft: Draft,
    *,
    answers: dict[str, Any],
    step: str = "",
    shown_at_revision: int | None = None,
    shown: Mapping[str, str] | None = None,
    by: Actor,
    at: datetime,
) -> Draft:
    """Keep what was typed, whether it is right or not: `answers` of one step are laid over those kept before.

    An answer of None takes the kept one away; one that a register gave stays, unless it is in dispute, or is about
    somebody else and the number typed for them is now another's. What a page
    saves by itself names the step and the revision it was shown at, so that it never falls upon what was sent since;
    without `shown_at_revision` the step is being sent. `shown` tells by digest which
    answers the page showed: where two fill in together, only what was typed is kept, and what both changed is nobody's
    until one of them has seen both. Raises Late, Crossed, and Refused for a draft that was filed or deleted.
    """
    fresh = Draft.objects.select_for_update().get(pk=draft.pk)
    if fresh.state != "open":
        raise Refused(_("Bản nháp này đã được nộp hoặc đã xóa."))
    if shown_at_revision is not None and fresh.steps_sent.get(step, 0) > shown_at_revision:
        raise Late(fresh.revision)
    answers = _apart(fresh, answers, shown or {}, by)
    locked = locked_in(fresh.provenance, fresh.answers)
    merged = {**fresh.answers, **{name: value for name, value in answers.items() if name not in locked}}
    gone = no_longer_meant(fresh, merged)
    fresh.answers = {name: value for name, value in merged.items() if value is not None and name not in gone}
    fresh.provenance = {name: told for name, told in fresh.provenance.items() if name not in gone}
    if len(fresh.answers) > MAX_ANSWERS:
        raise Refused(_("Biểu mẫu có quá nhiều mục."))
    _tell_disputes(fresh, answers)
    fresh.revision += 1
    if step and shown_at_revision is None:
        fresh.steps_sent[step] = fresh.revision
    fresh.saved_at = at
    fresh.save(update_fields=["answers", "provenance", "revision", "steps_sent", "saved_at", "authors"])
    return fresh


def _apart(draft: Draft, told: dict[str, Any], shown: Mapping[str, str], by: Actor) -> dict[str, Any]:
    """Of what a page sends, what was typed on it, where two fill in together. Raises Crossed."""
    if not draft.authors and not draft.assistances.filter(joined_at__isnull=False).exists():
        return told
    typed = {
        name: value
        for name, value in told.items()
        if name not in shown or shown_digest(draft.pk, name, value) != shown[name]
    }
    crossed = frozenset(
        name
        for name, value in typed.items()
        if draft.authors.get(name) not in (None, by.account_id)
        and value != draft.answers.get(name)
        and name in shown
        and shown_digest(draft.pk, name, draft.answers.get(name)) != shown[name]
    )
    if crossed:
        raise Crossed(crossed)
    changed = {name: by.account_id for name, value in typed.items() if value != draft.answers.get(name)}
    draft.authors = {**draft.authors, **changed}
    return typed


def _tell_disputes(draft: Draft, told: Mapping[str, Any]) -> None:
    """What a citizen says of a value that they dispute is what now stands in the form."""
    eform = draft.version.eform if any(each.get("disputed") for each in draft.provenance.values()) else None
    for field in told:
        if eform is not None and draft.provenance.get(field, {}).get("disputed"):
            said = shown_value(eform, field, draft.answers.get(field))
            for dispute in draft.disputes.filter(field=field):
                dispute.said = said
                dispute.save(update_fields=["said"])
