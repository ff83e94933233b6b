"""Small servers that note what a virtual phone sends them."""

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from handset import until

PATIENCE = 20.0


@dataclass(frozen=True)
class Posted:
    """One request as it came."""

    method: str
    path: str
    headers: list[tuple[str, str]]
    body: str


class WebServer(ThreadingHTTPServer):
    """Takes posts and hands out files.

    Args:
        answer: Whether posts are answered at all; otherwise the connection is closed.

    Attributes:
        gate: Requests are answered while it is set.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, answer: int | None = 200, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Web)
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.gate = threading.Event()
        self.gate.set()
        self.answer = answer
        self.files: dict[str, bytes] = {}
        self.posts: list[Posted] = []
        self.scheme = "http" if tls is None else "https"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A phone that goes away is no news."""

    def url(self, path: str = "/events") -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_port}{path}"

    def bodies(self, count: int, limit: float = PATIENCE) -> list[str]:
        """At least that many bodies, as soon as they have come."""
        until(lambda: len(self.posts) >= count, limit)
        return [post.body for post in self.posts]


class _Web(BaseHTTPRequestHandler):
    server: WebServer

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length).decode()
        self.server.posts.append(Posted(self.command, self.path, list(self.headers.items()), body))
        self.server.gate.wait(PATIENCE)
        if self.server.answer is not None:
            self.send_response(self.server.answer)
            self.end_headers()

    def do_GET(self) -> None:
        self.server.posts.append(Posted(self.command, self.path, list(self.headers.items()), ""))
        self.server.gate.wait(PATIENCE)
        content = self.server.files.get(self.path)
        self.send_response(404 if content is None else 200)
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Silence."""


class UdpServer(socketserver.ThreadingUDPServer):
    """Notes datagrams."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), socketserver.BaseRequestHandler)
        self.lines: list[bytes] = []

    def finish_request(self, request: Any, client_address: Any) -> None:
        self.lines.append(request[0])


class TcpServer(socketserver.ThreadingTCPServer):
    """Notes lines; ``tls`` makes it a TLS server."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, tls: ssl.SSLContext | None = None, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), socketserver.StreamRequestHandler)
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.lines: list[bytes] = []
        self.open: list[socket.socket] = []

    def finish_request(self, request: Any, client_address: Any) -> None:
        self.open.append(request)
        with contextlib.suppress(OSError), request.makefile("rb") as stream:
            self.lines.extend(line for line in iter(stream.readline, b""))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A phone that goes away is no news."""

    def hang_up(self) -> None:
        for connection in self.open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self.open.clear()


@contextlib.contextmanager
def serving(server: Any) -> Iterator[Any]:
    """The server in a thread."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
