"""A map with faults of form: what is left of it when the faulty entries are taken out, to check that as well.

So a person sees the faults of form and those against the map itself in one go.
"""

from collections.abc import Collection
from dataclasses import replace

from PolyLibrary.yamlnode import Node

# Entries that nothing else in a map refers to: without them the rest is what it was.
_LEAVES = ("elements", "grids", "gestures", "regions", "menus", "languages")


def without_faulty(root: Node, lines: Collection[int]) -> Node | None:
    """The map without the entries that lie at these lines; None when a fault lies elsewhere."""
    left = set(lines)
    fields = dict(root.fields)
    for section in _LEAVES:
        node = root.fields.get(section)
        if node is None or node.kind != "map":
            continue
        kept = {}
        for name, entry in node.fields.items():
            here = {line for line in lines if node.key_lines.get(name, entry.line) <= line <= _last_line(entry)}
            left -= here
            if not here:
                kept[name] = entry
        fields[section] = replace(node, fields=kept)
    return None if left else replace(root, fields=fields)


def _last_line(node: Node) -> int:
    return max([node.line, *(_last_line(child) for child in (*node.fields.values(), *node.items))])
