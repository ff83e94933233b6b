"""The web login of UC Software 6 and later: one session at a time, a cookie, and a word against forged forms."""

import secrets

from PolyLibrary.emulator.clock import Clock

IDLE = 600.0
"""Seconds without a request after which a session ends (chosen)."""
COOKIE = "session"


class Sessions:
    """The one web session of a phone, or none."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._cookie = ""
        self._used = 0.0
        self.user = ""
        self.csrf = ""

    @property
    def active(self) -> bool:
        """Whether somebody is logged in."""
        return bool(self._cookie) and self._clock.monotonic() - self._used < self._clock.scaled(IDLE)

    def begin(self, user: str) -> str:
        """Log somebody in.

        Returns:
            The value of Set-Cookie.
        """
        self._cookie = secrets.token_hex(16)
        self._used = self._clock.monotonic()
        self.user = user
        self.csrf = secrets.token_hex(16)
        return f"{COOKIE}={self._cookie}; Path=/; HttpOnly"

    def end(self) -> None:
        """Log out."""
        self._cookie = self.user = self.csrf = ""

    def holds(self, cookies: str) -> bool:
        """Whether a Cookie header belongs to the session; it is then used, and lives on."""
        named = (part.strip().partition("=") for part in cookies.split(";"))
        if not self.active or not any(name == COOKIE and value == self._cookie for name, _, value in named):
            return False
        self._used = self._clock.monotonic()
        return True
