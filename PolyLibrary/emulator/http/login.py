"""Logins with the administrator's password, and the lockout after wrong ones.

REST, web pages and screen capture count together; a request without any login never counts and a good one
clears the count (numbers known, scope chosen).
"""

import base64
import binascii
from typing import Literal

from PolyLibrary.emulator.clock import Clock
from PolyLibrary.emulator.config import Config

USER = "Polycom"
FACTORY_PASSWORD = "456"
ADMIN_PASSWORD = "device.auth.localAdminPassword"
_LOCK = "httpd.cfg.lockWebUI"

Verdict = Literal["good", "missing", "wrong"]


class Gate:
    """Who may come in at one phone."""

    def __init__(self, clock: Clock, config: Config) -> None:
        self._clock = clock
        self._config = config
        self._wrong: list[float] = []
        self._locked_until = 0.0
        self._good = ""

    @property
    def factory_password(self) -> bool:
        """Whether the password is still the factory one, with which REST refuses to work."""
        return self._config.text(ADMIN_PASSWORD) == FACTORY_PASSWORD

    @property
    def locked(self) -> bool:
        """Whether every login is refused at the moment."""
        return self._clock.monotonic() < self._locked_until

    def password_changed(self) -> None:
        """Forget the login that was good before."""
        self._good = ""

    def check(self, authorization: str | None) -> Verdict:
        """Judge an Authorization header's value."""
        if not authorization:
            return "missing"
        if authorization == self._good:
            self._wrong.clear()
            return "good"
        scheme, _, word = authorization.strip().partition(" ")
        if scheme.lower() != "basic":
            return "missing"
        if _decoded(word) == f"{USER}:{self._config.text(ADMIN_PASSWORD)}":
            self._good = authorization
            self._wrong.clear()
            return "good"
        self._count()
        return "wrong"

    def _count(self) -> None:
        if not self._config.on(f"{_LOCK}.enable"):
            return
        now = self._clock.monotonic()
        window = self._clock.scaled(self._config.number(f"{_LOCK}.noOfInvalidAttemptsDuration"))
        self._wrong = [at for at in self._wrong if now - at < window]
        self._wrong.append(now)
        if len(self._wrong) >= self._config.number(f"{_LOCK}.noOfInvalidAttempts"):
            self._wrong.clear()
            self._locked_until = now + self._clock.scaled(self._config.number(f"{_LOCK}.lockOutDuration"))


def _decoded(word: str) -> str | None:
    try:
        return base64.b64decode(word.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return None
