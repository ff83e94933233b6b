"""What tests leave is cleared, and said; several imports share it all."""

import pytest
from robot_runs import Run

cleanup = pytest.mark.parametrize("run", ["cleanup"], indirect=True)
bound = pytest.mark.parametrize("run", ["bound"], indirect=True)


def passed(run: Run, but: set[str]) -> list[str]:
    """Tests that should have passed and did not, with their messages."""
    return [f"{name}: {test.message}" for name, test in run.tests.items() if name not in but and not test.passed]


@cleanup
def test_every_next_test_finds_all_as_it_was(run: Run) -> None:
    fails = {name for name, test in run.tests.items() if "fails" in test.tags}
    assert passed(run, fails) == []


@cleanup
def test_a_call_left_up_is_a_warning_and_a_tag(run: Run) -> None:
    left = {name for name, test in run.tests.items() if "left-dirty" in test.tags}
    assert left == {
        "A Test That Leaves A Call Up",
        "A Test That Leaves A Held And A Ringing Call",
        "What At Test End Remembers",
    }
    who, _, what = run.warnings[0].partition(": ")
    assert who == "alice (VVX 600, 5.9.3.2857, virtual)"
    assert what.startswith("the test left calls that had to be ended: Connected to 1002 'Bob' (call=0x")


@cleanup
def test_what_is_put_back_is_said(run: Run) -> None:
    messages = run.messages("A Test That Leaves A Value And Fails")
    assert run.failed("A Test That Leaves A Value And Fails") == "on purpose"
    (told,) = [text for text in messages if "put back up.backlight.timeout" in text]
    assert told.startswith("alice (VVX 600, 5.9.3.2857, virtual): put back up.backlight.timeout: '33' -> '40'")


@cleanup
def test_at_test_end_runs_the_last_first_before_the_phones_are_cleared(run: Run) -> None:
    messages = [text for text in run.messages("What At Test End Remembers") if text.startswith("remembered")]
    assert messages == ["remembered last", "remembered first"]


@cleanup
def test_at_test_end_fails_as_a_teardown_does_and_stops_no_other(run: Run) -> None:
    test = "What At Test End Remembers May Fail"
    assert run.failed(test) == (
        "At the end of the test Fail failed: on purpose\n"
        "At the end of the test No Such Keyword failed: No keyword with name 'No Such Keyword' found."
    )
    assert "remembered first" in run.messages(test)


@pytest.mark.parametrize("run", ["calls of the setup"], indirect=True)
def test_a_call_of_the_suites_setup_is_no_tests_fault(run: Run) -> None:
    assert passed(run, set()) == []
    left = {name for name, test in run.tests.items() if "left-dirty" in test.tags}
    assert left == {"Another Call Comes And Stays"}


@pytest.mark.parametrize("run", ["cleanup=fail"], indirect=True)
def test_cleanup_fail_fails_the_test(run: Run) -> None:
    lines = run.failed("A Test That Leaves A Call Up").splitlines()
    assert lines[0] == "The test left phones that had to be cleaned:"
    assert lines[1].startswith("alice was left with Connected to 1002 'Bob' (call=0x")
    assert passed(run, {"A Test That Leaves A Call Up"}) == []


@bound
def test_bound_imports_work_together(run: Run) -> None:
    assert passed(run, {"A Failure Of A Bound Keyword"}) == []


@bound
def test_three_imports_leave_the_evidence_once(run: Run) -> None:
    error = run.failed("A Failure Of A Bound Keyword")
    assert error.startswith("bob (VVX 600, 5.9.3.2857, virtual) did not come to Connected.\n")
    assert "limit 0.2 s" in error, "bob's import has a timeout of its own"
    assert [alt.split()[2] for alt, _ in run.pictures("A Failure Of A Bound Keyword")] == ["alice", "bob"]


@bound
def test_three_imports_clear_once(run: Run) -> None:
    assert len([text for text in run.warnings if "the test left calls" in text]) == 1
    assert "left-dirty" in run.tests["A Test That Leaves A Call Up"].tags
