"""Who may, how long a guesser must wait, what a username looks like. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hmac import compare_digest
from ipaddress import IPv6Address, ip_address

from pyotp import TOTP

from motcua.platform.action import Actor, ActorKind, DataClass, Right, Scope

USERNAME = re.compile(r"[a-z][a-z0-9._@-]{2,63}")
FORGET_FAILURES_AFTER = timedelta(minutes=30)
LONGEST_WAIT = timedelta(minutes=15)
KNOWN_FOR = timedelta(days=90)
"""How long an address is known as one from which somebody signed in to an account."""


class AccountKind(StrEnum):
    """Which face of the system the account is for; the values are those of ActorKind."""

    CITIZEN = "citizen"
    BUSINESS = "business"
    OFFICIAL = "official"


class Reach(StrEnum):
    """How far a role's permission goes."""

    OWN = "own"
    ORGANISATION = "organisation"
    SUBTREE = "subtree"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Grant:
    """One permission of one role, as far as a holding lets it reach."""

    permission: str
    reach: Reach
    data_class: DataClass = DataClass.NORMAL
    procedures: tuple[frozenset[str], ...] = ()


def narrowed(grant: Grant, *, data_class: DataClass, procedures: frozenset[str] = frozenset()) -> Grant:
    """The grant within a holding that reaches this class and these procedures (empty: all): both must allow."""
    sets = (*grant.procedures, procedures) if procedures and procedures not in grant.procedures else grant.procedures
    return replace(grant, data_class=min(grant.data_class, data_class), procedures=sets)


@dataclass(frozen=True)
class StandardRole:
    """A role as shipped with the system."""

    name: str
    description: str
    grants: frozenset[Grant]
    second_factor: bool = False


def rights_of(grants: Iterable[Grant], *, organisation_id: int | None, subtree: frozenset[int]) -> tuple[Right, ...]:
    """Turn the grants of a position's roles into rights, in the order of their names; one for each permission, and more
    only where the grants of one are narrowed differently.

    `organisation_id` is where the position stands, `subtree` that organisation and all below it (empty if none).
    """
    reaches: dict[tuple[str, DataClass, tuple[frozenset[str], ...]], set[Reach]] = {}
    for grant in grants:
        reaches.setdefault((grant.permission, grant.data_class, grant.procedures), set()).add(grant.reach)
    here = frozenset({organisation_id}) if organisation_id is not None else frozenset[int]()
    return tuple(
        Right(
            permission=permission,
            organisations=(here if Reach.ORGANISATION in reach else frozenset())
            | (here | subtree if Reach.SUBTREE in reach else frozenset()),
            everywhere=Reach.EVERYWHERE in reach,
            own=Reach.OWN in reach,
            data_class=data_class,
            procedures=procedures,
        )
        for (permission, data_class, procedures), reach in sorted(reaches.items(), key=_in_order)
    )


def _in_order(kept: tuple[tuple[str, DataClass, tuple[frozenset[str], ...]], set[Reach]]) -> tuple[object, ...]:
    (permission, data_class, procedures), _reach = kept
    return permission, data_class, [sorted(each) for each in procedures]


def is_allowed(actor: Actor, permission: str, scope: Scope | None) -> bool:
    """May this actor do this to what has that scope? Without a scope any reach suffices.

    The rule of one object; `visible_to` filters of other modules must say the same in SQL.
    """
    if scope is None or actor.kind is ActorKind.SYSTEM:
        return actor.has(permission)
    return any(_way(right, actor, scope) in REACHED for right in actor.rights_to(permission))


class Why(StrEnum):
    """By what a position's right reaches a record, or why it does not."""

    EVERYWHERE = "everywhere"
    ORGANISATION = "organisation"
    OWN = "own"
    NO_PERMISSION = "no_permission"
    DATA_CLASS = "data_class"
    PROCEDURE = "procedure"
    ELSEWHERE = "elsewhere"


REACHED = frozenset({Why.EVERYWHERE, Why.ORGANISATION, Why.OWN})


def _way(right: Right, actor: Actor, scope: Scope) -> Why:
    """By what one right reaches a record, or why it does not; class and procedure bind nobody in what is their own."""
    lies_there = right.everywhere or bool(right.organisations & scope.organisations)
    if lies_there and right.covers(scope):
        return Why.EVERYWHERE if right.everywhere else Why.ORGANISATION
    if right.own and not actor.persons.isdisjoint(scope.persons):
        return Why.OWN
    if not lies_there:
        return Why.ELSEWHERE
    return Why.DATA_CLASS if scope.data_class > right.data_class else Why.PROCEDURE


def why(actor: Actor, permission: str, scope: Scope | None) -> tuple[Why, frozenset[int]]:
    """What `is_allowed` answers, told: the reason, and by which organisations of the record where it is that."""
    if not actor.has(permission):
        return Why.NO_PERMISSION, frozenset()
    if scope is None or actor.kind is ActorKind.SYSTEM:
        reached = actor.organisations_for(permission)
        if actor.is_everywhere(permission):
            return Why.EVERYWHERE, frozenset()
        return (Why.ORGANISATION, reached) if reached else (Why.OWN, frozenset())
    ways = [(_way(right, actor, scope), right.organisations) for right in actor.rights_to(permission)]
    best = min((way for way, _organisations in ways), key=list(Why).index)
    if best is not Why.ORGANISATION:
        return best, frozenset()
    reached = frozenset().union(*(organisations for way, organisations in ways if way is best))
    return best, reached & scope.organisations


def normalise_username(text: str) -> str:
    """Usernames are compared without regard to case or blanks around them."""
    return text.strip().lower()


