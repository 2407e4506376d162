from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from motcua.platform.action import Actor, Refused, action, emit
from motcua.procedures.events import ProcedurePublished
from motcua.procedures.models import OnlineLevel, Procedure, ProcedureVersion, VersionState
from motcua.procedures.rules import missing_before_publication

SENTENCES = {
    "name": _lazy("Chưa có tên thủ tục."),
    "levels": _lazy("Chưa có cấp thực hiện."),
    "cases": _lazy("Chưa có trường hợp nào."),
    "form": _lazy("Thủ tục trực tuyến phải có biểu mẫu điện tử."),
    "process": _lazy("Có trường hợp chưa gắn quy trình."),
}


@action("procedures.publish_version")
def publish_version(version: ProcedureVersion, *, by: Actor, at: datetime) -> ProcedureVersion:
    """Put a draft in force from its date; the version before it ends there.

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
        without_process=sum(case.process_id is None for case in cases),
    )
    if missing:
        raise Refused(" ".join(str(SENTENCES[part]) for part in missing))
    before = ProcedureVersion.objects.filter(
        procedure_id=version.procedure_id, state=VersionState.PUBLISHED, valid_to=None
    ).first()
    if before:
        if before.valid_from >= version.valid_from:
            raise Refused(_("Ngày có hiệu lực phải sau ngày có hiệu lực của bản đang áp dụng."), "valid_from")
        before.valid_to = version.valid_from
        before.save(update_fields=["valid_to"])
    version.state = VersionState.PUBLISHED
    version.published_at = at
    version.save(update_fields=["state", "published_at"])
    emit(ProcedurePublished(version_id=version.pk))
    return version
