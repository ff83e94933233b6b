"""Running the commands of a lab file that stand for hands: without a shell, and never longer than they may."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import LabError
from PolyLibrary.lab.handcommands import words_of
from PolyLibrary.redaction import redact

MOST_OUTPUT = 4000
_POSIX = os.name == "posix"


def run_command(name: str, command: str, values: Mapping[str, str], deadline: Deadline) -> str:
    """Run the command of one hand to its end.

    Args:
        name: What it does, for errors.
        values: What stands in its braces.

    Returns:
        The command and what it printed, without secrets.

    Raises:
        LabError: There is no such program, it failed, or it took too long; then it is ended, and what it started too.
    """
    words = words_of(command, values)
    shown = redact(" ".join(words))
    # What it starts may outlive it and keep a pipe open for ever; a file never has to be waited for.
    with tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=_POSIX
            )
        except (OSError, ValueError) as error:
            raise LabError(
                f"The command for '{name}' cannot be started: {shown}",
                seen=f"{getattr(error, 'strerror', None) or error}.",
                hint="no shell runs it: name a program, then its arguments.",
            ) from None
        try:
            code: int | None = process.wait(deadline.remaining)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            if process.returncode is None:
                _end(process)
        output.seek(0)
        said = redact(output.read(MOST_OUTPUT).decode("utf-8", "replace").strip())
    if code is None:
        raise LabError(
            f"The command for '{name}' does not end: {shown}",
            seen=f"it printed: {said or 'nothing'}",
            tried=deadline.tried(1, "attempt"),
            hint="it was ended; what it has done by then is not known.",
        )
    if code:
        raise LabError(
            f"The command for '{name}' failed: {shown}",
            seen=f"exit code {code}; it printed: {said or 'nothing'}",
            tried=deadline.tried(1, "attempt"),
            hint="try it by hand, then mend hands: in the lab file.",
        )
    return f"{shown} (exit code 0){f': {said}' if said else ''}"


def _end(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError, PermissionError):
        if _POSIX:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
