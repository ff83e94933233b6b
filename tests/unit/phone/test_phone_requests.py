"""requests carries every exchange, and neither it nor the environment changes what the phone and the caller see."""

import logging
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
import requests
from phone_stub import MAC, Asked, Stub, certificate, http, ok, phone_at
from requests.adapters import HTTPAdapter
from urllib3 import BaseHTTPResponse

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import Unreachable, WrongPhone
from PolyLibrary.phone import bounded, connection, wire
from PolyLibrary.phone.phone import Phone

SCHEMES = ["http", "https"]


@pytest.fixture
def start(serve, tmp_path) -> Callable[..., tuple[Stub, Phone]]:
    """Starts a stub and a phone that reaches it by a scheme."""

    def pair(scheme: str, answer: Callable[..., object], **options: object) -> tuple[Stub, Phone]:
        stub = serve(answer, context=certificate(tmp_path, MAC) if scheme == "https" else None)
        return stub, phone_at(**{"mac": MAC, scheme: stub, "scheme": scheme, **options})

    return pair


@pytest.fixture
def proxy(serve, monkeypatch, tmp_path) -> Stub:
    """A proxy, a CA bundle and a login that the environment asks every requests session to use."""
    proxy = serve(lambda asked: http(502))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv(name.lower(), f"http://127.0.0.1:{proxy.port}")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.setenv(name, str(tmp_path / "no-such-bundle.pem"))
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login someone password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    return proxy


@pytest.mark.parametrize("scheme", SCHEMES)
def test_requests_carries_every_exchange(start, soon, monkeypatch, scheme):
    carried: list[str] = []
    send = HTTPAdapter.send

    def watched(self: HTTPAdapter, request: requests.PreparedRequest, **options: object) -> requests.Response:
        carried.append(f"{request.method} {request.url}")
        return send(self, request, **options)

    monkeypatch.setattr(HTTPAdapter, "send", watched)
    stub, phone = start(scheme, lambda asked: ok([]))
    stub.login = True
    phone.calls.status(soon)
    phone.calls.dial("1002", soon)
    origin = f"{scheme}://127.0.0.1:{stub.port}"
    assert carried == [f"{asked.method} {origin}{asked.path}" for asked in stub.asked]
    assert len(carried) == phone.transport.requests_sent == 3
    assert stub.connections == 1


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_environment_plays_no_part(start, soon, proxy, scheme):
    stub, phone = start(scheme, lambda asked: ok([]))
    assert phone.calls.status(soon) == []
    assert proxy.connections == 0
    assert not stub.asked[0].login


def test_a_ca_bundle_of_the_environment_signs_nothing(serve, tmp_path, soon, monkeypatch):
    context, other = certificate(tmp_path, MAC), certificate(tmp_path, MAC)
    stub = serve(lambda asked: ok([]), context=context)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(context.pem))
    with pytest.raises(Unreachable, match="not signed by the CA"):
        phone_at(https=stub, tls="ca", ca_file=other.pem, mac=MAC).calls.status(soon)
    assert stub.bytes_in == 0
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(other.pem))
    assert phone_at(https=stub, tls="ca", ca_file=context.pem, mac=MAC).calls.status(soon) == []


def test_the_pin_is_judged_before_a_byte_leaves(start, soon):
    stub, phone = start("https", lambda asked: ok([]), fingerprint="11" * 32)
    for act in (phone.calls.status, lambda deadline: phone.calls.dial("1", deadline)):
        with pytest.raises(WrongPhone):
            act(soon)
    assert stub.bytes_in == 0
    assert phone.transport.requests_sent == 0
    assert phone.transport.connections_opened == stub.connections == 2


def drip(head: bytes, piece: bytes) -> Callable[[Asked], Callable[[socket.socket], None]]:
    def send(sock: socket.socket) -> None:
        sock.sendall(head)
        for _ in range(60):
            sock.sendall(piece)
            time.sleep(0.05)

    return lambda asked: send


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"X-A: b\r\n"),
    ],
    ids=["headers", "continue", "body", "until close", "chunks", "trailers"],
)
def test_no_drip_exceeds_the_limit(start, scheme, head, piece):
    _, phone = start(scheme, drip(head, piece), request_timeout=0.3)
    started = time.monotonic()
    with pytest.raises(Unreachable, match="did not answer in time"):
        phone.calls.dial("1", Deadline(10))
    assert time.monotonic() - started < 3


def test_a_name_server_that_is_silent_does_not_exceed_the_limit(monkeypatch):
    look_up = socket.getaddrinfo

    def silent(host: str, *args: object, **options: object) -> object:
        if host == "phone.test" and "flags" not in options:
            time.sleep(2)
        return look_up(host, *args, **options)

    monkeypatch.setattr(bounded.socket, "getaddrinfo", silent)
    phone = phone_at(scheme="http", request_timeout=0.3)
    phone.transport.address = replace(phone.address, host="phone.test")
    started = time.monotonic()
    with pytest.raises(Unreachable, match="the name server gave no answer"):
        phone.calls.dial("1", Deadline(5))
    assert time.monotonic() - started < 1.9  # the name server is silent for 2 s


