"""Whose step is it? The one question behind every worklist and every button."""

from dataclasses import dataclass

WORK = "processes.work"


@dataclass(frozen=True)
class Duties:
    """What an actor may work on: organisations in reach of the right to work, and roles held by organisation.

    `also_for` is the account of who is away, while the actor stands in for them: what they had taken is the actor's
    to do, until they are back.
    """

    account_id: int | None = None
    everywhere: bool = False
    organisations: frozenset[int] = frozenset()
    roles: frozenset[tuple[str, int]] = frozenset()
    is_system: bool = False
    also_for: int | None = None


def may_work(duties: Duties, *, organisation_id: int, role_code: str, assignee_id: int | None) -> bool:
    """Whether the actor may do this step: an assigned one is its assignee's, another one the role's in its place."""
    if duties.is_system:
        return True
    if not duties.everywhere and organisation_id not in duties.organisations:
        return False
    if assignee_id is not None:
        return assignee_id in (duties.account_id, duties.also_for)
    return (role_code, organisation_id) in duties.roles
