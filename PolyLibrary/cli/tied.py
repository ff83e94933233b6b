"""``python -m PolyLibrary.cli.tied [--lend] STOP MODULE [ARGUMENTS...]``: a module that ends with its run.

``polylab run -j`` holds the writing end of the pipe that is stdin here, and nothing is ever written to it. When the
run dies, by SIGKILL as well, the pipe breaks and this process ends at once. A pipe does that on every system, wherever
pabot has moved its workers to: it starts them in sessions of their own, which no signal to the run reaches.

``--lend`` leaves the pipe as stdin, for a module that starts others which are tied as well. ``STOP`` is a file: once
it is there, nothing begins any more. pabot would overwrite the results of what it has stopped with those of a dry run.
"""

import os
import runpy
import sys
import threading
from pathlib import Path

INTERRUPTED = 253
"""Robot Framework's exit code of a run that its user has stopped."""


def main(arguments: list[str]) -> None:
    """Tie this process to the pipe and become the module."""
    lend = arguments[0] == "--lend"
    stop, module, *rest = arguments[1:] if lend else arguments
    if Path(stop).exists():
        sys.exit(INTERRUPTED)
    pipe = 0 if lend else _taken()
    threading.Thread(target=_watch, args=(pipe,), name="tied to the run", daemon=True).start()
    sys.argv = [module, *rest]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _taken() -> int:
    """Move the pipe away from stdin: what tests read or start must not get hold of it."""
    pipe = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return pipe


def _watch(pipe: int) -> None:
    while os.read(pipe, 1):
        pass
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main(sys.argv[1:])
