"""The provider itself: where it is, its keys, and asking it for an identity. All calls go through the exchange."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from motcua.accounts.national.handshake import Handshake
from motcua.accounts.national.tokens import BadToken, Expected, TokenFlaw, claims_of
from motcua.exchange.public import BadReply, Reply, call
from motcua.platform import clock
from motcua.platform.settings import installation

SYSTEM_NAME = "national_identity"
LARGEST = 65_536
KEPT_FOR = timedelta(minutes=10)
# An unknown key may be a new one, but nobody makes us fetch the list at every forged token.
KEYS_AGAIN_AFTER = timedelta(seconds=30)
DISCOVERY = "/.well-known/openid-configuration"
_ENDPOINTS = {
    "authorize": "authorization_endpoint",
    "token": "token_endpoint",
    "keys": "jwks_uri",
    "userinfo": "userinfo_endpoint",
    "leave": "end_session_endpoint",
}


class RefusedByProvider(Exception):
    """The provider does not give the identity; the word is for the log."""


class TooLarge(RefusedByProvider):
    """The provider sends more than anybody's identity takes."""


@dataclass(frozen=True)
class Provider:
    """Who we are to the provider and where it answers; `endpoints` as in `_ENDPOINTS`, full addresses."""

    base_url: str
    issuer: str
    client_id: str
    secret: str
    endpoints: Mapping[str, str]


_kept: dict[tuple[str, str], tuple[datetime, Any]] = {}


def forget_provider() -> None:
    """Ask the provider anew what it said of itself."""
    _kept.clear()


def is_configured() -> bool:
    """Whether this installation has a national provider at all."""
    return bool(installation().systems.get(SYSTEM_NAME))


def provider(*, fresh: bool = False) -> Provider:
    """The provider, by its own description where the settings do not give the endpoints. Raises ExchangeError."""
    here = installation()
    base_url, options = here.systems[SYSTEM_NAME].rstrip("/"), here.options
    issuer = options.get("MOTCUA_NATIONAL_IDENTITY_ISSUER") or base_url
    told = options.get("MOTCUA_NATIONAL_IDENTITY_ENDPOINTS", "")
    if told:
        endpoints = {name: url for name, _, url in (each.partition("=") for each in told.split(",")) if name and url}
    else:
        described = _described(base_url, fresh=fresh)
        if described.get("issuer") != issuer:
            raise BadReply(SYSTEM_NAME, "describes another issuer")
        endpoints = {ours: str(described[theirs]) for ours, theirs in _ENDPOINTS.items() if described.get(theirs)}
    missing = {"authorize", "token", "keys"} - set(endpoints)
    if missing:
        raise BadReply(SYSTEM_NAME, f"no address for {', '.join(sorted(missing))}")
    return Provider(
        base_url,
        issuer,
        options.get("MOTCUA_NATIONAL_IDENTITY_CLIENT", "motcua"),
        options.get("MOTCUA_NATIONAL_IDENTITY_SECRET", "sandbox"),
        endpoints,
    )


def _described(base_url: str, *, fresh: bool) -> Mapping[str, Any]:
    kept = _kept.get((base_url, "description"))
    if kept is not None and not fresh and timedelta(0) <= clock.now() - kept[0] < KEPT_FOR:
        return dict(kept[1])
    # Whether it answers at all is asked once; otherwise twice, so that one lost packet is no outage.
    reply = call(SYSTEM_NAME, "GET", DISCOVERY, idempotent=True, timeout=4, attempts=2, routine=fresh)
    described = _answer(reply)
    _kept[base_url, "description"] = clock.now(), described
    return described


def _answer(reply: Reply) -> dict[str, Any]:
    if len(reply.content) > LARGEST:
        raise TooLarge("too_large")
    if not reply.ok:
        raise BadReply(SYSTEM_NAME, f"status {reply.status}")
    value = reply.json()
    if not isinstance(value, dict):
        raise BadReply(SYSTEM_NAME, "not an object")
    return value


