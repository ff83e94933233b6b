"""Signing in to Skype for Business, on phones whose base profile is Lync.

There is no such service in the emulator: a sign-in address of any real form is accepted after 3 s, one in the
reserved domain ``.invalid`` is refused after 8 s (both chosen).
"""

import asyncio
from collections.abc import Callable

from PolyLibrary.emulator.clock import Clock

TAKES = 3.0
REFUSAL_TAKES = 8.0


class Skype:
    """Who is signed in at one phone."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.address = ""
        self.presence = ""
        self._listeners: list[Callable[[str], None]] = []

    def listen(self, hear: Callable[[str], None]) -> None:
        """Call ``hear`` with the address of who signs in, and with nothing when somebody signs out."""
        self._listeners.append(hear)

    def _tell(self, address: str) -> None:
        for hear in self._listeners:
            hear(address)

    async def sign_in(self, address: str) -> bool:
        """Whether the service lets the user in; the answer takes its time."""
        good = "@" in address and not address.lower().endswith(".invalid")
        await asyncio.sleep(self._clock.scaled(TAKES if good else REFUSAL_TAKES))
        if good:
            self.address = address
            self._tell(address)
        return good

    def sign_out(self) -> None:
        """Nobody is signed in any more."""
        was_in = bool(self.address)
        self.address = self.presence = ""
        if was_in:
            self._tell("")
