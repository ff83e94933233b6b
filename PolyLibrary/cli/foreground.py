"""Staying in the foreground until Ctrl-C or the end that a supervisor sends."""

import contextlib
import signal
import time


def wait_for_end() -> None:
    """Return when SIGINT or SIGTERM comes; more of them do not disturb the cleaning up that follows.

    The signals are waited for instead of handled: a handler that wakes a waiting thread can lock up when two
    signals come at once, as when a shell and ``timeout`` both send one.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        with contextlib.suppress(KeyboardInterrupt):
            while True:
                time.sleep(3600)
    ends = {signal.SIGINT, signal.SIGTERM}
    # A background job of a shell starts with SIGINT ignored, and what is ignored cannot be waited for.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    signal.sigwait(ends)
