"""Phones' push and polling pages for these tests, with their Digest checked as RFC 2069 says."""

import hashlib
import re
from collections.abc import Callable

from phone_stub import Asked, Stub, http, phone_at

from PolyLibrary.phone.digest import Credentials
from PolyLibrary.phone.transport import Transport
from PolyLibrary.redaction import Password

USER, SECRET = "pusher", "correct-horse-9"
SUCCESS = b"Push Message will be displayed successfully"
PAGE_404 = b"<html><body>404 Not Found</body></html>"


def credentials(password: str = SECRET) -> Credentials:
    return Credentials(USER, Password(password, USER))


def md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


class Pages:
    """Asks for Digest without qop and answers what it is told to; counts what was let in."""

    def __init__(self, answer: bytes | Callable[[Asked], bytes], *, realm: str = "PUSH Authentication") -> None:
        self.answer = answer
        self.realm = realm
        self.nonces = ["135996943"]
        self.challenge = ""
        self.done: list[Asked] = []
        self.refused = 0

    @property
    def nonce(self) -> str:
        return self.nonces[0]

    def __call__(self, asked: Asked) -> bytes:
        if not self._let_in(asked):
            self.refused += "authorization" in asked.headers
            challenge = self.challenge or f'Digest realm="{self.realm}", nonce="{self.nonce}", algorithm=MD5'
            return http(401, b"<html>401 Unauthorized</html>", {"WWW-Authenticate": challenge})
        self.done.append(asked)
        return self.answer(asked) if callable(self.answer) else self.answer

    def _let_in(self, asked: Asked) -> bool:
        fields = dict(re.findall(r'(\w+)="?([^",]*)"?', asked.login.removeprefix("Digest ")))
        if fields.get("nonce") != self.nonce:
            return False
        user = md5(f"{USER}:{self.realm}:{SECRET}")
        request = md5(f"{asked.method}:{fields['uri']}")
        if "qop" in fields:
            wanted = md5(f"{user}:{self.nonce}:{fields['nc']}:{fields['cnonce']}:auth:{request}")
        else:
            wanted = md5(f"{user}:{self.nonce}:{request}")
        return fields["response"] == wanted


def at(stub: Stub) -> Transport:
    """The transport to a phone that speaks plain HTTP."""
    return phone_at(http=stub, scheme="http").transport
