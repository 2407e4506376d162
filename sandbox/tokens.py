"""Identity tokens of the sandbox nation: sound ones, and on demand the forged and broken ones a client must refuse."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

LIFETIME = 300
"""Seconds for which an identity token holds."""

QUIRKS = {
    "tampered": "Chữ ký bị sửa",
    "expired": "Mã đã hết hạn",
    "not_yet": "Mã của tương lai",
    "wrong_audience": "Mã cấp cho hệ thống khác",
    "wrong_party": "Bên được ủy quyền (azp) là hệ thống khác",
    "wrong_issuer": "Nơi cấp mã khác",
    "no_nonce": "Thiếu nonce",
    "wrong_nonce": "Nonce của lần khác",
    "alg_none": "Không ký (alg none)",
    "hs256": "Ký HS256 bằng khóa công khai",
    "unknown_key": "Ký bằng khóa lạ",
    "other_person": "Thông tin của người khác",
    "no_number": "Thiếu số định danh",
    "low_level": "Mức xác thực thấp",
    "other_name": "Họ tên, ngày sinh khác",
    "huge": "Thông tin dài 1 MB",
}
"""What can be wrong with an identity, and how the control page calls it."""


@dataclass
class Keys:
    """The signing keys, the newest first; the one before stays in the list, as at a real provider."""

    kept: list[RSAKey] = field(default_factory=list)

    def current(self) -> RSAKey:
        """The key that signs now."""
        if not self.kept:
            self.rotate()
        return self.kept[0]

    def rotate(self) -> None:
        """Sign by a new key from now on."""
        self.kept = [RSAKey.generate_key(2048, {"kid": token_hex(4), "use": "sig", "alg": "RS256"}), *self.kept[:1]]

    def public(self) -> dict[str, Any]:
        """The list of keys as a client fetches it."""
        self.current()
        return dict(KeySet(list(self.kept)).as_dict(private=False))


def id_token(keys: Keys, claims: Mapping[str, Any], quirk: str = "", *, now: int | None = None) -> str:
    """The signed identity token with these claims, issued `now` (Unix time) or at once; `quirk` as in `QUIRKS`."""
    now = int(time.time()) if now is None else now
    told: dict[str, Any] = {**claims, "iat": now, "exp": now + LIFETIME, "auth_time": now}
    match quirk:
        case "expired":
            told |= {"iat": now - 7200, "exp": now - 3600}
        case "not_yet":
            told |= {"iat": now + 3600, "nbf": now + 3600, "exp": now + 7200}
        case "wrong_audience":
            told["aud"] = "somebody-else"
        case "wrong_party":
            told |= {"aud": [told["aud"], "somebody-else"], "azp": "somebody-else"}
        case "wrong_issuer":
            told["iss"] = "https://issuer.example"
        case "no_nonce":
            told.pop("nonce", None)
        case "wrong_nonce":
            told["nonce"] = token_hex(16)
    return _signed(keys, told, quirk)


def _signed(keys: Keys, claims: dict[str, Any], quirk: str) -> str:
    key = keys.current()
    header = {"alg": "RS256", "kid": str(key.kid), "typ": "JWT"}
    if quirk == "alg_none":
        return f"{_part({**header, 'alg': 'none'})}.{_part(claims)}."
    if quirk == "hs256":
        signing = f"{_part({**header, 'alg': 'HS256'})}.{_part(claims)}"
        digest = hmac.digest(key.as_pem(private=False), signing.encode(), "sha256")
        return f"{signing}.{_base64(digest)}"
    if quirk == "unknown_key":
        key = RSAKey.generate_key(2048, {"kid": "unknown"})
        header["kid"] = "unknown"
    token = jwt.encode(header, claims, key)
    if quirk == "tampered":
        start, _, signature = token.rpartition(".")
        return f"{start}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"
    return token


def _part(value: Mapping[str, Any]) -> str:
    return _base64(json.dumps(value).encode())


def _base64(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
