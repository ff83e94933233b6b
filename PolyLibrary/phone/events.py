"""Receives the telephony notifications of phones: a small HTTP server that answers at once and never falls over."""

import contextlib
import io
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from types import TracebackType
from typing import Any, Self

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.names import fold
from PolyLibrary.phone.eventxml import PhoneEvent, parse_events
from PolyLibrary.phone.phonexml import NotXml, reader
from PolyLibrary.phone.receiving import Dropped, Inbox, cannot_listen, reachable

#: Bytes of the largest post that is read; events have about one thousand.
MOST = 65536
_LIMIT = 5.0
_CONNECTIONS = 256
_UNTIL_FREE = 1.0
# A post without a length ends when this passes without a byte.
_SILENCE = 0.5

#: Switches of ``apps.telNotification``; the second half is of newer firmware only.
SWITCHES = (
    *("incoming", "outgoing", "offhook", "onhook", "callStateChange", "lineRegistration", "userLogInOut"),
    *("muteUnmute", "networkUp", "dialplan", "sipMsg", "appInitialization", "taInitialization", "uiInitialization"),
)
#: What a test of calls needs; every firmware has them.
CALLS = ("incoming", "outgoing", "offhook", "onhook", "callStateChange")


def parameters(url: str, events: Iterable[str] = CALLS, *, target: int | None = None) -> dict[str, str]:
    """The parameters that make a phone post its events.

    Args:
        url: Where to post to. Phones do not log in there: a secret can only be part of the URL.
        events: Names of ``SWITCHES``, with or without ``Event``. They hold for all targets.
        target: 1 to 9 for a further target beside the first; every event goes to all of them.
    """
    if target is not None and target not in range(1, 10):
        raise UsageError(f"There is no notification target {target}.", hint="further targets are 1 to 9.")
    known = {fold(switch): switch for switch in SWITCHES}
    values = {f"apps.telNotification.{'' if target is None else f'{target}.'}URL": url}
    for event in events:
        switch = known.get(fold(event).removesuffix("event"))
        if switch is None:
            raise UnknownName("notification", event, SWITCHES)
        values[f"apps.telNotification.{switch}Event"] = "1"
    return values


class EventReceiver:
    """Listens for events from its creation until ``close``.

    Args:
        host: The address to listen on.
        port: 0 takes any free one.
        path: Where events are taken; other paths are answered with 404. ``/`` takes every path.
        advertise: The host that phones are told, where it is not ``host``.
        keep: Events that are kept.

    Raises:
        LabError: The port cannot be opened.
    """

    def __init__(
        self, host: str = "127.0.0.1", port: int = 0, *, path: str = "/", advertise: str | None = None, keep: int = 2000
    ) -> None:
        reader()
        self._inbox: Inbox[PhoneEvent] = Inbox(keep)
        self._host, self._advertise = host, advertise
        self.path = path if path.startswith("/") else f"/{path}"
        try:
            self._server = _Server((host, port), self._inbox, self.path)
        except OSError as error:
            raise cannot_listen("Events", host, port, error) from error
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.04,), name="events", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def listening(self) -> bool:
        """Whether it still takes events: not closed, and its thread not gone."""
        return self._thread.is_alive()

    @property
    def url(self) -> str:
        """Where phones have to post to."""
        host = reachable(self._host, self._advertise)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}{self.path}"

    @property
    def count(self) -> int:
        """Events so far: the position to wait from, taken before an action."""
        return self._inbox.count

    @property
    def faults(self) -> int:
        """Connections and posts that could not be used."""
        return self._inbox.faults

    @property
    def dropped(self) -> list[Dropped]:
        """The last of them, with their reasons."""
        return self._inbox.dropped

    def events(self, since: int = 0) -> list[PhoneEvent]:
        """The events after position ``since`` that are still kept, oldest first."""
        return self._inbox.items(since)

    def wait(
        self, until: Callable[[PhoneEvent], bool], deadline: Deadline, *, since: int | None = None
    ) -> PhoneEvent | None:
        """The first event for which ``until`` holds; None when the deadline passes or the receiver is closed."""
        return self._inbox.wait(until, deadline, since=since)

    def listen(self, callback: Callable[[PhoneEvent], None]) -> Callable[[], None]:
        """Call ``callback`` for each new event, in a thread of the receiver; the function returned ends it."""
        return self._inbox.listen(callback)

    def close(self) -> None:
        """Stop listening and end all waits."""
        self._inbox.close()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(1.0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, where: tuple[str, int], inbox: Inbox[PhoneEvent], path: str) -> None:
        self.inbox, self.path = inbox, path
        self._slots = threading.BoundedSemaphore(_CONNECTIONS)
        self._turns: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()
        if ":" in where[0]:
            self.address_family = socket.AF_INET6
        super().__init__(where, _Handler)

    def turn(self, sender: str) -> threading.Lock:
        """What keeps the events of one sender in the order of their posts."""
        with self._lock:
            return self._turns.setdefault(sender, threading.Lock())

    def server_bind(self) -> None:
        # HTTPServer would ask the name server for our own name, which can take seconds.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._slots.acquire(timeout=_UNTIL_FREE):
            self.inbox.drop(str(client_address[0]), f"more than {_CONNECTIONS} connections at once")
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._slots.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._slots.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        self.inbox.drop(str(client_address[0]), repr(sys.exception()))


