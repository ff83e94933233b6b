"""Processes of the tests: an emulator in another process, and who is left after a run was killed."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from robot_runs import POLYLAB, ROOT, environment

_MARK = "POLYLIBRARY_TEST_SESSION"


def until(holds: Callable[[], bool], limit: float = 30.0, tell: Callable[[], str] = str) -> None:
    """Wait until it holds; ``tell`` says what was seen instead."""
    end = time.monotonic() + limit
    while not holds():
        assert time.monotonic() < end, f"not within {limit} s: {tell()}"
        time.sleep(0.05)


@contextmanager
def emulate(folder: Path, *options: str) -> Iterator[Path]:
    """``polylab emulate --write-lab`` in a process of its own, stopped by Ctrl-C; the lab file that it wrote."""
    folder.mkdir(parents=True, exist_ok=True)
    lab = folder / "lab.yaml"
    process = subprocess.Popen(
        [*POLYLAB, "emulate", "--write-lab", str(lab), *options],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        until(lambda: lab.is_file() or process.poll() is not None)
        assert process.poll() is None, "polylab emulate ended by itself"
        yield lab
    finally:
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(timeout=10) == 0
        finally:
            process.kill()


def listeners() -> Iterator[tuple[str, str]]:
    """Every local address that is listened to, with the inode of its socket."""
    for row in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        fields = row.split()
        if fields[3] == "0A":
            yield fields[1], fields[9]


class Session:
    """A command whose descendants can be found by a mark in their environment, wherever they have gone.

    Args:
        arguments: What follows ``python -m``.
    """

    def __init__(self, *arguments: object, log: Path) -> None:
        self._log = log
        token = uuid.uuid4().hex
        self._mark = f"{_MARK}={token}".encode()
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *map(str, arguments)],
                cwd=ROOT,
                env=environment(**{_MARK: token}),
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def console(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def members(self) -> list[int]:
        """The processes of the session that still live."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    marked = self._mark in (entry / "environ").read_bytes().split(b"\0")
                    state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
                except OSError:
                    continue
                if marked and state != "Z":
                    found.append(int(entry.name))
        return found

    def listening(self) -> set[str]:
        """The local addresses (in the kernel's own hex) that the session's processes listen to."""
        inodes = set()
        for pid in self.members():
            for descriptor in Path(f"/proc/{pid}/fd").iterdir():
                with suppress(OSError):
                    inodes.add(str(descriptor.readlink()))
        return {address for address, inode in listeners() if f"socket:[{inode}]" in inodes}

    def end(self) -> None:
        """Leave nothing behind, whatever the test found."""
        for pid in self.members():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait(timeout=10)
