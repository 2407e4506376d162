from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, Func, OuterRef
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject

from motcua.dossiers.rules import DRAFT_RESTORE, Status
from motcua.organisations.public import CALENDAR_REVISION
from motcua.platform.action import FIELD, Actor, ActorKind, DataClass, Right
from motcua.platform.rows import Condition, all_of, any_of
from motcua.platform.text import fold
from motcua.procedures.public import LinkedPart

if TYPE_CHECKING:
    from motcua.dossiers.models import Coordination, Dossier, DossierComment, Draft

PERMISSION = "dossiers.read"
LISTED = (
    "code", "whole", "status", "channel", "owner", "submitter", "place_of_receipt", "unit_of_record",
    "competent_authority", "data_class", "submitted_at", "accept_by", "received_at", "original_due_at", "due_at",
    "used_percent", "resolved_at", "ended_at", "version__name", "owner__full_name", "result__kind",
)  # fmt: skip
OPENED = (
    *LISTED, "tracking_key", "revision", "case", "instance", "answers", "provenance", "submitter__full_name",
    "limit_amount", "limit_unit", "first_day", "cutoff", "extended_days", "promised_at",
    "entity", "guardianship", "mandate", "owner__address_line",
    "case__limit_amount", "case__limit_unit", "case__first_day", "case__cutoff",
    "version__procedure__code", "version__eform__digest", "unit_of_record__name", "place_of_receipt__name",
    "place_of_receipt__valid_to",
    "result__paper", "contact_phone", "owner__personal_id", "owner__birth_date",
    "version__procedure", "version__area_answer", "version__results", "reopens",
)  # fmt: skip

_GROUND = JSONObject(id="id", form="form", words="words", since="valid_from", until="valid_to")


def seen_by(actor: Actor) -> Condition:
    """The dossiers this actor may see, as a condition on `{dossier}`, the table or what a statement calls it.

    Every list, search, count, export and notice is narrowed by this. Says the same as `rules.is_visible`.
    """
    if actor.kind is ActorKind.SYSTEM:
        return EVERYTHING
    own = ("owner_id", "submitter_id") if is_own(actor) else ()
    return any_of(
        *(all_of(*_lying(rights), narrowing) for narrowing, rights in _narrowings(actor)),
        *(Condition(f"{{dossier}}.{column} = %s", (person,)) for column in own for person in sorted(actor.persons)),
        *(_of_entity(entity) for entity in sorted(actor.entities) if own),
        *(all_of(_of_entity(entity), _about(codes)) for entity, codes in actor.limited if own),
    )


def _of_entity(entity: int) -> Condition:
    return Condition("{dossier}.entity_id = %s", (entity,))


def seen_at_desk(actor: Actor) -> Condition:
    """What a dossier that lies at one of the actor's desks must be besides, to be seen: of a class, about something."""
    narrowings = _narrowings(actor)
    return narrowings[0][0] if len(narrowings) == 1 else seen_by(actor)


def _narrowings(actor: Actor) -> list[tuple[Condition, list[Right]]]:
    """The rights by what they are narrowed to; of most officials it is one."""
    found: dict[Condition, list[Right]] = {}
    for right in actor.rights_to(PERMISSION):
        if right.everywhere or right.organisations:
            found.setdefault(narrowed_to(right), []).append(right)
    return list(found.items())


def _lying(rights: Sequence[Right]) -> tuple[Condition, ...]:
    if any(right.everywhere for right in rights):
        return ()
    desks = sorted(frozenset[int]().union(*(right.organisations for right in rights)))
    ways = (way.format(dossier="{dossier}", desk="ANY(%s::bigint[])") for way in WAYS)
    return (any_of(*(Condition(way, (desks,)) for way in ways)),)


def narrowed_to(right: Right) -> Condition:
    """Of what class and about which procedures a right lets dossiers be."""
    about = tuple(_about(each) for each in right.procedures)
    if right.data_class == DataClass.SECRET:
        return all_of(*about) if about else EVERYTHING
    return all_of(Condition(f"{{dossier}}.data_class <= {right.data_class:d}"), *about)


def _about(named: frozenset[str]) -> Condition:
    fields = sorted(each.removeprefix(FIELD) for each in named if each.startswith(FIELD))
    return Condition(_ABOUT, (",".join(sorted(each for each in named if not each.startswith(FIELD))), ",".join(fields)))


