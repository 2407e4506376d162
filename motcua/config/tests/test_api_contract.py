"""The API keeps its word: whatever is asked, no failure of ours and no answer that its description does not tell of."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from motcua.accounts.tests import make as accounts
from motcua.config.wsgi import application
from motcua.dossiers.tests import make as dossiers
from motcua.platform import clock

pytestmark = pytest.mark.django_db
KEPT = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def asked_by_everybody(examples: int) -> int:
    """Ask every operation soundly and not, as nobody, as a citizen and as an officer; how often that was."""
    at_ward = dossiers.ward()
    code = dossiers.dossier(at_ward, received=True).code
    headers: list[dict[str, str]] = [{}]
    for account in (accounts.citizen(), at_ward.officer_account):
        client = Client()
        client.force_login(account)
        headers.append({"Cookie": f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"})
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()  # type: ignore[union-attr]
        for mode in GenerationMode:
            # Codes drawn at random hit nothing: some are those of a record that is there.
            cases = operation.as_strategy(generation_mode=mode)

            @hypothesis.settings(
                max_examples=examples, deadline=None, database=None, derandomize=True,
                suppress_health_check=list(HealthCheck),
            )  # fmt: skip
            @hypothesis.given(case=cases, header=st.sampled_from(headers), known=st.booleans())
            def ask(case: Case[Any], header: dict[str, str], known: bool) -> None:
                nonlocal asked
                asked += 1
                if known and "code" in (case.path_parameters or {}):
                    case.path_parameters["code"] = code
                case.call_and_validate(headers=header, checks=KEPT)

            # Where any text is sound there is nothing unsound to ask.
            with suppress(*([Unsatisfiable] if mode is GenerationMode.NEGATIVE else [])):
                ask()
    return asked


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """As Django's own test client does: the rows of a test live in its open transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_operation_answers_as_described() -> None:
    with clock.frozen(dossiers.AT):
        assert asked_by_everybody(examples=4) >= 40


@pytest.mark.soak
def test_every_operation_answers_as_described_however_it_is_asked() -> None:
    with clock.frozen(dossiers.AT):
        assert asked_by_everybody(examples=300) >= 4000
