"""A run that is stopped or killed leaves no process, and the next one finds idle phones."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from emulated import lab_of
from processes import Session, listeners, until
from robot.api import ExecutionResult
from robot_runs import polylab_run, robot, suite

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
        until(ready.is_file, tell=lambda: session.console)
        yield session
    finally:
        session.end()


PARALLEL = """\
Runs To Its End
    No Operation

A Call Is Up And The Test Waits
    Open Phones    alice    bob
    Establish Call    alice    bob
    Create File    %{{READY}}{number}
    Expect Idle    alice    timeout=60 s

Is Not Begun
    No Operation
"""


@pytest.fixture
def parallel(folder: Path, ready: Path) -> Iterator[Session]:
    """Four suites by two workers, both of which wait with a call up."""
    suites = folder / "suites"
    suites.mkdir()
    for number in range(4):
        suite(suites, PARALLEL.format(number=number), settings="Library    OperatingSystem", name=f"part{number}")
    options = ("-j", "2", "--outputdir", folder / "out")
    session = Session("PolyLibrary", "run", *options, suites, log=folder / "console.txt")
    try:
        until(lambda: len(list(folder.glob("ready*"))) == 2, tell=lambda: session.console)
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


@pytest.mark.parametrize("running", [("PolyLibrary", "run")], indirect=True)
def test_ctrl_c_of_polylab_run_says_what_ran(running: Session, folder: Path) -> None:
    os.kill(running.process.pid, signal.SIGINT)
    assert running.process.wait(timeout=20) == 253
    assert running.console.splitlines()[-1] == (
        f"polylab: interrupted: 0 of 1 test ran to its end; the results are in {folder / 'out'}."
    )


def test_sigkill_leaves_no_process_and_no_phone(running: Session) -> None:
    phones = running.listening()
    os.kill(running.process.pid, signal.SIGKILL)
    running.process.wait(timeout=10)
    until(lambda: not running.members(), 5)
    assert phones
    assert gone(phones)


def test_sigkill_of_a_parallel_run_ends_its_workers_and_their_phones(parallel: Session) -> None:
    phones = parallel.listening()
    assert len(phones) >= 16, "four phones a worker with HTTP and HTTPS"
    os.kill(parallel.process.pid, signal.SIGKILL)
    parallel.process.wait(timeout=10)
    until(lambda: not parallel.members(), 10)
    until(lambda: gone(phones), 10)


def test_ctrl_c_of_a_parallel_run_says_what_ran(parallel: Session, folder: Path) -> None:
    os.kill(parallel.process.pid, signal.SIGINT)
    assert parallel.process.wait(timeout=30) == 253, parallel.console
    assert parallel.members() == []
    assert parallel.console.splitlines()[-1] == (
        f"polylab: interrupted: 2 of 12 tests ran to their end; the results are in {folder / 'out'}."
    )
    assert "a worker died" not in parallel.console
    ran = [test for test in ExecutionResult(str(folder / "out" / "output.xml")).suite.all_tests if test.passed]
    assert [test.name for test in ran] == ["Runs To Its End"] * 2


def test_a_second_ctrl_c_ends_a_parallel_run_at_once(parallel: Session) -> None:
    os.kill(parallel.process.pid, signal.SIGINT)
    until(lambda: "Ctrl-C again" in parallel.console)
    os.kill(parallel.process.pid, signal.SIGINT)
    assert parallel.process.wait(timeout=10) == 253, parallel.console
    until(lambda: not parallel.members(), 5)
    assert parallel.console.splitlines()[-1] == "polylab: interrupted: there are no results."


def suites_that_end(folder: Path, last: str) -> Path:
    """Two suites with two tests each; the last test of the second does something of its own."""
    suites = folder / "suites"
    suites.mkdir()
    for name, step in (("one", "No Operation"), ("two", last)):
        suite(suites, f"First\n    Open Phone    alice\nSecond\n    {step}\n", name=name)
    return suites


def test_a_parallel_run_that_ends_by_itself(folder: Path) -> None:
    run = polylab_run(folder / "out", "-j", "2", suites_that_end(folder, "Fail    on purpose"))
    assert run.code == 1, run.console
    assert [test.passed for test in run.result.suite.all_tests] == [True, True, True, False]
    assert "polylab:" not in run.console


def test_a_worker_that_dies_is_missed(folder: Path) -> None:
    dies = suites_that_end(folder, "Evaluate    os.kill(os.getpid(), 9)    modules=os")
    run = polylab_run(folder / "out", "-j", "2", dies)
    assert run.code not in (0, 253), run.console
    assert "polylab: 4 tests were to run, but the results hold 2: a worker died." in run.console


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
