"""Set the text of a kind of message in one channel and language."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.notifications.models import MessageKind, MessageTemplate
from motcua.notifications.rules import LONGEST_SMS, BadText, Channel, check_text, unaccented
from motcua.platform.action import Actor, Refused, action


@action("notifications.define_template")
def define_template(
    *, code: str, channel: Channel, title: str = "", body: str, by: Actor, at: datetime, language: str = "vi"
) -> MessageTemplate:
    """Put a new text in force from `at`; the one before stays as history. The same text again changes nothing.

    Raises Refused for an unknown kind, a placeholder that the kind does not have (or that must not go out by SMS),
    broken braces, an empty text, or an SMS that is too long before anything is filled in.
    """
    del by
    kind = MessageKind.objects.select_for_update().filter(code=code).first()
    if kind is None:
        raise Refused(_("Không có loại thông báo “%(code)s”.") % {"code": code}, "code")
    _check(kind, channel, title, "title")
    _check(kind, channel, body, "body")
    if not body.strip():
        raise Refused(_("Xin nhập nội dung thông báo."), "body")
    if channel is Channel.SMS and len(unaccented(body)) > LONGEST_SMS:
        raise Refused(_("Tin nhắn dài quá %(most)s ký tự không dấu.") % {"most": LONGEST_SMS}, "body")
    before = MessageTemplate.objects.in_force().filter(kind=kind, channel=channel, language=language).first()
    if before is not None and (before.title, before.body) == (title, body):
        return before
    if before is not None:
        before.ended_at = at
        before.save(update_fields=["ended_at"])
    return MessageTemplate.objects.create(
        kind=kind, channel=channel, language=language, title=title, body=body, started_at=at
    )


def _check(kind: MessageKind, channel: Channel, text: str, field: str) -> None:
    allowed = kind.allowed_in(channel)
    try:
        check_text(text, allowed)
    except BadText as bad:
        usable = ", ".join(f"{{{name}}}" for name in allowed)
        if not bad.names:
            raise Refused(_("Dấu ngoặc { } chưa đúng. Chỉ dùng được: %(usable)s.") % {"usable": usable}, field)
        wrong = ", ".join(f"{{{name}}}" for name in sorted(bad.names))
        message = _("Không dùng được %(wrong)s ở đây. Chỉ dùng được: %(usable)s.")
        raise Refused(message % {"wrong": wrong, "usable": usable}, field)
