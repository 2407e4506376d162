"""What is committed is true: migrations equal the models, the API's description equals the API."""

import json
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils.translation import override
from ninja import NinjaAPI

from motcua.platform.api_description import DESCRIPTION, described
from motcua.platform.tests.architecture.house import in_order


@pytest.fixture
def api() -> NinjaAPI:
    return import_module(settings.ROOT_URLCONF).api  # type: ignore[no-any-return]


def missing_migrations(written: ProjectState, models: ProjectState) -> list[str]:
    with override(None):  # labels are compared as they are written
        changes = MigrationAutodetector(written, models).changes(MigrationLoader(None).graph)
    return [
        f"{app}: {operation.describe()}: run `motcua makemigrations`"
        for app, migrations in changes.items()
        for migration in migrations
        for operation in migration.operations
    ]


def test_migrations_equal_the_models() -> None:
    in_order(missing_migrations(MigrationLoader(None).project_state(), ProjectState.from_apps(apps)))


def test_a_missing_migration_is_found() -> None:
    written = ProjectState.from_apps(apps)
    written.remove_field("auth", "group", "name")
    assert len(missing_migrations(written, ProjectState.from_apps(apps))) == 1


def test_the_committed_description_of_the_api_is_true(api: NinjaAPI) -> None:
    assert DESCRIPTION.read_text() == described(api), "run `motcua describe_api`"


def test_a_changed_api_is_found(api: NinjaAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    before = described(api)
    monkeypatch.setattr(api, "title", "Another")
    assert described(api) != before
    assert json.loads(described(api))["info"]["title"] == "Another"
