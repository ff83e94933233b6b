"""What a phone tells its user for the moment."""

import asyncio
from collections.abc import Callable

from PolyLibrary.emulator.clock import Clock
from PolyLibrary.emulator.gui.ports.calls import Message

STAYS = 3.0
"""Seconds (chosen)."""


class Messages:
    """The message that is shown now, if any.

    Args:
        changed: Called when it comes and when it goes.
    """

    def __init__(self, clock: Clock, changed: Callable[[], None]) -> None:
        self._clock = clock
        self._changed = changed
        self._timer: asyncio.TimerHandle | None = None
        self.now: Message = ""

    def tell(self, message: Message) -> None:
        """Show a message for 3 s, in place of the one before it."""
        if self._timer is not None:
            self._timer.cancel()
        self.now = message
        self._timer = self._clock.later(STAYS, self._gone)
        self._changed()

    def _gone(self) -> None:
        self.now = ""
        self._timer = None
        self._changed()
