"""Write down how a process goes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from motcua.organisations.public import Organisation
from motcua.platform.action import Actor, Refused, Stale, action
from motcua.processes.models import Process, ProcessVersion, VersionState
from motcua.processes.reads import checksum_of


@action("processes.define_process")
def define_process(
    organisation: Organisation,
    *,
    code: str,
    name: str,
    definition: Mapping[str, Any],
    by: Actor,
    at: datetime,
    source: Mapping[str, Any] | None = None,
    expected: str | None = None,
) -> ProcessVersion:
    """Keep a definition as the draft of a process of this organisation; a published version stays as it is.

    A draft may still be flawed. `definition` is the JSON of `rules.read_definition`; `source` what the deciding
    document says of it; `expected` the checksum of the newest version that was changed. Raises Refused if the code is
    missing or belongs to another organisation, or while a version waits for approval, Stale when somebody else changed
    the process first.
    """
    if not code.strip() or not name.strip():
        raise Refused(_("Quy trình cần mã và tên."), field="code" if not code.strip() else "name")
    process, created = Process.objects.select_for_update().get_or_create(
        code=code.strip(), defaults={"name": name.strip(), "organisation": organisation}
    )
    if process.organisation_id != organisation.pk:
        raise Refused(_("Mã quy trình “{code}” đã được cơ quan khác dùng.").format(code=code), field="code")
    if not created and process.name != name.strip():
        process.name = name.strip()
        process.save(update_fields=["name"])
    newest = process.versions.order_by("-number").first()
    if expected is not None and (newest is None or newest.checksum != expected):
        raise Stale(_("Quy trình vừa được người khác sửa. Xin xem lại bản mới rồi sửa tiếp."))
    waiting = process.versions.filter(state__in=(VersionState.REVIEW, VersionState.APPROVED)).first()
    if waiting is not None:
        raise Refused(
            _("Phiên bản %(number)s đang chờ duyệt hoặc ban hành; xin rút về trước khi sửa.")
            % {"number": waiting.number}
        )
    draft = process.versions.filter(state=VersionState.DRAFT).first()
    if draft is None:
        last = process.versions.aggregate(last=Max("number"))["last"] or 0
        draft = ProcessVersion(process=process, number=last + 1, created_at=at)
    draft.definition, draft.checksum = dict(definition), checksum_of(definition)
    draft.source = dict(source or {})
    if by.account_id is not None and by.account_id not in draft.drawn_by:
        draft.drawn_by = [*draft.drawn_by, by.account_id]
    draft.save()
    return draft
