"""Posting XML to a server: in order, one connection a post, 5 s each, never again, and nobody waits for it."""

import asyncio
import contextlib
import ssl
from collections import deque
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from PolyLibrary.emulator.channels.tasks import Tasks

MOST_WAITING = 64
LIMIT = 5.0
MOST_ANSWER = 64 * 1024


@dataclass(frozen=True)
class Address:
    """A server's URL in its parts."""

    host: str
    port: int
    tls: bool
    path: str
    shown: str
    """Host and port as the Host line has them."""


def address_of(url: str) -> Address | None:
    """The parts of an http or https URL; None for anything else."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    tls = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    shown = parts.netloc.rpartition("@")[2]
    if not (path + shown).isascii() or any(char <= " " for char in path + shown):
        return None
    return Address(host, port or (443 if tls else 80), tls, path, shown)


@cache
def lenient_tls() -> ssl.SSLContext:
    """Client side of TLS towards the servers of a lab, for which nobody vouches."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Target:
    """One receiver of posts. A task runs only while something waits.

    Args:
        url: http or https; a URL that is neither is never posted to.
        agent: The User-Agent line.
    """

    def __init__(self, url: str, agent: str, tasks: Tasks) -> None:
        self.url = url
        self._agent = agent
        self._address = address_of(url)
        self._tasks = tasks
        self._waiting: deque[bytes] = deque(maxlen=MOST_WAITING)
        self._task: asyncio.Task[None] | None = None

    def post(self, body: bytes) -> None:
        """Send it as soon as those before it are through; the oldest waiting one makes room."""
        if self._address is None:
            return
        self._waiting.append(body)
        if self._task is None:
            self._task = self._tasks.start(self._work(self._address))

    def close(self) -> None:
        """Forget what waits."""
        self._waiting.clear()

    async def _work(self, address: Address) -> None:
        try:
            while self._waiting:
                body = self._waiting.popleft()
                with contextlib.suppress(OSError, TimeoutError, UnicodeError):
                    async with asyncio.timeout(LIMIT):
                        await self._send(address, body)
        finally:
            self._task = None

    async def _send(self, address: Address, body: bytes) -> None:
        head = (
            f"POST {address.path} HTTP/1.1\r\n"
            f"Host: {address.shown}\r\n"
            f"User-Agent: {self._agent}\r\n"
            "Content-Type: text/xml\r\n"
            f"Content-Length: {len(body)}\r\n"
            "Connection: close\r\n\r\n"
        )
        tls = lenient_tls() if address.tls else None
        reader, writer = await asyncio.open_connection(address.host, address.port, ssl=tls)
        try:
            # One write: receivers exist that read only once.
            writer.write(head.encode() + body)
            await writer.drain()
            await _answer(reader)
        finally:
            writer.close()


async def _answer(reader: asyncio.StreamReader) -> None:
    """Wait for the end of an answer's head, or of the connection; what it says does not matter."""
    read = b""
    while b"\r\n\r\n" not in read and b"\n\n" not in read and len(read) < MOST_ANSWER:
        chunk = await reader.read(4096)
        if not chunk:
            return
        read = read[-3:] + chunk
