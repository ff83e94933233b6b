"""The login: the scheme that the phone asks for is followed once and remembered.

VVX, Trio and CCX ask for Basic, Edge E for Digest (facts: authentication). The state is shared by all threads
of a phone, so that a known scheme costs no extra request; the transport's turn protects it.
"""

import base64
import hashlib
import os
import re
from collections.abc import Callable, Sequence
from typing import Literal

from PolyLibrary.redaction import Password

_PART = re.compile(r'([a-zA-Z][\w\-]*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]*))')
_SCHEME = re.compile(r"(?:^|,)\s*(basic|digest)\b", re.IGNORECASE)
_HASHES: dict[str, Callable[[bytes], str]] = {
    "MD5": lambda data: hashlib.md5(data, usedforsecurity=False).hexdigest(),
    "SHA-256": lambda data: hashlib.sha256(data).hexdigest(),
}

Verdict = Literal["again", "refused", "unknown scheme"]


class Login:
    """User, password and what is known of the phone's way to ask for them."""

    def __init__(self, user: str, password: Password) -> None:
        self._user = user
        self._password = password
        self._basic = "Basic " + base64.b64encode(f"{user}:{password.reveal()}".encode()).decode()
        self._digest: dict[str, str] | None = None
        self._count = 0
        self._worked = False
        self.scheme: Literal["basic", "digest"] | None = None
        #: Set for good when the phone refused this password: it never leaves again.
        self.refused = False

    @property
    def basic(self) -> str:
        """The Basic header value, for web pages that take it unasked."""
        return self._basic

    @property
    def has_password(self) -> bool:
        return bool(self._password)

    def header(self, method: str, target: str) -> str | None:
        """The Authorization header of the next request; None while the scheme is not known."""
        if self.scheme == "basic":
            return self._basic
        if self.scheme == "digest" and self._digest is not None:
            return self._digest_header(self._digest, method, target)
        return None

    def accepted(self) -> None:
        self._worked = True

    def follow(self, challenges: Sequence[str], *, sent: bool) -> Verdict:
        """What a 401 means, with the challenge learned from it.

        A used Digest nonce may have grown old: with ``stale``, or when this password worked before, a new
        nonce is worth one more request. Any other 401 after the password was sent refuses the password.
        """
        nonce = (self._digest or {}).get("nonce")
        learned = self._learn(challenges)
        if not learned:
            return "refused" if sent else "unknown scheme"
        if not sent:
            return "again"
        if self.scheme == "digest" and self._digest is not None and self._digest.get("nonce") != nonce:
            stale = self._digest.get("stale", "").lower() == "true"
            if stale or self._worked:
                self._worked = False
                return "again"
        return "refused"

    def _learn(self, challenges: Sequence[str]) -> bool:
        # A challenge without a header has only been seen from gateways; the phones' own way is Basic.
        text = ", ".join(challenges) if challenges else "Basic"
        found = {match[1].lower(): match.end() for match in _SCHEME.finditer(text)}
        if "digest" in found:
            parts = {key.lower(): quoted or plain for key, quoted, plain in _PART.findall(text, found["digest"])}
            algorithm = parts.get("algorithm", "MD5").upper()
            qop = [word.strip() for word in parts.get("qop", "").split(",")]
            if parts.get("nonce") and algorithm in _HASHES and (qop == [""] or "auth" in qop):
                if self._digest is None or self._digest.get("nonce") != parts["nonce"]:
                    self._count = 0
                self._digest, self.scheme = parts, "digest"
                return True
        if "basic" in found:
            self.scheme = "basic"
            return True
        return False

    def _digest_header(self, asked: dict[str, str], method: str, target: str) -> str:
        hashed = _HASHES[asked.get("algorithm", "MD5").upper()]
        realm, nonce = asked.get("realm", ""), asked["nonce"]
        secret = hashed(f"{self._user}:{realm}:{self._password.reveal()}".encode())
        subject = hashed(f"{method}:{target}".encode())
        parts = [f'username="{self._user}"', f'realm="{realm}"', f'nonce="{nonce}"', f'uri="{target}"']
        if asked.get("qop"):
            self._count += 1
            count, own = f"{self._count:08x}", os.urandom(8).hex()
            answer = hashed(f"{secret}:{nonce}:{count}:{own}:auth:{subject}".encode())
            parts += ["qop=auth", f"nc={count}", f'cnonce="{own}"']
        else:
            answer = hashed(f"{secret}:{nonce}:{subject}".encode())
        parts.append(f'response="{answer}"')
        if asked.get("opaque"):
            parts.append(f'opaque="{asked["opaque"]}"')
        if asked.get("algorithm"):
            parts.append(f"algorithm={asked['algorithm']}")
        return "Digest " + ", ".join(parts)
