"""Write down how a process goes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from motcua.organisations.public import Organisation
from motcua.platform.action import Actor, Refused, action
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
) -> ProcessVersion:
    """Keep a definition as the draft of a process of this organisation; a published version stays as it is.

    A draft may still be flawed. `definition` is the JSON of `rules.read_definition`; `source` what the deciding
    document says of it. Raises Refused if the code is
    missing or belongs to another organisation.
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
    draft = process.versions.filter(state=VersionState.DRAFT).first()
    if draft is None:
        last = process.versions.aggregate(last=Max("number"))["last"] or 0
        draft = ProcessVersion(process=process, number=last + 1, created_at=at)
    draft.definition, draft.checksum = dict(definition), checksum_of(definition)
    draft.source = dict(source or {})
    draft.save()
    return draft
