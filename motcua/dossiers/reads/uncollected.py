"""Results that wait for somebody to come for them, and the register of those handed over."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from motcua.dossiers.models import Dossier, DossierOutput, ResultDelivery, ResultReminder
from motcua.dossiers.queries import DossierQuerySet
from motcua.dossiers.reads.posting import with_the_post
from motcua.dossiers.rules import Status
from motcua.platform.action import Actor
from motcua.platform.settings import installation

PERMISSION = "dossiers.deliver"
MOST_REMINDERS = 6


def patience() -> timedelta:
    """After how long a result that nobody came for is called uncollected: `MOTCUA_UNCOLLECTED_DAYS`, 30 days."""
    return timedelta(days=int(installation().options.get("MOTCUA_UNCOLLECTED_DAYS", "30")))


def waiting(actor: Actor) -> DossierQuerySet:
    """Matters settled with something not handed over yet, of dossiers the actor may see, with when they were last
    reminded of; `left` are the parts of the result that wait with the last one, `goes_by_post` where nobody need come.
    """
    rows = Dossier.objects.visible_to(actor).filter(status=Status.RESOLVED, ended_at=None)
    last = ResultReminder.objects.filter(dossier=OuterRef("pk")).order_by("-at").values("at")[:1]
    left = Prefetch("outputs", DossierOutput.objects.filter(delivery=None), to_attr="left")
    rows = rows.for_list().annotate(reminded_at=Subquery(last), goes_by_post=with_the_post())
    return rows.prefetch_related(left)


def waiting_long(actor: Actor, at: datetime) -> DossierQuerySet:
    """Of those that wait, what nobody came for in all that time; what the post brings nobody need come for."""
    return waiting(actor).filter(~with_the_post(), resolved_at__lt=at - patience())


def forgotten(at: datetime) -> QuerySet[Dossier]:
    """Uncollected for too long, and not reminded of for as long; who never comes is not reminded for ever.

    What is with the post is not waited for.
    """
    since = at - patience()
    lately = ResultReminder.objects.filter(dossier=OuterRef("pk"), at__gt=since)
    all_of_it = ResultReminder.objects.filter(dossier=OuterRef("pk")).order_by("at", "pk")
    enough = all_of_it[MOST_REMINDERS - 1 : MOST_REMINDERS]
    rows = Dossier.objects.filter(status=Status.RESOLVED, ended_at=None, resolved_at__lt=since)
    return rows.exclude(Exists(lately)).exclude(Exists(enough)).exclude(with_the_post())


def forgotten_parts(at: datetime) -> QuerySet[Dossier]:
    """Dossiers of which only a part of the result is there, and nobody came for it for too long; told as often."""
    since = at - patience()
    lately = ResultReminder.objects.filter(dossier=OuterRef("pk"), at__gt=since)
    all_of_it = ResultReminder.objects.filter(dossier=OuterRef("pk")).order_by("at", "pk")
    waits = DossierOutput.objects.filter(delivery=None, issued_at__lt=since).order_by().values("dossier")
    rows = Dossier.objects.filter(pk__in=waits).exclude(status=Status.RESOLVED)
    return rows.exclude(Exists(lately)).exclude(Exists(all_of_it[MOST_REMINDERS - 1 : MOST_REMINDERS]))


def handed_over(actor: Actor) -> QuerySet[ResultDelivery]:
    """The register of results of the actor's unit: what was handed over there, of dossiers they may see."""
    rows = ResultDelivery.objects.filter(dossier__in=Dossier.objects.visible_to(actor).order_by().values("pk"))
    if not actor.is_everywhere(PERMISSION):
        rows = rows.filter(organisation__in=actor.organisations_for(PERMISSION))
    rows = rows.select_related("dossier__version", "dossier__owner", "dossier__result", "delivered_by")
    return rows.prefetch_related("outputs")
