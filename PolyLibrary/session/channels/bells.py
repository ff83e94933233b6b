"""Bells: phones that tell of something end the pauses of those who wait for them."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence

from PolyLibrary.deadline import Deadline, polling

MOST_LOOKS = 10
"""Looks a second that a phone may cause by its notifications."""

# One for all bells: who waits may listen to several of them.
_changed = threading.Condition()


class Bell:
    """Rung when the phone told that something happened: a pause between two looks ends then.

    Args:
        check: Raises when the bell cannot be rung any more.
    """

    def __init__(self, check: Callable[[], None] = lambda: None) -> None:
        self._check = check
        self._count = 0
        self._error: BaseException | None = None
        self._ended: deque[float] = deque(maxlen=MOST_LOOKS)

    @property
    def count(self) -> int:
        """How often it has rung: the position from which a pause listens."""
        with _changed:
            return self._count

    def ring(self) -> None:
        """Something happened. Called in any thread."""
        with _changed:
            self._count += 1
            _changed.notify_all()

    def fail(self, error: BaseException) -> None:
        """The thread that listens to the phone failed: the waits raise its error."""
        with _changed:
            self._error = error
            _changed.notify_all()

    @property
    def _busy(self) -> bool:
        return len(self._ended) == MOST_LOOKS and time.monotonic() - self._ended[0] < 1.0

    def _rung(self, heard: int, now: float) -> None:
        if self._count > heard:
            self._ended.append(now)


def rounds(bells: Sequence[Bell], deadline: Deadline) -> Iterator[int]:
    """The polling schedule of a wait that looks in each round; a ring of any bell ends a pause early.

    A phone that rings all the time ends no more than ten pauses a second.
    """
    if not bells:
        yield from polling(deadline)
        return
    heard = [bell.count for bell in bells]
    for tries in polling(deadline, lambda seconds: _pause(bells, seconds, heard)):
        # What rings while we look may have come too late for that look.
        heard[:] = [bell.count for bell in bells]
        yield tries


def _pause(bells: Sequence[Bell], seconds: float, heard: Sequence[int]) -> None:
    """Wait so long, or until one of them rings or has rung since it was heard."""
    until = time.monotonic() + seconds
    with _changed:
        free = [(bell, count) for bell, count in zip(bells, heard, strict=True) if not bell._busy]
        while not any(bell._error for bell in bells) and not any(bell._count > count for bell, count in free):
            left = until - time.monotonic()
            if left <= 0:
                break
            _changed.wait(left)
        else:
            for bell, count in free:
                bell._rung(count, time.monotonic())
        error = next((bell._error for bell in bells if bell._error is not None), None)
    if error is not None:
        raise error
    for bell in bells:
        bell._check()