EVERYTHING = Condition("TRUE")
_ABOUT = """{dossier}.version_id IN (
    SELECT version.id FROM procedures_procedureversion version
    JOIN procedures_procedure procedure ON procedure.id = version.procedure_id
    JOIN procedures_procedurefield field ON field.id = procedure.field_id
    WHERE procedure.code = ANY(string_to_array(%s, ',')) OR field.code = ANY(string_to_array(%s, ',')))"""
# The ways in which a dossier lies at a desk; one filed at a counter elsewhere is there too, and seldom is one.
WAYS = (
    "{dossier}.unit_of_record_id = {desk}",
    "{dossier}.competent_authority_id = {desk}",
    "{dossier}.place_of_receipt_id = {desk} AND {dossier}.place_of_receipt_id <> {dossier}.unit_of_record_id",
)


def is_own(actor: Actor) -> bool:
    """Whether the actor sees what is their own besides what lies at desks."""
    return actor.is_own(PERMISSION) and actor.person_id is not None


class _Holds(Func):
    """A condition on `{dossier}` inside a queryset, under whatever name its statement calls the table."""

    def __init__(self, condition: Condition) -> None:
        super().__init__(F("id"), output_field=models.BooleanField())
        self.condition = condition

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:  # type: ignore[override]
        key: Any = self.source_expressions[0]
        table = compiler.quote_name_unless_alias(key.alias)
        return f"({self.condition.sql.format(dossier=table)})", self.condition.values


class DossierQuerySet(models.QuerySet["Dossier"]):
    """Dossiers; every list, search, count, export and notice starts at `visible_to`."""

    def visible_to(self, actor: Actor) -> DossierQuerySet:
        """Those the actor may see."""
        seen = seen_by(actor)
        return self if seen == EVERYTHING else self.filter(_Holds(seen))

    def telling_seen(self, actor: Actor) -> DossierQuerySet:
        """All of them, each with `is_seen`: whether the actor may see it. Nothing of the others may be told."""
        return self.annotate(is_seen=_Holds(seen_by(actor)))

    def open(self) -> DossierQuerySet:
        """Those not ended yet."""
        return self.filter(ended_at=None)

    def waiting_for_receipt(self) -> DossierQuerySet:
        """Filed, and neither accepted nor refused."""
        return self.filter(status=Status.SUBMITTED, ended_at=None)

    def overdue(self, now: datetime) -> DossierQuerySet:
        """Past their due date without a result while the clock runs (NĐ 118/2025, điều 11)."""
        return self.filter(ended_at=None, resolved_at=None, due_at__lt=now).exclude(status=Status.AWAITING_SUPPLEMENT)

    def of_owner_named(self, words: str) -> DossierQuerySet:
        """Those whose owner's name begins so, accents and case aside; none for words without a letter."""
        beginning = fold(words)
        return self.filter(owner__search_name__startswith=beginning) if beginning else self.none()

    def counted(self) -> DossierQuerySet:
        """Each matter once: a linked one as a whole, not its parts beside it."""
        return self.filter(whole=None)

    def for_list(self) -> DossierQuerySet:
        """What a row of a list shows, in one statement: no answers and contacts, no whole persons and procedures."""
        return self.select_related("version", "owner", "result", "entity").only(*LISTED, "entity__name")

    def for_own_list(self) -> DossierQuerySet:
        """As `for_list`, with who filed it and for whom: what people see of their own."""
        listed = self.select_related("version", "owner", "result", "submitter", "entity")
        return listed.only(*LISTED, "submitter__full_name", "entity__name")

    def for_page(self) -> DossierQuerySet:
        """What the pages of a dossier show, in one statement; contacts and the form's text are read when asked for.

        `checks_told` lists the values compared: `{"field", "digest", "matches", "at", "by"}`, `waits_told` who
        kept it waiting; `open_letter` is the key of a form 04 not signed yet, `grounds_told` are the lists
        of grounds. Pauses take a second statement.
        """
        checks = self.model._meta.get_field("checks").related_model._default_manager.filter(dossier=OuterRef("pk"))
        told = JSONObject(field="field", digest="digest", matches="matches", at="at", by="account__display_name")
        dossiers = self.annotate(checks_told=ArraySubquery(checks.order_by().values(told=told)))
        parts = LinkedPart.objects.filter(version=OuterRef("version")).order_by()
        waits = self.model._meta.get_field("outside_waits").related_model._default_manager.filter(
            dossier=OuterRef("pk")
        )
        waited = JSONObject(
            id="id", partner="partner", kind="kind", ground="ground", begun="started_at", ended="ended_at",
            by="recorded_by__display_name",
        )  # fmt: skip
        letters = self.model._meta.get_field("extensions").related_model._default_manager.filter(dossier=OuterRef("pk"))
        dossiers = dossiers.annotate(
            waits_told=ArraySubquery(waits.order_by("started_at", "id").values(told=waited)),
            grounds_told=ArraySubquery(apps.get_model("dossiers", "Ground").objects.values(told=_GROUND)),
            open_letter=models.Subquery(letters.filter(state__in=["draft", "proposed"]).values("pk")[:1]),
            calendar_revision=RawSQL(CALENDAR_REVISION, []),  # noqa: S611 (words of ours)
        )
        pauses = self.model._meta.get_field("pauses").related_model._default_manager.select_related("approved_by")
        dossiers = dossiers.prefetch_related(models.Prefetch("pauses", pauses))
        return dossiers.select_related(
            "version__procedure", "version__eform", "case", "owner", "submitter", "unit_of_record",
            "place_of_receipt", "result",
        ).only(*OPENED).annotate(preparation=F("draft__preparation"), has_parts=Exists(parts))  # fmt: skip


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts belong to one account."""

    def visible_to(self, actor: Actor) -> DraftQuerySet:
        """The actor's own that were neither filed nor thrown away."""
        if actor.account_id is None:
            return self.none()
        return self.filter(account=actor.account_id, state="open")

    def with_names(self) -> DraftQuerySet:
        """With their procedures and for whom they are, in one statement."""
        return self.select_related("version__procedure", "owner", "entity")

    def restorable_by(self, actor: Actor, now: datetime) -> DraftQuerySet:
        """The actor's own that were thrown away and can still be taken back."""
        if actor.account_id is None:
            return self.none()
        return self.filter(account=actor.account_id, state="deleted", deleted_at__gt=now - DRAFT_RESTORE)


