"""Logins with the phone's own passwords, and the lockout after wrong ones.

REST, web pages and screen capture count together (REST by switch ``lockout_scope``); a request without any login
never counts and a good one clears the count (numbers known, scope chosen).
"""

import base64
import binascii
import math
from typing import NamedTuple

from PolyLibrary.emulator.clock import Clock
from PolyLibrary.emulator.config import Config
from PolyLibrary.emulator.http.digest import Digest, Verdict
from PolyLibrary.emulator.http.pages import basic
from PolyLibrary.emulator.profiles import Profile

ADMIN = "Polycom"
USER = "User"
FACTORY_PASSWORD = "456"
PASSWORDS = {ADMIN: "device.auth.localAdminPassword", USER: "device.auth.localUserPassword"}
ADMIN_PASSWORD = PASSWORDS[ADMIN]
REST_REALM = "API Authentication"
WEB_REALM = "SPIP Configuration"
_LOCK = "httpd.cfg.lockWebUI"


class Login(NamedTuple):
    """What came of a login; ``user`` is who it was, when it was good."""

    verdict: Verdict
    user: str = ""


class Gate:
    """Who may come in at one phone."""

    def __init__(self, clock: Clock, config: Config, profile: Profile) -> None:
        self._clock = clock
        self._config = config
        self._wrong: list[float] = []
        self._locked_until = 0.0
        self._good: dict[str, str] = {}
        self._asks = profile["rest_auth"]
        self._rest_counts = profile["lockout_scope"] == "everywhere"
        self._digest = Digest(clock, profile["digest_algorithms"])

    @property
    def factory_password(self) -> bool:
        """Whether the password is still the factory one, with which REST refuses to work."""
        return self._config.text(ADMIN_PASSWORD) == FACTORY_PASSWORD

    @property
    def locked(self) -> bool:
        """Whether every login is refused at the moment."""
        return self._clock.monotonic() < self._locked_until

    @property
    def rest_locked(self) -> bool:
        """Whether REST is refused at the moment, too."""
        return self._rest_counts and self.locked

    @property
    def seconds_locked(self) -> int:
        """Seconds that the lock will last, as the phone tells them: at the pace of the fleet's clock."""
        return max(0, math.ceil((self._locked_until - self._clock.monotonic()) * self._clock.speed))

    @property
    def wrong_logins(self) -> int:
        """Wrong logins that count at the moment."""
        return len(self._wrong)

    @property
    def most_wrong(self) -> int:
        """With so many wrong logins the phone locks."""
        return self._config.number(f"{_LOCK}.noOfInvalidAttempts")

    def password_changed(self) -> None:
        """Forget the logins that were good before."""
        self._good.clear()

    def rest(self, authorization: str | None, method: str) -> Verdict:
        """Judge a login for REST, by what this phone asks for."""
        scheme, _, word = (authorization or "").strip().partition(" ")
        if scheme.lower() == "digest" and self._asks != "basic":
            verdict = self._digest.check(word, method, ADMIN, self._config.text(ADMIN_PASSWORD), REST_REALM)
            if self._rest_counts:
                self._note(verdict)
            return verdict
        if self._asks == "digest":
            return "missing"
        return self._basic(authorization, (ADMIN,), counts=self._rest_counts).verdict

    def rest_challenges(self, verdict: Verdict) -> list[str]:
        """What a client has to answer, Digest first."""
        found = [] if self._asks == "basic" else self._digest.challenges(REST_REALM, stale=verdict == "stale")
        return found if self._asks == "digest" else [*found, basic(REST_REALM)]

    def web(self, authorization: str | None) -> Login:
        """Judge a login for the web pages and screen capture."""
        return self._basic(authorization, (ADMIN, USER))

    def _basic(self, authorization: str | None, users: tuple[str, ...], *, counts: bool = True) -> Login:
        if not authorization:
            return Login("missing")
        known = self._good.get(authorization)
        if known in users:
            if counts:
                self._wrong.clear()
            return Login("good", known)
        scheme, _, word = authorization.strip().partition(" ")
        if scheme.lower() != "basic":
            return Login("missing")
        said = _decoded(word)
        for user in users:
            if said == f"{user}:{self._config.text(PASSWORDS[user])}":
                self._good[authorization] = user
                if counts:
                    self._note("good")
                return Login("good", user)
        if counts:
            self._note("wrong")
        return Login("wrong")

    def _note(self, verdict: Verdict) -> None:
        if verdict == "good":
            self._wrong.clear()
        elif verdict == "wrong":
            self._count()

    def _count(self) -> None:
        if not self._config.on(f"{_LOCK}.enable"):
            return
        now = self._clock.monotonic()
        window = self._clock.scaled(self._config.number(f"{_LOCK}.noOfInvalidAttemptsDuration"))
        self._wrong = [at for at in self._wrong if now - at < window]
        self._wrong.append(now)
        if len(self._wrong) >= self.most_wrong:
            self._wrong.clear()
            self._locked_until = now + self._clock.scaled(self._config.number(f"{_LOCK}.lockOutDuration"))


def _decoded(word: str) -> str | None:
    try:
        return base64.b64decode(word.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return None
