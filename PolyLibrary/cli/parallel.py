"""Suites at the same time: pabot starts the workers, and none of them outlives the run."""

import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from PolyLibrary.cli.results import count, interrupted, written
from PolyLibrary.cli.tied import INTERRUPTED

_NOT_ALL = 252


def run_parallel(options: list[str], suites: list[str], jobs: int, output: Path) -> int:
    """Run suites in ``jobs`` processes; returns the exit code.

    Args:
        options: Robot's.
        output: Where output.xml will be.
    """
    expected = _expected(options, suites)
    output.parent.mkdir(parents=True, exist_ok=True)
    before = written(output)
    with tempfile.TemporaryDirectory() as folder:
        stop = Path(folder) / "stop"
        code = _waited(_command(options, suites, jobs, stop), stop)
        stopped = stop.exists()
    fresh = written(output) != before
    if stopped:
        click.echo(f"polylab: {interrupted(output if fresh else None, expected)}", err=True)
        return INTERRUPTED
    found = count(output) if fresh else None
    if found is not None and expected is not None and found != expected:
        click.echo(f"polylab: {expected} tests were to run, but the results hold {found}: a worker died.", err=True)
        return code or _NOT_ALL
    return code


def _command(options: list[str], suites: list[str], jobs: int, stop: Path) -> list[str]:
    tied = [sys.executable, "-m", "PolyLibrary.cli.tied"]
    # The robot of this environment, wherever PATH leads; and no lock server, which two runs on a host would share.
    robot = ["--command", *tied, str(stop), "robot", "--end-command"]
    pabot = [*tied, "--lend", str(stop), "pabot.pabot", *robot, "--no-pabotlib", "--processes", str(jobs)]
    return [*pabot, *options, *suites]


def _waited(command: list[str], stop: Path) -> int:
    """Run pabot to its end, also on Ctrl-C; it ends its workers, and with them their phones, before it ends itself."""
    # In a process group of its own pabot hears of Ctrl-C from here alone: once, and after the stop file is there.
    group = None if sys.platform == "win32" else 0
    with subprocess.Popen(command, stdin=subprocess.PIPE, process_group=group) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                if stop.exists():
                    child.kill()  # the pipe breaks with this process
                    continue
                stop.touch()
                click.echo("polylab: ending the workers and their virtual phones (Ctrl-C again: at once) ...", err=True)
                if group is not None:
                    child.send_signal(signal.SIGINT)


def _expected(options: list[str], suites: list[str]) -> int | None:
    """How many tests a dry run finds."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "dry.xml"
        quiet = ["--dryrun", "--output", str(output), "--log", "NONE", "--report", "NONE", "--console", "none"]
        subprocess.run([sys.executable, "-m", "robot", *options, *quiet, *suites], check=False, capture_output=True)
        return count(output)
