"""The phone lock: who is locked may answer, and dial authorised numbers only (known)."""

import math
from collections.abc import Callable, Sequence

from PolyLibrary.emulator.calls.numbers import bare
from PolyLibrary.emulator.clock import Clock
from PolyLibrary.emulator.config import Config

MOST_FAILURES = 5
WAIT = 60.0
"""Seconds without any further try after the failures (chosen; follows the fleet's speed)."""
_AUTHORISED = "phoneLock.authorized."
_EMERGENCY = "dialplan.routing.emergency."


class PhoneLock:
    """Whether a phone is locked.

    Args:
        changed: Called when it is locked or unlocked.
    """

    def __init__(self, config: Config, clock: Clock, changed: Callable[[], None]) -> None:
        self._config = config
        self._clock = clock
        self._changed = changed
        self._listeners: list[Callable[[bool], None]] = []
        self._failures = 0
        self._blocked_until = 0.0
        self.locked = False

    def listen(self, hear: Callable[[bool], None]) -> None:
        """Call ``hear`` with the new state whenever it changes."""
        self._listeners.append(hear)

    def forget(self) -> None:
        """After a boot the phone is unlocked, and nobody is told."""
        self.locked = False
        self._failures = 0
        self._blocked_until = 0.0

    def set(self, *, locked: bool) -> None:
        """Lock or unlock without asking for a password."""
        if locked == self.locked:
            return
        self.locked = locked
        for hear in self._listeners:
            hear(locked)
        self._changed()

    def unlock(self, password: str) -> bool:
        """Try the user password. Five failures block every try for 60 s, also one that is right."""
        if self.wait:
            return False
        if password and password == self._config.text("device.auth.localUserPassword"):
            self._failures = 0
            self.set(locked=False)
            return True
        self._failures += 1
        if self._failures >= MOST_FAILURES:
            self._failures = 0
            self._blocked_until = self._clock.monotonic() + self._clock.scaled(WAIT)
        return False

    @property
    def wait(self) -> int:
        """Whole seconds until the next try counts; 0 while there is nothing to wait for."""
        return max(0, math.ceil(self._blocked_until - self._clock.monotonic()))

    def authorised(self) -> Sequence[str]:
        """What may be dialled while locked, emergency numbers included."""
        return tuple(number for prefix in (_AUTHORISED, _EMERGENCY) for number in self._numbers(prefix))

    def _numbers(self, prefix: str) -> list[str]:
        named = {name for name in self._config.names(prefix) if name.endswith(".value")}
        named |= {f"{prefix}1.value"}
        written = (self._config.text(name) for name in sorted(named))
        return [number.strip() for value in written for number in value.split(",") if number.strip()]

    def may_dial(self, number: str) -> bool:
        """Whether a number may be dialled now."""
        return not self.locked or bare(number) in map(bare, self.authorised())
