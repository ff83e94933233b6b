"""One TCP or TLS connection to a phone, and one HTTP exchange on it.

Small and strict for three reasons. The time of an exchange is limited as a whole, so that a phone that drips
one byte a second cannot exceed it. The certificate is judged after the handshake and before the first byte of
the request. And it is known whether a request has left, which decides whether it may be sent again.
"""

import http.client
import io
import socket
import ssl
import threading
import time
from collections.abc import Callable
from email.message import Message
from enum import StrEnum
from typing import Any, NamedTuple

BODY_LIMIT = 10_000_000
_CHUNK = 65536
_BUFFER = 16384


class Fault(StrEnum):
    """Why an exchange failed."""

    REFUSED = "refused"
    NO_ROUTE = "no route"
    DNS = "dns"
    TIMEOUT = "timeout"
    TLS = "tls"
    UNTRUSTED = "untrusted"
    HANDSHAKE = "handshake"
    CLOSED = "closed"
    CUT = "cut"
    GARBAGE = "garbage"
    TOO_LARGE = "too large"


class WireFault(Exception):
    """An exchange failed; ``sent`` says whether a part of the request may have reached the phone."""

    def __init__(self, fault: Fault, detail: str, *, sent: bool = False) -> None:
        super().__init__(detail)
        self.fault = fault
        self.detail = detail
        self.sent = sent


class RawReply(NamedTuple):
    """An HTTP answer as it came."""

    status: int
    headers: Message
    body: bytes
    close: bool


