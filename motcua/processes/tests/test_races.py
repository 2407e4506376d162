"""Many at once, in real threads with connections of their own: one success, clear refusals, every token kept."""

from collections import Counter
from collections.abc import Callable

import pytest

from motcua.platform.action import SYSTEM
from motcua.platform.clock import frozen
from motcua.platform.testing import all_at_once
from motcua.processes.models import ProcessInstance, Task, TaskTimer
from motcua.processes.public import cancel, complete, hold, instance_of, open_tasks, resume
from motcua.processes.tests import make
from motcua.processes.tests.shapes import hours, line, parallel, timed

pytestmark = pytest.mark.django_db(transaction=True)


def completing(task_id: int) -> Callable[[], object]:
    """Complete the task of that id."""
    return lambda: complete(Task.objects.get(pk=task_id), outcome="done", by=SYSTEM, at=make.AT)


SIZES = [20, pytest.param(200, marks=pytest.mark.soak)]


@pytest.mark.parametrize("many", SIZES)
def test_one_of_many_completions_succeeds(many: int) -> None:
    movement = make.started(line("a", "b"))
    todo = movement.opened[0].pk
    ended = all_at_once(completing(todo) for _ in range(many))
    assert ended == {"done": 1, "Stale": many - 1}
    assert list(Task.objects.values_list("node", "state").order_by("id")) == [("a", "done"), ("b", "open")]
    assert ProcessInstance.objects.get().marking == {"b": 1}


@pytest.mark.parametrize("many", SIZES)
def test_many_arrivals_at_a_join_open_one_successor(many: int) -> None:
    movement = make.started(version=make.unchecked(parallel(*(f"s{number}" for number in range(many)))))
    ended = all_at_once(completing(each.pk) for each in movement.opened)
    assert ended == {"done": many}
    assert list(Task.objects.open().values_list("node", flat=True)) == ["after"]
    assert ProcessInstance.objects.get().marking == {"after": 1}


def test_a_completion_against_its_timer() -> None:
    for _round in range(5):
        movement = make.started(timed(interrupting=True, limit=hours(1)))
        timer = TaskTimer.objects.get(task=movement.opened[0])

        def fire(timer: TaskTimer = timer) -> object:
            from motcua.processes.actions.fire_timer import fire_timer

            return fire_timer(timer, by=SYSTEM, at=make.AT.replace(hour=9))

        ended = all_at_once([completing(movement.opened[0].pk), fire])
        assert ended == {"done": 1, "Stale": 1}
        instance = ProcessInstance.objects.get(pk=movement.instance_id)
        assert instance.marking in ({}, {"remind": 1})
        assert instance.tasks.open().count() == sum(instance.marking.values())


def test_everything_at_once_keeps_tasks_and_tokens_equal() -> None:
    movement = make.started(parallel("a", "b", "c", "d"))
    instance = ProcessInstance.objects.get(pk=movement.instance_id)

    def pause() -> None:
        hold(instance_of(instance.subject), ground="supplement", by=SYSTEM, at=make.AT)
        resume(instance_of(instance.subject), by=SYSTEM, at=make.AT)

    works = [completing(each.pk) for each in movement.opened] * 3 + [pause] * 3
    with frozen(make.AT):
        all_at_once(works)
    instance.refresh_from_db()
    tasks = Counter(open_tasks(instance.subject).values_list("node", flat=True))
    assert {place: n for place, n in instance.marking.items() if not place.startswith("f")} == tasks
    if instance.state == "held":
        resume(instance, by=SYSTEM, at=make.AT)
    cancel(instance, ground="withdrawn", by=SYSTEM, at=make.AT)
    assert not open_tasks(instance.subject).exists()
