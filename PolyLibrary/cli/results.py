"""What ``polylab run`` reads from the results of a run."""

from pathlib import Path
from typing import Any

_STOPPED = "Execution terminated by signal"
"""What Robot Framework writes as the message of a test that a signal has stopped."""


def result_of(output: Path) -> Any:
    """The results of an output.xml, without the keywords."""
    from robot.api import ExecutionResult

    return ExecutionResult(str(output), include_keywords=False)


def count(output: Path) -> int | None:
    """How many tests the results hold; None where there are no results."""
    if not output.is_file():
        return None
    return int(result_of(output).suite.test_count)


def written(output: Path) -> int | None:
    """When the results were written, to tell them from those of an earlier run; None where there are none."""
    return output.stat().st_mtime_ns if output.is_file() else None


def was_stopped(output: Path) -> bool:
    """Whether a signal has stopped a test of these results."""
    return any(_STOPPED in test.message for test in result_of(output).suite.all_tests)


def interrupted(output: Path | None, expected: int | None = None) -> str:
    """The sentence on a run that its user has stopped.

    Args:
        output: Its results; None where it has left none.
        expected: How many tests were to run; those of the results unless given.
    """
    if output is None:
        return "interrupted: there are no results."
    tests = list(result_of(output).suite.all_tests)
    # Robot gives this tag to tests that it has not begun any more.
    ended = [test for test in tests if _STOPPED not in test.message and "robot:exit" not in test.tags]
    total = max(expected or 0, len(tests))
    plural, whose = ("", "its") if total == 1 else ("s", "their")
    return f"interrupted: {len(ended)} of {total} test{plural} ran to {whose} end; the results are in {output.parent}."
