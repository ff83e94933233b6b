"""Staying in the foreground until Ctrl-C or the end that a supervisor sends."""

import contextlib
import signal
import time

_ENDS = (signal.SIGINT, signal.SIGTERM)


def hold_ends() -> None:
    """From now on SIGINT and SIGTERM wait for ``wait_for_end``: one that comes while things start is not lost.

    The signals are waited for instead of handled: a handler that wakes a waiting thread can lock up when two
    signals come at once, as when a shell and ``timeout`` both send one. Threads started later inherit this.
    """
    if hasattr(signal, "pthread_sigmask"):
        # A background job of a shell starts with SIGINT ignored, and what is ignored cannot be waited for.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)


def wait_for_end() -> None:
    """Return when SIGINT or SIGTERM comes; more of them do not disturb the cleaning up that follows."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        with contextlib.suppress(KeyboardInterrupt):
            while True:
                time.sleep(3600)
    signal.sigwait(_ENDS)
