"""Reading the project's YAML files: text to tree, environment, and checking against a pydantic model.

Every scalar is a string with its line (``yamlnode.py`` says why). pydantic and the YAML parser are loaded
when the first file is read, not when this module is imported.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PolyLibrary.errors import Fault, FileFaults, UsageError
from PolyLibrary.yamlnode import Node, Unreadable, parse

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["Node", "checked", "load", "loads", "references", "resolve_environment", "resolved_environment", "validate"]

Model = TypeVar("Model", bound="BaseModel")

SET_IT = "set the variable before the run, or give it a default: %{NAME=default}."
"""What to do about a reference to an environment variable that is not set."""

# Robot Framework's own spelling; the default may be empty.
_REFERENCE = re.compile(r"%\{(?P<name>[^}=]+)(?:=(?P<default>[^}]*))?\}")


def load(path: Path | str, kind: str = "file") -> Node:
    """Read a YAML file into a tree of strings; an empty file is an empty map.

    Args:
        path: The file, in UTF-8.
        kind: What the file is, for the error: ``lab file``, ``layout map``.

    Raises:
        UsageError: The file is missing or cannot be read.
        FileFaults: It is no YAML, or a key stands twice.
    """
    node, faults = load_with_faults(path, kind)
    if faults:
        raise FileFaults(str(path), faults, kind=kind)
    return node


def load_with_faults(path: Path | str, kind: str = "file") -> tuple[Node, list[Fault]]:
    """Like ``load``, but keys that stand twice are given as faults beside the tree, to be told with all others."""
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise UsageError(f"There is no {kind} {path}.", hint="check the path and the folder it is sought in.") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise FileFaults(str(path), [Fault(line, "the file is not UTF-8 from here on")], kind=kind) from None
    except OSError as error:
        raise UsageError(f"The {kind} {path} cannot be read: {error.strerror or error}.") from None
    try:
        return parse(text)
    except Unreadable as error:
        raise FileFaults(str(path), error.faults, kind=kind) from None


def loads(text: str, file: str, kind: str = "file") -> Node:
    """Like ``load`` for a text; ``file`` is the name that faults carry."""
    try:
        node, faults = parse(text)
    except Unreadable as error:
        raise FileFaults(file, error.faults, kind=kind) from None
    if faults:
        raise FileFaults(file, faults, kind=kind)
    return node


def references(text: str) -> list[str]:
    """The names of the environment variables that a text refers to."""
    return [match["name"] for match in _REFERENCE.finditer(text)]


def resolve_environment(
    node: Node, file: str, kind: str = "file", environment: Mapping[str, str] | None = None
) -> Node:
    """The tree with ``%{NAME}`` and ``%{NAME=default}`` replaced in values (keys stay as they are).

    Raises:
        FileFaults: Names every variable that is not set and has no default, with its line, never a value.
    """
    resolved, missing = resolved_environment(node, environment)
    if missing:
        raise FileFaults(file, missing, kind=kind, hint=SET_IT)
    return resolved


def resolved_environment(node: Node, environment: Mapping[str, str] | None = None) -> tuple[Node, list[Fault]]:
    """Like ``resolve_environment``, but a variable that is not set stays as written and gives a fault."""
    values = os.environ if environment is None else environment
    missing = [
        Fault(text.line, f"%{{{match['name']}}} is not set in the environment")
        for text in _texts(node)
        for match in _REFERENCE.finditer(text.text)
        if match["name"] not in values and match["default"] is None
    ]
    return _resolved(node, values), missing


def _texts(node: Node) -> Iterator[Node]:
    if node.kind == "text":
        yield node
    for child in (*node.fields.values(), *node.items):
        yield from _texts(child)


def _resolved(node: Node, values: Mapping[str, str]) -> Node:
    def value(match: re.Match[str]) -> str:
        default = match[0] if match["default"] is None else match["default"]
        return values.get(match["name"], default)

    return Node(
        node.kind,
        node.line,
        _REFERENCE.sub(value, node.text) if node.kind == "text" else "",
        {key: _resolved(child, values) for key, child in node.fields.items()},
        node.key_lines,
        tuple(_resolved(item, values) for item in node.items),
    )


def checked(model: type[Model], node: Node) -> tuple[Model | None, list[Fault]]:
    """The tree as an instance of a pydantic model, or None and all that is wrong with it."""
    from pydantic import ValidationError

    from PolyLibrary.yamlfaults import faults_of

    try:
        return model.model_validate(node.plain()), []
    except ValidationError as error:
        return None, faults_of(error, model, node)


def validate(model: type[Model], node: Node, file: str, kind: str = "file") -> Model:
    """The tree as an instance of a pydantic model.

    Raises:
        FileFaults: Everything that is wrong at once, with lines, and the nearest names for unknown words.
    """
    instance, faults = checked(model, node)
    if instance is None:
        raise FileFaults(file, faults, kind=kind)
    return instance
