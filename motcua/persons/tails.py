"""Finding a person by the last four digits of the personal id, which is what people say aloud at a counter."""

from motcua.platform.encryption import keyed_digest

LENGTH = 4


def personal_id_tail(digits: str) -> str:
    """The blind index of how a number ends; empty for fewer than four digits. Apart from that of whole values."""
    return keyed_digest(f"personal id ends in {digits[-LENGTH:]}") if len(digits) >= LENGTH else ""
