"""One request a call, no action sent twice, and each request within its time."""

import socket
import subprocess
import sys
import threading
import time

import pytest
from phone_stub import PASSWORD, Asked, http, ok, phone_at

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import (
    BadReply,
    LoginRefused,
    PolyError,
    Unreachable,
    UsageError,
)
from PolyLibrary.phone.address import PhoneAddress
from PolyLibrary.phone.faults import effect_unknown
from PolyLibrary.phone.wire import Wire


def test_one_call_is_one_request_on_one_connection(serve, soon):
    stub = serve(lambda asked: ok([]), login=True)
    phone = phone_at(http=stub, scheme="http")
    phone.calls.status(soon)
    assert phone.transport.requests_sent == 2  # the challenge, once
    for _ in range(5):
        phone.calls.status(soon)
    assert phone.transport.requests_sent == 7
    assert len(stub.asked) == 7
    assert stub.connections == phone.transport.connections_opened == 1


def test_first_request_carries_no_password(serve, soon):
    stub = serve(lambda asked: ok(), login=True)
    phone_at(http=stub, scheme="http").calls.dial("1002", soon)
    assert [bool(asked.login) for asked in stub.asked] == [False, True]


def test_an_empty_action_has_a_length(serve, soon):
    stub = serve(lambda asked: ok())
    phone_at(http=stub, scheme="http").actions.safe_restart(soon)
    assert stub.asked[0].headers["content-length"] == "0"


def test_reads_are_repeated_after_a_broken_connection(serve, soon):
    answers = iter([None, None, ok([])])
    stub = serve(lambda asked: next(answers))
    assert phone_at(http=stub, scheme="http").calls.status(soon) == []
    assert len(stub.asked) == 3


def test_an_action_is_never_sent_twice(serve, soon):
    stub = serve(lambda asked: None)
    phone = phone_at(http=stub, scheme="http")
    with pytest.raises(Unreachable) as caught:
        phone.calls.dial("1002", soon)
    assert len(stub.asked) == 1
    assert effect_unknown(caught.value)
    assert "The request was sent once and not repeated; whether it took effect is unknown." in str(caught.value)


def test_an_action_that_was_refused_had_no_effect(soon):
    with pytest.raises(Unreachable) as caught:
        phone_at(scheme="http").calls.dial("1002", soon)
    assert not effect_unknown(caught.value)


def test_an_action_on_a_connection_that_the_phone_closed_is_not_lost(serve, soon):
    stub = serve(lambda asked: ok())
    phone = phone_at(http=stub, scheme="http")
    phone.calls.dial("1002", soon)
    stub.hang_up()
    time.sleep(0.05)
    phone.calls.dial("1003", soon)
    assert [asked.data["Dest"] for asked in stub.asked] == ["1002", "1003"]
    assert stub.connections == 2


def test_answer_that_closes_the_connection(serve, soon):
    stub = serve(lambda asked: http(200, b'{"Status": "2000"}', close=True))
    phone = phone_at(http=stub, scheme="http")
    phone.calls.mute(True, soon)
    phone.calls.mute(False, soon)
    assert stub.connections == 2


def test_an_interrupted_request_leaves_no_half_read_answer(serve, soon, monkeypatch):
    stub = serve(lambda asked: ok([]))
    phone = phone_at(http=stub, scheme="http")
    phone.calls.status(soon)
    with monkeypatch.context() as patch:

        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(Wire, "exchange", interrupt)
        with pytest.raises(KeyboardInterrupt):
            phone.calls.status(soon)
    assert phone.calls.status(soon) == []
    assert stub.connections == 2


