"""Whether an identity token holds (OpenID Connect Core 1.0, 3.1.3.7). Pure; the time is an argument."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hmac import compare_digest
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

ALGORITHMS = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC"}
SKEW = timedelta(seconds=60)
OLDEST = timedelta(minutes=10)
LARGEST = 16_384


class TokenFlaw(StrEnum):
    """Why a token does not hold."""

    NOT_A_TOKEN = "not_a_token"  # noqa: S105 (a word, not a password)
    ALGORITHM = "algorithm"
    UNKNOWN_KEY = "unknown_key"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    NONCE = "nonce"
    SUBJECT = "subject"


class BadToken(ValueError):
    """The identity token does not hold."""

    def __init__(self, flaw: TokenFlaw) -> None:
        super().__init__(flaw)
        self.flaw = flaw


@dataclass(frozen=True)
class Expected:
    """What a token must say to be the answer to our question."""

    issuer: str
    client_id: str
    nonce: str


def claims_of(token: str, keys: Sequence[Mapping[str, Any]], expected: Expected, *, at: datetime) -> dict[str, Any]:
    """The claims of a token signed by one of these public keys (JWK). Raises BadToken.

    Only the algorithms listed here count, and only with a key of their kind: what a token says of itself decides
    nothing.
    """
    header = _header(token)
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise BadToken(TokenFlaw.ALGORITHM)
    key = _key(keys, header.get("kid"), algorithm)
    try:
        claims = jwt.decode(token, key, algorithms=[algorithm]).claims
    except (JoseError, ValueError):
        raise BadToken(TokenFlaw.SIGNATURE) from None
    flaw = _flaw(claims, expected, at)
    if flaw is not None:
        raise BadToken(flaw)
    return dict(claims)


def _header(token: str) -> dict[str, Any]:
    if len(token) > LARGEST or not token.isascii() or token.count(".") != 2:
        raise BadToken(TokenFlaw.NOT_A_TOKEN)
    part = token.split(".", 1)[0]
    try:
        header = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        raise BadToken(TokenFlaw.NOT_A_TOKEN) from None
    if not isinstance(header, dict):
        raise BadToken(TokenFlaw.NOT_A_TOKEN)
    return header


def _key(keys: Sequence[Mapping[str, Any]], kid: object, algorithm: str) -> RSAKey | ECKey:
    fitting = [
        each
        for each in keys
        if each.get("kty") == ALGORITHMS[algorithm]
        and each.get("use", "sig") == "sig"
        and each.get("alg", algorithm) == algorithm
        and (kid is None or each.get("kid") == kid)
    ]
    # Where the token names no key, there must be no choice.
    if len(fitting) != 1:
        raise BadToken(TokenFlaw.UNKNOWN_KEY)
    public: dict[str, str | list[str]] = {name: value for name, value in fitting[0].items() if isinstance(value, str)}
    try:
        return RSAKey.import_key(public) if ALGORITHMS[algorithm] == "RSA" else ECKey.import_key(public)
    except (JoseError, ValueError, TypeError):
        raise BadToken(TokenFlaw.UNKNOWN_KEY) from None


def _flaw(claims: Mapping[str, Any], expected: Expected, at: datetime) -> TokenFlaw | None:
    if claims.get("iss") != expected.issuer:
        return TokenFlaw.ISSUER
    audience = claims.get("aud")
    named = audience if isinstance(audience, list) else [audience]
    party = claims.get("azp")
    is_ours = expected.client_id in named and (len(named) == 1 or party is not None)
    if not is_ours or party not in (None, expected.client_id):
        return TokenFlaw.AUDIENCE
    times = _times_flaw(claims, at)
    if times is not None:
        return times
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not compare_digest(nonce.encode(), expected.nonce.encode()):
        return TokenFlaw.NONCE
    subject = claims.get("sub")
    return None if isinstance(subject, str) and 0 < len(subject) <= 255 else TokenFlaw.SUBJECT


def _times_flaw(claims: Mapping[str, Any], at: datetime) -> TokenFlaw | None:
    now, skew = at.timestamp(), SKEW.total_seconds()
    expires, issued, begins = claims.get("exp"), claims.get("iat"), claims.get("nbf", 0)
    if not all(isinstance(each, int | float) and not isinstance(each, bool) for each in (expires, issued, begins)):
        return TokenFlaw.EXPIRED
    assert isinstance(expires, int | float) and isinstance(issued, int | float)
    if expires <= now - skew or issued < now - OLDEST.total_seconds():
        return TokenFlaw.EXPIRED
    return TokenFlaw.NOT_YET if issued > now + skew or begins > now + skew else None