class _Timed(io.RawIOBase):
    """Reads a socket until a moment, however slowly the bytes come, and no more than a whole post can have."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        self._socket = sock
        self._left = 4 * MOST
        self.until = until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError("too slow")
        if self._left <= 0:
            raise ConnectionAbortedError("too much for one post")
        self._socket.settimeout(left)
        came = self._socket.recv_into(buffer)
        self._left -= came
        return came


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = _LIMIT

    def setup(self) -> None:
        super().setup()
        self.rfile.close()
        self._timed = _Timed(self.connection, time.monotonic() + _LIMIT)
        self.rfile = io.BufferedReader(self._timed)

    def do_POST(self) -> None:
        body, fault = self._body()
        if fault:
            self._answer(413 if "too large" in fault else 400)
            self._drop(fault)
            return
        if self.server.path != "/" and self.path.partition("?")[0] != self.server.path:
            self._answer(404)
            self._drop("posted to another path")
            return
        sender = str(self.client_address[0])
        # The phone must not wait for what we make of it; its next post, in another thread, has to.
        with self.server.turn(sender):
            self._answer(200)
            try:
                events = parse_events(body, sender)
            except NotXml as error:
                self._drop(f"{error}: {body[:60]!r}")
                return
            for event in events:
                self.server.inbox.put(event)

    do_PUT = do_POST  # noqa: N815

    def _body(self) -> tuple[bytes, str]:
        """The body, or what is wrong with it."""
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return self._chunks()
        length = self.headers.get("Content-Length", "").strip()
        if not length:
            return self._unmeasured()
        if not (length.isascii() and length.isdigit()):
            return b"", f"no length: {length[:20]!r}"
        if len(length) > 9 or int(length) > MOST:
            return b"", f"too large: {length[:20]} bytes"
        body = self.rfile.read(int(length))
        return body, "" if len(body) == int(length) else f"{len(body)} of {length} bytes came"

    def _chunks(self) -> tuple[bytes, str]:
        body = b""
        while True:
            size = self.rfile.readline(64).partition(b";")[0].strip()
            try:
                length = int(size, 16)
            except ValueError:
                return b"", "broken chunks"
            if length == 0:
                return body, ""
            if length < 0 or len(body) + length > MOST:
                return b"", "too large, in chunks"
            body += self.rfile.read(length)
            self.rfile.readline(64)

    def _unmeasured(self) -> tuple[bytes, str]:
        body = b""
        self._timed.until = min(self._timed.until, time.monotonic() + _SILENCE)
        with contextlib.suppress(TimeoutError):
            while len(body) <= MOST and (more := self.rfile.read1(4096)):
                body += more
        return (body, "") if len(body) <= MOST else (b"", "too large, without a length")

    def _answer(self, status: int) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.settimeout(1.0)
            self.send_response_only(status)
            self.send_header("Content-Length", "0")
            self.send_header("Connection", "close")
            self.end_headers()
            self.connection.shutdown(socket.SHUT_WR)

    def _drop(self, why: str) -> None:
        self.server.inbox.drop(str(self.client_address[0]), why)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing is printed."""

    def log_error(self, format: str, *args: Any) -> None:  # noqa: A002
        self._drop(format % args)
