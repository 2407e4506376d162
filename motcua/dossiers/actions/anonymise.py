from collections.abc import Sequence
from datetime import datetime

from django.db.models import ProtectedError

from motcua.dossiers.models import (
    AnswersVersion,
    CommentFile,
    Dossier,
    DossierComment,
    DossierComplaint,
    DossierEvent,
    DossierFile,
    Draft,
    Extension,
    ResultDelivery,
    SiteVisit,
    SiteVisitFile,
    SupplementFile,
    SupplementItem,
    SupplementRequest,
    ValueCheck,
)
from motcua.dossiers.ports import FORGETTING
from motcua.files.public import StoredFile, erase_file
from motcua.platform.action import Actor, action, attempt
from motcua.post.public import forget_homes
from motcua.processes.public import forget_notes


@action("dossiers.anonymise")
def anonymise_dossiers(ids: Sequence[int], *, by: Actor, at: datetime) -> int:
    """Erase what ended dossiers say of people: answers, contacts, words, files, drafts. How many.

    Code, procedure, units, times and outcome stay: they are what is counted; so do the papers that were issued, which
    the law on archives keeps. ValueError where one of them has not ended.
    """
    dossiers = Dossier.objects.filter(pk__in=ids)
    if dossiers.filter(ended_at=None).exists():
        raise ValueError("a dossier that is under way")
    files = set(DossierFile.objects.filter(component__dossier__in=ids).values_list("file_id", flat=True))
    files |= set(Draft.objects.filter(dossier__in=ids).values_list("files__file_id", flat=True)) - {None}
    files |= set(CommentFile.objects.filter(comment__dossier__in=ids).values_list("file_id", flat=True))
    unsent = SupplementFile.objects.filter(item__request__dossier__in=ids)
    files |= set(unsent.values_list("file_id", flat=True))
    unsent.delete()
    files |= set(SiteVisitFile.objects.filter(visit__dossier__in=ids).values_list("file_id", flat=True))
    SiteVisitFile.objects.filter(visit__dossier__in=ids).delete()
    SiteVisit.objects.filter(dossier__in=ids).update(place="", team="", minutes="", called_off="")
    for name in FORGETTING.names():
        files |= FORGETTING.named(name)(ids, by=by, at=at)
    CommentFile.objects.filter(comment__dossier__in=ids).delete()
    DossierComment.objects.filter(dossier__in=ids).update(text="", withdrawn_reason="")
    Draft.objects.filter(dossier__in=ids).delete()
    DossierFile.objects.filter(component__dossier__in=ids).delete()
    AnswersVersion.objects.filter(dossier__in=ids).delete()
    ValueCheck.objects.filter(dossier__in=ids).delete()
    DossierEvent.objects.filter(dossier__in=ids).update(public_text="", note="")
    SupplementRequest.objects.filter(dossier__in=ids).update(reason="", saved={})
    Extension.objects.filter(dossier__in=ids).update(reason="", note="")
    SupplementItem.objects.filter(request__dossier__in=ids).update(wanted="")
    DossierComplaint.objects.filter(dossier__in=ids).update(text="", answer="")
    ResultDelivery.objects.filter(dossier__in=ids).update(receiver="", identity_seen="", mandate="", papers="")
    forget_homes([f"dossiers.dossier:{pk}" for pk in ids], by=by, at=at)
    forget_notes([f"dossiers.dossier:{pk}" for pk in ids], by=by, at=at)
    count = dossiers.update(answers={}, contact_phone="", contact_phone_index="", contact_email="", contact_address="")
    for file in StoredFile.objects.filter(pk__in=files):
        _erase(file, by, at)
    return count


def _erase(file: StoredFile, by: Actor, at: datetime) -> None:
    """What another dossier holds too stays for that one."""
    try:
        with attempt():
            erase_file(file, by=by, at=at)
    except ProtectedError:
        pass


@action("dossiers.delete_drafts_of")
def delete_drafts_of(person_id: int, *, by: Actor, at: datetime) -> int:
    """Erase what somebody filled in and never filed; how many."""
    drafts = Draft.objects.filter(person=person_id, dossier=None)
    files = list(StoredFile.objects.filter(pk__in=drafts.values("files__file_id")))
    count = drafts.count()
    drafts.delete()
    for file in files:
        _erase(file, by, at)
    return count
