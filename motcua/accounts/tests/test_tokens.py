"""Identity tokens and claims, without any provider: what is signed rightly holds, and nothing else."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from motcua.accounts.national.claims import SHIPPED, BadClaims, read_claims, same_name
from motcua.accounts.national.tokens import BadToken, Expected, TokenFlaw, claims_of

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NOW = int(AT.timestamp())
RSA = RSAKey.generate_key(2048, {"kid": "r"})
EC = ECKey.generate_key("P-256", {"kid": "e"})
KEYS = [dict(key.as_dict(private=False)) for key in (RSA, EC)]
EXPECTED = Expected("https://sso.example", "motcua", "n-1")
SOUND: dict[str, Any] = {
    "iss": "https://sso.example", "aud": "motcua", "sub": "s", "nonce": "n-1", "iat": NOW, "exp": NOW + 300,
}  # fmt: skip


def token(claims: Mapping[str, Any], *, alg: str = "RS256", key: Any = RSA, **header: Any) -> str:
    told = {"alg": alg, "kid": key.kid, **header}
    return jwt.encode({name: value for name, value in told.items() if value}, dict(claims), key, algorithms=[alg])


def flaw_of(text: str, keys: list[dict[str, Any]] | None = None) -> TokenFlaw | None:
    try:
        claims_of(text, KEYS if keys is None else keys, EXPECTED, at=AT)
    except BadToken as bad:
        return bad.flaw
    return None


@pytest.mark.parametrize(("alg", "key"), [("RS256", RSA), ("PS256", RSA), ("ES256", EC)])
def test_a_sound_token_holds(alg: str, key: Any) -> None:
    assert claims_of(token(SOUND, alg=alg, key=key), KEYS, EXPECTED, at=AT)["sub"] == "s"
    assert flaw_of(token({**SOUND, "aud": ["motcua", "x"], "azp": "motcua"})) is None


@pytest.mark.parametrize(
    ("changed", "flaw"),
    [
        ({"iss": "https://sso.example/"}, TokenFlaw.ISSUER),
        ({"iss": None}, TokenFlaw.ISSUER),
        ({"aud": "other"}, TokenFlaw.AUDIENCE),
        ({"aud": []}, TokenFlaw.AUDIENCE),
        ({"aud": ["motcua", "other"]}, TokenFlaw.AUDIENCE),
        ({"azp": "other"}, TokenFlaw.AUDIENCE),
        ({"exp": NOW - 61}, TokenFlaw.EXPIRED),
        ({"exp": None}, TokenFlaw.EXPIRED),
        ({"exp": "never"}, TokenFlaw.EXPIRED),
        ({"iat": NOW - 601}, TokenFlaw.EXPIRED),
        ({"iat": NOW + 61, "exp": NOW + 400}, TokenFlaw.NOT_YET),
        ({"nbf": NOW + 61}, TokenFlaw.NOT_YET),
        ({"nonce": "n-2"}, TokenFlaw.NONCE),
        ({"nonce": None}, TokenFlaw.NONCE),
        ({"sub": ""}, TokenFlaw.SUBJECT),
        ({"sub": "x" * 256}, TokenFlaw.SUBJECT),
    ],
)
def test_a_token_that_is_not_the_answer_is_refused(changed: dict[str, Any], flaw: TokenFlaw) -> None:
    claims = {name: value for name, value in {**SOUND, **changed}.items() if value is not None}
    assert flaw_of(token(claims)) is flaw


@pytest.mark.parametrize("skew", [-59, 0, 59])
def test_clocks_may_differ_by_a_minute(skew: int) -> None:
    assert flaw_of(token({**SOUND, "iat": NOW + skew, "exp": NOW + skew + 1})) is None


def test_what_a_token_says_of_its_own_key_decides_nothing() -> None:
    stranger = RSAKey.generate_key(2048, {"kid": "r"})
    assert flaw_of(token(SOUND, key=stranger)) is TokenFlaw.SIGNATURE
    assert flaw_of(token(SOUND, key=stranger, jwk=stranger.as_dict(private=False))) is TokenFlaw.SIGNATURE
    assert flaw_of(token(SOUND, key=RSA, kid="other")) is TokenFlaw.UNKNOWN_KEY
    # Without a name there must be no choice between keys.
    assert flaw_of(token(SOUND, key=RSA, kid=None)) is None
    assert flaw_of(token(SOUND, key=RSA, kid=None), [*KEYS, {**KEYS[0], "kid": "r2"}]) is TokenFlaw.UNKNOWN_KEY
    # With the public key as the shared secret: `hs256` of test_national.
    shared = OctKey.generate_key(256)
    assert flaw_of(token(SOUND, alg="HS256", key=shared, kid="r")) is TokenFlaw.ALGORITHM
    assert flaw_of(token(SOUND), [{**KEYS[0], "use": "enc"}]) is TokenFlaw.UNKNOWN_KEY
    assert flaw_of(token(SOUND), [{"kty": "RSA", "kid": "r", "n": "!", "e": "AQAB"}]) is TokenFlaw.UNKNOWN_KEY


@pytest.mark.parametrize("alg", ["none", "None", "", None, 5])
def test_an_unsigned_token_is_refused(alg: object) -> None:
    parts = [urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=").decode() for each in ({"alg": alg}, SOUND)]
    assert flaw_of(f"{parts[0]}.{parts[1]}.") is TokenFlaw.ALGORITHM


@given(st.text(max_size=60) | st.just("a.b.c") | st.just("." * 2))
def test_what_is_no_token_is_refused(text: str) -> None:
    assert flaw_of(text) is not None


@given(st.integers(min_value=0, max_value=400), st.sampled_from("ABab01-_"))
def test_no_sign_of_a_token_can_be_changed(place: int, sign: str) -> None:
    sound = token(SOUND)
    place %= len(sound) - 1
    changed = sound[:place] + sign + sound[place + 1 :]
    # The last sign of a part may hold bits that mean nothing.
    if changed != sound and "." not in (sound[place], sound[place + 1]):
        assert flaw_of(changed) is not None


CLAIMS = {
    "SoDinhDanh": "031192001234", "HoVaTen": "NGUYỄN THỊ HỒNG NHUNG", "NgayThangNamSinh": "19920415",
    "LoaiTaiKhoan": 1, "LoA": "2",
}  # fmt: skip


def test_claims_are_read_by_the_table() -> None:
    told = read_claims(CLAIMS, SHIPPED)
    assert (told.personal_id, told.full_name, told.level) == ("031192001234", "Nguyễn Thị Hồng Nhung", 2)
    assert told.birth_date.isoformat() == "1992-04-15"


@pytest.mark.parametrize(
    ("changed", "claim"),
    [
        ({"SoDinhDanh": "12"}, "personal_id"),
        ({"SoDinhDanh": ["031192001234"]}, "personal_id"),
        ({"HoVaTen": "<script>"}, "full_name"),
        ({"HoVaTen": "x" * 501}, "full_name"),
        ({"NgayThangNamSinh": "15/04/1992"}, "birth_date"),
        ({"NgayThangNamSinh": "19930415"}, "birth_date"),
        ({"LoaiTaiKhoan": "9"}, "kind"),
        ({"LoaiTaiKhoan": True}, "kind"),
        ({"LoaiTaiKhoan": "2", "MaSoThue": "1", "TenToChuc": "A"}, "tax_code"),
        ({"LoA": "7"}, "level"),
    ],
)
def test_claims_that_cannot_be_a_person_are_refused(changed: dict[str, Any], claim: str) -> None:
    with pytest.raises(BadClaims) as refused:
        read_claims({**CLAIMS, **changed}, SHIPPED)
    assert refused.value.claim == claim


def test_the_place_of_the_tone_mark_makes_no_other_name() -> None:
    assert same_name("Nguyễn Thị Hoà", "NGUYỄN THỊ HÒA") and same_name("Thuý", "Thúy")
    assert not same_name("Nguyễn Thị Hoa", "Nguyễn Thị Hòa")
