from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._beginning import begin
from motcua.dossiers.actions._book import required, take, told, write
from motcua.dossiers.events import DossierReopened
from motcua.dossiers.models import Dossier, DossierComponent, DossierFile
from motcua.dossiers.reads.reviews import may_reopen
from motcua.dossiers.rules import REOPENABLE, Status
from motcua.dossiers.rules.reviews import code_before_reopening, reopened_code
from motcua.platform.action import Actor, NotAllowed, Refused, action, emit

# What a matter decided anew takes along from the first.
COPIED = (
    "version_id", "case_id", "channel", "data_class", "owner_id", "submitter_id", "submitter_account_id", "entity_id",
    "guardianship_id", "mandate_id", "contact_phone", "contact_phone_index", "contact_email", "contact_address",
    "answers", "provenance", "competent_authority_id",
)  # fmt: skip
RECEIVED_AT = ("place_of_receipt_id", "unit_of_record_id")


@action("dossiers.reopen")
def reopen(dossier: Dossier, *, reason: str, revision: int | None = None, by: Actor, at: datetime) -> Dossier:
    """Decide a matter anew that had ended: a dossier with the same number and a suffix, its papers, a clock of its own.

    The first stays as it ended. The leader of the competent authority decides it, for a reason that the applicant is
    told. Of a linked matter that has ended each agency decides its own part anew: a dossier by itself, received and
    returned where the whole was. Raises NotAllowed for others, Stale where it has not ended so, Refused for a linked
    matter as a whole or a part of one that goes on, or where it is being decided anew already.
    """
    reason = required(reason, "reason", _("Xin ghi lý do mở lại hồ sơ."))
    fresh = take(dossier, revision=revision, expect=REOPENABLE)
    if not may_reopen(fresh, by):
        raise NotAllowed(_("Chỉ lãnh đạo cơ quan giải quyết được mở lại hồ sơ."))
    if fresh.is_linked:
        raise Refused(
            _("Hồ sơ liên thông được mở lại theo từng phần: cơ quan nào giải quyết thì mở lại phần của mình.")
        )
    if fresh.whole is not None and fresh.whole.ended_at is None:
        raise Refused(
            _("Hồ sơ liên thông %(code)s chưa kết thúc; xin mở lại sau khi đã kết thúc.") % {"code": fresh.whole.code}
        )
    first = code_before_reopening(fresh.code)
    # Whoever reopens any dossier of this number waits here for the first of them.
    Dossier.objects.select_for_update().filter(code=first).first()
    before = Dossier.objects.filter(code__startswith=reopened_code(first, 0)[:-1])
    if before.filter(ended_at=None).exists():
        raise Refused(_("Hồ sơ này đang được giải quyết lại."))
    anew = Dossier.objects.create(
        code=reopened_code(first, before.count() + 1),
        reopens=fresh,
        status=Status.SUBMITTED,
        submitted_at=at,
        **{name: getattr(fresh, name) for name in COPIED},
        **{name: getattr(fresh.whole or fresh, name) for name in RECEIVED_AT},
    )
    _take_papers_along(fresh, anew)
    told(anew, "reopening", by=by, at=at, step=fresh.code, public_text=reason).save()
    begin(take(anew), by=by, at=at)
    write(fresh, "reopened", by=by, at=at, step=anew.code, public_text=reason)
    emit(DossierReopened(dossier_id=fresh.pk, at=at, anew=anew.pk))
    return anew


def _take_papers_along(fresh: Dossier, anew: Dossier) -> None:
    for part in fresh.components.prefetch_related("files"):
        same = DossierComponent.objects.create(
            dossier=anew, type_id=part.type_id, name=part.name, originals=part.originals, copies=part.copies,
            is_on_paper=part.is_on_paper, state=part.state, quantity=part.quantity,
        )  # fmt: skip
        DossierFile.objects.bulk_create(
            DossierFile(component=same, file_id=each.file_id, added_at=each.added_at) for each in part.files.all()
        )
