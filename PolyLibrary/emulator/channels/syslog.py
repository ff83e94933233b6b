"""Syslog (RFC 3164) over UDP, TCP and TLS.

A line is ``<priority>Mmm dd hh:mm:ss <address> `` and the phone's own log line, cut at 1023 bytes; a connection
is opened when there is something to send and the next try after a failure is made with the next line.
"""

import asyncio
from collections import deque
from datetime import datetime
from typing import TYPE_CHECKING, cast

from PolyLibrary.emulator.channels.delivery import lenient_tls
from PolyLibrary.emulator.channels.tasks import Tasks
from PolyLibrary.emulator.channels.words import words
from PolyLibrary.emulator.log import Level

if TYPE_CHECKING:
    from PolyLibrary.emulator.phone import VirtualPhone

PREFIX = "device.syslog."
MOST_BYTES = 1023
MOST_WAITING = 512
MOST_UNSENT = 256 * 1024
CONNECTS_WITHIN = 5.0
_TRANSPORTS = {"0": "None", "1": "UDP", "2": "TCP", "3": "TLS"}
_PORTS = {"UDP": 514, "TCP": 514, "TLS": 6514}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def transport_of(word: str) -> str:
    """None, UDP, TCP or TLS; phones take names and digits."""
    return _TRANSPORTS.get(word, word)


def host_and_port(server: str, default: int) -> tuple[str, int]:
    """The parts of ``host``, ``host:port``, ``[v6]:port`` or a bare IPv6 address."""
    server = server.strip()
    if server.startswith("["):
        host, _, rest = server[1:].partition("]")
        port = rest.removeprefix(":")
    elif server.count(":") == 1:
        host, _, port = server.partition(":")
    else:
        host, port = server, ""
    number = int(port) if port.isascii() and port.isdigit() and len(port) < 6 else 0
    return host, number if 0 < number < 65536 else default


def severity(level: Level) -> int:
    """The severity of a log level."""
    found: int = words()["severities"][str(level)]
    return found


def message(now: datetime, facility: int, level: Level, address: str, text: str) -> bytes:
    """One syslog message; rows of a long log line are joined by blanks, because LF ends a message on TCP."""
    month = _MONTHS[now.month - 1]
    head = f"<{8 * facility + severity(level)}>{month} {now.day:>2} {now:%H:%M:%S} {address} "
    whole = (head + " ".join(text.split("\n"))).encode("utf-8", "replace")
    return whole[:MOST_BYTES].decode("utf-8", "ignore").encode()


class _Stream(asyncio.Protocol):
    """A connection over TCP or TLS; what the server says is not read."""

    transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def connection_lost(self, _error: Exception | None) -> None:
        self.transport = None

    def send(self, line: bytes) -> bool:
        """False when the server takes nothing at the moment."""
        if self.transport is None or self.transport.get_write_buffer_size() > MOST_UNSENT:
            return False
        self.transport.write(line + b"\n")
        return True


class _Datagrams(asyncio.DatagramProtocol):
    """One datagram a line; that nobody hears it does not matter."""

    transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.DatagramTransport", transport)

    def connection_lost(self, _error: Exception | None) -> None:
        self.transport = None

    def send(self, line: bytes) -> bool:
        if self.transport is not None:
            self.transport.sendto(line)
        return True


class Syslog:
    """The syslog of one phone as configured at this moment; a change makes another one."""

    def __init__(self, phone: "VirtualPhone", tasks: Tasks) -> None:
        config = phone.config
        self._phone = phone
        self._tasks = tasks
        self.level = config.number(PREFIX + "renderLevel")
        self._facility = config.number(PREFIX + "facility")
        self._prefix = f"{phone.mac}|" if config.on(PREFIX + "prependMac") else ""
        self._kind = transport_of(config.text(PREFIX + "transport"))
        self._server = host_and_port(config.text(PREFIX + "serverName"), _PORTS.get(self._kind, 0))
        self._waiting: deque[bytes] = deque(maxlen=MOST_WAITING)
        self._task: asyncio.Task[None] | None = None
        self._wire: _Stream | _Datagrams | None = None

    def hear(self, level: Level, line: str) -> None:
        """One line of the log; never waits."""
        text = self._prefix + line
        self._waiting.append(message(self._phone.clock.now(), self._facility, level, self._phone.host, text))
        if self._task is None and not self._flush():
            self._task = self._tasks.start(self._connect())

    def close(self) -> None:
        """Close the connection; what was written to it still goes out."""
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()
        if self._wire is not None and self._wire.transport is not None:
            self._wire.transport.close()

    def _flush(self) -> bool:
        """Send what waits; False when a connection is needed first."""
        wire = self._wire
        if wire is None or wire.transport is None or wire.transport.is_closing():
            return False
        # Where the server takes nothing, what waits is bounded: the oldest lines go.
        while self._waiting and wire.send(self._waiting[0]):
            self._waiting.popleft()
        return True

    async def _connect(self) -> None:
        host, port = self._server
        loop = self._phone.clock.loop
        try:
            async with asyncio.timeout(CONNECTS_WITHIN):
                if self._kind == "UDP":
                    _, self._wire = await loop.create_datagram_endpoint(_Datagrams, remote_addr=(host, port))
                else:
                    tls = lenient_tls() if self._kind == "TLS" else None
                    _, self._wire = await loop.create_connection(_Stream, host, port, ssl=tls)
            self._flush()
        except (OSError, TimeoutError, UnicodeError):
            self._wire = None
        finally:
            self._task = None
