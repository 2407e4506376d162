"""Passkeys (WebAuthn level 3): what is asked of the browser and whether its answer proves the key.

The site that a key belongs to comes from MOTCUA_BASE_URL, never from what a request says of itself.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from motcua.accounts.models import Account, Passkey
from motcua.platform.action import Refused
from motcua.platform.encryption import keyed_digest
from motcua.platform.settings import installation

ANSWER_LIMIT = 20_000
T = TypeVar("T")


@dataclass(frozen=True)
class Site:
    """The one address for which keys are made: `host` is the relying party's id, `origin` what the browser must say."""

    host: str
    origin: str


@dataclass(frozen=True)
class Registered:
    """A new key, proved."""

    credential_id: str
    credential: bytes
    sign_count: int


def site() -> Site | None:
    """The site of this installation; None where it is known by a bare IP address, for which no browser makes keys.

    On a machine that serves itself alone, 127.0.0.1 is also called localhost, and that is a name.
    """
    parts = urlsplit(installation().base_url)
    host = parts.hostname or ""
    if host in ("127.0.0.1", "::1"):
        host = "localhost"
    try:
        ip_address(host)
    except ValueError:
        port = f":{parts.port}" if parts.port else ""
        return Site(host, f"{parts.scheme}://{host}{port}")
    return None


def ask_to_register(account: Account) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the browser needs to make a key, and what to keep for checking its answer. Raises Refused without a site."""
    user = PublicKeyCredentialUserEntity(
        id=user_handle(account), name=account.username, display_name=account.display_name
    )
    options, state = _server().register_begin(
        user,
        credentials=_credentials(Passkey.objects.filter(account=account)),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options)["publicKey"], state


def check_registered(state: dict[str, Any], answer: str) -> Registered:
    """The key that the browser made. Raises Refused for what does not prove it."""

    def check() -> Registered:
        response = RegistrationResponse.from_dict(_read(answer))
        found = _server().register_complete(state, response)
        assert found.credential_data is not None
        return Registered(
            websafe_encode(found.credential_data.credential_id), bytes(found.credential_data), found.counter
        )

    return _proved(check)


def ask_to_sign(keys: Iterable[Passkey] = ()) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the browser needs to prove one of these keys, or any it has, and what to keep for checking its answer."""
    options, state = _server().authenticate_begin(
        _credentials(keys) or None, user_verification=UserVerificationRequirement.REQUIRED
    )
    return dict(options)["publicKey"], state


def named_key(answer: str) -> str:
    """Which key an answer claims to prove, in base64url; empty where it says none. Proves nothing."""
    try:
        named = _read(answer).get("rawId", "")
    except Refused:
        return ""
    return named if isinstance(named, str) else ""


def check_signed(state: dict[str, Any], key: Passkey, answer: str) -> int:
    """The counter of the key after proving it. Raises Refused; also for a counter that did not grow: a copied key."""

    def check() -> int:
        response = AuthenticationResponse.from_dict(_read(answer))
        handle = response.response.user_handle
        if handle is not None and handle != user_handle(key.account):
            raise ValueError("another user's handle")
        _server().authenticate_complete(state, [AttestedCredentialData(bytes(key.credential))], response)
        return response.response.authenticator_data.counter

    count = _proved(check)
    if (count or key.sign_count) and count <= key.sign_count:
        raise Refused(_("Khóa này có dấu hiệu đã bị sao chép nên không được dùng. Xin báo người quản trị."))
    return count


def user_handle(account: Account) -> bytes:
    """What a key knows its owner by: tells nothing of them."""
    return bytes.fromhex(keyed_digest(f"passkey:{account.pk}"))


def _server() -> Fido2Server:
    here = site()
    if here is None:
        raise Refused(_("Hệ thống chưa có tên miền nên chưa dùng được khóa truy cập."))
    entity = PublicKeyCredentialRpEntity(id=here.host, name=f"Một Cửa · {installation().place}")
    return Fido2Server(entity, verify_origin=lambda origin: origin == here.origin)


def _credentials(keys: Iterable[Passkey]) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(key.credential)) for key in keys]


def _read(answer: str) -> dict[str, Any]:
    try:
        read = json.loads(answer) if len(answer) <= ANSWER_LIMIT else None
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise _no_proof()
    return read


def _proved(check: Callable[[], T]) -> T:
    try:
        return check()
    except Refused:
        raise
    except Exception as error:  # whatever a forged answer makes the library stumble over
        raise _no_proof() from error


def _no_proof() -> Refused:
    return Refused(_("Khóa truy cập không được chấp nhận. Xin thử lại."))
