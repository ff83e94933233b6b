"""The registrations of one phone: lost with the server, tried again every 30 s."""

import asyncio
from typing import TYPE_CHECKING

from PolyLibrary.emulator.lines import Line
from PolyLibrary.emulator.log import PhoneLog

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.desk import CallDesk

RETRY = 30.0
"""Seconds between two tries (chosen; follows the fleet's speed)."""


class Registration:
    """Which lines of a phone are registered.

    Calls in talk go on without it; new ones fail.
    """

    def __init__(self, desk: "CallDesk", log: PhoneLog) -> None:
        self._desk = desk
        self._log = log
        self._held: set[int] = set()
        self._wanted = False
        self._timer: asyncio.TimerHandle | None = None
        self._faults: dict[int, str] = {}

    def holds(self, line: Line) -> bool:
        """Whether the line's registration stands."""
        return self._wanted and line.registers and line.registration in self._held

    def fault(self, line: Line) -> str:
        """Why the last try failed; empty when it did not."""
        return self._faults.get(line.registration, "")

    def begin(self) -> None:
        """The phone has booted."""
        self._wanted = True
        self._held.clear()
        self._faults.clear()
        self._try()

    def end(self) -> None:
        """The phone goes down."""
        self._wanted = False
        self._stop()
        self._held.clear()
        self._faults.clear()

    def lost(self) -> None:
        """The server does not answer any more, or no more to some numbers: the phone notices at once (chosen)."""
        if self._wanted:
            self._try()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _try(self) -> None:
        self._stop()
        failed = False
        for line in self._desk.lines:
            if not line.first or not line.registers:
                continue
            reason = self._desk.exchange.refuses_registration(line.number)
            if reason:
                failed = True
                self._held.discard(line.registration)
                self._log.write("sip", 4, f"Registration failed User: {line.number}, Error Code:{reason}")
            elif line.registration not in self._held:
                self._held.add(line.registration)
                self._log.write("sip", "*", f"Line {line.key} registered: {line.number} at {line.server}")
            self._faults[line.registration] = reason
        if failed:
            self._timer = self._desk.clock.later(RETRY, self._try)
        self._desk.changed()
