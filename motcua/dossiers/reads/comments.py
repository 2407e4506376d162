"""What is said in a dossier: notes among officials, and the conversation with the applicant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.dossiers.models import CommentFile, Dossier, DossierComment, DossierEvent
from motcua.platform.action import Actor, ActorKind, may
from motcua.platform.keyset import KeysetPage
from motcua.platform.language import data
from motcua.platform.pages import keyset_page
from motcua.processes.public import Task


@dataclass(frozen=True)
class Said:
    """A comment as a page shows it; `words` are empty where it was taken back and the reader may not read them."""

    pk: int
    who: str
    place: str
    at: datetime
    words: str
    is_theirs: bool
    is_internal: bool
    addressed_to: str
    step: str
    withdrawn: str
    may_withdraw: bool
    reply_by: datetime | None
    files: Sequence[CommentFile]


def said_in(dossier: Dossier, actor: Actor) -> list[Said]:
    """What this actor may read of it, in order. An applicant never sees a note."""
    comments = _for_page(DossierComment.objects.visible_to(actor).filter(dossier=dossier))
    reads_all = actor.kind is ActorKind.OFFICIAL and may(actor, "dossiers.read_withdrawn", dossier)
    return [_said(comment, dossier, actor, reads_all) for comment in comments]


def _for_page(comments: QuerySet[DossierComment]) -> QuerySet[DossierComment]:
    named = comments.select_related("account", "position", "organisation", "addressed_to", "withdrawn_by")
    return named.prefetch_related("files__file")


def _said(comment: DossierComment, dossier: Dossier, actor: Actor, reads_all: bool) -> Said:
    is_official = actor.kind is ActorKind.OFFICIAL
    is_gone, is_mine = comment.withdrawn_at is not None, comment.account_id == actor.account_id
    withdrawn = ""
    if comment.withdrawn_at is not None:
        who = comment.withdrawn_by.display_name if comment.withdrawn_by and is_official else ""
        why = comment.withdrawn_reason if is_official else ""
        withdrawn = ": ".join(part for part in (_("Đã thu hồi"), " · ".join(filter(None, (who, why)))) if part)
    hides = is_gone and not (reads_all or (is_mine and is_official))
    name = dossier.submitter.full_name if comment.by_applicant else ""
    return Said(
        pk=comment.pk,
        who=name or (comment.account.display_name if comment.account and is_official else _("Cán bộ giải quyết")),
        place=str(data(comment.organisation.name)) if comment.organisation else "",
        at=comment.at,
        words="" if hides else comment.text,
        is_theirs=comment.by_applicant,
        is_internal=comment.visibility == "internal",
        addressed_to=comment.addressed_to.display_name if comment.addressed_to else "",
        step=comment.step,
        withdrawn=withdrawn,
        may_withdraw=is_official and not is_gone and not comment.by_applicant and is_mine,
        reply_by=comment.reply_by if comment.answered_at is None else None,
        files=() if hides else tuple(comment.files.all()),
    )


def unanswered(actor: Actor, *, after: str | None, size: int) -> KeysetPage[DossierComment]:
    """What applicants wrote in dossiers this official may see and nobody answered yet, the most urgent first."""
    waiting = DossierComment.objects.visible_to(actor).filter(by_applicant=True, answered_at=None)
    shown = waiting.select_related("dossier__version", "dossier__owner", "dossier__submitter", "dossier__entity")
    return keyset_page(shown, keys=("reply_by", "id"), after=after, size=size)


def colleagues_in(events: Sequence[DossierEvent], tasks: Sequence[Task], actor: Actor) -> list[tuple[str, str]]:
    """The officials who have or had a part in a dossier, to whom a note may be for."""
    worked = [event.account for event in events if event.account and event.position_id is not None]
    holding = [task.assignee for task in tasks if task.assignee]
    people = {each.username: each.display_name for each in (*worked, *holding) if each.pk != actor.account_id}
    return sorted(people.items(), key=lambda each: each[1])
