"""Restart, reboot and registration of one phone.

A restart is stored at once and carried out 0.3 s after its reply, when the last call has ended; the ports are
refused while the phone is away, and its lines are unregistered for a while after it is back.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Literal

from PolyLibrary.emulator.clock import Clock
from PolyLibrary.emulator.profiles import Away

Kind = Literal["restart", "reboot", "factory"]
"""Each outranks the ones before it."""
_RANK: dict[Kind | None, int] = {None: 0, "restart": 1, "reboot": 2, "factory": 3}
AFTER_REPLY = 0.3
NOT_READY = 1.0
CLOCK_SET = 1.0


class Lifecycle:
    """What a phone does when it restarts.

    Args:
        idle: Whether no call is left.
        go_down: Closes the ports and drops what is running.
        lose_power: The same without a word to anybody.
        come_up: Opens the ports again and reads the configuration; its argument is the kind.
        registered: The lines are registered.
        clock_set: The phone knows the time of day.
        restart_counts: Whether a restart, too, sets the up-time back.
    """

    def __init__(
        self,
        clock: Clock,
        away: Away,
        *,
        idle: Callable[[], bool],
        go_down: Callable[[], None],
        lose_power: Callable[[], None],
        come_up: Callable[[Kind], Awaitable[None]],
        registered: Callable[[], None],
        clock_set: Callable[[], None],
        restart_counts: bool = True,
    ) -> None:
        self._clock = clock
        self._away = away
        self._idle = idle
        self._go_down = go_down
        self._lose_power = lose_power
        self._come_up = come_up
        self._registered = registered
        self._clock_set = clock_set
        self._restart_counts = restart_counts
        self.pending: Kind | None = None
        self.powered = True
        self.up = False
        self.ready = False
        self.boots = 0
        self.booted_at = clock.monotonic()
        self._accepts_from = 0.0
        self._timers: list[asyncio.TimerHandle] = []
        self._going = False
        self._boot: asyncio.Task[None] | None = None

    @property
    def seconds_up(self) -> float:
        """Seconds since the boot."""
        return self._clock.monotonic() - self.booted_at

    @property
    def uptime(self) -> int:
        """Whole seconds since the boot."""
        return int(self.seconds_up)

    @property
    def busy(self) -> bool:
        """Whether POSTs are answered with 4001: a restart is pending, or the phone has just come up."""
        return self.pending is not None or self._clock.monotonic() < self._accepts_from

    def start(self) -> None:
        """The first boot of a fleet's phone: over at once."""
        self.booted_at = self._clock.monotonic()
        self.up = self.ready = True

    def request(self, kind: Kind) -> None:
        """Restart as soon as possible; a reboot outranks a restart, and a factory reset both."""
        if _RANK[kind] > _RANK[self.pending]:
            self.pending = kind
        self.calls_changed()

    def calls_changed(self) -> None:
        """A call has come or gone: a pending restart may go on."""
        if self.pending is None or self._going or not self.powered or not self._idle():
            return
        self._going = True
        self._timers.append(self._clock.later(AFTER_REPLY, self._down))

    def _down(self) -> None:
        if not self._idle():
            # Somebody has started a call in the last moment: wait for its end, too.
            self._going = False
            return
        kind = self.pending or "restart"
        self.up = self.ready = False
        self._go_down()
        seconds = {"restart": self._away.restart, "reboot": self._away.reboot, "factory": self._away.factory}[kind]
        self._timers = [self._clock.loop.call_later(seconds, self._boot_begins, kind)]

    def _boot_begins(self, kind: Kind) -> None:
        self._boot = self._clock.loop.create_task(self._come_back(kind))

    async def _come_back(self, kind: Kind) -> None:
        self.boots += 1
        if kind != "restart" or self._restart_counts:
            self.booted_at = self._clock.monotonic()
        self.pending = None
        self._going = False
        await self._come_up(kind)
        self.up = True
        self._accepts_from = self._clock.monotonic() + NOT_READY
        self._timers = [
            self._clock.loop.call_later(self._away.register, self._register),
            self._clock.loop.call_later(CLOCK_SET, self._clock_set),
        ]

    def _register(self) -> None:
        self.ready = True
        self._registered()

    def power_off(self) -> None:
        """The power goes: nothing is said any more, and no restart is finished."""
        if not self.powered:
            return
        self.powered = False
        self.stop()
        self._timers, self._boot = [], None
        self.pending, self._going = None, False
        self.up = self.ready = False
        self._lose_power()

    def power_on(self) -> None:
        """The power is back: the phone boots as after a reboot."""
        if not self.powered:
            self.powered = True
            self._timers = [self._clock.loop.call_later(self._away.reboot, self._boot_begins, "reboot")]

    def stop(self) -> None:
        """Cancel what is planned."""
        for timer in self._timers:
            timer.cancel()
        if self._boot is not None:
            self._boot.cancel()
