"""pydantic's errors in a tester's words: one sentence and one line of the file each."""

import re
import types
import typing
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PolyLibrary.errors import Fault
from PolyLibrary.names import did_you_mean
from PolyLibrary.redaction import MASK, is_secret_name
from PolyLibrary.yamlnode import Node

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

_KINDS = {"map": "a map of names", "list": "a list", "text": "a single value", "nothing": "nothing"}
_WANTED = {
    "string_type": "a single value",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "bool_parsing": "yes or no",
    "bool_type": "yes or no",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a map of names",
    "model_type": "a map of names",
    "model_attributes_type": "a map of names",
}
_BOUNDS = {"less_than_equal": ("le", "at most"), "greater_than_equal": ("ge", "at least")}


def faults_of(error: "ValidationError", model: "type[BaseModel]", node: Node) -> list[Fault]:
    """One fault for each of pydantic's errors; the same sentence on the same line comes once."""
    faults = {_fault(detail, model, node): None for detail in error.errors(include_url=False, include_context=True)}
    return list(faults)


def _fault(detail: Any, model: "type[BaseModel]", node: Node) -> Fault:
    path: tuple[str | int, ...] = tuple(detail["loc"])
    kind: str = detail["type"]
    if kind in ("extra_forbidden", "missing"):
        name, parent = str(path[-1]), path[:-1]
        if kind == "missing":
            return Fault(node.line_of(parent), f"'{name}' is missing{_inside(_written(parent, node))}")
        hint = did_you_mean(name, _keys(model, parent), "known keys").rstrip(".")
        return Fault(node.line_of(path), f"unknown key '{name}'{_inside(_written(parent, node))}; {hint}")
    path = _written(path, node)
    return Fault(node.line_of(path), f"{_where(path)}{_sentence(kind, detail, path, model, node)}")


def _written(path: Sequence[str | int], node: Node) -> tuple[str | int, ...]:
    """The path as the file has it: without the places of a list where the file gives a single value."""
    steps: list[str | int] = []
    place: Node | None = node
    for step in path:
        if isinstance(step, int) and place is not None and place.kind != "list":
            continue
        steps.append(step)
        place = place.child(step) if place is not None else None
    return tuple(steps)


def _sentence(kind: str, detail: Any, path: Sequence[str | int], model: "type[BaseModel]", node: Node) -> str:
    context = detail.get("ctx") or {}
    if kind in ("value_error", "assertion_error"):
        return str(context.get("error") or detail["msg"])
    seen = _seen(path, node, model)
    if kind in ("literal_error", "enum"):
        words = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        raw = node.at(*path)
        hint = did_you_mean(raw.text if raw else "", words, "known words").rstrip(".")
        return f"{seen} is none of its words; {hint}"
    if kind in _WANTED:
        return f"wants {_WANTED[kind]}, not {seen}"
    if kind in ("too_short", "too_long", "missing_argument"):
        wanted = context.get("min_length", context.get("max_length"))
        return f"wants {wanted} values, not {context.get('actual_length')}"
    if kind in _BOUNDS:
        key, bound = _BOUNDS[kind]
        return f"wants {bound} {context[key]}, not {seen}"
    return f"{detail['msg'].lower()}, not {seen}"


def _seen(path: Sequence[str | int], node: Node, model: "type[BaseModel]") -> str:
    value = node.at(*path)
    if value is None:
        return "nothing"
    if value.kind != "text":
        return _KINDS[value.kind]
    # Where names of secrets belong, a single value is most likely the secret itself.
    names = [*map(str, path), *_keys(model, tuple(path))]
    return MASK if any(is_secret_name(name) for name in names) else f"'{value.text}'"


def _where(path: Sequence[str | int]) -> str:
    return f"{' > '.join(_step(step) for step in path)}: " if path else ""


def _inside(path: Sequence[str | int]) -> str:
    return f" in {' > '.join(_step(step) for step in path)}" if path else ""


def _step(step: str | int) -> str:
    return f"no. {step + 1}" if isinstance(step, int) else step


def _keys(model: "type[BaseModel]", path: Sequence[str | int]) -> list[str]:
    """The keys that the model knows at ``path``, as they are written in the file."""
    kind: Any = model
    for step in path:
        kind = _inner(kind, step)
    fields = getattr(_model_in(kind), "model_fields", {})
    return [field.alias or name for name, field in fields.items()]


def _inner(kind: Any, step: str | int) -> Any:
    """The type behind a key or a place of a type."""
    found = _model_in(kind)
    if found is not None:
        for name, field in found.model_fields.items():
            if step in (name, field.alias):
                return field.annotation
        return None
    for option in _options(kind):
        arguments = typing.get_args(option)
        if arguments:
            return arguments[1] if typing.get_origin(option) is dict else arguments[0]
    return None


def _model_in(kind: Any) -> Any:
    return next((option for option in _options(kind) if hasattr(option, "model_fields")), None)


def _options(kind: Any) -> list[Any]:
    """A union's members without None; any other type alone. ``Annotated`` is taken off."""
    if typing.get_origin(kind) is typing.Annotated:
        return _options(typing.get_args(kind)[0])
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return [member for option in typing.get_args(kind) for member in _options(option)]
    return [] if kind is type(None) else [kind]
