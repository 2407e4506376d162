"""Other programs read which processes are in force, step by step, and take their drawings along."""

from datetime import date

import pytest
from django.test import Client

from motcua.accounts.public import Role
from motcua.platform.action import SYSTEM
from motcua.processes.actions.publish_version import publish_version
from motcua.processes.api import PAGE_SIZE
from motcua.processes.rules import read_definition
from motcua.processes.rules.bpmn import read_bpmn
from motcua.processes.tests import make

pytestmark = pytest.mark.django_db
ALL = "/api/v1/processes"


def test_what_is_in_force_is_listed_by_code_and_told_page_after_page() -> None:
    organisation = make.organisation()
    there = sorted(make.process(owner=organisation).process.code for _ in range(PAGE_SIZE + 2))
    drafted = make.draft(owner=organisation).process.code
    first = Client().get(ALL).json()
    assert [each["code"] for each in first] == there[:PAGE_SIZE]
    rest = Client().get(ALL, {"after": first[-1]["code"]}).json()
    assert [each["code"] for each in rest] == there[PAGE_SIZE:]
    assert drafted not in {each["code"] for each in (*first, *rest)}
    assert rest[0] | {"code": "", "name": ""} == {
        "code": "", "name": "", "organisation": organisation.name, "version": 1, "valid_from": "2025-07-01",
    }  # fmt: skip


def test_a_process_is_told_with_its_steps_and_a_drawing_that_says_the_same() -> None:
    version = make.process()
    told = Client().get(f"{ALL}/{version.process.code}").json()
    definition = read_definition(version.definition)
    assert read_bpmn(told["bpmn"].encode()) == definition
    tasks = {node["id"]: node for node in version.definition["nodes"] if node["kind"] == "user_task"}
    assert {step["id"]: (step["name"], step["role"]) for step in told["steps"]} == {
        key: (node["name"], node["performer"]["role"]) for key, node in tasks.items()
    }
    names = dict(Role.objects.values_list("code", "name"))
    assert [step["role_name"] for step in told["steps"]] == [names.get(step["role"], "") for step in told["steps"]]


def test_a_version_that_is_not_in_force_yet_is_not_told() -> None:
    version = publish_version(make.draft(), valid_from=date(2999, 1, 1), by=SYSTEM, at=make.AT)
    answer = Client().get(f"{ALL}/{version.process.code}")
    assert (answer.status_code, answer.json()["detail"]) == (404, "Không có quy trình này.")
    assert Client().get(f"{ALL}/không/có").status_code == 404
