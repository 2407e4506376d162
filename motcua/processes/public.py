"""What other modules may use of processes."""

from motcua.processes.actions._moving import Listing
from motcua.processes.actions.assign import assign
from motcua.processes.actions.assign_all import Given, assign_all
from motcua.processes.actions.cancel import cancel
from motcua.processes.actions.claim import claim
from motcua.processes.actions.complete import complete
from motcua.processes.actions.define_process import define_process
from motcua.processes.actions.deliver_message import deliver_message
from motcua.processes.actions.forget_notes import forget_notes
from motcua.processes.actions.hold import hold
from motcua.processes.actions.publish_version import FlawedProcess, publish_version
from motcua.processes.actions.rehome import rehome
from motcua.processes.actions.relist import relist
from motcua.processes.actions.resume import resume
from motcua.processes.actions.send_signal import send_signal
from motcua.processes.actions.start import start
from motcua.processes.actions.steward import steward
from motcua.processes.actions.submit_version import submit_version
from motcua.processes.actions.undo import undo
from motcua.processes.importing import ProcessReport, import_bpmn, import_internal_processes
from motcua.processes.laws import processes_for
from motcua.processes.measuring import WHICH, matters_behind
from motcua.processes.models import (
    InstanceHold,
    InstanceState,
    Process,
    ProcessInstance,
    ProcessVersion,
    Task,
    TaskState,
    VersionState,
)
from motcua.processes.proving import held_against, said_too_long
from motcua.processes.reads import (
    Movement,
    find_task,
    instance_of,
    net_of,
    next_actions,
    open_tasks,
    step_of,
    version_in_force,
    ways_of,
)
from motcua.processes.rules import Flaw, Limit, LimitUnit, Outcome, Performer, UserTask, flaws_of, read_definition

__all__ = [
    "WHICH",
    "Flaw",
    "FlawedProcess",
    "Given",
    "InstanceHold",
    "InstanceState",
    "Limit",
    "LimitUnit",
    "Listing",
    "Movement",
    "Outcome",
    "Performer",
    "Process",
    "ProcessInstance",
    "ProcessReport",
    "ProcessVersion",
    "Task",
    "TaskState",
    "UserTask",
    "VersionState",
    "assign",
    "assign_all",
    "cancel",
    "claim",
    "complete",
    "define_process",
    "deliver_message",
    "find_task",
    "flaws_of",
    "forget_notes",
    "held_against",
    "hold",
    "import_bpmn",
    "import_internal_processes",
    "instance_of",
    "matters_behind",
    "net_of",
    "next_actions",
    "open_tasks",
    "processes_for",
    "publish_version",
    "read_definition",
    "rehome",
    "relist",
    "resume",
    "said_too_long",
    "send_signal",
    "start",
    "step_of",
    "steward",
    "submit_version",
    "undo",
    "version_in_force",
    "ways_of",
]