def is_username(text: str) -> bool:
    """Three to 64 of a–z, digits and . _ @ -, a letter first: so no username is ever a personal id or a phone."""
    return USERNAME.fullmatch(text) is not None


@dataclass(frozen=True)
class ThrottlePolicy:
    """After `free` failures each further one doubles the wait, from `first_wait` up to `longest`."""

    free: int
    first_wait: timedelta
    longest: timedelta = LONGEST_WAIT


# One name from one address: who guesses there does not keep the owner out elsewhere.
PER_NAME_AND_ADDRESS = ThrottlePolicy(free=5, first_wait=timedelta(minutes=1))
# One name from everywhere: slow for guessers with many addresses, short enough for an owner who is new at one. Where
# somebody signed in before it does not hold at all.
PER_NAME = ThrottlePolicy(free=20, first_wait=timedelta(seconds=15), longest=timedelta(minutes=1))
# A whole office may share one address.
PER_ADDRESS = ThrottlePolicy(free=50, first_wait=timedelta(minutes=1))

# Who guesses at a second factor knows the password already: slower, from everywhere.
PER_FACTOR = ThrottlePolicy(free=5, first_wait=timedelta(minutes=1))


def wait_after(failures: int, policy: ThrottlePolicy) -> timedelta:
    """How long nobody may try there after that many failures in a row."""
    beyond = failures - policy.free
    if beyond < 0:
        return timedelta(0)
    return min(policy.longest, policy.first_wait * (1 << min(beyond, 10)))


def failures_still_counted(failures: int, last_failed_at: datetime | None, at: datetime) -> int:
    """Failures count until half an hour has gone by without another."""
    if last_failed_at is None or at - last_failed_at > FORGET_FAILURES_AFTER:
        return 0
    return failures


def client_address(remote: str, forwarded_for: str, *, trusted: frozenset[str]) -> str:
    """Who really calls: the last address in the chain that is not one of our own proxies.

    What an untrusted caller writes into X-Forwarded-For counts for nothing.
    """
    chain = [*(part.strip() for part in forwarded_for.split(",") if part.strip()), remote]
    while len(chain) > 1 and chain[-1] in trusted:
        chain.pop()
    return chain[-1]


def address_block(address: str) -> str:
    """What counts as one address: an IPv4 address, or the /64 that one IPv6 line can choose from."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return ":".join(parsed.exploded.split(":")[:4])
    return str(parsed)


def address_words(address: str) -> str:
    """An address as its owner may recognise it: the network, without the last part that tells one line from another."""
    block = address_block(address)
    if ":" in block:
        return ":".join(part.lstrip("0") or "0" for part in block.split(":")[:3]) + ":…"
    return block.rpartition(".")[0] + ".…" if "." in block else ""


# In this order: most browsers claim to be several others too.
BROWSERS = {
    "coc_coc_browser": "Cốc Cốc", "Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox", "FxiOS": "Firefox", "CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari",
}  # fmt: skip
SYSTEMS = {
    "Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Mac OS X": "macOS",
    "CrOS": "ChromeOS", "Linux": "Linux",
}  # fmt: skip


def device_words(user_agent: str) -> tuple[str, str]:
    """Browser and system by their names, as far as the browser says; empty where it says nothing known."""
    browser = next(
        (name for sign, name in BROWSERS.items() if sign + "/" in user_agent or f"{sign}A/" in user_agent), ""
    )
    return browser, next((name for sign, name in SYSTEMS.items() if sign in user_agent), "")


@dataclass(frozen=True)
class Held:
    """A position somebody holds at some instant: what the layout and the switch page show."""

    holding_id: int
    position_id: int
    position_name: str
    organisation_id: int
    organisation_name: str
    valid_to: datetime | None
    grants: tuple[Grant, ...]
    second_factor: bool = False
    # Whose position it is, where one only stands in for them while they are away.
    instead_of: str = ""
    instead_of_account: int | None = None


def chosen(held: Iterable[Held], position_id: int | None) -> Held | None:
    """The position asked for, or the first; None where it is not held."""
    options = list(held)
    if position_id is None:
        return options[0] if options else None
    return next((each for each in options if each.position_id == position_id), None)


NOTICE_OF_LOCK = timedelta(days=14)
"""How long after its owner was told a dormant account may be locked."""
INVITATION_HOLDS = timedelta(days=30)
TOTP_SECONDS = 30
CODES_ON_PAPER = 10
# No letters or digits that are mistaken for each other on paper.
LEGIBLE = "23456789abcdefghjkmnpqrstuvwxyz"


def matching_step(secret: str, code: str, at: datetime, *, after: int) -> int | None:
    """The half minute (RFC 6238) that this code belongs to: the present one or a neighbour, and later than `after`."""
    now = int(at.timestamp()) // TOTP_SECONDS
    typed = "".join(code.split())
    if len(typed) != 6 or not (typed.isascii() and typed.isdigit()):
        return None
    generator = TOTP(secret, interval=TOTP_SECONDS)
    matching = [step for step in (now - 1, now, now + 1) if compare_digest(generator.generate_otp(step), typed)]
    return next((step for step in matching if step > after), None)


def code_on_paper(text: str) -> str:
    """A recovery code as it is compared: small letters, without the hyphens and blanks that people see."""
    return "".join(sign for sign in text.lower() if sign in LEGIBLE)


REVIEW_REMINDERS = (timedelta(days=7), timedelta(days=1))


def is_review_reminder_due(due_at: datetime, reminded_at: datetime | None, at: datetime) -> bool:
    """Whether those who review rights are told now: when a review opens, a week and a day before it ends."""
    return reminded_at is None or any(reminded_at < due_at - before <= at for before in REVIEW_REMINDERS)
