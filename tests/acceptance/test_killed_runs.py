"""A run that is stopped or killed leaves no process, and the next one finds idle phones."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from emulated import lab_of
from processes import Session, listeners, until
from robot_runs import robot, suite

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds the processes of a session by /proc")

WAITS = """\
A Call Is Up And The Test Waits
    Open Phones    alice    bob
    Establish Call    alice    bob
    Create File    %{READY}
    Expect Idle    alice    timeout=60 s
"""


@pytest.fixture
def ready(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = folder / "ready"
    monkeypatch.setenv("READY", str(file))
    return file


@pytest.fixture(params=[("robot",), ("PolyLibrary", "run")], ids=["robot", "polylab run"])
def running(request: pytest.FixtureRequest, folder: Path, ready: Path) -> Iterator[Session]:
    """A run whose test waits with a call up."""
    file = suite(folder, WAITS, settings="Library    OperatingSystem")
    session = Session(*request.param, "--outputdir", folder / "out", file, log=folder / "console.txt")
    try:
        until(ready.is_file)
        yield session
    finally:
        session.end()


def gone(addresses: set[str]) -> bool:
    """Whether nobody listens to these addresses any more."""
    return not addresses & {address for address, _ in listeners()}


def test_ctrl_c_stops_the_run_and_leaves_nothing(running: Session) -> None:
    phones = running.listening()
    assert len(phones) >= 8, "four phones with HTTP and HTTPS"
    os.kill(running.process.pid, signal.SIGINT)
    assert running.process.wait(timeout=20) in (1, 253)
    assert running.members() == []
    assert gone(phones)
    assert "Execution terminated by signal" in running.console


def test_sigkill_leaves_no_process_and_no_phone(running: Session) -> None:
    phones = running.listening()
    os.kill(running.process.pid, signal.SIGKILL)
    running.process.wait(timeout=10)
    until(lambda: not running.members(), 5)
    assert phones
    assert gone(phones)


def test_after_ctrl_c_the_phones_of_a_lab_are_idle(folder: Path, ready: Path) -> None:
    with lab_of(folder) as lab:
        file = suite(folder, WAITS, settings="Library    OperatingSystem")
        options = ("--variable", f"LAB:{lab}", "--outputdir", folder / "out")
        session = Session("robot", *options, file, log=folder / "console.txt")
        try:
            until(ready.is_file)
            os.kill(session.process.pid, signal.SIGINT)
            session.process.wait(timeout=20)
        finally:
            session.end()
        look = suite(
            folder,
            "All Are Idle\n    Open Phones    alice    bob\n"
            "    Expect Call States    alice=Idle    bob=Idle    timeout=0 s\n",
            name="look",
        )
        run = robot(folder / "again", *options[:2], look)
        assert run.code == 0, run.console
