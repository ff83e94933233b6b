"""Texts read on emulated screens by the real engine, over HTTP."""

from pathlib import Path

import pytest
from robot_runs import Run, robot

SUITE = Path(__file__).with_name("robot_screen") / "reading.robot"
FAILING = {
    "A Cut Label Is Told As Cut": "is shown cut, as '",
    "No Text Of A Phone That Is Away": "bob",
    "A Transfer To Oneself Is Refused In The Phone's Words": "it says 'Transfer failed",
    "A Text That Stands Twice Is Not Touched": "There are 2 places of 'text:Dave' on the screen of dave",
}


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return robot(tmp_path_factory.mktemp("reading") / "out", SUITE)


@pytest.mark.parametrize("name", FAILING)
def test_what_is_no_proof_fails_and_says_why(reading: Run, name: str) -> None:
    assert FAILING[name] in reading.failed(name)


def test_a_phone_that_is_away_is_never_a_pass(reading: Run) -> None:
    assert "the connection was refused" in reading.failed("No Text Of A Phone That Is Away")


def test_all_else_passes(reading: Run) -> None:
    rest = {name: test.message for name, test in reading.tests.items() if name not in FAILING and not test.passed}
    assert rest == {}, reading.console


def test_capture_that_is_off_again_is_told(reading: Run) -> None:
    told = reading.messages("Capture That Is Off Again Comes Back")
    assert any("screen capture was off again, as after a restart, and is switched on again" in text for text in told)


def test_what_was_searched_is_drawn_once(reading: Run) -> None:
    pictures = reading.pictures("A Cut Label Is Told As Cut")
    assert [alt for alt, _ in pictures] == ["what was searched on alice (VVX 600, 5.9.3.2857, virtual)"]
