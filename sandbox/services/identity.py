"""National e-identity: an OpenID provider (authorization code with PKCE S256) for the people of `sandbox.people`.

`GET /identity/.well-known/openid-configuration` names the endpoints. Whoever comes chooses or types who they are: there
is no password. The quirks of its switches make tokens and claims wrong in the ways a client must refuse;
`POST /identity/rotate` changes the signing key; `POST /identity/clock?at=<Unix time>` makes it that time, for those
whose clock stands still, until `at` is left out.
"""

import base64
import binascii
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.faults import SWITCHES
from sandbox.people import BUSINESSES, Business, Citizen, find, named
from sandbox.service import Nation, Service
from sandbox.templates import web_templates
from sandbox.tokens import QUIRKS, Keys, id_token

CLIENT, SECRET = "motcua", "sandbox"
RETURN_PATHS = ("/dang-nhap/quoc-gia/ve", "/dang-xuat/quoc-gia")
"""Where the client registered to be returned to, at whatever address it runs."""

REMEMBERED = "sandbox_identity"
CODE_LIFETIME = 60
_MOST_OPEN = 10_000


@dataclass(frozen=True)
class _Asked:
    """One request for somebody's identity, or the code that answers it."""

    redirect_uri: str
    state: str
    nonce: str
    challenge: str
    person: str = ""
    tax_code: str = ""
    until: float = 0.0


@dataclass
class _Desk:
    """What the provider remembers while it runs."""

    keys: Keys = field(default_factory=Keys)
    codes: dict[str, _Asked] = field(default_factory=dict)
    tokens: dict[str, _Asked] = field(default_factory=dict)
    now: int | None = None

    def give(self, kept: dict[str, _Asked], asked: _Asked) -> str:
        if len(kept) >= _MOST_OPEN:
            kept.clear()
        key = token_urlsafe(24)
        kept[key] = replace(asked, until=time.monotonic() + CODE_LIFETIME)
        return key


def _issuer(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}/identity"


def _quirk(request: Request) -> str:
    return str(request.scope[SWITCHES].quirk)


def _routes(nation: Nation) -> Sequence[BaseRoute]:
    del nation
    desk, templates = _Desk(), web_templates()

    async def configuration(request: Request) -> Response:
        return JSONResponse(_configuration(_issuer(request)))

    async def jwks(_: Request) -> Response:
        return JSONResponse(desk.keys.public())

    async def rotate(_: Request) -> Response:
        desk.keys.rotate()
        return Response(status_code=204)

    async def clock(request: Request) -> Response:
        at = request.query_params.get("at", "")
        desk.now = int(at) if at.isdigit() else None
        return Response(status_code=204)

    return [
        Route("/.well-known/openid-configuration", configuration, methods=["GET"]),
        Route("/jwks", jwks, methods=["GET"]),
        Route("/rotate", rotate, methods=["POST"]),
        Route("/clock", clock, methods=["POST"]),
        Route("/authorize", _authorize(desk, templates), methods=["GET"]),
        Route("/agree", _agree(desk, templates), methods=["GET"]),
        Route("/token", _token(desk), methods=["POST"]),
        Route("/userinfo", _userinfo(desk), methods=["GET"]),
        Route("/end-session", _end_session(templates), methods=["GET"]),
    ]


def _configuration(issuer: str) -> dict[str, Any]:
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "jwks_uri": f"{issuer}/jwks",
        "userinfo_endpoint": f"{issuer}/userinfo",
        "end_session_endpoint": f"{issuer}/end-session",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "scopes_supported": ["openid"],
    }


def _problem(query: Mapping[str, str]) -> str:
    """Why a request for identity is not answered, empty when nothing speaks against it."""
    if query.get("client_id") != CLIENT:
        return "Hệ thống này chưa đăng ký dùng định danh quốc gia."
    if not _is_registered(query.get("redirect_uri", "")):
        return "Địa chỉ quay về chưa được đăng ký."
    if query.get("response_type") != "code" or "openid" not in query.get("scope", "").split():
        return "Yêu cầu đăng nhập không đúng."
    if query.get("code_challenge_method") != "S256" or len(query.get("code_challenge", "")) != 43:
        return "Yêu cầu đăng nhập thiếu PKCE."
    return ""


