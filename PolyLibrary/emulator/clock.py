"""One clock for a fleet: the speed shortens long timers, never durations and log times."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

LONG = 10.0
"""Timers of this many seconds and more follow the fleet's speed."""


class Clock:
    """Timers and times of one fleet.

    Args:
        loop: The fleet's event loop.
        speed: How many times faster the long timers run.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, speed: float = 1.0) -> None:
        self.loop = loop
        self.speed = speed

    def scaled(self, seconds: float) -> float:
        """Real seconds of a timer."""
        return seconds / self.speed if seconds >= LONG else seconds

    def later(self, seconds: float, act: Callable[..., Any], *args: Any) -> asyncio.TimerHandle:
        """Run ``act`` after a timer of ``seconds``."""
        return self.loop.call_later(self.scaled(seconds), act, *args)

    def monotonic(self) -> float:
        """Seconds that never jump."""
        return self.loop.time()

    def now(self) -> datetime:
        """Local time, as phones show it."""
        return datetime.now()


class PhoneClock(Clock):
    """One phone's time of day; everything else is the fleet's clock.

    Args:
        fleet: The clock of all phones.

    Attributes:
        ahead: How far this phone's time of day is from the right one.
    """

    def __init__(self, fleet: Clock) -> None:
        self.loop = fleet.loop
        self._fleet = fleet
        self.ahead = timedelta(0)

    @property
    def speed(self) -> float:
        return self._fleet.speed

    @speed.setter
    def speed(self, value: float) -> None:
        self._fleet.speed = value

    def now(self) -> datetime:
        return self._fleet.now() + self.ahead
