import os

import pytest
from django.db import connection

from motcua.platform import pytest_plugin


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_nothing_behind() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE left_behind ()")
        cursor.execute("DELETE FROM django_content_type WHERE false")


@pytest.mark.django_db(transaction=True)
def test_the_next_one_finds_what_migrations_filled() -> None:
    tables = connection.introspection.table_names()
    assert "left_behind" not in tables
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
        assert cursor.fetchone()[0] > 0


@pytest.mark.django_db
def test_the_database_is_one_of_this_process_alone() -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    assert connection.settings_dict["NAME"].endswith(worker)
    assert connection.settings_dict["NAME"].startswith("test_")


def test_without_a_browser_journeys_are_skipped_but_never_in_ci(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    request.node.add_marker(pytest.mark.browser)
    monkeypatch.setattr(pytest_plugin, "browser_program", lambda: None)
    monkeypatch.setenv("CI", "false")
    with pytest.raises(pytest.skip.Exception, match="No Chromium"):
        pytest_plugin.pytest_runtest_setup(request.node)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="CI needs a browser"):
        pytest_plugin.pytest_runtest_setup(request.node)
