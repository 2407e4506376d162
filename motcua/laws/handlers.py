"""What the register does by itself: owners of reviews hear of them."""

from django.urls import reverse

from motcua.accounts.public import Account
from motcua.laws.actions.remind_reviews import remind_reviews
from motcua.laws.events import ReviewsAsked
from motcua.laws.models import LawReview
from motcua.notifications.public import Channel, notify
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.events import every, on
from motcua.platform.formats import dmy
from motcua.platform.settings import installation


@on(ReviewsAsked)
def tell_of_reviews(event: ReviewsAsked) -> None:
    """Whoever answers for what cites a changed document hears which one, how much waits, and until when."""
    waiting = LawReview.objects.open().filter(pk__in=event.review_ids).order_by("due_on", "pk")
    first = waiting.select_related("change__document").first()
    account = Account.objects.filter(pk=event.account_id).first()
    if first is None or account is None:
        return
    context = {
        "count": str(waiting.count()),
        "document": first.change.document.number,
        "until": dmy(first.due_on),
        "link": installation().base_url + reverse("laws:reviews"),
    }
    notify(
        template="law_review_asked", person_id=account.person_id, account_id=account.pk,
        channels=(Channel.IN_APP, Channel.EMAIL), context=context, subject=f"laws.change:{first.change_id}",
        by=SYSTEM, at=event.at, occasion=f"law_review_asked {event.at.isoformat()}",
    )  # fmt: skip


@every(seconds=6 * 3600)
def remind() -> None:
    """Overdue reviews are called to mind."""
    if LawReview.objects.overdue(clock.today()).exists():
        remind_reviews(by=SYSTEM, at=clock.now())
