"""What other modules may use of the exchange."""

from motcua.exchange.client import Reply, call
from motcua.exchange.models import ExchangeMessage
from motcua.exchange.rules import BadReply, ExchangeError, SystemUnavailable, UnknownSystem

__all__ = [
    "BadReply",
    "ExchangeError",
    "ExchangeMessage",
    "Reply",
    "SystemUnavailable",
    "UnknownSystem",
    "call",
]
