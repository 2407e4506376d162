import base64
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from sandbox.people import BUSINESSES, citizen
from sandbox.running import RunningSandbox
from sandbox.services.identity import CLIENT, RETURN_PATHS, SECRET
from sandbox.tokens import QUIRKS

BACK = "http://127.0.0.1:8090" + RETURN_PATHS[0]
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ASKED = {
    "response_type": "code",
    "client_id": CLIENT,
    "redirect_uri": BACK,
    "scope": "openid",
    "state": "s1",
    "nonce": "n1",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
NHUNG = "031192001234"


def code_for(nation: RunningSandbox, person: str = NHUNG, **more: str) -> str:
    reply = nation.client.get("/identity/agree", params={**ASKED, "person": person, **more})
    assert reply.status_code == 303
    answer = parse_qs(urlsplit(reply.headers["location"]).query)
    assert answer["state"] == ["s1"]
    return answer["code"][0]


def exchange(nation: RunningSandbox, code: str, **more: str) -> httpx.Response:
    data = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": VERIFIER}
    return nation.client.post("/identity/token", data={**data, **more}, auth=(CLIENT, SECRET))


def test_whoever_is_chosen_is_told_with_a_signed_token_and_claims(nation: RunningSandbox) -> None:
    told = nation.client.get("/identity/.well-known/openid-configuration").json()
    assert told["issuer"] == f"{nation.url}/identity"
    person = citizen(7)
    answer = exchange(nation, code_for(nation, person.personal_id)).json()
    keys = KeySet.import_key_set(nation.client.get("/identity/jwks").json())
    claims = jwt.decode(answer["id_token"], keys, ["RS256"]).claims
    assert (claims["iss"], claims["aud"], claims["nonce"]) == (told["issuer"], CLIENT, "n1")
    headers = {"Authorization": f"Bearer {answer['access_token']}"}
    info = nation.client.get("/identity/userinfo", headers=headers).json()
    assert (info["SoDinhDanh"], info["LoaiTaiKhoan"], info["LoA"]) == (person.personal_id, "1", "2")
    assert info["NgayThangNamSinh"] == person.birth_date.strftime("%Y%m%d")
    assert info["sub"] == claims["sub"]


def test_a_business_comes_with_its_tax_code(nation: RunningSandbox) -> None:
    firm = BUSINESSES[0]
    answer = exchange(nation, code_for(nation, firm.representative, tax_code=firm.tax_code)).json()
    headers = {"Authorization": f"Bearer {answer['access_token']}"}
    info = nation.client.get("/identity/userinfo", headers=headers).json()
    assert (info["LoaiTaiKhoan"], info["MaSoThue"], info["TenToChuc"]) == ("2", firm.tax_code, firm.name)


def test_a_code_is_good_once_for_who_asked_with_the_right_verifier(nation: RunningSandbox) -> None:
    assert exchange(nation, code_for(nation), code_verifier="w" * 43).status_code == 400
    assert exchange(nation, code_for(nation), redirect_uri="http://127.0.0.1/else").status_code == 400
    code = code_for(nation)
    assert exchange(nation, code).status_code == 200
    assert exchange(nation, code).status_code == 400
    data = {"grant_type": "authorization_code", "code": code_for(nation), "client_id": CLIENT, "client_secret": "?"}
    assert nation.client.post("/identity/token", data=data).status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "x"},
        {"redirect_uri": "https://evil.example/"},
        {"response_type": "token"},
        {"code_challenge_method": "plain"},
        {"scope": "email"},
    ],
)
def test_a_wrong_request_is_told_so_and_leads_nowhere(nation: RunningSandbox, wrong: dict[str, str]) -> None:
    for page in ("authorize", "agree"):
        reply = nation.client.get(f"/identity/{page}", params={**ASKED, **wrong, "person": NHUNG})
        assert reply.status_code == 400
        assert 'role="alert"' in reply.text


def test_the_page_offers_people_finds_others_and_lets_one_turn_back(nation: RunningSandbox) -> None:
    page = nation.client.get("/identity/authorize", params=ASKED).text
    assert "Nguyễn Thị Hồng Nhung" in page and BUSINESSES[0].name in page
    assert "error=access_denied&amp;state=s1" in page
    other = nation.client.get("/identity/authorize", params={**ASKED, "so": citizen(9).personal_id}).text
    assert citizen(9).full_name in other
    assert "Không có ai mang số này" in nation.client.get("/identity/authorize", params={**ASKED, "so": "1"}).text


def test_keys_are_rotated_and_the_one_before_still_listed(nation: RunningSandbox) -> None:
    before = [key["kid"] for key in nation.client.get("/identity/jwks").json()["keys"]]
    nation.client.post("/identity/rotate")
    after = [key["kid"] for key in nation.client.get("/identity/jwks").json()["keys"]]
    assert after[1] == before[0] and after[0] not in before


@pytest.mark.parametrize("quirk", ["tampered", "alg_none", "hs256", "unknown_key"])
def test_forged_tokens_do_not_verify(nation: RunningSandbox, quirk: str) -> None:
    code = code_for(nation)
    nation.switch("identity", quirk=quirk)
    token = exchange(nation, code).json()["id_token"]
    keys = KeySet.import_key_set(nation.client.get("/identity/jwks").json())
    with pytest.raises((JoseError, ValueError)):
        jwt.decode(token, keys, ["RS256"])


def test_quirks_are_switched_on_the_control_page_and_unknown_ones_refused(nation: RunningSandbox) -> None:
    assert nation.client.put("/control/sms", json={"quirk": "expired"}).status_code == 422
    assert nation.client.post("/dieu-khien/identity", data={"quirk": "expired"}).status_code == 303
    page = nation.client.get("/dieu-khien").text
    assert "Đang làm khó" in page and all(words in page for words in QUIRKS.values())


def test_leaving_goes_back_only_to_who_is_registered(nation: RunningSandbox) -> None:
    there = {"post_logout_redirect_uri": "http://127.0.0.1:8090" + RETURN_PATHS[1]}
    assert nation.client.get("/identity/end-session", params=there).headers["location"].endswith(RETURN_PATHS[1])
    assert nation.client.get("/identity/end-session", params={"post_logout_redirect_uri": "https://x/"}).is_success
