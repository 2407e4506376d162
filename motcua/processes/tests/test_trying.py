"""A made-up matter goes through a draft; what it took counts until the process can do something else."""

from datetime import timedelta

import pytest
from django.test import Client

from motcua.accounts.tests import make as accounts
from motcua.platform import clock
from motcua.platform.action import Refused, Stale
from motcua.processes.actions.try_version import move_trial, start_trial
from motcua.processes.models import ProcessInstance, ProcessTrial, ProcessVersion, Task
from motcua.processes.proving import proof_of
from motcua.processes.public import FlawedProcess
from motcua.processes.rules import read_definition
from motcua.processes.tests import make, shapes

pytestmark = pytest.mark.django_db

AT = make.AT


def begun(version: ProcessVersion, **variables: object) -> ProcessTrial:
    return start_trial(
        version, variables=variables, by=make.officer("process_owner", at=version.process.organisation), at=AT
    )


def moved(trial: ProcessTrial, node: str, outcome: str = "done", **variables: object) -> ProcessTrial:
    by = make.officer("process_owner", at=trial.version.process.organisation)
    return move_trial(trial, node=node, outcome=outcome, variables=variables, by=by, at=AT)


@pytest.fixture(autouse=True)
def _then() -> object:
    with clock.frozen(AT):
        yield


def test_every_way_is_taken_in_two_trials_and_nothing_real_begins() -> None:
    version = make.draft()
    first = begun(version)
    assert set(first.opened) == {"verify"}
    first = moved(first, "verify", "propose_approval")
    first = moved(first, "approve", "return_to_specialist")
    first = moved(first, "verify", "propose_approval")
    first = moved(first, "approve", "approve")
    first = moved(moved(first, "issue"), "hand_over")
    assert first.is_finished
    assert 0 < proof_of(version).coverage.percent < 100  # type: ignore[union-attr]
    second = moved(moved(begun(version), "verify", "propose_refusal"), "approve", "refuse")
    assert second.is_finished
    assert proof_of(version).is_tried
    assert not Task.objects.exists()
    assert not ProcessInstance.objects.exists()


def test_the_clock_goes_on_by_the_limits_of_steps_in_working_time() -> None:
    trial = begun(make.draft())
    trial = moved(trial, "verify", "propose_approval")
    assert (trial.clock_at - AT).total_seconds() == 2 * 3600


def test_what_was_tried_counts_while_only_words_change() -> None:
    shape = shapes.line("a")
    version = make.draft(shape)
    moved(begun(version), "a")
    assert proof_of(version).is_tried
    shape["nodes"][1]["name"] = "Tên khác"
    version.definition = shape
    version.save()
    assert proof_of(version).is_tried
    version.definition = shapes.line("a", "b")
    version.save()
    assert not proof_of(version).is_tried


def test_timers_run_out_when_they_are_let() -> None:
    trial = begun(make.draft(shapes.timed(interrupting=True)))
    trial = moved(trial, "late", "")
    assert set(trial.opened) == {"remind"}
    assert moved(trial, "remind").is_finished


def play(version: ProcessVersion, *acts: str, **variables: object) -> ProcessTrial:
    """A trial in which these happen one after the other: "node outcome", or what is let happen."""
    trial = begun(version, **variables)
    for act in acts:
        node, _space, outcome = act.partition(" ")
        trial = moved(trial, node, outcome or ("done" if outcome_asked(version, node) else ""))
    return trial


def outcome_asked(version: ProcessVersion, key: str) -> bool:
    return any(node.id == key and node.kind == "user_task" for node in read_definition(version.definition).every_node())


def test_every_way_through_a_sub_process_is_taken_with_what_stands_on_it() -> None:
    version = make.draft(shapes.EMBEDDED)
    whole = play(version, "told", "read", "x", "y", "after")
    assert whole.is_finished
    assert not proof_of(version).is_tried
    late = play(version, "x", "late")
    assert late.clock_at - AT == timedelta(days=1), "eight working hours: the same time on the next working day"
    assert set(late.opened) == {"rescue"}
    assert moved(late, "rescue").is_finished
    assert proof_of(version).is_tried


