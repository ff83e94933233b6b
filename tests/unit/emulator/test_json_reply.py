"""JSON replies leave in one write of our own; on the wire they are what aiohttp would have sent."""

import asyncio
import re
import socket
import ssl
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web

from PolyLibrary.emulator.certificates import CertificateAuthority
from PolyLibrary.emulator.http.answer import Whole, json_reply
from PolyLibrary.emulator.http.listener import Listener
from PolyLibrary.emulator.http.looks import look_named
from PolyLibrary.emulator.http.pages import reply

BODY = '{"data": "caf\u00e9", "Status": "2000"}'.encode()
BIG = b'"' + b"x" * 60_000 + b'"'
HIGH_WATER = 64 * 1024
MANY = 300


async def handler(request: web.BaseRequest) -> web.StreamResponse:
    return json_reply(request, BODY) if request.path == "/ours" else reply(request, BODY, "application/json")


def served(
    look: str,
    act: Callable[[tuple[int, int]], bytes],
    answer: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]] = handler,
) -> bytes:
    """What ``act`` gets of a listener at these ports."""

    async def serve() -> bytes:
        loop = asyncio.get_running_loop()
        tls = CertificateAuthority().issue("0004f2000001").tls
        listener = Listener(loop, answer, "127.0.0.1", (0, 0), tls, look_named(look))
        await listener.open()
        try:
            return await asyncio.to_thread(act, listener.ports)
        finally:
            listener.close()

    return asyncio.run(serve())


def told(sock: socket.socket, request: str) -> bytes:
    sock.sendall(request.encode())
    found = b""
    while part := sock.recv(65536):
        found += part
    return found


def undated(answer: bytes) -> bytes:
    found, times = re.subn(rb"Date: [^\r]{29}\r", b"Date: now\r", answer)
    assert times == found.count(b"HTTP/1.")
    return found


@pytest.mark.parametrize("look", ["ucs", "edge"])
@pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])
@pytest.mark.parametrize(
    "request_of",
    [
        "GET {} HTTP/1.1\r\nHost: p\r\nConnection: close\r\n\r\n",
        "GET {} HTTP/1.0\r\nHost: p\r\n\r\n",
        "GET {} HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET {} HTTP/1.0\r\n\r\n",
        "GET {} HTTP/1.1\r\nHost: p\r\n\r\nGET {} HTTP/1.1\r\nHost: p\r\nConnection: close\r\n\r\n",
        "POST {} HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\n0GET {} HTTP/1.0\r\n\r\n",
        "HEAD {} HTTP/1.1\r\nHost: p\r\nConnection: close\r\n\r\n",
    ],
    ids=["1.1", "1.0", "1.0 kept", "1.1 kept", "POST", "HEAD"],
)
def test_every_byte_is_as_from_aiohttp(look: str, tls: bool, request_of: str) -> None:
    def act(ports: tuple[int, int]) -> bytes:
        found = []
        for path in ("/ours", "/aiohttps"):
            with socket.create_connection(("127.0.0.1", ports[tls]), timeout=3) as sock:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
                with context.wrap_socket(sock) if tls else sock as used:
                    found.append(undated(told(used, request_of.format(path, path))))
        assert found[0] == found[1]
        return found[0]

    answer = served(look, act)
    assert answer.count(b" 200 OK\r\n") == request_of.count("{} HTTP")
    assert answer.endswith(b"\r\n\r\n" if request_of.startswith("HEAD") else BODY)


def test_a_client_that_does_not_read_is_waited_for() -> None:
    waiting: list[int] = []

    async def big(request: web.BaseRequest) -> web.StreamResponse:
        assert request.transport is not None
        waiting.append(request.transport.get_write_buffer_size())
        return json_reply(request, BIG)

    def act(ports: tuple[int, int]) -> bytes:
        with socket.create_connection(("127.0.0.1", ports[0]), timeout=5) as sock:
            asked = (
                "GET / HTTP/1.1\r\nHost: p\r\n\r\n" * (MANY - 1)
                + "GET / HTTP/1.1\r\nHost: p\r\nConnection: close\r\n\r\n"
            )
            return told(sock, asked)

    answer = served("ucs", act, big)
    assert answer.count(BIG) == len(waiting) == MANY
    assert max(waiting) <= HIGH_WATER + len(BIG) + 1024


def test_a_client_that_has_gone_is_an_error_of_the_connection() -> None:
    class Gone:
        transport = None

    async def send() -> None:
        await Whole(b"HTTP/1.1 200 OK\r\n\r\n", stays=True).prepare(Gone())  # type: ignore[arg-type]

    with pytest.raises(ConnectionResetError, match="the client has gone"):
        asyncio.run(send())
