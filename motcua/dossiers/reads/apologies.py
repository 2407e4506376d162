"""Form 04 of Thông tư 03/2025/TT-VPCP, filled from what is known."""

from datetime import datetime

from django.utils.translation import override

from motcua.dossiers.models import Dossier, Extension
from motcua.dossiers.reads.behalf import whose_name
from motcua.dossiers.reads.results import from_authority, signer_of
from motcua.dossiers.reads.slips import OFFICIAL_LANGUAGE, delivery_words
from motcua.papers.public import ApologyLetterData
from motcua.platform.action import Actor


@override(OFFICIAL_LANGUAGE)
def apology_letter(dossier: Dossier, extension: Extension, *, by: Actor, at: datetime) -> ApologyLetterData:
    """The apology with the due date that was promised, why it cannot be or was not kept, and the new one."""
    assert dossier.received_at is not None
    return ApologyLetterData(
        **from_authority(dossier, at),
        one_stop_unit=dossier.unit_of_record.name,
        received_at=dossier.received_at,
        due_at=extension.due_at,
        new_due_at=extension.new_due_at,
        reason=extension.reason,
        result_delivery=delivery_words(dossier),
        recipients=(whose_name(dossier), dossier.unit_of_record.name, "Lưu: VT"),
        signer=signer_of(by),
    )
