"""The screen's few timers. Without a clock to ask, none of them ever runs."""

from collections.abc import Callable
from typing import Protocol


class Cancel(Protocol):
    """What ``later`` hands back."""

    def cancel(self) -> object: ...


Later = Callable[[float, Callable[[], None]], Cancel]


class Timers:
    """Named timers; starting a name again replaces the one that runs.

    Args:
        later: Seconds and a callback to something with ``cancel()``, as ``loop.call_later``; None = no timers.
    """

    __slots__ = ("_later", "_running")

    def __init__(self, later: Later | None) -> None:
        self._later = later
        self._running: dict[str, Cancel] = {}

    def start(self, name: str, seconds: float, act: Callable[[], None]) -> None:
        self.stop(name)
        if self._later is None:
            return

        def fire() -> None:
            self._running.pop(name, None)
            act()

        self._running[name] = self._later(seconds, fire)

    def stop(self, name: str) -> None:
        running = self._running.pop(name, None)
        if running is not None:
            running.cancel()

    def stop_all(self) -> None:
        for name in list(self._running):
            self.stop(name)
