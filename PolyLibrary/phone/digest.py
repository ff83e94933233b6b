"""Pages with a Digest login of their own: XML push and XML polling (facts: push, polling).

Their user and password are parameters of the phone and have nothing to do with the administrator's. Phones ask
without ``qop``, with a nonce that stays the same until they boot, so one challenge answers all later requests;
``qop=auth`` is answered where a firmware asks for it.
"""

import hashlib
import secrets
import threading
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from requests.utils import parse_dict_header

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import BadReply, LoginRefused, NotPossible, NotUsable, PolyError, UsageError
from PolyLibrary.phone.address import PhoneAddress
from PolyLibrary.phone.doors import door_of
from PolyLibrary.phone.faults import LOCKED_HINT, locked, with_effect
from PolyLibrary.phone.reply import Reply
from PolyLibrary.redaction import Password

_HASHES = {"MD5": "md5", "SHA-256": "sha256"}


class PageOff(NotPossible):
    """The phone does not offer push or polling: switched off, or not reachable this way."""


class Exchange(Protocol):
    """What these pages need of a ``Transport``."""

    @property
    def name(self) -> str: ...

    @property
    def address(self) -> PhoneAddress: ...

    def held(self, subject: str, deadline: Deadline) -> AbstractContextManager[None]: ...

    def request(
        self,
        method: str,
        path: str,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        deadline: Deadline,
        read: bool,
        web: bool = False,
    ) -> Reply: ...


@dataclass(frozen=True)
class Credentials:
    """User and password of one kind of page; both must hold something, or the phone keeps the pages off."""

    user: str
    password: Password

    def __post_init__(self) -> None:
        if not self.user or not self.password:
            raise UsageError(
                "A user and a password are needed: phones switch push and polling off when either is empty.",
                hint="any text does; it is set on the phone by the same names.",
            )
        if not self.user.isascii() or not self.user.isprintable():
            raise UsageError(f"The user '{self.user}' cannot be sent.", hint="use plain letters and digits.")


@dataclass(frozen=True)
class Challenge:
    """What a 401 asked for."""

    realm: str
    nonce: str
    algorithm: str = "MD5"
    qop: bool = False
    opaque: str = ""
    stale: bool = False


def parse_challenge(headers: Sequence[str]) -> Challenge | None:
    """The Digest challenge among ``WWW-Authenticate`` headers that this library can answer; None without one."""
    for header in headers:
        at = header.lower().find("digest ")
        if at < 0:
            continue
        asked = parse_dict_header(header[at + len("digest ") :])  # type: ignore[no-untyped-call]
        parts = {key.lower(): value for key, value in asked.items() if isinstance(value, str)}
        ways = {way.strip().lower() for way in parts.get("qop", "").split(",") if way.strip()}
        algorithm = parts.get("algorithm", "MD5").upper()
        if not parts.get("nonce") or algorithm not in _HASHES or (ways and "auth" not in ways):
            continue
        return Challenge(
            realm=parts.get("realm", ""),
            nonce=parts["nonce"],
            algorithm=algorithm,
            qop=bool(ways),
            opaque=parts.get("opaque", ""),
            stale=parts.get("stale", "").lower() == "true",
        )
    return None


def authorization(
    challenge: Challenge, login: Credentials, method: str, target: str, *, count: int = 1, cnonce: str = ""
) -> str:
    """The ``Authorization`` header that answers ``challenge``.

    Args:
        count, cnonce: Only used with ``qop=auth``: the number of this answer to the nonce, and our own nonce.
    """

    def digest(*parts: str) -> str:
        return hashlib.new(_HASHES[challenge.algorithm], ":".join(parts).encode(), usedforsecurity=False).hexdigest()

    user = digest(login.user, challenge.realm, login.password.reveal())
    request = digest(method, target)
    fields = {"username": login.user, "realm": challenge.realm, "nonce": challenge.nonce, "uri": target}
    bare = f"algorithm={challenge.algorithm}"
    if challenge.qop:
        number = f"{count:08x}"
        fields["response"] = digest(user, challenge.nonce, number, cnonce, "auth", request)
        fields["cnonce"] = cnonce
        bare += f", qop=auth, nc={number}"
    else:
        fields["response"] = digest(user, challenge.nonce, request)
    if challenge.opaque:
        fields["opaque"] = challenge.opaque
    quoted = ", ".join(f'{key}="{_quoted(value)}"' for key, value in fields.items())
    return f"Digest {quoted}, {bare}"


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


