"""The kinds of values in a layout map file, checked with a sentence that says how to write them right.

Every scalar of such a file is a string (``yamlnode.py``), so numbers are checked as texts and then converted.
"""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from PolyLibrary.layout.conditions import condition_fault
from PolyLibrary.names import did_you_mean
from PolyLibrary.terms import CallState

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s)")
LONGEST_SWIPE = 5.0
"""Seconds."""


def _numbers(count: int, form: str) -> BeforeValidator:
    def check(value: Any) -> Any:
        good = isinstance(value, (list, tuple)) and len(value) == count
        if not good or not all(re.fullmatch(r"\d+", str(part)) for part in value):
            raise ValueError(f"wants whole numbers of pixels: {form}")
        return value

    form_in_schema = Annotated[list[int], Field(min_length=count, max_length=count)]
    return BeforeValidator(check, json_schema_input_type=form_in_schema)


def one_or_many(value: Any) -> Any:
    """A single value is a list of one."""
    return [value] if isinstance(value, (str, dict)) else value


def boxed(value: Any) -> Any:
    """``[0, 0, 480, 46]`` is ``{at: [0, 0, 480, 46]}``."""
    return {"at": value} if isinstance(value, list) else value


def filed(value: Any) -> Any:
    """``bell.png`` is ``{file: bell.png}``."""
    return {"file": value} if isinstance(value, str) else value


def keyed(value: Any) -> Any:
    """``[Hold, End Call]`` is ``{keys: [Hold, End Call]}``."""
    return {"keys": value} if isinstance(value, list) else value


def _pages(value: Any) -> Any:
    """``[Hold, End Call]`` is one list to lay out; ``[[Hold, More], [Mute, More]]`` are two pages. None is blank."""
    if not isinstance(value, list):
        return value
    pages = value if any(isinstance(page, list) for page in value) else [value]
    return [["" if cell is None else cell for cell in page] if isinstance(page, list) else page for page in pages]


def _columns(value: Any) -> Any:
    if isinstance(value, list):
        form = "wants how many columns there are, or the left and right edge of each: [[0, 70], [138, 208]]"
        edges = [part for column in value for part in (column if isinstance(column, list) else [column, "?"])]
        if not all(re.fullmatch(r"\d+", str(edge)) for edge in edges) or len(edges) != 2 * len(value):
            raise ValueError(form)
    return value


def _seconds(value: Any) -> Any:
    match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"wants a time with its unit, such as 100 ms, not '{value}'")
    seconds = float(match[1]) / (1000 if match[2] == "ms" else 1)
    if not 0 < seconds <= LONGEST_SWIPE:
        meant = f"; did you mean {match[1]} ms?" if match[2] == "s" else ""
        raise ValueError(f"wants at most {LONGEST_SWIPE:g} s, not {value}{meant}")
    return seconds


def _condition(value: str) -> str:
    fault = condition_fault(value)
    if fault:
        raise ValueError(fault)
    return value


def _call_rule(value: str) -> str:
    known = [state.value for state in CallState]
    for word in value.split("+"):
        if word.strip() not in known:
            hint = did_you_mean(word, known, "states").rstrip(".")
            raise ValueError(f"'{word.strip()}' is no state of a call; {hint}")
    return value


PointSpec = Annotated[tuple[int, int], _numbers(2, "[x, y]")]
BoxSpec = Annotated[tuple[int, int, int, int], _numbers(4, "[left, top, right, bottom]")]
Names = Annotated[list[str], BeforeValidator(one_or_many, json_schema_input_type=str | list[str])]
Keys = list[str | None] | list[list[str | None]]
Pages = Annotated[list[list[str]], BeforeValidator(_pages, json_schema_input_type=Keys)]
Columns = Annotated[
    int | list[tuple[int, int]], BeforeValidator(_columns, json_schema_input_type=int | list[tuple[int, int]])
]
Duration = Annotated[float, BeforeValidator(_seconds, json_schema_input_type=str)]
Condition = Annotated[str, AfterValidator(_condition)]
CallRules = Annotated[
    list[Annotated[str, AfterValidator(_call_rule)]],
    BeforeValidator(one_or_many, json_schema_input_type=str | list[str]),
]
