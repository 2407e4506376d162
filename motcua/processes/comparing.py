"""What two versions draw differently: which elements came, went or changed, for the diagram and in words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.processes.rules import Definition
from motcua.processes.rules.definition import Flow, Kind, Node, SubProcess


@dataclass(frozen=True)
class DrawnDifference:
    """One element that is not drawn the same: `kind` added, removed or changed; `element` its id in the drawing."""

    kind: str
    element: str
    said: str


def drawn_differences(before: Definition, after: Definition) -> list[DrawnDifference]:
    """Elements first, in the order of the drawing, then the ways between them."""
    return [*_nodes(before, after), *_flows(before, after)]


def _nodes(before: Definition, after: Definition) -> Iterator[DrawnDifference]:
    old, new = ({node.id: node for node in each.every_node()} for each in (before, after))
    for key, node in new.items():
        if key not in old:
            yield DrawnDifference("added", key, _called(node))
        elif not _is_same(old[key], node):
            yield DrawnDifference("changed", key, _called(node))
    for key, node in old.items():
        if key not in new:
            yield DrawnDifference("removed", key, _called(node))


def _is_same(old: Node, new: Node) -> bool:
    if isinstance(old, SubProcess) and isinstance(new, SubProcess):
        # What is drawn inside is told of by itself.
        return (old.name, old.content) == (new.name, new.content)
    return old == new


def _flows(before: Definition, after: Definition) -> Iterator[DrawnDifference]:
    old, new = list(before.every_flow()), list(after.every_flow())
    names = {node.id: _called(node) for each in (before, after) for node in each.every_node()}
    for kind, flows, others in (("added", new, old), ("removed", old, new)):
        known = Counter(map(_meaning, others))
        for flow in flows:
            if known[_meaning(flow)] > 0:
                known[_meaning(flow)] -= 1
                continue
            yield DrawnDifference(kind, flow.id, f"{names[flow.source]} → {names[flow.target]}")


def _meaning(flow: Flow) -> tuple[str, str, str, bool, int]:
    """What a flow does, whatever its id and label."""
    return flow.source, flow.target, flow.condition, flow.default, flow.max_rounds


def _called(node: Node) -> str:
    return node.name or {
        Kind.START: _("Bắt đầu"),
        Kind.END: _("Kết thúc"),
        Kind.EXCLUSIVE: _("Chỗ rẽ"),
        Kind.PARALLEL: _("Chỗ chia, gộp việc đồng thời"),
        Kind.INCLUSIVE: _("Chỗ chia, gộp các nhánh phù hợp"),
    }.get(node.kind, node.id)
