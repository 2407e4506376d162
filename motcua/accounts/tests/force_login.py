"""`client.force_login(account)` stands for somebody who proved at the door all that is asked of them."""

from typing import Any

import pytest

FACTOR = "second_factor"


def pytest_configure(config: pytest.Config) -> None:
    """Let forced sittings have a second factor."""
    from django.test import Client

    plain = Client.force_login

    def force_login(client: Client, *args: Any, **kwargs: Any) -> None:
        plain(client, *args, **kwargs)
        session = client.session
        session[FACTOR] = "test"
        session.save()

    Client.force_login = force_login  # type: ignore[assignment,method-assign]
