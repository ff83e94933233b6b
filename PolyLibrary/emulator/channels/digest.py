"""Digest login of push and polling: RFC 2069 style, without qop, and with one nonce for a whole boot (known).

A client that adds qop, nc and cnonce by itself is let in all the same.
"""

import hashlib
import re
import secrets
from collections import deque
from collections.abc import Mapping
from urllib.parse import urlsplit

from PolyLibrary.emulator.profiles import Profile

_FIELD = re.compile(r'(\w+)\s*=\s*(?:"([^"]*)"|([^\s,"]+))')
REMEMBERED = 64


def _md5(text: str) -> str:
    return hashlib.md5(text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


def expected(
    user: str, realm: str, password: str, fields: Mapping[str, str], method: str, *, nonce: str, uri: str
) -> str:
    """The right ``response``; with qop when ``fields`` have it."""
    secret, asked = _md5(f"{user}:{realm}:{password}"), _md5(f"{method}:{uri}")
    if fields.get("qop"):
        middle = ":".join((nonce, fields.get("nc", ""), fields.get("cnonce", ""), fields["qop"]))
        return _md5(f"{secret}:{middle}:{asked}")
    return _md5(f"{secret}:{nonce}:{asked}")


class Nonces:
    """The nonces that a phone has given out since its boot: 9 decimal digits each."""

    def __init__(self, profile: Profile) -> None:
        self._per_request = profile["push_nonce"] == "request"
        self._given: deque[str] = deque(maxlen=REMEMBERED)
        self.boot()

    def boot(self) -> None:
        """A new boot: nothing given before is good any more."""
        self._given.clear()

    def give(self) -> str:
        """The nonce for a challenge."""
        if self._per_request or not self._given:
            self._given.append(str(secrets.randbelow(9 * 10**8) + 10**8))
        return self._given[-1]

    def __contains__(self, nonce: str) -> bool:
        return nonce in self._given


class Digest:
    """The login of one channel.

    Args:
        realm: Names the channel.
    """

    def __init__(self, realm: str, nonces: Nonces, profile: Profile) -> None:
        self._realm = realm
        self._nonces = nonces
        self._qop = profile["push_digest"] == "qop=auth"

    def challenge(self) -> str:
        """Value of WWW-Authenticate."""
        qop = ', qop="auth"' if self._qop else ""
        return f'Digest realm="{self._realm}", nonce="{self._nonces.give()}", algorithm="MD5"{qop}'

    def lets_in(self, authorization: str | None, method: str, path: str, user: str, password: str) -> bool:
        """Judge an Authorization header; its ``uri`` counts as sent and may be absolute."""
        scheme, _, rest = (authorization or "").strip().partition(" ")
        if scheme.lower() != "digest":
            return False
        fields = {name.lower(): quoted or bare for name, quoted, bare in _FIELD.findall(rest)}
        nonce, uri = fields.get("nonce", ""), fields.get("uri", "")
        if fields.get("username") != user or fields.get("realm") != self._realm or nonce not in self._nonces:
            return False
        if _path_of(uri) != path:
            return False
        right = expected(user, self._realm, password, fields, method, nonce=nonce, uri=uri)
        given: str = fields.get("response", "")
        return given.lower() == right


def _path_of(uri: str) -> str:
    try:
        return urlsplit(uri).path.lower()
    except ValueError:
        return ""
