"""Who somebody is and what they may do at an instant, worked out in two statements at most and kept for a minute."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.accounts.models import (
    AbsenceDelegation,
    Account,
    Invitation,
    PositionHolding,
    RoleGrant,
    Session,
    SignInThrottle,
)
from motcua.accounts.rules import (
    KNOWN_FOR,
    PER_ADDRESS,
    PER_NAME,
    PER_NAME_AND_ADDRESS,
    AccountKind,
    Grant,
    Held,
    Reach,
    ThrottlePolicy,
    address_block,
    chosen,
    client_address,
    is_allowed,
    narrowed,
    normalise_username,
    rights_of,
)
from motcua.organisations.public import Position, subtree_ids
from motcua.persons.public import (
    IdentityLevel,
    Person,
    memberships_of,
    normalise_personal_id,
    read_personal_id,
    same_person,
)
from motcua.platform.action import Actor, ActorKind, DataClass, NotAllowed, Scope
from motcua.platform.clock import VIETNAM
from motcua.platform.encryption import blind_index, keyed_digest
from motcua.platform.settings import installation

KEPT_FOR = timedelta(seconds=60)
KEPT_AT_MOST = 5000
# To hold a role is itself a right, where the position stands: who does a step of a process is said by role.
ROLE = "role:"
# Known to everybody; accounts with it exist only where the demo was seeded.
DEMO_PASSWORD = "mot-cua-2026"  # noqa: S105


class PositionNotHeld(NotAllowed):
    """The account does not hold the position it wants to work in, or not any more."""


@dataclass(frozen=True)
class Standing:
    """An account at an instant: the actor it is, the position it works in, all positions it holds."""

    actor: Actor
    position: Held | None = None
    positions: tuple[Held, ...] = ()


@dataclass(frozen=True)
class _Kept:
    standing: Standing
    since: datetime
    until: datetime


@dataclass(frozen=True)
class DemoAccount:
    """An account to try the system with, and who one is with it."""

    username: str
    display_name: str
    position: str


_kept: dict[tuple[int, int, int | None, int], _Kept] = {}


def actor_of(account: Account, *, at: datetime, position_id: int | None = None, assurance: int = 1) -> Actor:
    """The actor that this account is at `at`; an official with several positions acts in one, by default the oldest.

    At most two statements, none when asked again within a minute and nothing changed (`rights_revision`). Raises
    PositionNotHeld when `position_id` is not held at `at`, NotAllowed when the account is closed.
    """
    return standing_of(account, at=at, position_id=position_id, assurance=assurance).actor


def standing_of(account: Account, *, at: datetime, position_id: int | None = None, assurance: int = 1) -> Standing:
    """Like `actor_of`, with the positions to choose from."""
    key = (account.pk, account.rights_revision, position_id, assurance)
    kept = _kept.get(key)
    if kept is not None and kept.since <= at < kept.until:
        return kept.standing
    if not account.is_active:
        raise NotAllowed(_("Tài khoản đã bị khóa."))
    standing = _official(account, at, position_id) if account.kind == AccountKind.OFFICIAL else _applicant(account, at)
    standing = replace(standing, actor=replace(standing.actor, assurance=assurance))
    ends = [held.valid_to for held in standing.positions if held.valid_to is not None]
    if len(_kept) >= KEPT_AT_MOST:
        _kept.clear()
    _kept[key] = _Kept(standing, at, min([at + KEPT_FOR, *ends]))
    return standing


def _applicant(account: Account, at: datetime) -> Standing:
    grants = RoleGrant.objects.filter(role__code=account.kind).values_list("permission", "reach")
    rights = rights_of([Grant(p, Reach(r)) for p, r in grants], organisation_id=None, subtree=frozenset())
    records = same_person(account.person_id)
    also, member = records - {account.person_id}, memberships_of(records, at)
    kind = ActorKind(account.kind)
    actor = Actor(
        kind, account.pk, account.person_id, rights=rights, also=also, entities=member.whole, limited=member.limited
    )
    return Standing(actor)


def _official(account: Account, at: datetime, position_id: int | None) -> Standing:
    positions = positions_of(account.person_id, at=at)
    held = chosen(positions, position_id)
    if held is None:
        if position_id is not None:
            raise PositionNotHeld(_("Ông/bà không còn giữ chức vụ này."))
        return Standing(Actor(ActorKind.OFFICIAL, account.pk, account.person_id))
    reaches_below = any(grant.reach is Reach.SUBTREE for grant in held.grants)
    below = subtree_ids(held.organisation_id, at.astimezone(VIETNAM).date()) if reaches_below else frozenset[int]()
    actor = Actor(
        kind=ActorKind.OFFICIAL,
        account_id=account.pk,
        person_id=account.person_id,
        organisation_id=held.organisation_id,
        position_id=held.position_id,
        rights=rights_of(held.grants, organisation_id=held.organisation_id, subtree=frozenset(below)),
        stands_in_for=held.instead_of_account,
    )
    return Standing(actor, held, positions)


def may_in_a_position(account: Account, permission: str, scope: Scope, *, at: datetime) -> bool:
    """Whether an official may do this in at least one of the positions they hold or stand in for at `at`."""
    positions = standing_of(account, at=at).positions
    actors = (actor_of(account, at=at, position_id=each.position_id) for each in positions)
    return any(is_allowed(actor, permission, scope) for actor in actors)


def positions_of(person_id: int, *, at: datetime) -> tuple[Held, ...]:
    """The positions this person holds at `at`, the longest held first, with what their roles grant; then those in which
    they stand in for who is away. One statement.

    Who holds no position any more stands in for nobody. Seats of two who are away that are one position are one here.
    """
    held: dict[tuple[bool, int], Held] = {}
    grants: dict[tuple[bool, int], set[Grant]] = {}
    highest = {True: DataClass.NORMAL, False: DataClass.NORMAL}
    for row in _positions(person_id, at):
        is_own = row["person_id"] == person_id
        key = is_own, row["pk"] if is_own else row["position_id"]
        held[key] = _also(held.get(key), row, is_own=is_own)
        if row["roles__code"] is not None:
            grants.setdefault(key, set()).add(Grant(ROLE + row["roles__code"], Reach.ORGANISATION))
        if row["roles__grants__permission"] is not None:
            grants.setdefault(key, set()).add(_granted(row))
            highest[is_own] = max(highest[is_own], DataClass(row["data_class"]))
    if not any(is_own for is_own, _key in held):
        return ()
    # Whoever stands in for somebody sees what is no more confidential than they see themselves.
    found = {
        (is_own, key): replace(
            each, grants=tuple({narrowed(one, data_class=highest[True]) for one in grants.get((is_own, key), ())})
        )
        for (is_own, key), each in held.items()
    }
    own = {each.position_id for (is_own, _key), each in found.items() if is_own}
    return (
        *(each for (is_own, _key), each in found.items() if is_own),
        *(each for (is_own, _key), each in found.items() if not is_own and each.position_id not in own),
    )


def _granted(row: Mapping[str, Any]) -> Grant:
    """What this row of `_positions` grants: as far as both the role and the holding go."""
    about = frozenset(row["roles__grants__procedures"])
    grant = Grant(
        row["roles__grants__permission"],
        Reach(row["roles__grants__reach"]),
        DataClass(row["roles__grants__data_class"]),
        (about,) if about else (),
    )
    return narrowed(grant, data_class=DataClass(row["data_class"]), procedures=frozenset(row["procedures"]))


def _positions(person_id: int, at: datetime) -> QuerySet[PositionHolding, Any]:
    standing_in = AbsenceDelegation.objects.in_force(at).filter(delegate=person_id)
    own = PositionHolding.objects.filter(person_id=person_id).values("pk")
    until = standing_in.filter(holding=OuterRef("pk")).values("holding").annotate(end=Min("valid_to")).values("end")
    away = Account.objects.officials().filter(person_id=OuterRef("person_id"))
    return (
        PositionHolding.objects.held_at(at)
        # A union and not "or", so that both are found by their index.
        .filter(pk__in=own.union(standing_in.values("holding"), all=True))
        .order_by("valid_from", "id")
        .annotate(until=Subquery(until), away=Subquery(away.values("pk")[:1]))
        .values(
            "pk", "person_id", "person__full_name", "position_id", "position__name", "position__organisation_id",
            "position__organisation__name", "valid_to", "until", "away", "data_class", "procedures",
            "roles__code", "roles__second_factor", "roles__grants__permission", "roles__grants__reach",
            "roles__grants__data_class", "roles__grants__procedures",
        )
    )  # fmt: skip


def _also(before: Held | None, row: Mapping[str, Any], *, is_own: bool) -> Held:
    """The position of this row, with what other rows of it said."""
    ends = [end for end in (row["valid_to"], None if is_own else row["until"], before and before.valid_to) if end]
    second_factor = bool(row["roles__second_factor"]) or (before is not None and before.second_factor)
    if before is not None:
        return replace(before, valid_to=min(ends, default=None), second_factor=second_factor)
    return Held(
        holding_id=row["pk"],
        position_id=row["position_id"],
        position_name=row["position__name"],
        organisation_id=row["position__organisation_id"],
        organisation_name=row["position__organisation__name"],
        valid_to=min(ends, default=None),
        grants=(),
        second_factor=second_factor,
        instead_of="" if is_own else row["person__full_name"],
        instead_of_account=None if is_own else row["away"],
    )


def holders_of(role_code: str, organisation_id: int | None, at: datetime) -> QuerySet[Account]:
    """The active accounts of officials who at `at` hold a position with this role in exactly this organisation (in any,
    where none is named), or stand in for one who does.
    """
    holders = PositionHolding.objects.held_at(at).with_role(role_code)
    if organisation_id is not None:
        holders = holders.in_organisation(organisation_id)
    standing_in = AbsenceDelegation.objects.in_force(at).filter(
        holding__in=holders.values("pk"), delegate__in=PositionHolding.objects.held_at(at).values("person_id")
    )
    people = holders.values("person_id").union(standing_in.values("delegate"), all=True)
    return Account.objects.active().officials().filter(person_id__in=people).order_by("id")


def staffed(at: datetime) -> frozenset[tuple[int, str]]:
    """The organisations and roles for which `holders_of` gives somebody at `at`. One statement."""
    seats = PositionHolding.objects.held_at(at).filter(roles__isnull=False)
    sitting = seats.filter(person_id__in=Account.objects.active().officials().values("person_id"))
    in_place = AbsenceDelegation.objects.in_force(at).filter(delegate__in=sitting.values("person_id"))
    rows = seats.filter(Q(pk__in=sitting.values("pk")) | Q(pk__in=in_place.values("holding")))
    return frozenset(rows.values_list("position__organisation", "roles__code").distinct())


def may_stand_in(position: Position, *, at: datetime) -> QuerySet[Account]:
    """The accounts of officials who may do this position's work for who is away: of its organisation or below it at
    `at`, and not in the same position. One statement for the tree, one for them.
    """
    places = subtree_ids(position.organisation_id, at.astimezone(VIETNAM).date())
    seats = PositionHolding.objects.held_at(at)
    there = seats.filter(position__organisation__in=places).values("person_id")
    same = seats.filter(position=position).values("person_id")
    found = Account.objects.active().officials().filter(person_id__in=there).exclude(person_id__in=same)
    return found.order_by("display_name", "id")


def sessions_to_end(at: datetime) -> QuerySet[Session]:
    """Sessions of accounts that were closed, and of officials whose last position ran out by then.

    Who never held a position yet stays: they were given an account a moment ago.
    """
    held = PositionHolding.objects.held_at(at).values("person_id")
    once = PositionHolding.objects.filter(valid_to__lte=at).values("person_id")
    leavers = Account.objects.officials().filter(person_id__in=once).exclude(person_id__in=held)
    closed = Account.objects.filter(is_active=False)
    sitting = Session.objects.select_related(None)
    return sitting.filter(Q(account__in=leavers.values("pk")) | Q(account__in=closed.values("pk")))


def invitation_of(token: str, *, at: datetime) -> Invitation | None:
    """The invitation that this link is, while it opens anything."""
    found = Invitation.objects.filter(
        digest=keyed_digest(f"invitation:{token}"), used_at__isnull=True, expires_at__gt=at
    )
    return found.filter(account__is_active=True).select_related("account").first()


def find_to_sign_in(identifier: str) -> Account | None:
    """The account somebody means by a username or a personal id; of two who claim one number, the checked person's."""
    digits = normalise_personal_id(identifier)
    if read_personal_id(digits) is None:
        return Account.objects.filter(username=normalise_username(identifier)).first()
    bearers = Person.objects.with_personal_id(digits).values_list("identity_level", "id")
    for _level, person_id in sorted(bearers, key=lambda bearer: bearer[0] != IdentityLevel.CHECKED):
        account = Account.objects.filter(person_id=person_id, kind=AccountKind.CITIZEN).first()
        # Who came by national e-identity has no password here, and must not lock out who declared the number.
        if account is not None and account.has_usable_password():
            return account
    return None


