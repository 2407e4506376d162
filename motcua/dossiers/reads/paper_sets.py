"""Which set of forms the papers of a dossier are of."""

from datetime import datetime

from motcua.dossiers.models import Dossier, PaperSetUse
from motcua.platform.clock import VIETNAM
from motcua.procedures.public import ProcedureField


def paper_set_of(dossier: Dossier, at: datetime) -> str:
    """The set that the field of its procedure uses that day, "" for the default set. One statement."""
    field = ProcedureField.objects.filter(procedures__versions=dossier.version_id).values("code")
    uses = PaperSetUse.objects.filter(field_code__in=field, valid_from__lte=at.astimezone(VIETNAM).date())
    return uses.order_by("-valid_from").values_list("paper_set", flat=True).first() or ""
