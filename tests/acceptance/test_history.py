"""What phones write down, with its time, and calls that must be there to be compared."""

import pytest
from robot_runs import Run

pytestmark = pytest.mark.parametrize("run", ["history"], indirect=True)

FAILS = {
    "No Time Of Day": "at=noon is no time of day.\nNext:  write at=14:05 or at=14:05:30, in the phone's own time",
    "Nothing To Compare": "There is no call to compare at alice, bob: none of them has one now or had one in this",
    "Nothing To Compare Any More": "There is no call to compare at alice: what was there has ended.\nSeen:  alice",
}


def test_what_cannot_be_judged_is_an_error(run: Run) -> None:
    wrong = {name: run.tests[name].message for name, text in FAILS.items() if not run.failed(name).startswith(text)}
    assert wrong == {}


def test_what_can_be_judged_passes(run: Run) -> None:
    wrong = {name: test.message for name, test in run.tests.items() if name not in FAILS and not test.passed}
    assert wrong == {}
