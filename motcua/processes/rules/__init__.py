"""Processes as pure rules: what a definition is, whether it is sound, how tokens move, whose step it is."""

from motcua.processes.rules.check import flaws_of
from motcua.processes.rules.definition import (
    RELATIONS,
    UNIT_PREFIX,
    BoundaryTimer,
    Definition,
    Flow,
    Kind,
    Limit,
    LimitUnit,
    Node,
    Outcome,
    Performer,
    UserTask,
    read_definition,
    write_definition,
)
from motcua.processes.rules.duties import WORK, Duties, may_work
from motcua.processes.rules.feel import BadCondition, Condition, read_condition
from motcua.processes.rules.flaws import Flaw, Flawed, NoWay
from motcua.processes.rules.moves import (
    RESERVED,
    Marking,
    Net,
    Step,
    begin,
    compile_definition,
    complete,
    fire,
    outcome_of,
)

__all__ = [
    "RELATIONS",
    "RESERVED",
    "UNIT_PREFIX",
    "WORK",
    "BadCondition",
    "BoundaryTimer",
    "Condition",
    "Definition",
    "Duties",
    "Flaw",
    "Flawed",
    "Flow",
    "Kind",
    "Limit",
    "LimitUnit",
    "Marking",
    "Net",
    "NoWay",
    "Node",
    "Outcome",
    "Performer",
    "Step",
    "UserTask",
    "begin",
    "compile_definition",
    "complete",
    "fire",
    "flaws_of",
    "may_work",
    "outcome_of",
    "read_condition",
    "read_definition",
    "write_definition",
]