def demo_accounts(*, at: datetime) -> tuple[DemoAccount, ...]:
    """The accounts to try the system with, in the order they were made. Two statements."""
    accounts = list(Account.objects.active().filter(is_demo=True).order_by("id"))
    official = {account.person_id: account.pk for account in accounts if account.kind == AccountKind.OFFICIAL}
    names = "person_id", "position__name", "position__organisation__name"
    # The longest held last, so that it is the one shown.
    held = PositionHolding.objects.held_at(at).filter(person_id__in=official).order_by("-valid_from", "-id")
    positions: dict[int, str] = {}
    for person_id, position, organisation in held.values_list(*names):
        positions[official[person_id]] = f"{position}, {organisation}"
    return tuple(
        DemoAccount(account.username, account.display_name, positions.get(account.pk) or account.get_kind_display())
        for account in accounts
    )


def sign_in_keys(identifier: str, account: Account | None, address: str) -> dict[str, ThrottlePolicy]:
    """Under which keys failures at this name are counted; unknown names too, and without keeping what was typed."""
    name = f"account:{account.pk}" if account else f"name:{blind_index(normalise_username(identifier))}"
    return _keys(name, address)


def _keys(name: str, address: str) -> dict[str, ThrottlePolicy]:
    return {
        throttle_at(name, address): PER_NAME_AND_ADDRESS,
        name: PER_NAME,
        throttle_of_address(address): PER_ADDRESS,
    }


