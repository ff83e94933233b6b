"""urllib3's connections to a phone, with the three things that urllib3 cannot do.

The time of an exchange is limited as a whole, from the name's look-up to the last byte, so that a phone that drips
one byte a second cannot exceed it (urllib3 limits each single read). The certificate is judged after the handshake
and before the first byte of a request. And it is known how far an exchange came, which decides whether it may be
sent again.
"""

import http.client
import io
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from queue import SimpleQueue
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError
from urllib3.util.connection import create_connection

Judge = Callable[[bytes], None]

_BUFFER = 16384
_SHORTEST = 0.001


class Stage(Enum):
    """What an exchange was about when it ended."""

    CONNECT = "connect"
    HANDSHAKE = "handshake"
    OPEN = "open"
    SENT = "sent"


class NameTimeout(TimeoutError):
    """The name server gave no answer in time."""


class Progress:
    """How far the exchange under way has come; all connections of one phone share it, one exchange at a time."""

    def __init__(self, limit: int) -> None:
        #: Bytes that one answer may have, headers included.
        self.limit = limit
        self.until = 0.0
        self.stage = Stage.CONNECT
        #: Bytes of the answer so far.
        self.received = 0
        #: Whether bytes followed the answer.
        self.stray = False
        #: Connections opened so far, failed attempts included.
        self.opened = 0
        #: Requests of which a part has left.
        self.requests = 0
        #: The connection opened last.
        self.connection: BoundedConnection | None = None

    def begin(self, until: float) -> None:
        """A new exchange, to be over at ``until`` (monotonic)."""
        is_open = self.connection is not None and self.connection.sock is not None
        self.until, self.stage = until, Stage.OPEN if is_open else Stage.CONNECT
        self.received, self.stray = 0, False

    def abort(self) -> None:
        """Close the connection at once, also while another thread uses it."""
        connection, self.connection = self.connection, None
        if connection is not None:
            connection.abort()

    def left(self) -> float:
        """Seconds left; TimeoutError when there are none."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class _Timed(io.RawIOBase):
    """Reads from a socket until the exchange must be over, whatever the number of reads."""

    def __init__(self, sock: socket.socket, progress: Progress) -> None:
        self._sock = sock
        # Keeps the socket open for the rest of an answer when its connection is closed before the end.
        self._file = sock.makefile("rb", buffering=0)
        self._progress = progress
        self.finished = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self.finished:
            return None
        self._sock.settimeout(self._progress.left())
        count = self._file.readinto(buffer)
        self._progress.received += count or 0
        if self._progress.received > self._progress.limit:
            raise OverflowError(f"more than {self._progress.limit} bytes")
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


class _Source(io.BufferedReader):
    """What ``http.client.HTTPResponse`` needs of a socket: the file of one answer."""

    def __init__(self, sock: socket.socket, progress: Progress) -> None:
        self._stream = _Timed(sock, progress)
        self._progress = progress
        super().__init__(self._stream, _BUFFER)

    def makefile(self, *_: object) -> "_Source":
        return self

    def close(self) -> None:
        if not self.closed:
            # What is still in the buffer belongs to nobody: the next answer could not be told from it.
            self._stream.finished = True
            self._progress.stray = bool(self.peek(1))
        super().close()


class BoundedConnection(HTTPConnection):
    """A plain connection that ends in time and knows how far it came."""

    # Whoever switches http.client's own debugging on for all connections would print our logins.
    debuglevel = 0

    def __init__(self, *args: Any, progress: Progress, **options: Any) -> None:
        super().__init__(*args, **options)
        self.progress = progress
        self._held: bytearray | None = None

    def _new_conn(self) -> socket.socket:
        progress = self.progress
        progress.stage = Stage.CONNECT
        progress.opened += 1
        progress.connection = self
        problem: Exception = OSError("no address")
        try:
            for address in _addresses(self._dns_host, self.port, progress):
                try:
                    return create_connection((address, self.port), progress.left(), socket_options=self.socket_options)
                except OSError as error:
                    problem = error
        except (OSError, UnicodeError) as error:
            problem = error
        raise NewConnectionError(self, str(problem)) from problem

    def connect(self) -> None:
        super().connect()
        self.progress.stage = Stage.OPEN

    def request(self, *args: Any, **options: Any) -> None:
        """Send head and body in one write: one packet and one TLS record instead of two, and one turn of the phone."""
        self._held = bytearray()
        try:
            super().request(*args, **options)
            whole = bytes(self._held)
        finally:
            self._held = None
        self.send(whole)

    def send(self, data: Any) -> None:
        if self._held is not None:
            self._held += data
            return
        progress = self.progress
        if self.sock is None:
            self.connect()
        self.sock.settimeout(progress.left())
        if progress.stage is not Stage.SENT:
            progress.stage = Stage.SENT
            progress.requests += 1
        super().send(data)

    def response_class(  # type: ignore[override]
        self, sock: socket.socket, debuglevel: int = 0, method: str | None = None
    ) -> http.client.HTTPResponse:
        """Called by http.client for each answer."""
        return http.client.HTTPResponse(_Source(sock, self.progress), debuglevel, method)  # type: ignore[arg-type]

    def abort(self) -> None:
        """Close at once, also while another thread reads."""
        sock = self.sock
        if sock is not None:
            with suppress(OSError):
                # Not SSLSocket's own shutdown: it would hand a reader the rest undeciphered.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)
        self.close()


class BoundedTlsConnection(BoundedConnection, HTTPSConnection):
    """A TLS connection over which nothing is sent before ``judge`` has seen the certificate (DER)."""

    def __init__(self, *args: Any, judge: Judge, **options: Any) -> None:
        super().__init__(*args, **options)
        self._judge = judge

    def _new_conn(self) -> socket.socket:
        sock = super()._new_conn()
        self.progress.stage = Stage.HANDSHAKE
        sock.settimeout(max(_SHORTEST, self.progress.until - time.monotonic()))
        return sock

    def connect(self) -> None:
        super().connect()
        der = self.sock.getpeercert(binary_form=True) if isinstance(self.sock, ssl.SSLSocket) else None
        self._judge(der or b"")
        # Judged by our own rules: nothing for urllib3 to warn about.
        self.is_verified = True

    @property
    def is_connected(self) -> bool:
        """Whether the phone still holds its end: nothing to read, neither an end nor stray bytes."""
        return super().is_connected and not (isinstance(self.sock, ssl.SSLSocket) and self.sock.pending())


class _Kept(SimpleQueue[BoundedConnection | None]):
    """Where a pool keeps its connection.

    urllib3's own queue has a lock in Python: a test's timeout that strikes while it is held would leave it locked,
    and the next one who closes the pool would wait for ever.
    """

    def __new__(cls, _maxsize: int) -> "_Kept":
        return super().__new__(cls)


class BoundedPool(HTTPConnectionPool):
    ConnectionCls = BoundedConnection
    QueueCls = _Kept  # type: ignore[assignment]


class BoundedTlsPool(HTTPSConnectionPool):
    ConnectionCls = BoundedTlsConnection
    QueueCls = _Kept  # type: ignore[assignment]


def _addresses(host: str, port: int, progress: Progress) -> list[str]:
    """The addresses of a host; a name server that does not answer cannot exceed the time either."""
    with suppress(OSError, UnicodeError):
        socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        return [host]
    found: list[Any] = []
    failed: list[Exception] = []

    def look_up() -> None:
        try:
            found.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    thread = threading.Thread(target=look_up, name=f"resolve {host}", daemon=True)
    thread.start()
    thread.join(progress.left())
    if failed:
        raise failed[0]
    if thread.is_alive():
        raise NameTimeout
    # As text, with the zone of a link-local address.
    return [socket.getnameinfo(entry[4], socket.NI_NUMERICHOST | socket.NI_NUMERICSERV)[0] for entry in found]
