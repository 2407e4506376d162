from collections.abc import Sequence
from datetime import datetime

from motcua.consultations.models import Consultation, ConsultationFile, Opinion, OpinionMessage
from motcua.platform.action import Actor, action


@action("consultations.forget")
def forget(ids: Sequence[int], *, by: Actor, at: datetime) -> set[int]:
    """Erase what was asked, answered and written about ended dossiers; who was asked and when stays.

    The stored files that were shown or attached, by id: with these rows gone nothing here holds them.
    """
    del by, at
    about = Consultation.objects.filter(dossier__in=ids)
    shown = ConsultationFile.objects.filter(consultation__in=about)
    files = set(shown.values_list("file_id", flat=True))
    shown.delete()
    OpinionMessage.objects.filter(opinion__consultation__in=about).update(text="")
    Opinion.objects.filter(consultation__in=about).update(answers={}, text="")
    about.update(background="")
    return files
