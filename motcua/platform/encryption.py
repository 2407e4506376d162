"""Personal values encrypted at rest, with key rotation, and a blind index to find them by equality.

AES-256-GCM. A stored value is `key id \\0 nonce(12) ciphertext`; the column's name is authenticated with it, so that a
value cannot be moved to another column; moved to another row it is found out where it has an index (`FoundByIndex`).
The blind index is HMAC-SHA256 of the cleaned value with a key of its own.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import FieldError
from django.db import models

from motcua.platform.registry import Port
from motcua.platform.settings import installation
from motcua.platform.text import clean

if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
    _CharField = models.CharField[Any, Any]
else:
    _Field = models.Field
    _CharField = models.CharField


class CannotDecrypt(ValueError):
    """The value was changed, or its key is not among the keys of this installation."""


def encrypt(plain: bytes, context: str) -> bytes:
    """Encrypt with the current key; `context` must be given again to decrypt."""
    key_id, key = installation().encryption_keys[0]
    nonce = os.urandom(12)
    return key_id.encode() + b"\0" + nonce + AESGCM(key).encrypt(nonce, plain, context.encode())


def decrypt(stored: bytes, context: str) -> bytes:
    """The plain bytes. Raises CannotDecrypt."""
    key_id, _, rest = stored.partition(b"\0")
    keys = dict(installation().encryption_keys)
    try:
        return AESGCM(keys[key_id.decode()]).decrypt(rest[:12], rest[12:], context.encode())
    except (KeyError, InvalidTag, ValueError) as error:
        raise CannotDecrypt(context) from error


def key_id_of(stored: bytes) -> str:
    """Which key a stored value was encrypted with."""
    return stored.partition(b"\0")[0].decode()


def blind_index(value: str) -> str:
    """What a value is found by without being readable: hex of an HMAC over the cleaned value. Empty for empty."""
    value = clean(value)
    return keyed_digest(value) if value else ""


def keyed_digest(text: str) -> str:
    """Hex of an HMAC over exactly this text: proves without telling; one space more gives another."""
    return hmac.new(installation().index_key, text.encode(), hashlib.sha256).hexdigest()


class EncryptingAgain(Protocol):
    """Encrypts again, with the current key, what a module keeps outside of the database; says how much that was.

    Raises CannotDecrypt, naming what cannot be read.
    """

    def __call__(self) -> int: ...


ELSEWHERE: Port[EncryptingAgain] = Port("platform.encrypted_elsewhere", "What is encrypted outside of the database?")


class EncryptedField(_Field):
    """A value encrypted in the database; only `isnull` can be asked of it."""

    def get_internal_type(self) -> str:
        return "BinaryField"

    @property
    def context(self) -> str:
        """The name authenticated with every value: `table.column`."""
        return f"{self.model._meta.db_table}.{self.column}"

    def to_bytes(self, value: Any) -> bytes:
        raise NotImplementedError

    def from_bytes(self, value: bytes) -> Any:
        raise NotImplementedError

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return None if value is None else encrypt(self.to_bytes(value), self.context)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else self.from_bytes(decrypt(bytes(value), self.context))

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: find it by its blind index")
        return super().get_lookup(lookup_name)


class EncryptedTextField(EncryptedField):
    """Text encrypted at rest."""

    def to_bytes(self, value: Any) -> bytes:
        return str(value).encode()

    def from_bytes(self, value: bytes) -> str:
        return value.decode()


class EncryptedJSONField(EncryptedField):
    """JSON encrypted at rest."""

    def to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def from_bytes(self, value: bytes) -> Any:
        return json.loads(value)


class BlindIndexField(_CharField):
    """The blind index of a neighbouring encrypted field, which `of` names: 64 hex digits, or empty."""

    def __init__(self, *, of: str = "", **options: Any) -> None:
        self.of = of
        options.setdefault("max_length", 64)
        options.setdefault("blank", True)
        options.setdefault("default", "")
        super().__init__(**options)


class FoundByIndex(models.Model):
    """A record with blind indexes: where one does not belong to the value beside it, the record is not read.

    So a value moved here from another row of the same column is found out. Reading raises CannotDecrypt.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **options: Any) -> Self:
        record = super().from_db(db, field_names, values, **options)
        loaded = record.__dict__
        for name, of in _indexes(cls):
            if name in loaded and of in loaded and loaded[name] != blind_index(loaded[of]):
                raise CannotDecrypt(f"{cls._meta.db_table}.{of} of {record.pk}: not the value its index was taken of")
        return record


@cache
def _indexes(model: type[models.Model]) -> tuple[tuple[str, str], ...]:
    fields = model._meta.local_concrete_fields
    return tuple((field.name, field.of) for field in fields if isinstance(field, BlindIndexField) and field.of)


def encrypted_fields(model: type[models.Model]) -> list[EncryptedField]:
    """The columns of a model that are encrypted."""
    return [field for field in model._meta.local_concrete_fields if isinstance(field, EncryptedField)]
