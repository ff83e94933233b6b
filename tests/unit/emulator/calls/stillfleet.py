"""A fleet in the test's own thread, whose time passes only when the test says so: hours in milliseconds.

Everything is as in any fleet, but for two things: the loop never sleeps, it jumps to the next timer; and no port is
opened, for nobody calls.
"""

import asyncio
import selectors
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any

from PolyLibrary.emulator.calls.exchange import Exchange
from PolyLibrary.emulator.clock import Clock
from PolyLibrary.emulator.fleet import Fleet, Result
from PolyLibrary.emulator.phone import VirtualPhone

START = datetime(2026, 11, 23, 10, 31)


class _Jumping(selectors.DefaultSelector):  # type: ignore[misc, valid-type]
    """Where a loop would wait, its time jumps."""

    seconds = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        assert timeout is not None, "the loop would wait for ever"
        self.seconds += max(0.0, timeout)
        found: list[tuple[selectors.SelectorKey, int]] = super().select(0)
        return found


class JumpingLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.seconds

    def pass_time(self, seconds: float) -> None:
        self.call_later(seconds, self.stop)
        self.run_forever()


class JumpingClock(Clock):
    def now(self) -> datetime:
        return START + timedelta(seconds=self.loop.time())


class _Unreachable:
    """In place of the ports of a phone."""

    def __init__(self, phone: VirtualPhone) -> None:
        self.host = phone.listener.host
        self.ports = (80, 443)

    async def open(self, *_: object) -> None:
        """Nobody calls."""

    async def reopen(self, *_: object) -> None:
        """Nobody calls."""

    def go_away(self) -> None:
        """Nobody notices."""

    def close(self) -> None:
        """Nobody notices."""


class StillFleet(Fleet):
    """Phones of one test."""

    loop: JumpingLoop

    def _run_loop(self) -> None:
        if self._loop is None:
            self._loop = self.loop = JumpingLoop()
            self._clock = JumpingClock(self.loop)
            self._exchange = Exchange(self._clock, self._plan)

    def _build(self, plan: Any) -> VirtualPhone:
        phone = super()._build(plan)
        phone.listener = _Unreachable(phone)  # type: ignore[assignment]
        return phone

    def _call(self, work: Coroutine[Any, Any, Result], limit: float) -> Result:
        del limit
        return self.loop.run_until_complete(work)

    def stop(self) -> None:
        if self._loop is not None:
            for phone in self._phones.values():
                phone.stop()
            self.loop.close()
            self._loop = None