class DigestPages:
    """Requests to the pages that share one login. Thread-safe.

    Args:
        family: The start of the parameters that hold the login: ``apps.push``.
    """

    def __init__(self, transport: Exchange, login: Credentials, family: str) -> None:
        self.transport = transport
        self._login = login
        self._family = family
        self._challenge: Challenge | None = None
        self._count = 0
        self._worked = False
        self._lock = threading.Lock()
        self._door = door_of(transport.address, family)
        self._key = hash(login)

    def request(
        self,
        method: str,
        target: str,
        deadline: Deadline,
        *,
        read: bool,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """One request, and a second one where the phone asks for the login first.

        A challenge is followed although the request acts: the phone refused the first one before it did
        anything. A nonce that was learned earlier may be of before a reboot, so a new one is followed once.

        Returns:
            An answer of any HTTP status but 401.

        Raises:
            LoginRefused: The phone refuses user or password. They are not sent again.
        """
        subject = f"{self.transport.name}: {method} {target}"
        door, key = self._door, self._key
        if door.proven(key):
            return self._asked(subject, method, target, deadline, read, content, headers or {})
        # The connection first, then the right to send the password: everybody takes them in this order.
        with self.transport.held(subject, deadline), door.turn(key, subject, deadline.remaining):
            if door.refused(key):
                raise self._refusal(subject, before=True)
            return self._asked(subject, method, target, deadline, read, content, headers or {})

    def _asked(
        self,
        subject: str,
        method: str,
        target: str,
        deadline: Deadline,
        read: bool,
        content: bytes | None,
        headers: Mapping[str, str],
    ) -> Reply:
        challenge, learned_here, renewed = self._challenge, False, False
        while True:
            sent = dict(headers)
            if challenge is not None:
                sent["Authorization"] = self._answer(challenge, method, target)
            reply = self.transport.request(
                method, target, content=content, headers=sent, deadline=deadline, read=read, web=True
            )
            if reply.status != 401:
                if challenge is not None and reply.status == 200 and not self._worked:
                    self._worked = True
                    self._door.accept(self._key)
                return reply
            asked = parse_challenge(reply.headers.get_all("WWW-Authenticate", []))
            if asked is None:
                raise self._unknown(subject, reply)
            if challenge is not None:
                outlived = asked.nonce != challenge.nonce and (asked.stale or not learned_here)
                if renewed or not outlived:
                    self._door.refuse(self._key)
                    raise self._refusal(subject, before=False)
                renewed = True
            challenge, learned_here = self._learn(asked), True

    def fault(self, method: str, target: str, reply: Reply, *, what: str, off: str) -> PolyError:
        """The error of any HTTP status but 200.

        Args:
            what: What a 404 means: ``this phone takes no pushes``.
            off: The parameters to set then.
        """
        subject = f"{self.transport.name}: {method} {target}"
        seen = f"HTTP {reply.status}, {reply.shown}" if reply.body else f"HTTP {reply.status}."
        if reply.status == 404:
            return PageOff(f"{subject}: {what}.", seen="HTTP 404.", hint=off)
        if reply.status == 403 and locked(reply):
            return LoginRefused(f"{subject}: the phone has locked logins.", seen=seen, hint=LOCKED_HINT)
        login = f"{self._family}.username and {self._family}.password"
        if reply.status == 403 and not self._worked:
            # Some firmware says so to a wrong password; only a login that worked before tells it from a busy phone.
            return LoginRefused(
                f"{subject}: the phone does not let user '{self._login.user}' in, or is busy.",
                seen=seen,
                hint=f"the login is {login} of the phone; no other client may use it at the same time.",
            )
        if reply.status == 403:
            return NotUsable(f"{subject}: the phone is busy.", seen=seen, hint="is another client using it?")
        error = BadReply(
            f"{subject}: the phone answered with an unexpected HTTP status.",
            seen=seen,
            tried="once.",
            hint="is this the phone's web server? Check the address and the scheme.",
        )
        return with_effect(error, unknown=method != "GET" and reply.status >= 500)

    def _learn(self, challenge: Challenge) -> Challenge:
        with self._lock:
            if self._challenge is None or self._challenge.nonce != challenge.nonce:
                self._count = 0
            self._challenge = challenge
        return challenge

    def _answer(self, challenge: Challenge, method: str, target: str) -> str:
        with self._lock:
            self._count += 1
            count = self._count
        cnonce = secrets.token_hex(8) if challenge.qop else ""
        return authorization(challenge, self._login, method, target, count=count, cnonce=cnonce)

    def _refusal(self, subject: str, *, before: bool) -> LoginRefused:
        return LoginRefused(
            f"{subject}: the phone refuses the login of user '{self._login.user}'.",
            seen="HTTP 401 " + ("to an earlier request; nothing was sent now." if before else "after the password."),
            tried="once: wrong logins lock a phone, so this password is not sent again.",
            hint=f"the login is {self._family}.username and {self._family}.password of the phone, "
            "not that of its administrator: set them, then use the same ones here.",
        )

    def _unknown(self, subject: str, reply: Reply) -> LoginRefused:
        asked = ", ".join(reply.headers.get_all("WWW-Authenticate", []))
        return LoginRefused(
            f"{subject}: the phone asks for a login that this page is not known to use.",
            seen=f"HTTP 401, WWW-Authenticate: {asked[:120]}",
            hint="is this the phone's web server? The known way is Digest with MD5.",
        )
