"""Servers that answer as no phone should: one for each way in which a lab can be wrong."""

import base64
import http.server
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus

PASSWORD = "hazelnut-77"
LOGIN = "Basic " + base64.b64encode(f"Polycom:{PASSWORD}".encode()).decode()
PAGE_404 = b"<html><body>404 Not Found: the document was not found on this server.</body></html>"
DEVICE = {
    "ModelNumber": "VVX 600",
    "FirmwareRelease": "5.9.3.2857",
    "MACAddress": "0004f2aabbcc",
    "DeviceType": "HardwareEndpoint",
    "DeviceVendor": "Polycom",
    "UpTimeSinceLastReboot": "0 Day 2:26:00",
    "IPV4Address": "127.0.0.1",
}
LINE = {"LineNumber": "1", "RegistrationStatus": "registered", "Label": "1009", "UserID": "1009", "LineType": "private"}


@dataclass
class Answer:
    """What a stub sends: a status, a body, how many bytes of it, how late, and how many headers more."""

    body: bytes
    status: int = 200
    kind: str = "application/json"
    sent: int | None = None
    after: float = 0.0
    flood: int = 0


def data(value: object, status: str = "2000") -> Answer:
    return Answer(json.dumps({"data": value, "Status": status}).encode())


@dataclass
class Stub:
    """A stub phone that runs: its port and the requests that it saw."""

    port: int
    seen: list[str] = field(default_factory=list)


Behaviour = Callable[[str, str, str], Answer]


def healthy(method: str, path: str, login: str) -> Answer:
    """A phone that answers the questions that are asked when it is opened, and is idle."""
    if login != LOGIN:
        return Answer(b"<html>Unauthorized</html>", 401, "text/html")
    if "device/info" in path:
        return data(DEVICE)
    if "lineInfo" in path:
        return data([LINE])
    if "callStatus" in path:
        return Answer(b'{"Status": "4007"}')
    return Answer(b'{"Status": "2000"}')


def rest_off(method: str, path: str, login: str) -> Answer:
    return Answer(PAGE_404, 404, "text/html")


def factory_password(method: str, path: str, login: str) -> Answer:
    return Answer(b'{"Status": "4010"}') if login == LOGIN else healthy(method, path, login)


def web_page(method: str, path: str, login: str) -> Answer:
    return Answer(b"<html><head><title>Welcome to the guest network</title></head></html>", 200, "text/html")


def truncated(method: str, path: str, login: str) -> Answer:
    found = healthy(method, path, login)
    return Answer(found.body, found.status, found.kind, sent=len(found.body) // 2) if login == LOGIN else found


def half_json(method: str, path: str, login: str) -> Answer:
    found = healthy(method, path, login)
    return Answer(found.body[: len(found.body) // 2]) if login == LOGIN else found


def hung_status(method: str, path: str, login: str) -> Answer:
    """A phone whose call status never comes in time, and comes all the same."""
    found = healthy(method, path, login)
    if "callStatus" in path and login == LOGIN:
        found.after = 4.0
    return found


def swapped(method: str, path: str, login: str) -> Answer:
    """Another phone answers at the address."""
    found = healthy(method, path, login)
    return data(DEVICE | {"MACAddress": "0004f2ddeeff"}) if "device/info" in path and login == LOGIN else found


BEHAVIOURS: dict[str, Behaviour] = {
    "restoff": rest_off,
    "factory": factory_password,
    "webpage": web_page,
    "truncated": truncated,
    "halfjson": half_json,
    "hung": hung_status,
    "swapped": swapped,
    "healthy": healthy,
    "wrongpassword": healthy,
}


@contextmanager
def stub(behave: Behaviour, host: str = "127.0.0.1") -> Iterator[Stub]:
    """Run a stub phone (HTTP) for the length of a ``with``."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer("GET")

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self._answer("POST")

        def _answer(self, method: str) -> None:
            running.seen.append(f"{method} {self.path}")
            answer = behave(method, self.path, self.headers.get("Authorization", ""))
            time.sleep(answer.after)
            with suppress(OSError):
                self.send_response(answer.status, HTTPStatus(answer.status).phrase)
                self.send_header("Content-Type", answer.kind)
                self.send_header("Content-Length", str(len(answer.body)))
                if answer.status == 401:
                    self.send_header("WWW-Authenticate", 'Basic realm="API Authentication"')
                for number in range(answer.flood):
                    self.send_header(f"X-Flood-{number}", "a" * 80)
                self.end_headers()
                self.wfile.write(answer.body[: answer.sent])
                self.wfile.flush()
                self.close_connection = answer.sent is not None

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the base class
            """The console stays clean."""

    class Server(http.server.ThreadingHTTPServer):
        address_family = socket.AF_INET6 if ":" in host else socket.AF_INET

    server = Server((host, 0), Handler)
    server.daemon_threads = True
    running = Stub(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()


def closed_port() -> int:
    """A port that refuses connections."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
