"""The login: the scheme that the phone asks for is followed once and remembered.

VVX, Trio and CCX ask for Basic, Edge E for Digest (facts: authentication). requests builds the Digest header; what
it would add, a second request on a 401 and a state of its own in each thread, is decided here instead: the state is
shared by all threads of a phone, so that a known scheme costs none of them an extra request. A password that was
refused is not sent again, by whoever has it (see ``doors``).
"""

import base64
import re
import threading
from collections.abc import Sequence
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Literal

from requests.auth import HTTPDigestAuth
from requests.utils import parse_dict_header

from PolyLibrary.phone.doors import Door
from PolyLibrary.redaction import Password

_SCHEME = re.compile(r"(?:^|,)\s*(basic|digest)\b", re.IGNORECASE)
#: Digest algorithms that requests can answer, the weakest first.
_ALGORITHMS = ("MD5", "MD5-SESS", "SHA", "SHA-256", "SHA-512")

Verdict = Literal["again", "refused", "unknown scheme"]


class _Digest(HTTPDigestAuth):
    """requests' Digest with one state for all threads; a lock keeps two headers from having the same count."""

    def __init__(self, user: str, password: str) -> None:
        super().__init__(user, password)
        self._thread_local = SimpleNamespace(chal={}, last_nonce="", nonce_count=0)
        self._lock = threading.Lock()

    @property
    def challenge(self) -> dict[str, str]:
        """What the phone asked with; empty before the first challenge."""
        challenge: dict[str, str] = self._thread_local.chal
        return challenge

    @challenge.setter
    def challenge(self, challenge: dict[str, str]) -> None:
        self._thread_local.chal = challenge

    def header(self, method: str, target: str) -> str:
        # Of an http: URL requests would leave out what follows a semicolon, and sign another target.
        url = f"phone://phone{target}"
        with self._lock:
            return str(self.build_digest_header(method, url))  # type: ignore[no-untyped-call]


class Login:
    """User, password and what is known of the phone's way to ask for them.

    Args:
        door: What this process knows of the phone's passwords; one of its own without it.
    """

    def __init__(self, user: str, password: Password, door: Door | None = None) -> None:
        self._basic = "Basic " + base64.b64encode(f"{user}:{password.reveal()}".encode()).decode()
        self._digest = _Digest(user, password.reveal())
        self._has_password = bool(password)
        self._worked = self._refused = False
        self._door = door or Door()
        self._key = hash(self._basic)
        self.scheme: Literal["basic", "digest"] | None = None

    @property
    def basic(self) -> str:
        """The Basic header value, for web pages that take it unasked."""
        return self._basic

    @property
    def has_password(self) -> bool:
        return self._has_password

    @property
    def refused(self) -> bool:
        """Whether the phone refused this password, here (then for good) or to another login of this process."""
        return self._refused or self._door.refused(self._key)

    @refused.setter
    def refused(self, refused: bool) -> None:
        self._refused = refused
        if refused:
            self._door.refuse(self._key)

    @property
    def proven(self) -> bool:
        """Whether the phone is known to take this password."""
        return self._door.proven(self._key)

    def turn(self, subject: str, limit: float) -> AbstractContextManager[None]:
        """The right to send the password; ``refused`` is to be looked at again with it (see ``Door.turn``)."""
        return self._door.turn(self._key, subject, limit)

    def header(self, method: str, target: str) -> str | None:
        """The Authorization header of the next request; None while the scheme is not known."""
        if self.scheme == "basic":
            return self._basic
        if self.scheme == "digest":
            return self._digest.header(method, target)
        return None

    def accepted(self) -> None:
        """The phone took the password."""
        if not self._worked:
            self._worked = True
            self._door.accept(self._key)

    def follow(self, challenges: Sequence[str], *, sent: bool) -> Verdict:
        """What a 401 means, with the challenge learned from it.

        A used Digest nonce may have grown old: with ``stale``, or when this password worked before, a new
        nonce is worth one more request, and so is the way that the phone asks for when it takes the one no more
        that was used. Any other 401 after the password was sent refuses the password.
        """
        nonce, before = self._digest.challenge.get("nonce"), self.scheme
        offered = self._learn(challenges)
        if not offered:
            return "refused" if sent else "unknown scheme"
        if not sent or before not in offered:
            return "again"
        if self.scheme == "digest" and self._digest.challenge["nonce"] != nonce:
            stale = self._digest.challenge.get("stale", "").lower() == "true"
            if stale or self._worked:
                self._worked = False
                return "again"
        return "refused"

    def _learn(self, challenges: Sequence[str]) -> set[str]:
        """Take the best way to log in; which ways are offered that are known here."""
        # A challenge without a header has only been seen from gateways; the phones' own way is Basic.
        text = ", ".join(challenges) if challenges else "Basic"
        found = list(_SCHEME.finditer(text))
        ends = [*(match.start() for match in found[1:]), len(text)]
        asked = [
            _digest_of(text[match.end() : end])
            for match, end in zip(found, ends, strict=False)
            if match[1].lower() == "digest"
        ]
        known = [challenge for challenge in asked if challenge is not None]
        offered = {"basic"} if any(match[1].lower() == "basic" for match in found) else set()
        if known:
            self._digest.challenge = max(known, key=_strength)
            self.scheme = "digest"
            offered.add("digest")
        elif offered:
            self.scheme = "basic"
        return offered


def _digest_of(text: str) -> dict[str, str] | None:
    """A Digest challenge as requests answers it; None when nobody here can."""
    asked = parse_dict_header(text)  # type: ignore[no-untyped-call]
    parts = {key.lower(): value for key, value in asked.items() if value}
    qop = [word.strip() for word in parts.pop("qop", "").split(",")]
    if not parts.get("nonce") or _strength(parts) < 0 or not (qop == [""] or "auth" in qop):
        return None
    return {"realm": "", **parts} | ({"qop": "auth"} if "auth" in qop else {})


def _strength(challenge: dict[str, str]) -> int:
    """Where a challenge's algorithm stands; below 0 when it is not known."""
    algorithm = challenge.get("algorithm", "MD5").upper()
    return _ALGORITHMS.index(algorithm) if algorithm in _ALGORITHMS else -1
