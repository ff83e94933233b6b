"""A small phone for these tests: a socket server that answers as told and counts what reaches it."""

import base64
import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PolyLibrary.phone.address import PhoneAddress
from PolyLibrary.phone.identity import IdentityStore
from PolyLibrary.phone.phone import Phone
from PolyLibrary.phone.ways import Ways
from PolyLibrary.redaction import Password
from PolyLibrary.steps import StepLog

PASSWORD = "swordfish-77"
MAC = "0004f2aabbcc"
BASIC = "Basic " + base64.b64encode(f"Polycom:{PASSWORD}".encode()).decode()
CHALLENGE = {"WWW-Authenticate": 'Basic realm="API Authentication"'}
PAGE_404 = b"<html><body>404 Not Found: the document was not found on this server.</body></html>"


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> object:
        return json.loads(self.body)["data"] if self.body else None

    @property
    def login(self) -> str:
        return self.headers.get("authorization", "")


def http(status: int, body: bytes = b"", headers: dict[str, str] | None = None, *, close: bool = False) -> bytes:
    """The bytes of an HTTP answer."""
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}"]
    lines += [f"{key}: {value}" for key, value in (headers or {}).items()]
    if close:
        lines.append("Connection: close")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def ok(data: object = None, status: object = "2000", **more: object) -> bytes:
    """An answer of the REST API."""
    answer = ({} if data is None else {"data": data}) | {"Status": status} | more
    return http(200, json.dumps(answer).encode(), {"Content-Type": "application/json"})


Answer = Callable[[Asked], "bytes | Callable[[socket.socket], None] | None"]


class Stub:
    """Answers each request by ``answer``: bytes, a function that gets the socket, or None to close."""

    def __init__(self, answer: Answer, *, login: bool = False, context: ssl.SSLContext | None = None) -> None:
        self.answer = answer
        self.login = login
        self.asked: list[Asked] = []
        self.connections = 0
        self.bytes_in = 0
        self._context = context
        self._open: list[socket.socket] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def hang_up(self) -> None:
        """Close all connections, as phones do with idle ones."""
        while self._open:
            sock = self._open.pop()
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self.hang_up()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._server.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(sock)
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        try:
            if self._context:
                sock.settimeout(5)
                sock = self._context.wrap_socket(sock, server_side=True)
                self._open.append(sock)
            stream = sock.makefile("rb")
            while (asked := self._read(stream)) is not None:
                self.asked.append(asked)
                if self.login and asked.login != BASIC:
                    sock.sendall(http(401, b"<html>Unauthorized</html>", CHALLENGE))
                    continue
                answer = self.answer(asked)
                if answer is None:
                    break
                if callable(answer):
                    answer(sock)
                else:
                    sock.sendall(answer)
        except ValueError:
            with contextlib.suppress(OSError):
                sock.sendall(http(400))
        except OSError:
            pass
        finally:
            sock.close()

    def _read(self, stream: object) -> Asked | None:
        line = stream.readline()  # type: ignore[attr-defined]
        self.bytes_in += len(line)
        if not line:
            return None
        method, path, _ = line.decode().split(" ", 2)
        headers: dict[str, str] = {}
        while line := stream.readline().strip():  # type: ignore[attr-defined]
            key, _, value = line.decode("latin-1").partition(":")
            headers[key.lower()] = value.strip()
        body = stream.read(int(headers.get("content-length", 0)))  # type: ignore[attr-defined]
        return Asked(method, path, headers, body)


def closed_port() -> int:
    """A port that refuses connections."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def phone_at(
    *,
    http: Stub | None = None,
    https: Stub | None = None,
    request_timeout: float = 2.0,
    identities: IdentityStore | None = None,
    password: str = PASSWORD,
    ways: Ways | None = None,
    **address: object,
) -> Phone:
    """A phone at these stubs; what has no stub refuses connections."""
    where = PhoneAddress(
        host="127.0.0.1",
        password=Password(password),
        http_port=http.port if http else closed_port(),
        https_port=https.port if https else closed_port(),
        **address,  # type: ignore[arg-type]
    )
    return Phone(
        "alice",
        where,
        steps=StepLog(),
        identities=identities or IdentityStore.memory(),
        request_timeout=request_timeout,
        ways=ways,
    )


def certificate(folder: Path, common_name: str) -> ssl.SSLContext:
    """A server context with a fresh certificate of this common name, its PEM beside it in ``folder``."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Polycom Inc."),
            x509.NameAttribute(x509.NameOID.COMMON_NAME, common_name),
        ]
    )
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=9))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{common_name.replace(':', '')}-{x509.random_serial_number()}.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + built.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    context.pem = file  # type: ignore[attr-defined]
    return context
