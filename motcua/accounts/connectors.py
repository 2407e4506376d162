"""The answer to the platform's question "may this actor do this?"."""

from motcua.accounts.rules import is_allowed
from motcua.platform.action import MAY, Actor, Scoped


def may(actor: Actor, permission: str, subject: Scoped | None) -> bool:
    """Whether the actor's rights reach what the subject concerns. No statement of its own."""
    return is_allowed(actor, permission, subject.scope() if subject is not None else None)


MAY.register("accounts", may)
