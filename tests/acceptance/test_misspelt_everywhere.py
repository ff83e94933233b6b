"""A misspelt named argument never becomes a value, on any keyword: the test fails and names the right one."""

import re

import pytest
from misspelling import cases
from robot_runs import Run

pytestmark = pytest.mark.parametrize("run", ["misspelt"], indirect=True)


def test_every_misspelt_argument_fails_and_is_named(run: Run) -> None:
    wrong = []
    for case in cases():
        test = run.tests[case.name]
        named = re.search(rf"did you mean [^?\n]*'{case.argument}'", test.message)
        if test.status != "FAIL" or not named:
            wrong.append(f"{case.name}: {test.status} {test.message}")
    assert len(run.tests) > 250
    assert not wrong, "\n\n".join(wrong)


def test_nothing_was_done_at_the_phones(run: Run) -> None:
    assert run.warnings == []