class _Timed(io.RawIOBase):
    """Reads from a socket until a moment, whatever the number of reads."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        self._sock = sock
        self._until = until
        self.received = 0
        self.finished = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self.finished:
            return None
        self._sock.settimeout(_left(self._until))
        count = self._sock.recv_into(buffer)
        self.received += count
        return count


class _Source(io.BufferedReader):
    """What ``http.client.HTTPResponse`` needs of a socket; it stays open when the response closes it."""

    def makefile(self, *_: object, **__: object) -> "_Source":
        return self

    def close(self) -> None:
        """Only the wire closes its socket."""


class Wire:
    """One open connection. Not thread-safe: the transport lets one request in at a time."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self.used = time.monotonic()

    @classmethod
    def open(
        cls,
        host: str,
        port: int,
        until: float,
        *,
        context: ssl.SSLContext | None = None,
        judge: Callable[[bytes], None] | None = None,
    ) -> "Wire":
        """Connect, shake hands and have the certificate (DER) judged, all before ``until`` (monotonic)."""
        sock = _connect(host, port, until)
        try:
            if context is not None:
                sock = _handshake(sock, context, until)
                if judge is not None:
                    judge(_certificate(sock))
        except BaseException:
            sock.close()
            raise
        return cls(sock)

    def exchange(self, request: bytes, method: str, until: float, limit: int = BODY_LIMIT) -> RawReply:
        """Send one request and read its whole answer; WireFault when that fails in any way."""
        stream = _Timed(self._sock, until)
        source = _Source(stream, _BUFFER)
        response = http.client.HTTPResponse(source, method=method)  # type: ignore[arg-type]
        sent = True
        try:
            self._send(request, until)
            response.begin()
            body = _body(response, limit)
            stream.finished = True
            # Bytes after the answer belong to nobody: the next answer could not be told from them.
            close = response.will_close or bool(source.peek(1))
            reply = RawReply(response.status, response.headers, body, close)
        except TimeoutError as error:
            where = "in the middle of its answer" if stream.received else "without an answer"
            raise WireFault(Fault.TIMEOUT, where, sent=sent) from error
        except http.client.IncompleteRead as error:
            missing = f" of {len(error.partial) + error.expected}" if error.expected else ""
            raise WireFault(Fault.CUT, f"after {len(error.partial)}{missing} bytes", sent=sent) from error
        except http.client.RemoteDisconnected as error:
            raise WireFault(Fault.CLOSED, "without an answer", sent=sent) from error
        except http.client.HTTPException as error:
            raise WireFault(Fault.GARBAGE, _shown(error), sent=sent) from error
        except ValueError as error:
            raise WireFault(Fault.GARBAGE, _shown(error), sent=sent) from error
        except OSError as error:
            where = "in the middle of its answer" if stream.received else "without an answer"
            raise WireFault(Fault.CUT if stream.received else Fault.CLOSED, where, sent=sent) from error
        self.used = time.monotonic()
        return reply

    def alive(self) -> bool:
        """Whether the phone still holds its end: nothing to read, neither an end nor stray bytes."""
        try:
            self._sock.settimeout(0)
            self._sock.recv(1)
        except (BlockingIOError, ssl.SSLWantReadError):
            return True
        except OSError:
            return False
        return False

    def close(self) -> None:
        self._sock.close()

    def _send(self, request: bytes, until: float) -> None:
        rest = memoryview(request)
        while rest:
            self._sock.settimeout(_left(until))
            rest = rest[self._sock.send(rest) :]


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _body(response: http.client.HTTPResponse, limit: int) -> bytes:
    declared = response.length
    if declared is not None and declared > limit:
        raise WireFault(Fault.TOO_LARGE, f"{declared} bytes announced, {limit} allowed", sent=True)
    parts: list[bytes] = []
    size = 0
    while part := response.read(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > limit:
            raise WireFault(Fault.TOO_LARGE, f"more than {limit} bytes", sent=True)
    body = b"".join(parts)
    # read(n) of http.client takes an early end for the end, so the length is compared here.
    if declared is not None and size < declared:
        raise http.client.IncompleteRead(body, declared - size)
    return body


def _connect(host: str, port: int, until: float) -> socket.socket:
    problem: OSError = OSError("no address")
    for family, kind, proto, _, where in _resolve(host, port, until):
        sock = socket.socket(family, kind, proto)
        try:
            sock.settimeout(_left(until))
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.connect(where)
        except OSError as error:
            sock.close()
            problem = error
        except BaseException:
            sock.close()
            raise
        else:
            return sock
    if isinstance(problem, TimeoutError):
        raise WireFault(Fault.TIMEOUT, "no connection") from problem
    if isinstance(problem, ConnectionRefusedError):
        raise WireFault(Fault.REFUSED, f"port {port} is closed") from problem
    raise WireFault(Fault.NO_ROUTE, problem.strerror or str(problem)) from problem


def _resolve(host: str, port: int, until: float) -> list[Any]:
    """The addresses of a host; a name server that does not answer cannot exceed the time either."""
    try:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        pass
    found: list[list[Any]] = []
    failed: list[Exception] = []

    def look_up() -> None:
        try:
            found.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    thread = threading.Thread(target=look_up, name=f"resolve {host}", daemon=True)
    thread.start()
    thread.join(max(0.0, until - time.monotonic()))
    if found:
        return found[0]
    if failed:
        raise WireFault(Fault.DNS, _shown(failed[0])) from failed[0]
    raise WireFault(Fault.TIMEOUT, "the name server gave no answer")


def _handshake(sock: socket.socket, context: ssl.SSLContext, until: float) -> ssl.SSLSocket:
    try:
        sock.settimeout(_left(until))
        return context.wrap_socket(sock)
    except ssl.SSLCertVerificationError as error:
        raise WireFault(Fault.UNTRUSTED, error.verify_message) from error
    except (ssl.SSLEOFError, ConnectionError) as error:
        raise WireFault(Fault.HANDSHAKE, "without a reason") from error
    except TimeoutError as error:
        raise WireFault(Fault.TIMEOUT, "in the TLS handshake") from error
    except (ssl.SSLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or str(error)
        raise WireFault(Fault.TLS, str(reason).replace("_", " ").lower()) from error


def _certificate(sock: socket.socket) -> bytes:
    der = sock.getpeercert(binary_form=True) if isinstance(sock, ssl.SSLSocket) else None
    return der or b""


def _shown(error: Exception) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= 80 else text[:80] + "..."