@pytest.mark.parametrize("scheme", SCHEMES)
def test_closing_ends_a_request_under_way(start, scheme):
    def silent(sock: socket.socket) -> None:
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx")
        time.sleep(3)

    _, phone = start(scheme, lambda asked: silent, request_timeout=2.8)
    took: list[float] = []

    def dial() -> None:
        started = time.monotonic()
        with pytest.raises(Unreachable):
            phone.calls.dial("1", Deadline(5))
        took.append(time.monotonic() - started)

    thread = threading.Thread(target=dial)
    thread.start()
    time.sleep(0.2)
    phone.close()
    thread.join()
    assert took[0] < 2.0


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_timeout_of_the_test_in_the_middle_of_an_answer(start, soon, monkeypatch, scheme):
    stub, phone = start(scheme, lambda asked: ok(asked.path))
    with monkeypatch.context() as patch:

        def interrupt(response: BaseHTTPResponse, limit: int) -> bytes:
            next(response.stream(3))
            raise KeyboardInterrupt

        patch.setattr(wire, "_body", interrupt)
        with pytest.raises(KeyboardInterrupt):
            phone.rest.get("v1/a", soon)
    answers: list[object] = []
    other = threading.Thread(target=lambda: answers.append(phone.rest.get("v1/b", soon)))
    other.start()
    other.join()
    assert answers == ["/api/v1/b"]
    assert stub.connections == 2


@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_action_does_not_race_with_the_phone_closing_an_idle_connection(start, soon, monkeypatch, scheme):
    monkeypatch.setattr(connection, "_SAFE_IDLE", 0.05)
    stub, phone = start(scheme, lambda asked: ok([]))
    phone.calls.status(soon)
    time.sleep(0.1)
    phone.calls.status(soon)
    assert stub.connections == 1
    time.sleep(0.1)
    phone.calls.dial("1", soon)
    assert stub.connections == 2


def test_a_handshake_is_not_tried_for_ever(serve, soon):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def break_off() -> None:
            while True:
                try:
                    server.accept()[0].close()
                except OSError:
                    return

        threading.Thread(target=break_off, daemon=True).start()
        phone = phone_at(scheme="https")
        phone.transport.address = replace(phone.address, https_port=server.getsockname()[1])
        with pytest.raises(Unreachable, match="broke off the TLS handshake"):
            phone.calls.dial("1", soon)
        server.shutdown(socket.SHUT_RDWR)
    assert phone.transport.connections_opened == 3
    assert phone.transport.requests_sent == 0


@pytest.mark.parametrize("scheme", SCHEMES)
def test_after_stray_bytes_the_connection_is_not_used_again(start, soon, scheme):
    stub, phone = start(scheme, lambda asked: ok(asked.path) + b"HTTP/1.1 200 O")
    assert phone.rest.get("v1/a", soon) == "/api/v1/a"
    assert phone.rest.get("v1/b", soon) == "/api/v1/b"
    assert stub.connections == 2


def test_no_cookie_is_kept(start, soon):
    stub, phone = start("http", lambda asked: http(200, b'{"Status": "2000"}', {"Set-Cookie": "session=abc; Path=/"}))
    phone.rest.get("v1/a", soon)
    phone.rest.get("v1/b", soon)
    assert [asked.headers.get("cookie") for asked in stub.asked] == [None, None]


def test_only_our_exchanges_are_kept_out_of_the_log(start, soon, caplog, recwarn):
    damaged = b"HTTP/1.1 200 OK\r\nContent-Length: 18\r\nno colon here\r\n\r\n" + b'{"Status": "2000"}'
    caplog.set_level(logging.DEBUG)
    for scheme in SCHEMES:
        stub, phone = start(scheme, lambda asked: damaged)
        phone.rest.get("v1/a", soon)
        stub.hang_up()
        phone.rest.get("v1/a", soon)
    assert not caplog.records
    assert not recwarn.list
    stub, _ = start("http", lambda asked: ok())
    requests.get(f"http://127.0.0.1:{stub.port}/", timeout=3, proxies={"http": ""})
    assert caplog.records


def test_digest_signs_the_target_that_is_sent(start, soon):
    challenge = {"WWW-Authenticate": 'Digest realm="API", nonce="n1", qop="auth-int, auth", algorithm=MD5'}
    stub, phone = start("http", lambda asked: ok() if asked.login else http(401, b"", challenge))
    for path in ("v1/a;b?c=d;e", "v1/a|b[1]", "v1/%7e/../x?"):
        phone.rest.get(path, soon)
    signed = [asked for asked in stub.asked if asked.login]
    assert [f'uri="{asked.path}"' in asked.login for asked in signed] == [True] * 3
    assert [f"nc=0000000{count}" in asked.login for count, asked in enumerate(signed, start=1)] == [True] * 3
