"""The HTTP face: order of checks, headers, error pages, logins, one request at a time."""

import base64
import http.client
import socket
import ssl
import threading
import time

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID
from handset import PASSWORD, FakeGui, Handset, session, until

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup

LINES = "/api/v1/mgmt/lineInfo"
RESTART = "/api/v1/mgmt/safeRestart"
LOGIN = "Basic " + base64.b64encode(f"Polycom:{PASSWORD}".encode()).decode()
WRONG = "Basic " + base64.b64encode(b"Polycom:nonsense").decode()


def raw(phone: Handset, request: str) -> bytes:
    """All that comes back for these bytes; the connection is closed by us after a pause."""
    with socket.create_connection((phone.reach.host, phone.reach.http_port), timeout=2) as sock:
        sock.sendall(request.replace("\n", "\r\n").encode("latin-1"))
        sock.settimeout(0.5)
        found = b""
        try:
            while chunk := sock.recv(65536):
                found += chunk
        except TimeoutError:
            pass
        return found


def status(phone: Handset, method: str, path: str, login: str | None = LOGIN, body: str | None = "") -> int:
    """HTTP status of one request on a connection of its own."""
    connection = http.client.HTTPConnection(phone.reach.host, phone.reach.http_port, timeout=3)
    try:
        connection.putrequest(method, path)
        if login:
            connection.putheader("Authorization", login)
        if body is not None and method != "GET":
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders()
        if body:
            connection.send(body.encode())
        return connection.getresponse().status
    finally:
        connection.close()


def alone(fleet: Fleet, number: str, password: str = PASSWORD, **config: str) -> Handset:
    """One more phone, for a test that spoils it."""
    named = {name.replace("__", "."): value for name, value in config.items()}
    setup = PhoneSetup(name=f"Phone {number}", number=number, password=password, config=named)
    (reach,) = fleet.start([setup])
    return Handset(fleet, reach)


def test_headers_in_the_phones_spelling(alice: Handset) -> None:
    head = raw(alice, f"GET {LINES} HTTP/1.1\nHost: p\nAuthorization: {LOGIN}\n\n").split(b"\r\n\r\n")[0]
    lines = head.decode().split("\r\n")
    assert lines[0] == "HTTP/1.1 200 OK"
    assert [line.partition(": ")[0] for line in lines[1:]] == [
        "Server",
        "Date",
        "Connection",
        "Content-length",
        "Content-type",
        "X-Frame-Options",
        "Cache-Control",
    ]
    assert lines[1] == "Server: Polycom SoundPoint IP Telephone HTTPd"
    assert lines[2] == lines[2].replace("date", "Date")
    assert lines[2][6:] == lines[2][6:].upper()
    assert lines[2].endswith(" GMT")
    assert lines[5] == "Content-type: application/json"


def test_challenge_and_page(alice: Handset) -> None:
    reply = alice.http.get(alice.url(LINES), auth=lambda request: request, timeout=3)
    assert reply.status_code == 401
    assert reply.headers["WWW-Authenticate"] == 'Basic realm="API Authentication"'
    assert reply.headers["Content-type"] == "text/html"
    assert "401 Unauthorized" in reply.text
    assert "Authorization failed." in reply.text


@pytest.mark.parametrize(
    ("method", "path", "login", "body", "expected"),
    [
        ("GET", "/api/v1/mgmt/LINEINFO", LOGIN, None, 200),
        ("GET", "/API/v1/WebCallControl/callstatus", LOGIN, None, 200),
        ("GET", "/api/v1/mgmt/unknown", None, None, 404),
        ("GET", "/api/v1/mgmt/lineInfo/", LOGIN, None, 404),
        ("GET", "/api", LOGIN, None, 404),
        ("GET", "/", LOGIN, None, 404),
        ("POST", RESTART, LOGIN, None, 411),
        ("POST", RESTART, None, None, 411),
        ("POST", RESTART, None, "", 401),
        ("POST", LINES, LOGIN, "", 404),
        ("GET", RESTART, LOGIN, None, 404),
        ("DELETE", LINES, LOGIN, "", 404),
        ("PUT", LINES, None, "", 401),
        ("POST", "/api/v1/mgmt/config/get", LOGIN, "x" * 65537, 413),
        ("GET", "/captureScreen/mainScreen", None, None, 404),
        ("GET", "/Diagnostics/log?value=app", None, None, 401),
        ("GET", "/Diagnostics/log?value=app", LOGIN, None, 200),
        ("GET", "/diagnostics/LOG?value=boot", LOGIN, None, 200),
        ("GET", "/Diagnostics/log?value=nonsense", LOGIN, None, 404),
        ("GET", "/Diagnostics/log", LOGIN, None, 404),
        # Later firmware, or nothing at all.
        ("POST", "/api/v1/mgmt/simulateKeyEvent", LOGIN, "", 404),
        ("GET", "/api/v1/mgmt/uixml", LOGIN, None, 404),
        ("POST", "/api/v1/mgmt/reboot", LOGIN, "", 404),
    ],
)
def test_status_by_request(
    alice: Handset, method: str, path: str, login: str | None, body: str | None, expected: int
) -> None:
    assert status(alice, method, path, login, body) == expected


