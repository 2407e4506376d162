"""What no browser of ours would send is told in words, and never breaks a page."""

from urllib.parse import quote

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.test import Client

from motcua.platform.keyset import keyset_page
from motcua.platform.text import whole_number

pytestmark = pytest.mark.django_db
TOO_MUCH = "a" * 3_000_000


@pytest.mark.parametrize(
    "address", ["/thu-tuc/%00", "/theo-doi/a%00b", "/tim?q=%00", "/tim?%00=a", "/api/v1/procedures/%00"]
)
def test_a_nul_in_the_address_is_a_bad_request(address: str) -> None:
    assert Client().get(address).status_code == 400


@pytest.mark.parametrize("posted", [{"code": "\0"}, {"code": TOO_MUCH}])
def test_what_cannot_be_kept_is_told_in_vietnamese(posted: dict[str, str]) -> None:
    answer = Client().post("/tra-cuu", posted)
    assert answer.status_code == 400
    assert "Một Cửa" in answer.content.decode()


def test_a_made_up_token_gives_the_first_page() -> None:
    for after in ("x", "WyJhIiwieCJd", "W251bGwsMV0", "\ufffd", signing.dumps(["a", "x"])):
        assert Client().get(f"/thu-tuc?after={quote(after)}").status_code == 200, after


def test_a_token_continues_its_own_list_and_no_other() -> None:
    everything = ContentType.objects.all()
    first = keyset_page(everything, keys=("-model", "-id"), size=2)
    following = keyset_page(everything, keys=("-model", "-id"), after=first.next_token, size=2)
    assert following.rows and not {row.pk for row in following.rows} & {row.pk for row in first.rows}
    elsewhere = keyset_page(everything, keys=("id", "model"), after=first.next_token, size=2)
    assert elsewhere.rows == keyset_page(everything, keys=("id", "model"), size=2).rows


def test_only_plain_digits_are_a_number() -> None:
    nonsense = ["", "²", "٣", "-1", "1 ", "1e3", "9" * 19, "9" * 5000]
    assert [text for text in nonsense if whole_number(text) is not None] == []
    assert whole_number("9" * 18) == 10**18 - 1
