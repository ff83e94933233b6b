"""A tiny web server for one upload: the phone sends a file there that REST cannot hand out."""

import secrets
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from PolyLibrary.errors import LabError

MOST = 10_000_000
_SLOW = 10.0


class UploadReceiver:
    """Takes one upload (PUT or POST) on this machine's own address towards the phone.

    The path holds a random word: nobody else can write there. What comes is kept in memory.

    Args:
        towards: The phone's host; the server listens only on the address by which the phone is reached.
        file: The last part of the URL, for phones that look at its name.
    """

    def __init__(self, towards: str, file: str) -> None:
        self._path = f"/{secrets.token_urlsafe(12)}/{file}"
        self._came = threading.Event()
        self._body: bytes | None = None
        address = own_address(towards)
        try:
            self._server = _Server((address, 0), self)
        except OSError as error:
            raise LabError(f"No upload can be taken at {address}: {error.strerror or error}.") from None
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True, name="upload")
        host = f"[{address}]" if ":" in address else address
        self.url = f"http://{host}:{self._server.server_address[1]}{self._path}"

    def __enter__(self) -> "UploadReceiver":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def wait(self, seconds: float) -> bytes | None:
        """What was uploaded, or None when nothing came in time."""
        self._came.wait(seconds)
        return self._body

    def take(self, path: str, body: bytes) -> bool:
        """Keep an upload; False when it is none of ours."""
        # A phone may add its own file name to the URL.
        if not path.startswith(self._path.rpartition("/")[0] + "/"):
            return False
        self._body = body
        self._came.set()
        return True


def own_address(towards: str) -> str:
    """The address of this machine from which packets to a host leave; nothing is sent."""
    try:
        family, kind, protocol, _, target = socket.getaddrinfo(towards, 9, type=socket.SOCK_DGRAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.connect(target)
            return str(probe.getsockname()[0])
    except OSError as error:
        raise LabError(f"There is no way to {towards}: {error.strerror or error}.") from None


class _Server(ThreadingHTTPServer):
    def __init__(self, address: tuple[str, int], receiver: UploadReceiver) -> None:
        self.receiver = receiver
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = _SLOW

    def do_PUT(self) -> None:
        self._upload()

    def do_POST(self) -> None:
        self._upload()

    def _upload(self) -> None:
        self.close_connection = True
        body = self._body()
        if body is None:
            self._answer(413)
        else:
            self._answer(200 if self.server.receiver.take(self.path, body) else 404)

    def _body(self) -> bytes | None:
        """The body by its length or in chunks; None when it is too large or malformed."""
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return self._chunks()
        length = self.headers.get("Content-Length", "0")
        return self.rfile.read(int(length)) if length.isdecimal() and int(length) <= MOST else None

    def _chunks(self) -> bytes | None:
        body = b""
        while len(body) <= MOST:
            size = self.rfile.readline(64).split(b";")[0].strip()
            try:
                length = int(size, 16)
            except ValueError:
                return None
            if length < 0 or length > MOST:
                return None
            body += self.rfile.read(length)
            self.rfile.readline(64)
            if length == 0:
                return body
        return None

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing on stderr."""