def test_chunked_post_needs_no_length(alice: Handset) -> None:
    def body() -> "object":
        yield b'{"data": ["log.render.level"]}'

    reply = alice.http.post(alice.url("/api/v1/mgmt/config/get"), data=body(), timeout=3)  # type: ignore[arg-type]
    assert reply.json()["data"]["log.render.level"]["Value"] == "1"


def test_long_chunked_body(alice: Handset) -> None:
    def body() -> "object":
        for _ in range(70):
            yield b" " * 1024

    reply = alice.http.post(alice.url("/api/v1/mgmt/config/get"), data=body(), timeout=3)  # type: ignore[arg-type]
    assert reply.status_code == 413


def test_expect_continue(alice: Handset) -> None:
    body = '{"data": ["log.render.level"]}'
    found = raw(
        alice,
        f"POST /api/v1/mgmt/config/get HTTP/1.1\nHost: p\nAuthorization: {LOGIN}\nExpect: 100-continue\n"
        f"Content-Length: {len(body)}\n\n{body}",
    )
    assert found.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK")


def test_user_name_is_case_sensitive(alice: Handset) -> None:
    login = "Basic " + base64.b64encode(f"polycom:{PASSWORD}".encode()).decode()
    assert status(alice, "GET", LINES, login) == 401
    assert status(alice, "GET", LINES) == 200


@pytest.mark.usefixtures("fast")
def test_lockout(fleet: Fleet) -> None:
    phone = alone(fleet, "2001")
    for _ in range(4):
        assert status(phone, "GET", LINES, WRONG) == 401
        # No login at all never counts.
        assert status(phone, "GET", LINES, None) == 401
    assert status(phone, "GET", LINES) == 200
    for _ in range(3):
        assert status(phone, "GET", LINES, WRONG) == 401
    assert status(phone, "GET", "/Diagnostics/log?value=app", WRONG) == 401
    assert status(phone, "GET", LINES, "Basic not-base-64") == 401
    assert status(phone, "GET", LINES) == 403
    assert status(phone, "GET", "/Diagnostics/log?value=app") == 403
    assert status(phone, "GET", "/api/v1/mgmt/unknown") == 404
    until(lambda: status(phone, "GET", LINES) == 200)
    assert status(phone, "GET", LINES, WRONG) == 401


def test_lockout_off(fleet: Fleet) -> None:
    phone = alone(fleet, "2002", httpd__cfg__lockWebUI__enable="0")
    assert [status(phone, "GET", LINES, WRONG) for _ in range(7)] == [401] * 7
    assert status(phone, "GET", LINES) == 200


def test_factory_password(fleet: Fleet) -> None:
    phone = alone(fleet, "2003", password="456")
    phone.http.auth = ("Polycom", "456")
    assert phone.get("v1/mgmt/lineInfo") == {"Status": "4010"}
    assert phone.send("v1/mgmt/safeRestart") == {"Status": "4010"}
    assert phone.http.get(phone.url("/Diagnostics/log?value=app"), timeout=3).status_code == 200


def test_rest_off(fleet: Fleet) -> None:
    phone = alone(fleet, "2004", apps__restapi__enabled="0")
    for login in (None, LOGIN, WRONG):
        assert status(phone, "GET", LINES, login) == 404
    reply = phone.http.get(phone.url(LINES), timeout=3)
    assert "The document requested was not found on this server." in reply.text


