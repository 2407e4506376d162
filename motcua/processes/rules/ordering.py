"""The order in which a process is told: what comes first stands first. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from motcua.processes.rules.definition import BoundaryEvent, Definition, Kind, Node


def in_order(definition: Definition, before: Sequence[str] = ()) -> Definition:
    """The same process with its nodes in the order of its ways, branch after branch, ends last.

    `before` are the ids of an earlier drawing in their order: where none came and none went, that order stays.
    """
    nodes = {node.id: node for node in definition.nodes}
    if set(before) == set(nodes):
        return replace(definition, nodes=tuple(nodes[key] for key in before))
    found = _walked(definition, nodes)
    rest = [key for key in nodes if key not in set(found)]
    steps = [key for key in (*found, *rest) if nodes[key].kind is not Kind.END]
    ends = [key for key in (*found, *rest) if nodes[key].kind is Kind.END]
    return replace(definition, nodes=tuple(nodes[key] for key in (*steps, *ends)))


def _walked(definition: Definition, nodes: dict[str, Node]) -> list[str]:
    """Ids in reverse order of leaving them, depth first: each after all that lead to it, ways back aside."""
    ways: dict[str, list[str]] = {key: [] for key in nodes}
    for node in definition.nodes:
        if isinstance(node, BoundaryEvent) and node.attached_to in ways:
            ways[node.attached_to].append(node.id)
    for flow in definition.flows:
        if flow.source in ways and flow.target in nodes:
            ways[flow.source].insert(0, flow.target)
    left: list[str] = []
    seen: set[str] = set()
    for start in [node.id for node in definition.nodes if node.kind is Kind.START]:
        seen.add(start)
        stack = [(start, iter(ways[start]))]
        while stack:
            key, targets = stack[-1]
            fresh = next((target for target in targets if target not in seen), None)
            if fresh is None:
                left.append(key)
                stack.pop()
            else:
                seen.add(fresh)
                stack.append((fresh, iter(ways[fresh])))
    return left[::-1]
