"""The receiver of telephony notifications: every form of an event, and everything that is none."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import requests

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import LabError, UnknownName, UsageError
from PolyLibrary.phone.events import EventReceiver, parameters
from PolyLibrary.phone.receiving import address_towards
from PolyLibrary.terms import CallState

HEAD = "<PhoneIP>10.1.2.3</PhoneIP><MACAddress>0004f2aabb01</MACAddress>"
TIME = "<TimeStamp>2012-04-13T22:45:34-08:00</TimeStamp>"
INCOMING = (
    f"<PolycomIPPhone><IncomingCallEvent>{HEAD}<CallingPartyName>Bob</CallingPartyName>"
    "<CallingPartyNumber>sip:14155550100@203.0.113.49</CallingPartyNumber><CalledPartyName>7006</CalledPartyName>"
    f"<CalledPartyNumber>sip:7006@203.0.113.49</CalledPartyNumber>{TIME}</IncomingCallEvent></PolycomIPPhone>"
)
LINE = (
    "<CallLineInfo><LineKeyNum>2</LineKeyNum><LineDirNum>201</LineDirNum><LineState>Active</LineState>"
    "<CallInfo><CallReference>41a8a520</CallReference><CallState>RingBack</CallState><CallType>Outgoing</CallType>"
    "<UIAppearanceIndex>1*</UIAppearanceIndex><CalledPartyDirNum>sip:202@10.1.2.4</CalledPartyDirNum>"
    "<CallingPartyDirNum>sip:201@10.1.2.4</CallingPartyDirNum><CallDuration>0</CallDuration></CallInfo></CallLineInfo>"
)
BY_ATTRIBUTE = (
    f'<PolycomIPPhone><CallStateChangeEvent CallReference="41a8a520" CallState="RingBack">{HEAD}{TIME}{LINE}'
    "</CallStateChangeEvent></PolycomIPPhone>"
)
BY_CHILD = (
    "<PolycomIPPhone><CallStateChangeEvent><CallReference>0x41a8a520</CallReference><CallState>Ringback</CallState>"
    f"{HEAD}{TIME}{LINE}</CallStateChangeEvent></PolycomIPPhone>"
)


@pytest.fixture
def receiver() -> Iterator[EventReceiver]:
    with EventReceiver() as receiver:
        yield receiver


def post(receiver: EventReceiver, body: str | bytes, **more: object) -> requests.Response:
    return requests.post(receiver.url, data=body.encode() if isinstance(body, str) else body, timeout=5, **more)


def raw(receiver: EventReceiver, data: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", receiver.port), timeout=5) as sock:
        sock.sendall(data)
        got = b""
        with contextlib.suppress(ConnectionError):
            while more := sock.recv(4096):
                got += more
        return got


def arrived(receiver: EventReceiver, count: int = 1) -> None:
    until = time.monotonic() + 3
    while receiver.count < count and time.monotonic() < until:
        time.sleep(0.005)
    assert receiver.count == count


def dropped(receiver: EventReceiver, count: int = 1) -> str:
    until = time.monotonic() + 3
    while receiver.faults < count and time.monotonic() < until:
        time.sleep(0.005)
    assert receiver.faults == count
    return receiver.dropped[-1].why


def test_an_incoming_call(receiver):
    answer = post(receiver, INCOMING, headers={"Content-Type": "text/xml"})
    assert (answer.status_code, answer.content) == (200, b"")
    arrived(receiver)
    (event,) = receiver.events()
    assert (event.kind, event.mac, event.ip, event.sender) == ("IncomingCall", "0004f2aabb01", "10.1.2.3", "127.0.0.1")
    assert (event.calling.name, event.calling.number) == ("Bob", "14155550100")
    assert (event.called.name, event.called.number) == ("7006", "7006")
    assert event.called.address == "sip:7006@203.0.113.49"
    assert event.time is not None
    assert event.time.isoformat() == "2012-04-13T22:45:34-08:00"
    assert (event.state, event.call_ref, event.line) == (None, "", None)


@pytest.mark.parametrize("body", [BY_ATTRIBUTE, BY_CHILD])
def test_both_forms_of_a_call_state(receiver, body):
    post(receiver, body)
    arrived(receiver)
    (event,) = receiver.events()
    assert (event.kind, event.state) == ("CallStateChange", CallState.RINGBACK)
    assert (event.call_ref, event.handle, event.line) == ("41a8a520", 0x41A8A520, 2)
    assert (event.called.number, event.calling.number) == ("202", "201")
    assert event.calls[0].focused
    assert str(event).startswith("CallStateChange Ring")


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Hold", CallState.CALL_HOLD),
        ("Held", CallState.CALL_HELD),
        ("Free", CallState.DISCONNECTED),
        ("CallConfHeld", CallState.CALL_CONF_HELD),
        ("Ncas", None),
    ],
)
def test_words_of_the_guide(receiver, word, state):
    post(receiver, f'<CallStateChangeEvent CallReference="1" CallState="{word}">{HEAD}</CallStateChangeEvent>')
    arrived(receiver)
    (event,) = receiver.events()
    assert (event.state, event.word, event.handle) == (state, word, 1)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (f"<OffHookEvent>{HEAD}{TIME}</OffHookEvent>", "OffHook"),
        (f"  <root><onhookevent>{HEAD}</onhookevent></root>", "OnHook"),
        (
            f'<?xml version="1.0" encoding="UTF-16"?><Other><OnHookEvent>{HEAD}</OnHookEvent></Other>',
            "OnHook",
        ),
        (
            f"<a><b><LineRegistrationEvent>{HEAD}<LineNumber>3</LineNumber></LineRegistrationEvent></b></a>",
            "LineRegistration",
        ),
        (f"<PolycomIPPhone><MuteUnmuteEvent>{HEAD}</MuteUnmuteEvent></PolycomIPPhone>", "MuteUnmute"),
        (f"<PhoneLockedEvent>{HEAD}</PhoneLockedEvent>", "PhoneLocked"),
    ],
)
def test_roots_vary(receiver, body, kind):
    post(receiver, body, headers={"Content-Type": "application/octet-stream"})
    arrived(receiver)
    (event,) = receiver.events()
    assert (event.kind, event.mac) == (kind, "0004f2aabb01")
    assert event.line == (3 if kind == "LineRegistration" else None)


def test_an_outgoing_call_with_an_empty_name_in_latin_1(receiver):
    body = (
        f"<OutgoingCallEvent>{HEAD}<CallingPartyName>J\xfcrgen</CallingPartyName><CalledPartyName></CalledPartyName>"
        "<CalledPartyNumber>sip:9142@server</CalledPartyNumber><LineNumber>1</LineNumber></OutgoingCallEvent>"
    )
    post(receiver, body.encode("latin-1"))
    arrived(receiver)
    (event,) = receiver.events()
    assert (event.calling.name, event.called.name, event.called.number, event.line) == ("Jürgen", "", "9142", 1)


@pytest.mark.parametrize(("inner", "user"), [("<UserLoggedIn>carol</UserLoggedIn>", "carol"), ("<UserLoggedOut/>", "")])
def test_users(receiver, inner, user):
    post(receiver, f"<UserLoginOutEvent>{HEAD}{LINE}{inner}</UserLoginOutEvent>")
    arrived(receiver)
    assert (receiver.events()[0].user, receiver.events()[0].lines[0].key) == (user, 2)


def test_chunks_and_a_post_without_a_length(receiver):
    post(receiver, iter([INCOMING[:100].encode(), INCOMING[100:].encode()]))
    assert raw(receiver, b"POST / HTTP/1.0\r\n\r\n" + INCOMING.encode()).startswith(b"HTTP/1.1 200")
    arrived(receiver, 2)


def test_expect_continue(receiver):
    with socket.create_connection(("127.0.0.1", receiver.port), timeout=5) as sock:
        head = f"POST / HTTP/1.1\r\nContent-Length: {len(INCOMING)}\r\nExpect: 100-continue\r\n\r\n"
        sock.sendall(head.encode())
        assert sock.recv(100).startswith(b"HTTP/1.1 100")
        sock.sendall(INCOMING.encode())
        assert sock.recv(100).startswith(b"HTTP/1.1 200")
    arrived(receiver)


def test_wait_looks_from_a_position(receiver):
    post(receiver, BY_ATTRIBUTE)
    arrived(receiver)
    before = receiver.count
    assert receiver.wait(lambda event: True, Deadline(0.0)) is None
    assert receiver.wait(lambda event: event.kind == "CallStateChange", Deadline(0.0), since=0) is not None
    threading.Timer(0.05, lambda: post(receiver, INCOMING)).start()
    found = receiver.wait(lambda event: event.kind == "IncomingCall", Deadline(3.0), since=before)
    assert found is not None
    assert found.calling.name == "Bob"
    started = time.monotonic()
    assert receiver.wait(lambda event: False, Deadline(0.1)) is None
    assert 0.08 < time.monotonic() - started < 1.0


def test_closing_ends_a_wait():
    receiver = EventReceiver()
    threading.Timer(0.05, receiver.close).start()
    started = time.monotonic()
    assert receiver.wait(lambda event: True, Deadline(10.0)) is None
    assert time.monotonic() - started < 2.0


def test_listeners(receiver):
    heard: list[str] = []

    def fails(event: object) -> None:
        raise RuntimeError("mine")

    receiver.listen(fails)
    stop = receiver.listen(lambda event: heard.append(event.kind))
    post(receiver, INCOMING)
    arrived(receiver)
    assert dropped(receiver) == "RuntimeError: mine"
    assert heard == ["IncomingCall"]
    stop()
    stop()
    post(receiver, INCOMING)
    arrived(receiver, 2)
    assert len(heard) == 1


def test_the_answer_does_not_wait_for_listeners(receiver):
    go_on = threading.Event()
    receiver.listen(lambda event: go_on.wait(5) and None)
    started = time.monotonic()
    assert raw(receiver, f"POST / HTTP/1.1\r\nContent-Length: {len(INCOMING)}\r\n\r\n{INCOMING}".encode())
    assert time.monotonic() - started < 1.0
    go_on.set()


def test_the_ring_forgets_but_counts():
    with EventReceiver(keep=2) as receiver:
        for _ in range(3):
            post(receiver, INCOMING)
        post(receiver, BY_CHILD)
        arrived(receiver, 4)
        assert [event.kind for event in receiver.events()] == ["IncomingCall", "CallStateChange"]
        assert [event.kind for event in receiver.events(since=3)] == ["CallStateChange"]
        assert receiver.events(since=4) == []


@pytest.mark.parametrize(
    ("data", "status", "why"),
    [
        (b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", b"200", "no XML"),
        (b"POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\n<a/>", b"200", "no event"),
        (b"POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n", b"200", "no XML"),
        (b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", b"400", "no length"),
        (b"POST / HTTP/1.1\r\nContent-Length: 65537\r\n\r\n", b"413", "too large"),
        (b"POST / HTTP/1.1\r\nContent-Length: 9" + b"9" * 400 + b"\r\n\r\n", b"413", "too large"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"400", "broken chunks"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n", b"413", "too large"),
        (b"POST / HTTP/1.1\r\n" + b"X: y\r\n" * 500 + b"\r\n", b"431", "headers"),
        (b"POST / HTTP/1.1\r\nX: " + b"y" * 70000 + b"\r\n\r\n", b"431", "Line too long"),
        (b"GET / HTTP/1.1\r\n\r\n", b"501", "Unsupported method"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\n", b"<!DOCTYPE", "Bad"),
        (b"A" * 70000, b"414", "URI"),
    ],
)
def test_garbage_is_counted_and_the_next_event_comes(receiver, data, status, why):
    assert status in raw(receiver, data)[:20]
    assert why.lower() in dropped(receiver).lower()
    post(receiver, INCOMING)
    arrived(receiver)


def test_a_body_of_megabytes(receiver):
    with contextlib.suppress(requests.ConnectionError):
        assert post(receiver, b"<a>" + b"x" * 5_000_000).status_code == 413
    assert "too large" in dropped(receiver)
    post(receiver, INCOMING)
    arrived(receiver)


def test_headers_without_end(receiver):
    flood = b"POST / HTTP/1.1\r\n" + b"".join(b"X: " + b"y" * 60000 + b"\r\n" for _ in range(20))
    with contextlib.suppress(ConnectionError):
        raw(receiver, flood)
    assert "too much for one post" in dropped(receiver)
    post(receiver, INCOMING)
    arrived(receiver)


def test_a_broken_post(receiver):
    with socket.create_connection(("127.0.0.1", receiver.port)) as sock:
        sock.sendall(b"POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\n<Off")
    assert "4 of 100 bytes" in dropped(receiver)


def test_dangerous_xml_is_dropped(receiver):
    laughs = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><OffHookEvent>&c;</OffHookEvent>'
    post(receiver, laughs)
    assert "DTDForbidden" in dropped(receiver)
    post(receiver, "<a>" * 20000)
    dropped(receiver, 2)
    post(receiver, "<a>" * 9000 + "</a>" * 9000)
    dropped(receiver, 3)
    assert receiver.count == 0


def test_slow_senders_block_nobody(receiver, monkeypatch):
    monkeypatch.setattr("PolyLibrary.phone.events._LIMIT", 1.0)
    slow = [socket.create_connection(("127.0.0.1", receiver.port)) for _ in range(60)]
    for sock in slow:
        sock.sendall(b"POST / HTTP/1.1\r\nX: ")
    started = time.monotonic()
    for _ in range(3):
        post(receiver, INCOMING)
    arrived(receiver, 3)
    assert time.monotonic() - started < 1.0
    # A byte now and then does not lengthen the time that a connection has.
    alive = list(slow)
    while alive and time.monotonic() - started < 4:
        time.sleep(0.1)
        for sock in list(alive):
            try:
                sock.sendall(b"y")
                sock.setblocking(False)
                with contextlib.suppress(BlockingIOError):
                    if sock.recv(100) == b"":
                        alive.remove(sock)
            except OSError:
                alive.remove(sock)
    assert not alive
    assert time.monotonic() - started < 4
    for sock in slow:
        sock.close()
    assert "timed out" in dropped(receiver, 60)


def test_500_events_from_10_threads(receiver):
    heard: list[str] = []
    receiver.listen(lambda event: heard.append(event.call_ref))

    def send(thread: int) -> None:
        for number in range(50):
            ref = f"{thread * 1000 + number:x}"
            body = f'<CallStateChangeEvent CallReference="{ref}" CallState="Setup">{HEAD}</CallStateChangeEvent>'
            assert post(receiver, body).status_code == 200

    threads = [threading.Thread(target=send, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    arrived(receiver, 500)
    assert len({event.call_ref for event in receiver.events()}) == 500
    assert len(set(heard)) == 500
    assert receiver.faults == 0


def test_a_path_keeps_others_out():
    with EventReceiver(path="events/x7") as receiver:
        assert receiver.url.endswith("/events/x7")
        assert requests.post(receiver.url.replace("x7", "x8"), data=INCOMING, timeout=5).status_code == 404
        assert requests.post(receiver.url + "?mac=1", data=INCOMING, timeout=5).status_code == 200
        arrived(receiver)
        assert receiver.faults == 1


def test_where_phones_are_told_to_post():
    with EventReceiver("0.0.0.0") as everywhere, pytest.raises(UsageError, match="advertise="):
        assert everywhere.url
    with EventReceiver("0.0.0.0", advertise="10.1.2.3") as receiver:
        assert receiver.url == f"http://10.1.2.3:{receiver.port}/"
        with pytest.raises(LabError, match="cannot be received"):
            EventReceiver("0.0.0.0", receiver.port)
    assert address_towards("127.0.0.1").startswith("127.")


def test_parameters():
    assert parameters("http://10.1.2.3:8000/x") == {
        "apps.telNotification.URL": "http://10.1.2.3:8000/x",
        "apps.telNotification.incomingEvent": "1",
        "apps.telNotification.outgoingEvent": "1",
        "apps.telNotification.offhookEvent": "1",
        "apps.telNotification.onhookEvent": "1",
        "apps.telNotification.callStateChangeEvent": "1",
    }
    assert parameters("u", ["userLogInOutEvent", "line registration"], target=3) == {
        "apps.telNotification.3.URL": "u",
        "apps.telNotification.userLogInOutEvent": "1",
        "apps.telNotification.lineRegistrationEvent": "1",
    }
    with pytest.raises(UnknownName, match="did you mean 'incoming'"):
        parameters("u", ["incomming"])
    with pytest.raises(UsageError, match="1 to 9"):
        parameters("u", target=10)
