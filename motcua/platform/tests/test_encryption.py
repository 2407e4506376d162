"""Personal values at rest: unreadable, unmovable, found by equality alone, and moved on to new keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from motcua.platform.encryption import (
    CannotDecrypt,
    EncryptedJSONField,
    EncryptedTextField,
    blind_index,
    decrypt,
    encrypt,
    key_id_of,
)

OLD, NEW = ("old", b"o" * 32), ("new", b"n" * 32)


@contextmanager
def keys(*pairs: tuple[str, bytes]) -> Iterator[None]:
    with override_settings(MOTCUA=replace(settings.MOTCUA, encryption_keys=pairs)):
        yield


@given(st.binary(), st.text())
def test_what_is_encrypted_is_read_again(plain: bytes, context: str) -> None:
    stored = encrypt(plain, context)
    assert decrypt(stored, context) == plain
    assert encrypt(plain, context) != stored, "never twice the same"
    assert len(plain) < 8 or plain not in stored


@given(st.text())
def test_text_and_json_come_back_as_they_went(text: str) -> None:
    field, other = EncryptedTextField(), EncryptedJSONField()
    if text.isprintable():
        assert field.from_bytes(field.to_bytes(text)) == text
        value = {"a": [text, 1, None, True], text: {}}
        assert other.from_bytes(other.to_bytes(value)) == value


@given(st.binary(min_size=1), st.data())
def test_no_changed_byte_is_read(plain: bytes, data: st.DataObject) -> None:
    stored = bytearray(encrypt(plain, "a.b"))
    place = data.draw(st.integers(0, len(stored) - 1))
    stored[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CannotDecrypt):
        decrypt(bytes(stored), "a.b")


@pytest.mark.parametrize("broken", [b"", b"x", b"old\0", b"\0" * 40, b"demo-1\0short"])
def test_nonsense_is_not_read(broken: bytes) -> None:
    with pytest.raises(CannotDecrypt):
        decrypt(broken, "a.b")


def test_a_value_is_not_read_in_another_column() -> None:
    with pytest.raises(CannotDecrypt):
        decrypt(encrypt(b"031098004112", "persons_person.personal_id"), "persons_person.phone")


def test_the_blind_index_finds_equal_values_and_tells_nothing() -> None:
    index = blind_index("031098004112")
    assert index == blind_index(" 031098004112 ")
    assert index != blind_index("031098004113")
    assert len(index) == 64
    assert blind_index(" ") == ""
    with override_settings(MOTCUA=replace(settings.MOTCUA, index_key=b"x" * 32)):
        assert blind_index("031098004112") != index


def test_the_first_key_encrypts_and_all_of_them_decrypt() -> None:
    with keys(OLD):
        stored = encrypt(b"plain", "a.b")
    with keys(NEW, OLD):
        assert decrypt(stored, "a.b") == b"plain"
        assert key_id_of(encrypt(b"plain", "a.b")) == "new"
    with keys(NEW), pytest.raises(CannotDecrypt):
        decrypt(stored, "a.b")
    with keys(("old", b"z" * 32)), pytest.raises(CannotDecrypt):
        decrypt(stored, "a.b")
