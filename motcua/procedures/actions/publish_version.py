from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Refused, action, emit
from motcua.procedures.events import ProcedurePublished
from motcua.procedures.models import OnlineLevel, Procedure, ProcedureVersion, VersionState
from motcua.procedures.rules import missing_before_publication


@action("procedures.publish_version")
def publish_version(version: ProcedureVersion, *, by: Actor, at: datetime) -> ProcedureVersion:
    """Put a draft in force from its date; the version before it ends the day before.

    Raises Refused where the version is no draft, is incomplete, or starts before the one it replaces.
    """
    Procedure.objects.select_for_update().get(pk=version.procedure_id)
    version = ProcedureVersion.objects.get(pk=version.pk)
    if version.state != VersionState.DRAFT:
        raise Refused(_("Chỉ công bố được bản nháp."))
    cases = list(version.cases.all())
    online = version.online_level != OnlineLevel.INFO
    missing = missing_before_publication(
        name=version.name,
        levels=version.levels,
        case_count=len(cases),
        online=online,
        has_form=version.eform_id is not None,
        unprocessed=[case.name for case in cases if case.process_id is None],
    )
    if missing:
        raise Refused(" ".join(missing))
    before = ProcedureVersion.objects.filter(
        procedure_id=version.procedure_id, state=VersionState.PUBLISHED, valid_to=None
    ).first()
    if before:
        if before.valid_from >= version.valid_from:
            raise Refused(_("Ngày có hiệu lực phải sau ngày có hiệu lực của bản đang áp dụng."), "valid_from")
        before.valid_to = version.valid_from - timedelta(days=1)
        before.save(update_fields=["valid_to"])
    version.state = VersionState.PUBLISHED
    version.published_at = at
    version.save(update_fields=["state", "published_at"])
    emit(ProcedurePublished(version_id=version.pk))
    return version