def _path(there: Provider, name: str) -> str:
    """An endpoint as a path under the one address that the operator allowed."""
    url = there.endpoints[name]
    if not url.startswith(f"{there.base_url}/") or urlsplit(url).query:
        raise BadReply(SYSTEM_NAME, f"{name} lies elsewhere than the settings allow")
    return url.removeprefix(there.base_url)


def address_to_ask(there: Provider, asked: Handshake, *, back: str) -> str:
    """Where the visitor is sent."""
    query = {
        "response_type": "code",
        "client_id": there.client_id,
        "redirect_uri": back,
        "scope": "openid",
        "state": asked.state,
        "nonce": asked.nonce,
        "code_challenge": asked.challenge,
        "code_challenge_method": "S256",
    }
    return _with_query(there.endpoints["authorize"], query)


def address_to_leave(there: Provider, *, back: str) -> str:
    """Where the visitor ends their sitting at the provider, empty where it offers none (RP-initiated logout 1.0)."""
    leave = there.endpoints.get("leave", "")
    return _with_query(leave, {"client_id": there.client_id, "post_logout_redirect_uri": back}) if leave else ""


def _with_query(url: str, query: Mapping[str, str]) -> str:
    return f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(query)}"


def ask(there: Provider, asked: Handshake, code: str, *, back: str, at: datetime) -> dict[str, Any]:
    """Trade a code for the claims of who it was given to. Raises ExchangeError, RefusedByProvider, BadToken."""
    basic = base64.b64encode(f"{quote(there.client_id)}:{quote(there.secret)}".encode()).decode()
    reply = call(
        SYSTEM_NAME,
        "POST",
        _path(there, "token"),
        idempotent=False,
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": asked.verifier,
        },
        headers={"Authorization": f"Basic {basic}", "Accept": "application/json"},
        timeout=8,
    )
    if 400 <= reply.status < 500:
        raise RefusedByProvider("code_refused")
    answer = _answer(reply)
    token, access = answer.get("id_token"), answer.get("access_token")
    if not isinstance(token, str) or not isinstance(access, str):
        raise RefusedByProvider("no_token")
    claims = _verified(there, token, Expected(there.issuer, there.client_id, asked.nonce), at)
    return {**claims, **_userinfo(there, access, str(claims["sub"]))}


def _verified(there: Provider, token: str, expected: Expected, at: datetime) -> dict[str, Any]:
    try:
        return claims_of(token, _keys(there), expected, at=at)
    except BadToken as bad:
        if bad.flaw is not TokenFlaw.UNKNOWN_KEY:
            raise
    return claims_of(token, _keys(there, older_than=KEYS_AGAIN_AFTER), expected, at=at)


def _keys(there: Provider, *, older_than: timedelta = KEPT_FOR) -> list[Mapping[str, Any]]:
    kept = _kept.get((there.base_url, "keys"))
    if kept is not None and timedelta(0) <= clock.now() - kept[0] < older_than:
        return list(kept[1])
    answer = _answer(call(SYSTEM_NAME, "GET", _path(there, "keys"), idempotent=True, timeout=4, attempts=2))
    told = answer.get("keys")
    keys: list[Mapping[str, Any]] = [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []
    _kept[there.base_url, "keys"] = clock.now(), keys
    return keys


def _userinfo(there: Provider, access: str, subject: str) -> dict[str, Any]:
    if "userinfo" not in there.endpoints:
        return {}
    headers = {"Authorization": f"Bearer {access}", "Accept": "application/json"}
    reply = call(SYSTEM_NAME, "GET", _path(there, "userinfo"), idempotent=True, headers=headers, timeout=6, attempts=2)
    if 400 <= reply.status < 500:
        raise RefusedByProvider("access_refused")
    told = _answer(reply)
    # The answer must be about the same person as the signed token (OpenID Connect Core 1.0, 5.3.2).
    if told.get("sub") != subject:
        raise RefusedByProvider("another_subject")
    return told
