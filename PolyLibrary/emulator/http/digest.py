"""Digest logins (RFC 7616): MD5 and SHA-256, qop auth, and the older form without qop that clients still send.

A nonce has 32 hex digits and is good for 300 s; after that a right answer gets a new one with ``stale=true``
(form known for one family, times chosen). Counts of a nonce are not checked: clients repeat them.
"""

import hashlib
import re
import secrets
from collections import OrderedDict
from collections.abc import Callable
from typing import Literal

from PolyLibrary.emulator.clock import Clock

Verdict = Literal["good", "missing", "wrong", "stale"]
GOOD_FOR = 300.0
MOST_NONCES = 1024
_PART = re.compile(r'([A-Za-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')
_NEEDED = ("username", "realm", "nonce", "uri", "response")
_HASHES: dict[str, Callable[[bytes], str]] = {
    "MD5": lambda data: hashlib.md5(data, usedforsecurity=False).hexdigest(),
    "SHA-256": lambda data: hashlib.sha256(data).hexdigest(),
}


class Digest:
    """The nonces of one phone, and its judgement of answers to them.

    Args:
        algorithms: What it offers, by a value of switch ``digest_algorithms``.
    """

    def __init__(self, clock: Clock, algorithms: str) -> None:
        self._clock = clock
        self._algorithms = algorithms.split("+")
        self._nonces: OrderedDict[str, float] = OrderedDict()

    def challenges(self, realm: str, *, stale: bool = False) -> list[str]:
        """Values of WWW-Authenticate, one for each algorithm, with one fresh nonce."""
        nonce = secrets.token_hex(16)
        self._nonces[nonce] = self._clock.monotonic() + self._clock.scaled(GOOD_FOR)
        while len(self._nonces) > MOST_NONCES:
            self._nonces.popitem(last=False)
        old = ", stale=true" if stale else ""
        return [
            f'Digest realm="{realm}", qop="auth", nonce="{nonce}", algorithm={algorithm}{old}'
            for algorithm in self._algorithms
        ]

    def check(self, answer: str, method: str, user: str, password: str, realm: str) -> Verdict:
        """Judge what follows the word Digest in an Authorization header.

        The ``uri`` is taken as it was sent: absolute addresses are fine.
        """
        said = {name.lower(): quoted or plain for name, quoted, plain in _PART.findall(answer)}
        if any(name not in said for name in _NEEDED):
            return "wrong"
        algorithm = said.get("algorithm", "MD5").upper()
        if algorithm not in self._algorithms:
            return "missing"
        if said["username"] != user or said["realm"] != realm:
            return "wrong"
        expected = _response(_HASHES[algorithm], said, method, user, password, realm)
        if expected is None or not secrets.compare_digest(expected.encode(), said["response"].lower().encode()):
            return "wrong"
        fresh = self._nonces.get(said["nonce"], 0.0) > self._clock.monotonic()
        return "good" if fresh else "stale"


def _response(
    digest: Callable[[bytes], str], said: dict[str, str], method: str, user: str, password: str, realm: str
) -> str | None:
    who = digest(f"{user}:{realm}:{password}".encode())
    what = digest(f"{method}:{said['uri']}".encode("utf-8", "surrogateescape"))
    qop = said.get("qop", "")
    if not qop:
        middle = said["nonce"]
    elif qop.lower() == "auth" and "nc" in said and "cnonce" in said:
        middle = ":".join((said["nonce"], said["nc"], said["cnonce"], qop))
    else:
        return None
    return digest(f"{who}:{middle}:{what}".encode("utf-8", "surrogateescape"))