class CoordinationQuerySet(models.QuerySet["Coordination"]):
    """Dossiers of which nobody is known yet to resolve them."""

    def open(self) -> CoordinationQuerySet:
        """Those not decided, of dossiers that have not ended meanwhile."""
        return self.filter(decided_at=None, dossier__ended_at=None)

    def visible_to(self, actor: Actor) -> CoordinationQuerySet:
        """Those the actor may decide: everywhere, or where a dossier lies that was taken at one of their desks."""
        rights = actor.rights_to("dossiers.coordinate")
        if actor.kind is ActorKind.SYSTEM or any(right.everywhere for right in rights):
            return self
        desks = sorted(frozenset[int]().union(*(right.organisations for right in rights)))
        lies = models.Q(dossier__place_of_receipt__in=desks) | models.Q(dossier__unit_of_record__in=desks)
        return self.filter(lies) if desks else self.none()

    def to_alarm(self, now: datetime) -> CoordinationQuerySet:
        """Those undecided for too long of which nobody was told yet."""
        return self.open().filter(alarm_at__lte=now, alarmed_at=None)


class CommentQuerySet(models.QuerySet["DossierComment"]):
    """What is said in dossiers; every page, export, count and file starts at `visible_to`."""

    def visible_to(self, actor: Actor) -> CommentQuerySet:
        """Those in dossiers that the actor may see; of these, applicants see only what they are shown."""
        if actor.kind is ActorKind.SYSTEM:
            return self
        seen = seen_by(actor)
        dossiers = self.model._meta.get_field("dossier").related_model._default_manager
        within = self if seen == EVERYTHING else self.filter(dossier__in=dossiers.filter(_Holds(seen)))
        return within if actor.kind is ActorKind.OFFICIAL else within.shown_to_applicants()

    def shown_to_applicants(self) -> CommentQuerySet:
        """Without what officials write among themselves."""
        return self.filter(visibility="applicant")
