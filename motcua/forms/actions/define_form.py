"""Draw a form."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.forms.models import EForm, EFormState, digest_of
from motcua.platform.action import Actor, Refused, Stale, action
from motcua.platform.text import clean


@action("forms.edit")
def define_form(
    code: str, *, title: str, schema: Mapping[str, Any], expected: str | None = None, by: Actor, at: datetime
) -> EForm:
    """Save the draft of a form's next version: the open draft is replaced, or a new version begins.

    `code` names the form across its versions; `schema` may still be incomplete. `expected` is the
    digest of the draft that was changed. Raises Refused without a code or title, Stale when somebody else changed it.
    """
    code, title = clean(code), clean(title)
    if not code or not title:
        raise Refused(_("Xin đặt mã và tên cho biểu mẫu."), field="title")
    versions = EForm.objects.select_for_update().filter(code=code).order_by("-version")
    newest = versions.first()
    if expected is not None and (newest is None or newest.digest != expected):
        raise Stale(_("Biểu mẫu vừa được người khác sửa. Xin xem lại bản mới rồi sửa tiếp."))
    if newest is not None and not newest.is_published:
        newest.title, newest.schema, newest.digest = title, dict(schema), digest_of(schema)
        newest.save(update_fields=["title", "schema", "digest"])
        return newest
    return EForm.objects.create(
        code=code,
        version=newest.version + 1 if newest else 1,
        title=title,
        schema=dict(schema),
        digest=digest_of(schema),
        state=EFormState.DRAFT,
        created_at=at,
    )