def test_the_ends_of_a_called_process_are_to_be_chosen() -> None:
    called = make.process(
        shapes.process(
            [shapes.task("decide"), shapes.node("how", "exclusive_gateway"), shapes.node("refused", "end_event")],
            "start > decide", "decide > how", 'how > refused if outcome = "no"', "how > end else",
        )
    )  # fmt: skip
    calls = shapes.process(
        [
            shapes.node("call", "call_activity", name="Gọi", process=called.process.code, organisation="competent"),
            shapes.node("which", "exclusive_gateway"), shapes.task("again"),
        ],
        "start > call", "call > which", 'which > again if outcomes.call = "refused"', "which > end else",
        "again > end",
    )  # fmt: skip
    version = make.draft(calls)
    assert play(version, "call end").is_finished
    assert set(play(version, "call refused").opened) == {"again"}
    moved(play(version, "call refused"), "again")
    assert proof_of(version).is_tried
    with pytest.raises(Refused, match="điểm kết thúc"):
        play(version, "call nowhere")
    owner = accounts.official(role="process_owner", organisation=version.process.organisation, valid_from=AT)
    client = Client()
    client.force_login(owner)
    page = client.post(f"/quy-trinh/{version.process_id}/chay-thu")["Location"]
    assert 'value="call refused"' in client.get(page).content.decode()


def test_everything_that_waits_happens_when_it_is_let(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.processes.proving._unknown", lambda _definition: iter(()))
    shape = shapes.every_kind()
    version = make.draft(shape)
    trial = begun(version, area=200)
    assert set(trial.opened) == {"tax"}
    trial = moved(moved(moved(moved(trial, "alarm", ""), "tax"), "late", ""), "remind")
    trial = moved(moved(trial, "review", "back"), "tax")
    trial = moved(moved(trial, "review", "ok"), "fetch", "")
    assert set(trial.opened) == {"paid", "open_day"}
    trial = moved(moved(trial, "open_day", ""), "paid", "")
    assert (trial.clock_at.astimezone(clock.VIETNAM).weekday(), trial.clock_at.astimezone(clock.VIETNAM).hour) == (0, 8)
    for key in ("told", "all_clear", "other"):
        trial = moved(trial, key, "")
    assert trial.is_finished
    other = moved(begun(version, area=20), "measure")
    assert moved(other, "withdrawn", "").is_finished
    assert proof_of(version).is_tried, proof_of(version).coverage


def test_what_cannot_happen_is_refused() -> None:
    version = make.draft()
    trial = begun(version)
    for node, outcome in (
        ("approve", "approve"),
        ("verify", "no_such"),
        ("nothing", "done"),
        ("verify", "request_supplement"),
    ):
        with pytest.raises(Refused):
            moved(trial, node, outcome)
    version.definition = shapes.line("a", "b")
    version.save()
    with pytest.raises(Stale):
        moved(ProcessTrial.objects.get(pk=trial.pk), "verify", "propose_approval")
    version.definition = {"nodes": [], "flows": []}
    version.save()
    with pytest.raises(FlawedProcess):
        begun(version)


def test_pages_lead_through_a_trial() -> None:
    version = make.draft()
    client = Client()
    official = accounts.official(role="process_owner", organisation=version.process.organisation, valid_from=AT)
    client.force_login(official)
    here = f"/quy-trinh/{version.process_id}/chay-thu"
    assert "0%" in client.get(here).content.decode()
    play = client.post(here)["Location"]
    assert "Thẩm tra hồ sơ" in client.get(play).content.decode()
    assert client.post(play, {"act": "verify propose_approval"}).status_code == 302
    page = client.get(play).content.decode()
    assert "Trả lại chuyên viên" in page
    assert client.post(play, {"act": "verify propose_approval"}).status_code == 422
    assert "Vào sổ, in, đóng dấu" in client.get(here).content.decode()
    assert client.get("/quy-trinh/999999/chay-thu").status_code == 404
