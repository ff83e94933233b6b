"""Child processes: started from the checkout, tied to us by a pipe, gone when the block is left."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 8.0


def environment() -> dict[str, str]:
    """Ours, with the checkout first on the path: the child measures the same code as we do."""
    path = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *([path] if path else [])])}


@contextmanager
def child(*arguments: str, errors: IO[str] | int | None = subprocess.DEVNULL) -> Iterator[subprocess.Popen[str]]:
    """``python ARGUMENTS`` with pipes for input and output; the end of its input tells it to stop.

    Its errors go where ``errors`` says: nowhere, into a file, or with None to our own.
    """
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        env=environment(),
        cwd=ROOT,
        # Ctrl-C is ours alone: the child ends by its input, in order.
        start_new_session=True,
    )
    try:
        yield process
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