def test_capture(alice: Handset) -> None:
    alice.phone.__dict__["gui"] = FakeGui()
    path = "/captureScreen/mainScreen"
    alice.configure(up__screenCapture__enabled="1")
    assert status(alice, "GET", path) == 404
    alice.configure(up__screenCapture__value="1")
    asked = alice.http.get(alice.url(path), auth=lambda request: request, timeout=3)
    assert asked.headers["WWW-Authenticate"] == 'Basic realm="SPIP Configuration"'
    reply = alice.http.get(alice.url(path), timeout=3)
    assert (reply.content, reply.headers["Content-type"]) == (b"BM picture", "image/bmp")
    assert b"mainScreen" in alice.http.get(alice.url("/captureScreen"), timeout=3).content
    assert status(alice, "GET", "/captureScreen/em/1") == 404


def test_log_by_cookie_and_clear(alice: Handset) -> None:
    word = base64.b64encode(f"Polycom:{PASSWORD}".encode()).decode()
    options = {"auth": lambda request: request, "timeout": 3}
    url = alice.url("/Diagnostics/log?value=app")
    for cookie in (f"Authorization=Basic {word}", f"a=b; Authorization=Basic%20{word}"):
        reply = alice.http.get(url, headers={"Cookie": cookie}, **options)  # type: ignore[arg-type]
        assert (reply.status_code, reply.headers["Content-type"]) == (200, "text/plain")
        assert "Initial log entry" in reply.text
    assert alice.http.get(f"{url}&clear=1", timeout=3).content == b""
    assert alice.http.get(url, timeout=3).content == b""


def test_certificate_is_the_phones(alice: Handset) -> None:
    pem = ssl.get_server_certificate((alice.reach.host, alice.reach.https_port))
    certificate = x509.load_pem_x509_certificate(pem.encode())
    names = {name.oid: name.value for name in certificate.subject}
    assert names == {NameOID.COMMON_NAME: alice.reach.mac.upper(), NameOID.ORGANIZATION_NAME: "Polycom Inc."}
    assert certificate.issuer != certificate.subject


def test_old_tls_is_refused(alice: Handset) -> None:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    address = (alice.reach.host, alice.reach.https_port)
    with socket.create_connection(address, timeout=3) as sock, pytest.raises((ssl.SSLError, OSError)):
        context.wrap_socket(sock)


def test_one_request_at_a_time_and_eight_waiting(alice: Handset) -> None:
    alice.phone.__dict__["gui"] = FakeGui()
    positions = [{"X": 1, "Y": 1}, {"X": 99, "Y": 1}]
    swipe = {"data": {"Type": "Swipe", "Positions": positions, "Duration": 400}}
    found: list[int] = []

    def send(body: object) -> None:
        url = alice.url("/api/v1/mgmt/simulateTouch")
        found.append(session().post(url, json=body, timeout=5).status_code)

    first = threading.Thread(target=send, args=(swipe,))
    first.start()
    time.sleep(0.15)
    tap = {"data": {"Type": "Tap", "Positions": [{"X": 1, "Y": 1}]}}
    others = [threading.Thread(target=send, args=(tap,)) for _ in range(9)]
    for thread in others:
        thread.start()
    for thread in (first, *others):
        thread.join()
    assert sorted(found) == [200] * 9 + [403]
    assert alice.get("v1/mgmt/lineInfo")["Status"] == "2000"


def test_close_when_the_client_wants_it(alice: Handset) -> None:
    found = raw(alice, f"GET {LINES} HTTP/1.1\nHost: p\nConnection: close\nAuthorization: {LOGIN}\n\n")
    assert b"\r\nConnection: close\r\n" in found
    assert raw(alice, f"GET {LINES} HTTP/1.0\nAuthorization: {LOGIN}\n\n").startswith(b"HTTP/1.0 200 OK")


@pytest.mark.parametrize(
    "request_text",
    [
        "nonsense\n\n",
        "GET\n\n",
        f"GET {LINES} HTTP/9.9\n\n",
        f"GET {LINES} HTTP/1.1\nno colon\n\n",
        f"GET {LINES} HTTP/1.1\nLong: {'x' * 40000}\n\n",
        f"GET /{'x' * 40000} HTTP/1.1\n\n",
        f"POST {RESTART} HTTP/1.1\nContent-Length: -1\n\n",
        f"POST {RESTART} HTTP/1.1\nTransfer-Encoding: chunked\nAuthorization: {LOGIN}\n\nZZ\n",
    ],
)
def test_broken_http_shows_no_other_server(alice: Handset, request_text: str) -> None:
    found = raw(alice, request_text)
    assert b"aiohttp" not in found
    assert b"Python" not in found
    assert alice.get("v1/mgmt/lineInfo")["Status"] == "2000"
