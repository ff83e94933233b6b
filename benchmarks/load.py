"""A client that costs next to nothing, so that the servers' share of the machine is what is measured."""

import base64
import os
import re
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Self

_LENGTH = re.compile(rb"(?i)\r\ncontent-length:\s*(\d+)")


def keep_to_one_cpu() -> None:
    """Bind this process to the first CPU that it may use, where the system can do that.

    On CPUs of their own, client and server meet the more or the fewer requests in one turn of the server's loop as
    chance has it, and the same handler costs 24 or 48 microseconds. On one CPU all of them wait together, every time.
    """
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


@contextmanager
def on_one_cpu() -> Iterator[None]:
    """The same for the time of a block."""
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else None
    keep_to_one_cpu()
    try:
        yield
    finally:
        if allowed is not None:
            os.sched_setaffinity(0, allowed)


class Load:
    """Kept connections to several servers, asked all at once.

    Args:
        where: Host and port of each server.
        request: The request's path.
        login: User and password.
        tls: Whether to speak TLS (certificates are not checked).
    """

    def __init__(self, where: Sequence[tuple[str, int]], path: str, login: tuple[str, str], *, tls: bool) -> None:
        token = base64.b64encode(":".join(login).encode()).decode()
        head = f"GET {path} HTTP/1.1\r\nHost: phone\r\nAccept: */*\r\nAuthorization: Basic {token}\r\n\r\n"
        self._request = head.encode()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        self._sockets: list[socket.socket] = []
        for host, port in where:
            sock = socket.create_connection((host, port), timeout=10)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._sockets.append(context.wrap_socket(sock) if tls else sock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for sock in self._sockets:
            sock.close()

    def run(self, count: int) -> int:
        """Send at least ``count`` requests, one at a time on each connection; how many it were."""
        sent = 0
        while sent < count:
            for sock in self._sockets:
                sock.sendall(self._request)
            for sock in self._sockets:
                _answer(sock)
            sent += len(self._sockets)
        return sent


def _answer(sock: socket.socket) -> None:
    data = b""
    while True:
        part = sock.recv(65536)
        if not part:
            raise RuntimeError("the server closed the connection")
        data += part
        head, found, body = data.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if found and length and len(body) >= int(length[1]):
            break
    if b" 200 " not in head[:16] or b'"2000"' not in body:
        raise RuntimeError(f"the server answered {data[:200]!r}")
