"""A request leaves in one write: head and body are one packet and one TLS record."""

import http.client
from collections.abc import Callable

import pytest
from phone_stub import MAC, Stub, certificate, ok, phone_at
from phone_stub import http as answered

from PolyLibrary.phone.phone import Phone

SCHEMES = ("http", "https")


@pytest.fixture
def start(serve, tmp_path) -> Callable[..., tuple[Stub, Phone]]:
    """Starts a stub and a phone that reaches it by a scheme."""

    def pair(scheme: str, answer: Callable[..., object]) -> tuple[Stub, Phone]:
        stub = serve(answer, context=certificate(tmp_path, MAC) if scheme == "https" else None)
        return stub, phone_at(**{"mac": MAC, scheme: stub, "scheme": scheme})

    return pair


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What goes to the socket, write by write."""
    writes: list[bytes] = []
    send = http.client.HTTPConnection.send

    def watched(self: http.client.HTTPConnection, data: bytes) -> None:
        writes.append(data)
        send(self, data)

    monkeypatch.setattr(http.client.HTTPConnection, "send", watched)
    return writes


@pytest.mark.parametrize("scheme", SCHEMES)
def test_head_and_body_leave_together(start, soon, written, scheme):
    stub, phone = start(scheme, lambda asked: ok([]))
    phone.calls.dial("1002", soon)
    phone.calls.status(soon)
    phone.rest.post("v1/mgmt/safeRestart", None, soon)
    heads = [data.split(b"\r\n", 1)[0].split(b" ")[0] for data in written]
    assert heads == [b"POST", b"GET", b"POST"]
    for data, asked in zip(written, stub.asked, strict=True):
        assert data.partition(b"\r\n\r\n")[2] == asked.body
    assert b'"1002"' in written[0]
    assert stub.connections == 1


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_large_body_that_is_refused_early_gives_the_answer(start, soon, scheme):
    _, phone = start(scheme, lambda asked: answered(413, b"<html>too long</html>", close=True))
    reply = phone.transport.request("POST", "/upload", content=b"x" * 3_000_000, deadline=soon, read=False, web=True)
    assert reply.status == 413


def test_a_header_of_the_caller_takes_the_place_of_ours(start, soon):
    stub, phone = start("http", lambda asked: ok([]))
    headers = {"content-type": "application/x-other", "CONTENT-LENGTH": "99", "X-Odd": "a\r\nInjected: 1"}
    phone.transport.request("POST", "/api/v1/x", content=b"{}", headers=headers, deadline=soon, read=False)
    sent = stub.asked[0].headers
    assert (sent["content-type"], sent["content-length"]) == ("application/x-other", "2")
    assert "injected" not in sent
    assert stub.asked[0].body == b"{}"
