"""A demo city on a Monday morning, the nation around it, and people with browsers who go there."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from e2e.city import MONDAY, City
from e2e.visitor import Visitor
from motcua.demo.seed import seed
from motcua.exchange.tests import make as exchange
from motcua.platform.pytest_plugin import browser_program, filled
from motcua.platform.settings import installation


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every journey needs a real browser, and goes first: long tests at the end would keep one process waiting."""
    here = Path(__file__).parent
    items.sort(key=lambda item: here not in item.path.parents)
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys; each visitor has a profile of their own."""
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; the statements that tests make in it are plain ones.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        started = playwright.chromium.launch(executable_path=browser_program())
        yield started
        started.close()


@pytest.fixture
def city(live_server: LiveServer) -> Iterator[City]:
    """The demo city at nine on a Monday, served for real, its SMS and letters going to a sandbox nation."""
    with exchange.sandbox() as nation:
        served = replace(installation(), base_url=live_server.url, demo=True)
        with override_settings(MOTCUA=served), City(live_server.url, nation) as city:
            city.it_is(MONDAY)
            filled("city", lambda: seed(MONDAY))
            yield city


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(browser: Browser, city: City) -> Iterator[Visit]:
    """Somebody with a browser of their own: `visit("nhung")`; without a name, a visitor nobody knows."""
    came: list[Visitor] = []

    def come(username: str = "", *, scripts: bool = True) -> Visitor:
        visitor = Visitor(browser, city.url, scripts=scripts)
        came.append(visitor)
        if username:
            visitor.signs_in(username)
        return visitor

    yield come
    for visitor in came:
        visitor.leaves()
