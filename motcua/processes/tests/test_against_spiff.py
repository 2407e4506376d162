"""SpiffWorkflow, an engine that is not ours, takes the same steps in the same order on what both support."""

import re
from io import BytesIO
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from motcua.processes.rules import begin, compile_definition, complete, read_definition
from motcua.processes.rules.bpmn import write_bpmn
from motcua.processes.tests.shapes import JSON, birth_registration, line, parallel
from motcua.processes.tests.test_moves import Draw

MOST = 60


class DrawShared(Draw):
    """Draws what both run alike: no timers, for theirs go by the clock on the wall, and no join inside a loop.

    In a second round theirs counts a branch that came in the first one again, and goes on while steps of the second are
    still open: "excess tokens … not implemented", says its parallel gateway. That ours waits for each branch in every
    round, as BPMN 2.0 has it (13.4.1), is proved in `test_moves`.
    """

    kinds: tuple[str, ...] = ("step", "row", "both", "one", "loop")

    def loop(self, depth: int) -> tuple[str, str]:
        outside, self.kinds = self.kinds, ("step", "row", "one", "loop")
        try:
            return super().loop(depth)
        finally:
            self.kinds = outside


def theirs(shape: JSON, variables: dict[str, Any]) -> BpmnWorkflow:
    """The process as SpiffWorkflow runs it: read from our export, conditions said in Python."""
    xml = write_bpmn(read_definition(shape), "Thử").decode()
    xml = re.sub(
        r"(<bpmn:conditionExpression[^>]*>)([^<]*)(<)", lambda it: it[1] + it[2].replace(" = ", " == ") + it[3], xml
    )
    parser = BpmnParser()
    parser.add_bpmn_io(BytesIO(xml.encode()))
    workflow = BpmnWorkflow(parser.get_spec("Process"))
    workflow.data.update(variables)
    for task in workflow.get_tasks(state=TaskState.READY):
        task.data.update(variables)
    workflow.do_engine_steps()
    return workflow


def waiting(workflow: BpmnWorkflow) -> list[Any]:
    """Their user tasks that wait."""
    return [task for task in workflow.get_tasks(state=TaskState.READY) if task.task_spec.manual]


def agree(shape: JSON, random: Random, variables: dict[str, Any], answers: dict[str, list[str]]) -> None:
    """Take the same random steps in both; after each the same user tasks wait."""
    net = compile_definition(read_definition(shape))
    ours, other = begin(net, variables), theirs(shape, variables)
    for round_ in range(MOST):
        open_ = sorted(key for key in ours.marking if key in net.nodes)
        assert sorted(task.task_spec.name for task in waiting(other)) == open_
        assert other.completed == ours.is_finished
        if ours.is_finished:
            return
        key = random.choice(open_)
        answer = random.choice(answers.get(key, ["yes", "no"])) if round_ < MOST // 3 else answers.get(key, ["yes"])[0]
        ours = complete(net, ours.marking, key, answer, ours.variables)
        task = next(task for task in waiting(other) if task.task_spec.name == key)
        task.data["outcome"] = answer
        task.run()
        other.do_engine_steps()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("shape", [line("a", "b"), parallel("a", "b", "c")])
def test_plain_processes_agree(shape: JSON, seed: int) -> None:
    agree(shape, Random(seed), {}, {})


@pytest.mark.parametrize("seed", range(5))
def test_birth_registration_agrees(seed: int) -> None:
    answers = {"approve": ["approve", "return_to_specialist", "refuse"], "verify": ["propose_approval"]}
    agree(birth_registration(), Random(seed), {}, answers)


@given(st.integers(0, 2**32))
def test_random_processes_agree(seed: int) -> None:
    random = Random(seed)
    agree(DrawShared(random).whole(), random, {"x": random.randint(0, 3)}, {})
