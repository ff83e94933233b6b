"""Robot's own timeouts end our waits, on every version of Robot."""

import pytest
from robot_runs import Run

pytestmark = pytest.mark.parametrize("run", ["timeouts"], indirect=True)


def took(run: Run, test: str) -> float:
    return float(run.tests[test].elapsed_time.total_seconds())


def test_a_test_timeout_ends_a_wait(run: Run) -> None:
    assert run.failed("A Test Timeout Ends A Wait") == "Test timeout 1 second exceeded."
    assert took(run, "A Test Timeout Ends A Wait") < 3


def test_a_keyword_timeout_ends_a_wait(run: Run) -> None:
    assert run.failed("A Keyword Timeout Ends A Wait") == "Keyword timeout 500 milliseconds exceeded."
    assert took(run, "A Keyword Timeout Ends A Wait") < 3


def test_a_timeout_inside_a_request_ends_the_request(run: Run) -> None:
    assert run.failed("A Timeout Inside A Request") == "Test timeout 1 second exceeded."
