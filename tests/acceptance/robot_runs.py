"""Running Robot Framework as a user does: in a process of its own, judged by what it leaves behind."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from robot.api import ExecutionResult

ROOT = Path(__file__).resolve().parents[2]
ROBOT = Path(__file__).with_name("robot")
SUITES = ROOT / "suites"
POLYLAB = (sys.executable, "-m", "PolyLibrary")
_PICTURE = re.compile(r'<img alt="([^"]*)" src="data:image/png;base64,([A-Za-z0-9+/=]+)">')


@dataclass(frozen=True)
class Run:
    """A finished run.

    Attributes:
        code: Exit code; the number of failed tests.
        console: All that was printed.
        folder: Where output.xml, log.html and the pictures lie.
    """

    code: int
    console: str
    folder: Path

    @cached_property
    def xml(self) -> str:
        """The whole of output.xml."""
        return (self.folder / "output.xml").read_text(encoding="utf-8")

    @cached_property
    def result(self) -> Any:
        return ExecutionResult(str(self.folder / "output.xml"))

    @cached_property
    def tests(self) -> Mapping[str, Any]:
        return {test.name: test for test in self.result.suite.all_tests}

    @property
    def warnings(self) -> list[str]:
        """What was written at WARN and ERROR."""
        return [message.message for message in self.result.errors.messages]

    def failed(self, name: str) -> str:
        """The message of a test, which must have failed."""
        test = self.tests[name]
        assert test.status == "FAIL", f"{name}: {test.status} {test.message}\n{self.console}"
        return str(test.message)

    def messages(self, name: str) -> list[str]:
        """All messages that the keywords of a test logged, in order."""
        return [str(message.message) for message in _messages(self.tests[name])]

    def pictures(self, name: str) -> list[tuple[str, str]]:
        """Alt text and base64 of each picture embedded in a test."""
        return [found for message in self.messages(name) for found in _PICTURE.findall(message)]


def _messages(item: Any) -> Iterator[Any]:
    for part in getattr(item, "body", ()):
        if type(part).__name__ == "Message":
            yield part
        else:
            yield from _messages(part)
    for fixture in ("setup", "teardown"):
        if getattr(item, f"has_{fixture}", False):
            yield from _messages(getattr(item, fixture))


def environment(**more: str) -> dict[str, str]:
    return os.environ | {"PYTHONUNBUFFERED": "1", **more}


def robot(folder: Path, *arguments: object, cwd: Path | None = None, **env: str) -> Run:
    """``python -m robot`` with its results in ``folder``."""
    return command(folder, sys.executable, "-m", "robot", cwd=cwd, arguments=arguments, **env)


def polylab_run(folder: Path, *arguments: object, cwd: Path | None = None, limit: float = 110, **env: str) -> Run:
    """``polylab run`` with its results in ``folder``, ended after ``limit`` seconds."""
    return command(folder, *POLYLAB, "run", cwd=cwd, limit=limit, arguments=arguments, **env)


def command(
    folder: Path,
    *program: str,
    cwd: Path | None = None,
    limit: float = 110,
    arguments: tuple[object, ...] = (),
    **env: str,
) -> Run:
    done = subprocess.run(
        [*program, "--outputdir", str(folder), "--consolecolors", "off", *map(str, arguments)],
        cwd=cwd or ROOT,
        env=environment(**env),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=limit,
        check=False,
    )
    return Run(done.returncode, done.stdout, folder)


def suite(folder: Path, tests: str, *, library: str = "", settings: str = "", name: str = "made") -> Path:
    """A suite file with these tests (a Test Cases table without its head)."""
    file = folder / f"{name}.robot"
    arguments = f"    {library}" if library else ""
    head = f"*** Settings ***\nLibrary    PolyLibrary{arguments}\n{settings}\n\n*** Test Cases ***\n"
    file.write_text(head + tests, encoding="utf-8")
    return file


def masked(text: str) -> str:
    """An error text with times, addresses and ports as N: they differ from run to run."""
    text = re.sub(r"\d+\.\d+ s\b", "N s", text)
    text = re.sub(r"\b\d+ (looks|look|attempts|attempt|rounds|round)\b", "N looks", text)
    return re.sub(r"127\.\d+\.\d+\.\d+:\d+", "N", text)
