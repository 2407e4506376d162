"""The messages in the system, as the one they are for sees them."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from motcua.notifications.actions.mark_read import mark_read
from motcua.notifications.models import Notification
from motcua.platform import clock, pages
from motcua.platform.action import ActorKind


@require_GET
@pages.enter("signed_in")
def inbox_page(request: HttpRequest) -> HttpResponse:
    """One's own messages, newest first, twenty at a time."""
    actor = pages.actor_of_request(request)
    own = Notification.objects.addressed_to(account_id=actor.account_id, persons=actor.persons)
    shown = pages.keyset_page(own.shown(), keys=("-queued_at", "-id"), after=request.GET.get("sau"), size=20)
    items = [
        {"title": row.title, "text": row.text, "url": row.link, "at": row.queued_at, "unread": row.read_at is None}
        for row in shown.rows
    ]
    context = {
        "items": items,
        "some_unread": any(item["unread"] for item in items),
        "next_url": f"{reverse('notifications:inbox')}?sau={shown.next_token}" if shown.next_token else None,
        "layout": "ui/work.html" if actor.kind is ActorKind.OFFICIAL else "ui/public.html",
    }
    return pages.render(request, "notifications/inbox.html", context)


@require_POST
@pages.enter("signed_in")
def mark_read_page(request: HttpRequest) -> HttpResponse:
    """Mark all of one's messages as read."""
    mark_read(by=pages.actor_of_request(request), at=clock.now())
    return HttpResponseRedirect(reverse("notifications:inbox"))
