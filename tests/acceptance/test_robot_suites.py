"""The suites of the folder robot pass, test by test; those tagged ``fails`` are judged elsewhere."""

import pytest
from robot_runs import Run

PASSING = [
    "calls",
    "names",
    "keys and points",
    "soft key pages",
    "which phone",
    "nested suites",
    "network",
    "emergency",
    "timeouts",
]


@pytest.mark.parametrize("run", PASSING, indirect=True)
def test_the_suite_passes(run: Run) -> None:
    tests = {name: test for name, test in run.tests.items() if "fails" not in test.tags}
    wrong = [f"{name}: {test.message}" for name, test in tests.items() if not test.passed]
    assert tests
    assert not wrong, "\n".join([*wrong, "", run.console])
