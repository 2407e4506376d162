"""What no browser of ours would send is told in words, and never breaks a page."""

from urllib.parse import quote

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.test import Client

from motcua.platform.keyset import keyset_page

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


@pytest.mark.parametrize(
    "after", ["x", "WyJhIiwieCJd", "W251bGwsMV0", "\ufffd", signing.dumps(["a", "x"])], ids=range(5)
)
def test_a_made_up_token_gives_the_first_page(after: str) -> None:
    assert Client().get(f"/thu-tuc?after={quote(after)}").status_code == 200


def test_a_token_continues_its_own_list_and_no_other() -> None:
    everything = ContentType.objects.all()
    first = keyset_page(everything, keys=("-model", "-id"), size=2)
    following = keyset_page(everything, keys=("-model", "-id"), after=first.next_token, size=2)
    assert following.rows and not {row.pk for row in following.rows} & {row.pk for row in first.rows}
    elsewhere = keyset_page(everything, keys=("id", "model"), after=first.next_token, size=2)
    assert elsewhere.rows == keyset_page(everything, keys=("id", "model"), size=2).rows
