"""Deadlines and the polling schedule. Every wait of the library has one."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


def seconds(value: float) -> str:
    """``2.5 s`` or ``6 min`` as people write it."""
    if value >= 120 and value % 60 == 0:
        return f"{value / 60:g} min"
    return f"{value:.3g} s" if value < 100 else f"{value:.0f} s"


@dataclass(frozen=True)
class Deadline:
    """A point in time that is passed down to everything that waits.

    Args:
        limit: Seconds from ``started``.
        setting: What the user changes to wait longer (named in the error).
        started: Reading of the monotonic clock.
    """

    limit: float
    setting: str = "timeout="
    started: float = field(default_factory=time.monotonic)

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self.started

    @property
    def remaining(self) -> float:
        return max(0.0, self.limit - self.elapsed)

    @property
    def expired(self) -> bool:
        return self.elapsed >= self.limit

    def within(self, limit: float, setting: str) -> "Deadline":
        """A shorter deadline for one part of the work, never later than this one."""
        remaining = self.remaining
        return Deadline(limit, setting) if limit < remaining else Deadline(remaining, self.setting)

    def tried(self, tries: int, what: str = "look") -> str:
        """The third part of an error: ``12 looks in 10.0 s (limit 10 s, set by timeout=)``."""
        plural = "" if tries == 1 else "s"
        limit = f"limit {seconds(self.limit)}, set by {self.setting}"
        return f"{tries} {what}{plural} in {self.elapsed:.1f} s ({limit})"


FAST = 0.11
SLOW = 0.5
YOUNG = 10.0


def polling(deadline: Deadline, pause: Callable[[float], object] | None = None) -> Iterator[int]:
    """Yield try numbers: at once, then every 0.11 s while the wait is young, slowly growing to 0.5 s.

    A zero limit still looks once, and the last look comes at the deadline, not before it.

    Args:
        pause: Waits so many seconds between two tries, or less where something says that a look is worth it.
    """
    wait = pause or time.sleep
    tries = 0
    interval = FAST
    while True:
        tries += 1
        yield tries
        if deadline.expired:
            return
        if deadline.elapsed > YOUNG:
            interval = min(SLOW, interval * 1.25)
        wait(min(interval, deadline.remaining))