def throttle_at(name: str, address: str) -> str:
    """Under which key failures at one name from this network address are counted."""
    return f"{name}@{blind_index(address_block(address))}"


def throttle_of_address(address: str) -> str:
    """Under which key failures from this network address are counted."""
    return f"address:{blind_index(address_block(address))}"


def blocked_until(identifier: str, address: str, *, at: datetime) -> datetime | None:
    """Until when nobody may try to sign in with this name from this address, or None when they may."""
    return _blocked_until(sign_in_keys(identifier, find_to_sign_in(identifier), address), at)


def blocked_from(address: str, *, at: datetime) -> datetime | None:
    """Until when nobody may try anything from this address, or None when they may."""
    return _blocked_until({throttle_of_address(address): PER_ADDRESS}, at)


def _blocked_until(policies: Mapping[str, ThrottlePolicy], at: datetime) -> datetime | None:
    wait = wait_of(SignInThrottle.objects.filter(key__in=policies), policies, at=at)
    return at + wait if wait else None


def wait_of(rows: Collection[SignInThrottle], policies: Mapping[str, ThrottlePolicy], *, at: datetime) -> timedelta:
    """How long to wait by these rows: what holds for a name everywhere does not where it signed in before."""
    is_known = any(row.last_succeeded_at and at - row.last_succeeded_at < KNOWN_FOR for row in rows)
    ends = [
        row.blocked_until
        for row in rows
        if row.blocked_until is not None and not (is_known and policies[row.key] is PER_NAME)
    ]
    return max([end - at for end in ends if end > at], default=timedelta(0))


def address_of(request: HttpRequest) -> str:
    """The network address that asks; what a proxy says counts only from proxies that the operator trusts."""
    proxies = installation().options.get("MOTCUA_TRUSTED_PROXIES", "")
    return client_address(
        request.META.get("REMOTE_ADDR", ""),
        request.headers.get("X-Forwarded-For", ""),
        trusted=frozenset(each.strip() for each in proxies.split(",") if each.strip()),
    )


def guess_keys(about: str, address: str) -> dict[str, ThrottlePolicy]:
    """Under which keys wrong guesses at a secret are counted; what is guessed at is not kept."""
    return _keys(f"guess:{blind_index(about)}", address)


def wait_before_guess(about: str, address: str, *, at: datetime) -> timedelta:
    """How long nobody may guess at this secret again, from this address or at all; zero when they may."""
    policies = guess_keys(about, address)
    return wait_of(SignInThrottle.objects.filter(key__in=policies), policies, at=at)