def _is_registered(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and parts.path in RETURN_PATHS and not parts.fragment


def _authorize(desk: _Desk, templates: Environment) -> Callable[[Request], Any]:
    async def authorize(request: Request) -> Response:
        query = dict(request.query_params)
        problem = _problem(query)
        typed = "".join(query.pop("so", "").split())
        found = find(typed) if typed else None
        remembered = find(request.cookies.get(REMEMBERED, ""))
        cancel = urlencode({"error": "access_denied", "state": query.get("state", "")})
        page = templates.get_template("identity.html").render(
            problem=problem or ("Không có ai mang số này." if typed and found is None else ""),
            is_open=not problem,
            query=query,
            typed=typed,
            people=[] if problem else _offered(query, found, remembered),
            businesses=[] if problem or typed else [_business(query, each) for each in BUSINESSES],
            cancel_url="" if problem else f"{query['redirect_uri']}?{cancel}",
        )
        return HTMLResponse(page, 400 if problem else 200)

    return authorize


def _offered(query: Mapping[str, str], found: Citizen | None, remembered: Citizen | None) -> list[dict[str, str]]:
    shown = [found] if found else [*([remembered] if remembered else []), *list(named().values())[:2]]
    return [
        {
            "name": person.full_name,
            "number": f"{person.personal_id[:6]}***{person.personal_id[-3:]}",
            "born": person.birth_date.strftime("%d/%m/%Y"),
            "url": f"/identity/agree?{urlencode({**query, 'person': person.personal_id})}",
        }
        for person in dict.fromkeys(shown)
    ]


def _business(query: Mapping[str, str], each: Business) -> dict[str, str]:
    person = named()[each.representative]
    agreed = {**query, "person": person.personal_id, "tax_code": each.tax_code}
    return {
        "name": each.name,
        "number": each.tax_code,
        "representative": person.full_name,
        "url": f"/identity/agree?{urlencode(agreed)}",
    }


def _agree(desk: _Desk, templates: Environment) -> Callable[[Request], Any]:
    async def agree(request: Request) -> Response:
        query = dict(request.query_params)
        person = find(query.get("person", ""))
        problem = _problem(query) or ("" if person else "Không có ai mang số này.")
        if problem or person is None:
            page = templates.get_template("identity.html")
            return HTMLResponse(page.render(problem=problem, is_open=False), 400)
        asked = _Asked(
            redirect_uri=query["redirect_uri"],
            state=query.get("state", ""),
            nonce=query.get("nonce", ""),
            challenge=query["code_challenge"],
            person=person.personal_id,
            tax_code=query.get("tax_code", ""),
        )
        answer = {"code": desk.give(desk.codes, asked), "state": asked.state, "iss": _issuer(request)}
        reply = RedirectResponse(f"{asked.redirect_uri}?{urlencode(answer)}", 303)
        reply.set_cookie(REMEMBERED, person.personal_id, httponly=True, samesite="lax", path="/identity")
        return reply

    return agree


def _token(desk: _Desk) -> Callable[[Request], Any]:
    async def token(request: Request) -> Response:
        posted = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        if _client_of(request, posted) != (CLIENT, SECRET):
            return JSONResponse({"error": "invalid_client"}, 401)
        # Taken out whatever follows: a code is good once.
        asked = desk.codes.pop(posted.get("code", ""), None)
        verifier = sha256(posted.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if (
            posted.get("grant_type") != "authorization_code"
            or asked is None
            or asked.until < time.monotonic()
            or (asked.redirect_uri, asked.challenge) != (posted.get("redirect_uri"), challenge)
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        claims = {"iss": _issuer(request), "aud": CLIENT, "azp": CLIENT, "sub": _subject(asked), "nonce": asked.nonce}
        return JSONResponse(
            {
                "access_token": desk.give(desk.tokens, asked),
                "token_type": "Bearer",
                "expires_in": CODE_LIFETIME,
                "scope": "openid",
                "id_token": id_token(desk.keys, claims, _quirk(request), now=desk.now),
            }
        )

    return token


def _client_of(request: Request, posted: Mapping[str, str]) -> tuple[str, str]:
    scheme, _, told = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return posted.get("client_id", ""), posted.get("client_secret", "")
    try:
        name, _, secret = base64.b64decode(told, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote(name), unquote(secret)


def _subject(asked: _Asked) -> str:
    return sha256(f"subject:{asked.person}:{asked.tax_code}".encode()).hexdigest()[:32]


def _userinfo(desk: _Desk) -> Callable[[Request], Any]:
    async def userinfo(request: Request) -> Response:
        asked = desk.tokens.get(request.headers.get("authorization", "").removeprefix("Bearer "))
        person = find(asked.person) if asked else None
        if asked is None or person is None:
            return JSONResponse({"error": "invalid_token"}, 401)
        claims = _claims(asked, person, f"{_issuer(request)}/end-session")
        match _quirk(request):
            case "other_person":
                claims["sub"] = "0" * 32
            case "no_number":
                del claims["SoDinhDanh"]
            case "low_level":
                claims["LoA"] = "1"
            case "other_name":
                claims |= {"HoVaTen": "Nguyễn Thị Tên Khác", "NgayThangNamSinh": f"{person.birth_date.year}0101"}
            case "huge":
                claims["DiaChi"] = "x" * 1_100_000
        return JSONResponse(claims)

    return userinfo


def _claims(asked: _Asked, person: Citizen, logout: str) -> dict[str, str]:
    """The claims by the names that the national portal's provider uses."""
    claims = {
        "sub": _subject(asked),
        "TechID": f"TID{_subject(asked)[:16].upper()}",
        "LoaiTaiKhoan": "2" if asked.tax_code else "1",
        "HoVaTen": person.full_name.upper(),
        "SoDinhDanh": person.personal_id,
        "NgayThangNamSinh": person.birth_date.strftime("%Y%m%d"),
        "LoA": "2",
        "IAL": "2",
        "loginIdp": "sandbox",
        "logoutUri": logout,
    }
    business = next((each for each in BUSINESSES if each.tax_code == asked.tax_code), None)
    return claims | ({"MaSoThue": business.tax_code, "TenToChuc": business.name} if business else {})


def _end_session(templates: Environment) -> Callable[[Request], Any]:
    async def end_session(request: Request) -> Response:
        back = request.query_params.get("post_logout_redirect_uri", "")
        if back and _is_registered(back):
            state = request.query_params.get("state", "")
            reply: Response = RedirectResponse(back + (f"?{urlencode({'state': state})}" if state else ""), 303)
        else:
            reply = HTMLResponse(templates.get_template("identity_left.html").render())
        reply.delete_cookie(REMEMBERED, path="/identity")
        return reply

    return end_session


SERVICE = Service(
    code="identity",
    name="Định danh quốc gia",
    summary="Cho biết ai đang đăng nhập, theo OpenID Connect; chọn ai thì là người đó.",
    routes=_routes,
    quirks=QUIRKS,
)
