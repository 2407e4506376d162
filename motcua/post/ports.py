"""What post needs from outside: a carrier, and to know where a matter is opened."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from motcua.platform.registry import Port


class NotTaken(Exception):
    """The carrier did not take an order, or it is not known whether it did. `for_good`: it must be corrected first."""

    def __init__(self, reason: str, *, for_good: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.for_good = for_good


@dataclass(frozen=True)
class Address:
    """Who sends or receives; areas by their codes of Quyết định 19/2025/QĐ-TTg."""

    name: str
    line: str
    phone: str
    province: str
    commune: str
    email: str = ""


@dataclass(frozen=True)
class Parcel:
    """An order as the carrier is told it. `item_code` is "" where the carrier gives it; `cod_amount` in đồng."""

    number: str
    item_code: str
    sender: Address
    receiver: Address
    description: str
    cod_amount: int = 0


@dataclass(frozen=True)
class Word:
    """One thing that a carrier knows of a parcel: its own number of it, what (a `State` by name), when, where."""

    key: str
    kind: str
    at: datetime
    place: str = ""
    note: str = ""
    item_code: str = ""


class Carrier(Protocol):
    """A postal service. However often `order` is called with one number, there is one parcel."""

    def order(self, parcel: Parcel) -> str:
        """Order, and return the item code that the carrier gave; "" where it tells it later. Raises NotTaken."""
        ...

    def tracked(self, number: str) -> list[Word]:
        """All that the carrier knows of the way of an order, in any order. Raises NotTaken where it does not say."""
        ...

    def takes_our_codes(self) -> bool:
        """Whether each order carries an item code out of those that the carrier allotted beforehand."""
        ...

    def secret(self) -> str:
        """What the carrier signs its word with; "" where none was agreed: then it is not listened to."""
        ...


class Opening(Protocol):
    """The address of the page of a matter, by its subject, for officials; None for one unknown."""

    def __call__(self, subject: str) -> str | None: ...


CARRIER: Port[Carrier] = Port("post.carrier", "Order parcels from the public postal service")
MATTERS: Port[Opening] = Port("post.matters", "On which page is the matter that a parcel belongs to?")
