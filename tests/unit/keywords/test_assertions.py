"""Inline assertions compare values of one type: 10 is more than 9."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from assertionengine import AssertionOperator

from PolyLibrary.errors import CheckFailed, UsageError
from PolyLibrary.keywords.assertions import as_type_of, judge
from PolyLibrary.terms import Version


def holds(value: Any, operator: str, expected: Any) -> bool:
    try:
        judge(value, AssertionOperator[operator], expected, "it")
    except CheckFailed:
        return False
    return True


@pytest.mark.parametrize(
    ("value", "operator", "expected"),
    [
        (10, ">", "9"),
        (9, "<", "10"),
        (10, "==", "10"),
        (10, "==", "10.0"),
        (2.5, ">=", "2.5"),
        (timedelta(seconds=70), ">", "1 minute 5 s"),
        (timedelta(seconds=10), ">", "9"),
        (timedelta(milliseconds=500), "==", "500 ms"),
        (Version("5.10.1"), ">", "5.9.9"),
        (Version("5.9.3.2857"), ">=", "5.9"),
        (Version("5.9"), "!=", "5.10"),
        (datetime(2026, 8, 30, 12, 0), ">", "2026-08-30T11:59:59"),
        (True, "==", "yes"),
        (False, "==", "off"),
        (None, "==", "None"),
        ("Connected", "==", "Connected"),
        ("Connected", "matches", "^Conn"),
        (10, "*=", "0"),
        (Version("5.9.3"), "^=", "5.9"),
        (["1001", "1002"], "contains", "1001"),
    ],
)
def test_what_holds(value: Any, operator: str, expected: Any) -> None:
    assert holds(value, operator, expected)


@pytest.mark.parametrize(
    ("value", "operator", "expected"),
    [
        (10, "<", "9"),
        (9, ">", "10"),
        (timedelta(seconds=9), ">", "10"),
        (Version("5.9"), ">", "5.10"),
        (True, "==", "no"),
        ("Connected", "==", "connected"),
        (None, "==", "something"),
    ],
)
def test_what_does_not_hold(value: Any, operator: str, expected: Any) -> None:
    assert not holds(value, operator, expected)


def test_without_an_operator_the_value_is_given_back() -> None:
    assert judge(7, None, None, "it") == 7


@pytest.mark.parametrize(
    ("value", "expected", "kind"),
    [
        (7, "seven", "number"),
        (timedelta(seconds=1), "soon", "duration"),
        (datetime(2026, 1, 1), "noon", "time"),
        (True, "perhaps", "yes or no"),
    ],
)
def test_what_cannot_be_compared_is_said(value: Any, expected: str, kind: str) -> None:
    with pytest.raises(UsageError) as caught:
        judge(value, AssertionOperator["=="], expected, "uptime of alice")
    assert str(caught.value) == (
        f"uptime of alice is a {kind}; '{expected}' cannot be compared with it.\nSeen:  its value: {value}."
    )


def test_the_error_names_value_and_expectation() -> None:
    with pytest.raises(CheckFailed) as caught:
        judge(9, AssertionOperator[">"], "10", "rings of alice")
    assert str(caught.value) == (
        "rings of alice '9' (int) should be greater than '10' (int)\n"
        "Next:  a Get keyword looks once; an Expect keyword waits."
    )


def test_a_message_of_the_tests_own() -> None:
    with pytest.raises(CheckFailed, match="too few"):
        judge(9, AssertionOperator[">"], "10", "rings of alice", "too few")


def test_what_is_no_text_is_compared_as_it_is() -> None:
    assert as_type_of(7, 8, "it") == 8
    assert as_type_of(["a"], "a", "it") == "a"


@pytest.mark.parametrize("message", ["phne=alice", "timeot=3 s", "Call=active"])
def test_a_misspelt_argument_is_no_message(message: str) -> None:
    with pytest.raises(UsageError, match="is no argument of this keyword"):
        judge(7, AssertionOperator["=="], "7", "it", message)


def test_a_message_may_hold_an_equals_sign() -> None:
    with pytest.raises(CheckFailed, match=r"^wanted x=7 here"):
        judge(7, AssertionOperator["=="], "8", "it", "wanted x=7 here")
