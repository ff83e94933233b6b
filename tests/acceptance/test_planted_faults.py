"""Faults of a GUI that only its picture shows: each is caught by the check that a tester would write."""

import shutil
import subprocess
from pathlib import Path

import pytest
from robot_runs import POLYLAB, ROOT, Run, environment, robot

SUITE = Path(__file__).with_name("robot_screen") / "planted.robot"
CAUGHT = {
    "Missing Icon": "'missed calls' is not on the screen of alice",
    "Wrong Label": "does not show the soft keys 'New Call', 'Forward', 'DND'",
    "Wrong Digit": "does not show the text '1002'",
    "LED Colour": "is not the baseline",
    "Shifted Screen": "is not the baseline",
    "Frozen Picture": "is stale: it does not show what has happened since",
    "Other Language": "does not show the text 'New Call'",
}
ALWAYS = {"Old Picture", "Whole Screen"}
"""Tests that judge faults themselves: they pass in both runs."""


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The suite with the approved pictures of sound screens beside it."""
    folder = tmp_path_factory.mktemp("planted")
    copy = Path(shutil.copy(SUITE, folder))
    first = robot(folder / "first", "--include", "baseline", copy)
    assert all("there is no baseline" in first.failed(name) for name in first.tests), first.console
    approve = [*POLYLAB, "baseline", "approve", "--all", "--yes", "--results", str(folder / "first")]
    done = subprocess.run(approve, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return copy


@pytest.fixture(scope="module")
def sound(suite: Path) -> Run:
    return robot(suite.parent / "sound", suite)


@pytest.fixture(scope="module")
def planted(suite: Path) -> Run:
    return robot(suite.parent / "planted", "--variable", "PLANTED:yes", "--exclude", "baselineANDalways", suite)


def test_all_hold_on_sound_screens(sound: Run) -> None:
    assert sound.code == 0, sound.console
    assert set(sound.tests) == {*CAUGHT, *ALWAYS}


@pytest.mark.parametrize("name", CAUGHT)
def test_each_fault_is_caught_and_shown(planted: Run, name: str) -> None:
    assert CAUGHT[name] in planted.failed(name)
    assert planted.pictures(name)


def test_a_picture_that_lags_fools_no_check(planted: Run) -> None:
    name = "Old Picture"
    assert planted.tests[name].passed, planted.tests[name].message
    assert any("old picture" in text for text in planted.messages(name)), "it was planted"
