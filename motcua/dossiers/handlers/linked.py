"""What follows in a linked matter: the parts follow each other, the whole follows them."""

from django.utils.translation import gettext as _

from motcua.dossiers.actions.end_parts import end_parts
from motcua.dossiers.actions.follow_parts import follow_parts
from motcua.dossiers.actions.stop import stop
from motcua.dossiers.events import LinkedMoved
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import Status
from motcua.platform import clock
from motcua.platform.action import SYSTEM, Refused
from motcua.platform.events import every, on


@every(seconds=300)
def try_parts_again() -> None:
    """Parts of linked matters that could not begin are tried again."""
    stuck = Dossier.objects.filter(ended_at=None, resolved_at=None, events__kind="part_stuck").distinct()
    for whole in stuck:
        follow_parts(whole, by=SYSTEM, at=clock.now())


@every(seconds=600)
def stop_parts_unanswered() -> None:
    """What was asked for one agency's part and did not come in time ends that part (Nghị định 301/2026/NĐ-CP)."""
    now = clock.now()
    late = Dossier.objects.filter(
        whole__isnull=False, status=Status.AWAITING_SUPPLEMENT,
        supplements__answered_at=None, supplements__answer_by__lt=now,
    )  # fmt: skip
    for part in late:
        try:
            stop(part, reason=_("Người nộp không bổ sung trong thời hạn"), by=SYSTEM, at=now)
        except Refused:
            continue


@on(LinkedMoved)
def follow_linked(event: LinkedMoved) -> None:
    """The parts of a linked matter follow each other, and the whole follows them."""
    whole = Dossier.objects.get(pk=event.whole_id)
    if Status(whole.status) in (Status.WITHDRAWN, Status.STOPPED):
        reason = _why_stopped(whole) or _("hồ sơ liên thông đã được rút")
        end_parts(whole, reason=reason, by=SYSTEM, at=event.at)
    else:
        follow_parts(whole, by=SYSTEM, at=event.at)


def _why_stopped(whole: Dossier) -> str:
    event = whole.events.filter(kind="stopped").last()
    return event.public_text if event else ""