def test_importing_is_cheap():
    heavy = ("pydantic", "ruamel", "cryptography", "aiohttp", "cv2", "robot")
    code = f"import sys, PolyLibrary.phone.phone; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_bytes_after_an_answer_do_not_reach_the_next_request(serve, soon):
    stub = serve(lambda asked: ok({"n": asked.path}) + b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    phone = phone_at(http=stub, scheme="http")
    assert phone.rest.get("v1/a", soon) == {"n": "/api/v1/a"}
    assert phone.rest.get("v1/b", soon) == {"n": "/api/v1/b"}


def drip(sock: socket.socket) -> None:
    sock.sendall(b"HTTP/1.1 200 OK\r\n")
    for _ in range(100):
        sock.sendall(b"X-A: b\r\n")
        time.sleep(0.05)


def drip_body(sock: socket.socket) -> None:
    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(100):
        sock.sendall(b"x")
        time.sleep(0.05)


@pytest.mark.parametrize("dripping", [drip, drip_body])
def test_a_dripping_answer_does_not_exceed_the_limit(serve, dripping):
    phone = phone_at(http=serve(lambda asked: dripping), scheme="http", request_timeout=0.4)
    started = time.monotonic()
    with pytest.raises(Unreachable, match="did not answer in time"):
        phone.calls.dial("1", Deadline(10))
    assert time.monotonic() - started < 4  # the drip goes on for 5 s


def test_a_silent_phone_is_given_up_at_the_deadline(serve):
    phone = phone_at(http=serve(lambda asked: lambda sock: time.sleep(2)), scheme="http")
    started = time.monotonic()
    with pytest.raises(Unreachable) as caught:
        phone.calls.status(Deadline(0.5))
    assert time.monotonic() - started < 1.9  # the phone is silent for 2 s
    assert "limit 0.5 s, set by timeout=" in str(caught.value)


def test_the_wait_for_another_request_counts(serve):
    phone = phone_at(http=serve(lambda asked: lambda sock: time.sleep(1.5)), scheme="http", request_timeout=1.0)

    def mute_slowly() -> None:
        with pytest.raises(PolyError):
            phone.calls.mute(True, Deadline(1))

    slow = threading.Thread(target=mute_slowly)
    slow.start()
    time.sleep(0.1)
    with pytest.raises(Unreachable, match="was not free in time"):
        phone.calls.mute(True, Deadline(0.3))
    slow.join()


def test_refused_says_where_and_how_long(soon):
    phone = phone_at(scheme="http")
    port, other = phone.address.http_port, phone.address.https_port
    with pytest.raises(Unreachable) as caught:
        phone.calls.dial("1", soon)
    assert str(caught.value).splitlines() == [
        "alice: POST /api/v1/callctrl/dial: the connection was refused.",
        f"Seen:  port {port} is closed (http://127.0.0.1:{port}, scheme: http; HTTPS at port {other} was not tried).",
        "Tried: 1 attempt in 0.0 s (limit 2 s, set by request_timeout=)",
        (
            "Next:  is the phone on, is its web server enabled (httpd.enabled, httpd.cfg.enabled), and is the port "
            "right? A phone that restarts refuses connections for up to three minutes."
        ),
    ]


@pytest.mark.parametrize(
    ("answer", "kind", "text"),
    [
        (b"SSH-2.0-dropbear\r\n", BadReply, "the answer is no HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{}", Unreachable, "the answer broke off"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", BadReply, "too large"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 5000 + b"\r\n", BadReply, "the answer is no HTTP"),
        (b"HTTP/1.1 200 OK\r\nA: " + b"b" * 100000 + b"\r\n\r\n", BadReply, "the answer is no HTTP"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", Unreachable, "the answer broke off"),
        (http(200, b"<html>Web Configuration Utility</html>"), BadReply, "a web page came instead of JSON"),
        (http(200, b'{"Status": "20'), BadReply, "the answer is no JSON"),
        (http(200, b"[" * 100000), BadReply, "the answer is no JSON"),
        (http(200, b"[]"), BadReply, "the answer is no JSON object"),
        (http(200, b"{}"), BadReply, "the answer has no Status"),
        (http(411, b"<html>"), BadReply, "asks for the length of the request"),
        (http(413, b"<html>"), BadReply, "too large for the phone"),
        (http(403, b"<html>Forbidden</html>"), Unreachable, "is busy with another request, or has locked logins"),
        (http(403, b"<html>Account locked</html>"), LoginRefused, "has locked logins"),
        (http(302, b"", {"Location": "/"}), BadReply, "unexpected HTTP status"),
    ],
)
def test_damaged_answers(serve, soon, answer, kind, text):
    def reply(asked: Asked):
        def send(sock: socket.socket) -> None:
            sock.sendall(answer)
            sock.shutdown(socket.SHUT_WR)

        return send

    with pytest.raises(kind, match=text):
        phone_at(http=serve(reply), scheme="http").calls.dial("1", soon)


def test_unknown_host(soon):
    phone = phone_at(scheme="http")
    phone.transport.address = PhoneAddress("no-such-phone.invalid", phone.address.password)
    with pytest.raises(Unreachable, match="its host name is not known"):
        phone.calls.status(soon)


class TestPaths:
    @pytest.mark.parametrize(
        "path",
        [
            "v1/mgmt/lineInfo",
            "/v1/mgmt/lineInfo",
            "api/v1/mgmt/lineInfo",
            "/api/v1/mgmt/lineInfo",
            "https://127.0.0.1/api/v1/mgmt/lineInfo",
            f"http://Polycom:{PASSWORD}@127.0.0.1/api/v1/mgmt/lineInfo",
        ],
    )
    def test_all_ways_to_write_one(self, path):
        assert phone_at().rest.path(path) == "/api/v1/mgmt/lineInfo"

    def test_another_host(self):
        with pytest.raises(UsageError, match=r"the URL names the host '10\.1\.2\.3', the phone is 127\.0\.0\.1"):
            phone_at().rest.path("https://10.1.2.3/api/v1/mgmt/lineInfo")

    def test_nothing_ends_the_request_line(self, serve, soon):
        stub = serve(lambda asked: ok({}))
        phone_at(http=stub, scheme="http").rest.get("v1/x HTTP/1.1\r\nEvil: yes\r\n\r\n", soon)
        assert len(stub.asked) == 1
        assert "evil" not in stub.asked[0].headers

    def test_data_that_is_no_json(self, soon):
        with pytest.raises(UsageError, match="cannot be sent as JSON"):
            phone_at().rest.post("v1/x", {"a": object()}, soon)


class TestSteps:
    def test_each_request_is_one_step(self, serve, soon):
        stub = serve(lambda asked: ok(), login=True)
        phone = phone_at(http=stub, scheme="http")
        phone.calls.dial("1002", soon)
        first, second = phone.transport.steps.last(10, kind="request")
        assert first.text.startswith("POST /api/v1/callctrl/dial -> 401, ")
        assert second.text.startswith("POST /api/v1/callctrl/dial -> 200, Status 2000, ")
        assert second.text.endswith(" ms")
        assert second.detail.startswith(
            'curl -u Polycom -X POST -H "Content-Type: application/json" '
            '-d \'{"data": {"Dest": "1002", "Line": "1"}}\' '
        )

    def test_no_secret_in_steps_and_errors(self, serve, soon):
        secret = "p1n-of-the-line"

        def answer(asked: Asked) -> bytes:
            if "config/get" in asked.path:
                return ok({"reg.1.auth.password": {"Value": secret, "Source": "web"}})
            return ok(status="4000", echo=asked.body.decode())

        stub = serve(answer, login=True)
        phone = phone_at(http=stub, scheme="http")
        assert phone.config.get(["reg.1.auth.password"], soon)["reg.1.auth.password"].value == secret
        with pytest.raises(PolyError) as caught:
            phone.config.set({"device.auth.localAdminPassword": "fresh-secret"}, soon)
        text = str(caught.value) + "".join(f"{s.text}{s.detail}" for s in phone.transport.steps.last(50))
        for word in (PASSWORD, secret, "fresh-secret"):
            assert word not in text

    def test_clock(self, serve, soon):
        stub = serve(lambda asked: http(200, b'{"Status": 2000}', {"Date": "MON, 04 FEB 2013 16:43:03 GMT"}))
        phone = phone_at(http=stub, scheme="http")
        phone.rest.get("v1/x", soon)
        assert str(phone.transport.clock.now_utc()).startswith("2013-02-04 16:43:0")
