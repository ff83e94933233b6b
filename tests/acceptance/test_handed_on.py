"""At Test End and Expect Refusal look at what they hand on to another keyword."""

import pytest
from robot_runs import Run

pytestmark = pytest.mark.parametrize("run", ["handed on"], indirect=True)

REFUSED = {
    "Inner Of Ours At The End": (
        "'tims' is no argument of PolyLibrary.Tap, which At Test End was to run; nothing was done.\n"
        "Next:  did you mean 'times'?"
    ),
    "Inner Of Ours Expecting A Refusal": (
        "'dat' is no argument of PolyLibrary.Call REST API, which Expect Refusal was to run; nothing was done.\n"
        "Next:  did you mean 'data'?"
    ),
    "Own At The End": (
        "'scop' is no argument of BuiltIn.Log, which At Test End was to run; nothing was done.\n"
        "Next:  did you mean 'scope'?"
    ),
    "Own Expecting A Refusal": (
        "'reaso' is no argument of PolyLibrary.Call REST API, which Expect Refusal was to run; nothing was done.\n"
        "Next:  did you mean 'reason'?"
    ),
    "Own Before The Keyword": (
        "'keywrd' is no argument of At Test End; nothing was done.\nNext:  did you mean 'keyword'?"
    ),
    "Of A Bound Import": (
        "'tims' is no argument of alice.Tap, which At Test End was to run; nothing was done.\n"
        "Next:  did you mean 'times'?"
    ),
}


def test_misspelt_arguments_are_refused_before_anything_is_done(run: Run) -> None:
    wrong = {name: run.tests[name].message for name, text in REFUSED.items() if not run.failed(name).startswith(text)}
    assert wrong == {}


def test_what_only_looks_like_one_is_handed_on(run: Run) -> None:
    rest = {name: test.message for name, test in run.tests.items() if name not in REFUSED and not test.passed}
    assert rest == {}
    assert run.warnings == []
