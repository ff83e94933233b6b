"""Inline assertions of the ``Get`` keywords: the expected value is read as the type of the value first."""

from datetime import datetime, timedelta
from typing import Any

from assertionengine import AssertionOperator, verify_assertion
from robot.utils import timestr_to_secs

from PolyLibrary.errors import CheckFailed, UsageError
from PolyLibrary.names import nearest
from PolyLibrary.terms import Version

_TEXT_OPERATORS = {
    AssertionOperator["*="],
    AssertionOperator["^="],
    AssertionOperator["$="],
    AssertionOperator["matches"],
    AssertionOperator["not contains"],
}

_ARGUMENTS = ("phone", "timeout", "call", "line", "since", "field")


def judge(
    value: Any,
    operator: AssertionOperator | None,
    expected: Any,
    what: str,
    message: str | None = None,
) -> Any:
    """Return the value, or raise when the assertion does not hold.

    Args:
        value: The typed value that was read.
        operator: ``==``, ``>``, ``contains``, ``matches``, ``validate``, ``then`` ...; None only returns it.
        expected: What the test expects, as text; converted to the value's type.
        what: Names the value in the error.
        message: A text of the test's own for the error.
    """
    _refuse_misspelt(message)
    if operator is None:
        return value
    if operator in _TEXT_OPERATORS and not isinstance(value, (list, tuple, dict, set)):
        value_to_judge: Any = str(value)
        wanted: Any = str(expected)
    elif operator.name in ("validate", "then"):
        value_to_judge, wanted = value, expected
    else:
        value_to_judge, wanted = value, as_type_of(value, expected, what)
    try:
        return verify_assertion(value_to_judge, operator, wanted, what, message)
    except AssertionError as error:
        raise CheckFailed(str(error), hint="a Get keyword looks once; an Expect keyword waits.") from None


def _refuse_misspelt(message: str | None) -> None:
    """The message is the last positional argument, where a misspelt named one ends up."""
    word, equals, _ = (message or "").partition("=")
    near = nearest(word, _ARGUMENTS) if equals and word.strip().isidentifier() else []
    if near:
        raise UsageError(
            f"'{message}' was taken for the assertion's message: '{word}' is no argument of this keyword.",
            hint=f"did you mean '{near[0]}'?",
        )


def as_type_of(value: Any, expected: Any, what: str) -> Any:
    """``expected`` in the type of ``value``: numbers, durations, versions and times compare rightly."""
    if not isinstance(expected, str) or isinstance(value, (list, tuple, dict, set)):
        return expected
    try:
        match value:
            case bool():
                return _truth(expected)
            case int() | float():
                return float(expected) if "." in expected else int(expected)
            case timedelta():
                return timedelta(seconds=timestr_to_secs(expected))
            case datetime():
                return datetime.fromisoformat(expected)
            case Version():
                return Version(expected)
            case None:
                return None if expected.casefold() in ("none", "") else expected
    except (ValueError, TypeError):
        raise UsageError(
            f"{what} is a {_kind(value)}; '{expected}' cannot be compared with it.", seen=f"its value: {value}."
        ) from None
    return expected


def _truth(text: str) -> bool:
    folded = text.casefold()
    if folded in ("true", "yes", "on", "1"):
        return True
    if folded in ("false", "no", "off", "0"):
        return False
    raise ValueError(text)


def _kind(value: Any) -> str:
    names = {bool: "yes or no", int: "number", float: "number", timedelta: "duration", datetime: "time"}
    return names.get(type(value), "firmware version" if isinstance(value, Version) else type(value).__name__)
