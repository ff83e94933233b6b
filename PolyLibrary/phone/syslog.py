"""Receives the syslog of phones over UDP, TCP or TLS."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Literal, Self, get_args

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.phone.receiving import Dropped, Inbox, cannot_listen, reachable
from PolyLibrary.phone.syslogline import MOST, Framer, SyslogLine, parse_syslog

SyslogTransport = Literal["udp", "tcp", "tls"]

_USUAL_PORT = {"udp": 514, "tcp": 514, "tls": 6514}
_WORD = {"udp": "1", "tcp": "2", "tls": "3"}
_CONNECTIONS = 1024
_HANDSHAKE = 5.0
# How long a message that ended with a line feed waits for a second line of its own.
_HOLD = 0.01
_WAKE = 0.1
_BUFFER = 1 << 22


def parameters(
    host: str,
    port: int,
    transport: SyslogTransport = "udp",
    *,
    level: int = 0,
    facility: int = 16,
    prepend_mac: bool = True,
) -> dict[str, str]:
    """The parameters that make a phone send its log; ``Config.set`` adds the ``device.set`` switches.

    Args:
        port: Another than the usual one (514, TLS 6514) is written behind the host: the facts have no parameter
            for it, and whether a firmware takes it there is not known.
        level: 0 (everything) to 6; ``log.level.change.*`` filters before it.
        facility: 0 to 23; 16 is local0.
    """
    _known(transport)
    if level not in range(7):
        raise UsageError(f"There is no log level {level}.", hint="levels are 0 (debug) to 6 (fatal).")
    if facility not in range(24):
        raise UsageError(f"There is no syslog facility {facility}.", hint="facilities are 0 to 23; 16 is local0.")
    server = host
    if port != _USUAL_PORT[transport]:
        server = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return {
        "device.syslog.serverName": server,
        "device.syslog.transport": _WORD[transport],
        "device.syslog.facility": str(facility),
        "device.syslog.renderLevel": str(level),
        "device.syslog.prependMac": "1" if prepend_mac else "0",
    }


def _known(transport: str) -> None:
    if transport not in get_args(SyslogTransport):
        raise UnknownName("syslog transport", transport, get_args(SyslogTransport))


class SyslogReceiver:
    """Listens for syslog from its creation until ``close``.

    Args:
        host: The address to listen on.
        port: 0 takes any free one.
        context: The server's certificate, for ``tls`` alone.
        advertise: The host that phones are told, where it is not ``host``.
        keep: Lines that are kept.

    Raises:
        LabError: The port cannot be opened.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        transport: SyslogTransport = "udp",
        *,
        context: ssl.SSLContext | None = None,
        advertise: str | None = None,
        keep: int = 10000,
    ) -> None:
        _known(transport)
        if (context is not None) != (transport == "tls"):
            raise UsageError(
                f"Syslog over {transport.upper()} " + ("needs a certificate." if context is None else "takes none."),
                hint="give context= with transport tls, and only there.",
            )
        self.transport: SyslogTransport = transport
        self._inbox: Inbox[SyslogLine] = Inbox(keep)
        self._context = context
        self._host, self._advertise = host, advertise
        self._closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._lost: dict[str, float] = {}
        try:
            self._socket = self._bound(host, port)
        except OSError as error:
            raise cannot_listen("Syslog", host, port, error) from error
        work = self._datagrams if transport == "udp" else self._connections
        self._thread = threading.Thread(target=work, name=f"syslog-{transport}", daemon=True)
        self._thread.start()

    def _bound(self, host: str, port: int) -> socket.socket:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        if self.transport != "udp":
            return socket.create_server((host, port), family=family, backlog=256)
        sock = socket.socket(family, socket.SOCK_DGRAM)
        try:
            with contextlib.suppress(OSError):
                # A phone at level 0 writes hundreds of lines in one burst.
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
            sock.bind((host, port))
        except OSError:
            sock.close()
            raise
        return sock

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    @property
    def listening(self) -> bool:
        """Whether it still takes lines: not closed, and its thread not gone."""
        return self._thread.is_alive() and not self._closing.is_set()

    def lost_at(self, sender: str) -> float | None:
        """When a connection from an address ended last (monotonic seconds); None when none has, and for UDP."""
        with self._lock:
            return self._lost.get(sender)

    @property
    def count(self) -> int:
        """Lines so far: the position to wait from, taken before an action."""
        return self._inbox.count

    @property
    def faults(self) -> int:
        """Messages and connections that could not be used."""
        return self._inbox.faults

    @property
    def dropped(self) -> list[Dropped]:
        """The last of them, with their reasons."""
        return self._inbox.dropped

    def lines(self, since: int = 0) -> list[SyslogLine]:
        """The lines after position ``since`` that are still kept, oldest first."""
        return self._inbox.items(since)

    def wait(
        self, until: Callable[[SyslogLine], bool], deadline: Deadline, *, since: int | None = None
    ) -> SyslogLine | None:
        """The first line for which ``until`` holds; None when the deadline passes or the receiver is closed."""
        return self._inbox.wait(until, deadline, since=since)

    def listen(self, callback: Callable[[SyslogLine], None]) -> Callable[[], None]:
        """Call ``callback`` for each new line, in a thread of the receiver; the function returned ends it."""
        return self._inbox.listen(callback)

    def parameters(self, *, level: int = 0, facility: int = 16, prepend_mac: bool = True) -> dict[str, str]:
        """The parameters that make a phone send to this receiver."""
        host = reachable(self._host, self._advertise)
        return parameters(host, self.port, self.transport, level=level, facility=facility, prepend_mac=prepend_mac)

    def close(self) -> None:
        """Stop listening, close all connections and end all waits."""
        self._closing.set()
        self._inbox.close()
        with self._lock:
            waiting = list(self._open)
        for sock in waiting:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(2 * _WAKE)
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _take(self, messages: list[bytes], sender: str) -> None:
        for message in messages:
            line = parse_syslog(message, sender)
            if line is None:
                self._inbox.drop(sender, f"no priority: {message[:60]!r}")
            else:
                self._inbox.put(line)

    def _datagrams(self) -> None:
        self._socket.settimeout(_WAKE)
        while not self._closing.is_set():
            try:
                message, sender = self._socket.recvfrom(MOST)
            except TimeoutError:
                continue
            except OSError as error:
                # Windows reports an ICMP answer to somebody else's datagram here.
                if self._closing.wait(0.01) or self._socket.fileno() < 0:
                    return
                self._inbox.drop("", str(error))
                continue
            self._take([message], str(sender[0]))

    def _connections(self) -> None:
        self._socket.settimeout(_WAKE)
        while not self._closing.is_set():
            try:
                sock, sender = self._socket.accept()
            except TimeoutError:
                continue
            except OSError as error:
                if self._closing.wait(0.01) or self._socket.fileno() < 0:
                    return
                self._inbox.drop("", str(error))
                continue
            if not self._admitted(sock):
                self._inbox.drop(str(sender[0]), f"more than {_CONNECTIONS} connections at once")
                sock.close()
                continue
            threading.Thread(target=self._serve, args=(sock, str(sender[0])), daemon=True).start()

    def _admitted(self, sock: socket.socket) -> bool:
        with self._lock:
            if len(self._open) >= _CONNECTIONS:
                return False
            self._open.add(sock)
            return True

    def _serve(self, sock: socket.socket, sender: str) -> None:
        stream = sock
        try:
            # A phone that loses its power leaves the connection open for ever.
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            if self._context is not None:
                sock.settimeout(_HANDSHAKE)
                stream = self._context.wrap_socket(sock, server_side=True)
                self._replace(sock, stream)
            self._read(stream, sender)
        except OSError as error:
            if not self._closing.is_set():
                self._inbox.drop(sender, f"{type(error).__name__}: {error}")
        finally:
            with self._lock:
                self._open -= {sock, stream}
                self._lost[sender] = time.monotonic()
            stream.close()
            sock.close()

    def _replace(self, old: socket.socket, new: socket.socket) -> None:
        with self._lock:
            self._open.discard(old)
            self._open.add(new)

    def _read(self, stream: socket.socket, sender: str) -> None:
        framer, faults = Framer(), 0
        try:
            while not self._closing.is_set():
                stream.settimeout(_HOLD if framer.holds else None)
                try:
                    data = stream.recv(MOST)
                except TimeoutError:
                    self._take(framer.flush(), sender)
                    continue
                if not data:
                    return
                self._take(framer.feed(data), sender)
                while faults < framer.faults:
                    faults += 1
                    self._inbox.drop(sender, f"a message of more than {MOST} bytes")
        finally:
            self._take(framer.finish(), sender)
