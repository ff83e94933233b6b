"""A YAML text as a tree in which every scalar is a string and everything knows its line.

YAML's implicit types lose what people write in these files: an unquoted MAC becomes infinity, ``0123``
becomes 83 and firmware ``5.10`` becomes 5.1. So nothing is converted here; whoever knows the type does it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from PolyLibrary.errors import Fault
from PolyLibrary.redaction import MASK, is_secret_name

Path = Sequence[str | int]
"""Steps from the root of a file: a key of a map or a place in a list."""


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a YAML file.

    Attributes:
        kind: ``map``, ``list``, ``text``, or ``nothing`` for a key without a value.
        line: Line of the value, from 1.
        text: The scalar as written, without its quotes; empty for maps and lists.
        fields: The values of a map by key, in the order of the file.
        key_lines: The line of each key of a map.
        items: The values of a list.
    """

    kind: Literal["map", "list", "text", "nothing"]
    line: int
    text: str = ""
    fields: Mapping[str, "Node"] = field(default_factory=dict)
    key_lines: Mapping[str, int] = field(default_factory=dict)
    items: tuple["Node", ...] = ()

    def plain(self) -> Any:
        """Dicts, lists, strings and None, without the lines."""
        if self.kind == "map":
            return {key: value.plain() for key, value in self.fields.items()}
        if self.kind == "list":
            return [item.plain() for item in self.items]
        return self.text if self.kind == "text" else None

    def child(self, step: str | int) -> "Node | None":
        """The value under a key or at a place; None when there is none."""
        if self.kind == "map":
            return self.fields.get(str(step))
        if self.kind == "list" and isinstance(step, int) and 0 <= step < len(self.items):
            return self.items[step]
        return None

    def at(self, *path: str | int) -> "Node | None":
        """The value at the end of ``path``; None when a step is missing."""
        node: Node | None = self
        for step in path:
            node = node.child(step) if node else None
        return node

    def line_of(self, path: Path) -> int:
        """The line that a person looks at for ``path``: of the last key, or of what comes nearest to it.

        Steps that the file does not have are passed over, so the path may come from a checker that sees a
        list where the file may also hold a single value.
        """
        node, line = self, self.line
        for step in path:
            following = node.child(step)
            if following is None:
                continue
            line = node.key_lines.get(str(step), following.line) if node.kind == "map" else following.line
            node = following
        return line


class Unreadable(Exception):
    """The text is no YAML; carries the faults. A signal inside this room: users see FileFaults."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self.faults = tuple(faults)


def parse(text: str) -> tuple[Node, list[Fault]]:
    """The tree of a YAML text, and the faults that do not keep it from being read (duplicate keys).

    An empty text is an empty map.

    Raises:
        Unreadable: The text breaks YAML's own rules; holds one fault with its line.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

    builder = _Builder()
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable([Fault(mark.line + 1 if mark else 1, _problem(error))]) from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Unreadable([Fault(line, "a character that YAML does not allow stands here")]) from None
    return builder.root or Node("map", 1), builder.faults


def _problem(error: Any) -> str:
    """The parser's own words, or better ones for the two mistakes that people make most."""
    problem = str(error.problem or error.context or "this is no YAML").strip()
    start = re.match(r"found character '(.+)' that cannot start any token", problem)
    if start and start[1] in ("\t", "\\t"):
        return "a tab stands here; YAML indents with spaces"
    if start:
        return f"a text that begins with {start[1]} needs quotes"
    if problem == "mapping values are not allowed here":
        return "a second ':' on this line, or a wrong indent; put a text that holds ': ' in quotes"
    return f"no YAML: {problem}"


class _Builder:
    """Builds the tree from the parser's events, without the resolver that would guess types."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.faults: list[Fault] = []
        self._open: list[_Collection] = []
        self._anchors: dict[str, Node] = {}
        self._documents = 0

    def take(self, event: Any) -> None:
        name = type(event).__name__
        if name == "DocumentStartEvent":
            self._documents += 1
            if self._documents == 2:
                raise Unreadable([Fault(_line(event), "a second document starts here; one file, one document")])
        elif name == "ScalarEvent":
            self._scalar(event)
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            self._start(event, "map" if name == "MappingStartEvent" else "list")
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            done = self._open.pop()
            self._add(done.node(), done.anchor)
        elif name == "AliasEvent":
            self._alias(event)

    def _scalar(self, event: Any) -> None:
        self._no_tag(event)
        bare = event.style in (None, "") and event.value == ""
        line = _line(event)
        self._add(Node("nothing", line) if bare else Node("text", line, str(event.value)), event.anchor)

    def _start(self, event: Any, kind: Literal["map", "list"]) -> None:
        self._no_tag(event)
        self._open.append(_Collection(kind, _line(event), event.anchor, self.faults))

    def _alias(self, event: Any) -> None:
        name = str(event.anchor)
        if name not in self._anchors:
            name = self._shown(name)
            text = f"'*{name}' points at an anchor '&{name}' that is not above it; a text needs quotes"
            raise Unreadable([Fault(_line(event), text)])
        self._add(self._anchors[name], None)

    def _no_tag(self, event: Any) -> None:
        if event.tag not in (None, "!"):
            tag = f"!{self._shown(event.tag[1:])}" if str(event.tag).startswith("!") else event.tag
            self.faults.append(Fault(_line(event), f"the tag '{tag}' is not read here; leave it out"))

    def _shown(self, text: str) -> str:
        """What stands where a value belongs: a password without quotes may begin with any sign."""
        key = self._open[-1].key if self._open else None
        return MASK if key is not None and is_secret_name(key.text) else text

    def _add(self, node: Node, anchor: str | None) -> None:
        if anchor:
            self._anchors[anchor] = node
        if self._open:
            self._open[-1].add(node)
        else:
            self.root = node if node.kind != "nothing" else None


@dataclass
class _Collection:
    """A map or list that is still being read."""

    kind: Literal["map", "list"]
    line: int
    anchor: str | None
    faults: list[Fault]
    items: list[Node] = field(default_factory=list)
    fields: dict[str, Node] = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)
    key: Node | None = None

    def add(self, node: Node) -> None:
        if self.kind == "list":
            self.items.append(node)
        elif self.key is None:
            self.key = node
        else:
            self._pair(self.key, node)
            self.key = None

    def _pair(self, key: Node, value: Node) -> None:
        if key.kind != "text":
            self.faults.append(Fault(key.line, "a key must be a text"))
        elif key.text in self.fields:
            first = self.key_lines[key.text]
            self.faults.append(Fault(key.line, f"'{key.text}' stands here a second time (first on line {first})"))
        else:
            self.fields[key.text] = value
            self.key_lines[key.text] = key.line

    def node(self) -> Node:
        return Node(self.kind, self.line, "", self.fields, self.key_lines, tuple(self.items))


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
