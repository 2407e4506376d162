"""What other modules may use of notifications."""

from motcua.notifications.actions._wording import UnknownMessage
from motcua.notifications.actions.define_kind import define_kind
from motcua.notifications.actions.define_template import define_template
from motcua.notifications.actions.delete_messages import delete_messages
from motcua.notifications.actions.mark_read import mark_read
from motcua.notifications.actions.notify import notify
from motcua.notifications.actions.notify_all import Recipient, notify_all
from motcua.notifications.actions.recall import recall
from motcua.notifications.models import Notification
from motcua.notifications.reads import told_about, unread_of
from motcua.notifications.rules import Channel, State

__all__ = [
    "Channel",
    "Notification",
    "Recipient",
    "State",
    "UnknownMessage",
    "define_kind",
    "define_template",
    "delete_messages",
    "mark_read",
    "notify",
    "notify_all",
    "recall",
    "told_about",
    "unread_of",
]
