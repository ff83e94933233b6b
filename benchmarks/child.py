"""Child processes: started from the checkout, tied to us by a pipe, gone when the block is left."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 8.0


def environment() -> dict[str, str]:
    """Ours, with the checkout first on the path: the child measures the same code as we do."""
    path = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *([path] if path else [])])}


class Child:
    """A process that writes one JSON line when it is ready, and one for every line that it is sent."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def heard(self) -> dict[str, Any]:
        """Its next line.

        Raises:
            RuntimeError: It has ended; what it had to say of that stands on our own standard error.
        """
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"The child {self.process.args!r} ended with code {self.process.wait()}.")
        heard: dict[str, Any] = json.loads(line)
        return heard

    def ask(self, word: str) -> Any:
        """What it says to one word."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()
        return self.heard()[word]


@contextmanager
def child(*arguments: str) -> Iterator[Child]:
    """``python ARGUMENTS`` with pipes for input and output; the end of its input tells it to stop."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
        cwd=ROOT,
        # Ctrl-C is ours alone: the child ends by its input, in order.
        start_new_session=True,
    )
    try:
        yield Child(process)
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(BrokenPipeError):
        process.stdin.close()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
    except BaseException:
        process.kill()
        raise
    finally:
        process.wait()
        process.stdout.close()
