"""The receiver of syslog: the form of phones, framing, and all three transports."""

import contextlib
import socket
import ssl
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from phone_stub import certificate

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import LabError, UnknownName, UsageError
from PolyLibrary.phone.log import LogTime
from PolyLibrary.phone.syslog import SyslogReceiver, parameters
from PolyLibrary.phone.syslogline import MOST, Framer, Severity, parse_syslog

ENTRY = "0904183707|pgui |3|00|mouse event (x,y)=(438,254)|state"
WITH_MAC = f"<134>Sep  4 18:37:07 10.1.2.3 0004f2aabbcc|{ENTRY}"
WITHOUT = f"<134>Sep 14 18:37:07 10.1.2.3 {ENTRY}"


def arrived(receiver: SyslogReceiver, count: int = 1) -> None:
    until = time.monotonic() + 5
    while receiver.count < count and time.monotonic() < until:
        time.sleep(0.005)
    assert receiver.count == count


def test_a_line_with_a_mac():
    line = parse_syslog(WITH_MAC.encode(), "10.9.9.9")
    assert line is not None
    assert (line.severity, line.facility) == (Severity.INFO, 16)
    assert (line.host, line.mac, line.sender) == ("10.1.2.3", "0004f2aabbcc", "10.9.9.9")
    assert line.stamp == LogTime(9, 4, 18, 37, 7)
    assert (line.line.component, line.line.level) == ("pgui", "3")
    assert line.line.text == "mouse event (x,y)=(438,254)|state"
    assert str(line) == ENTRY


@pytest.mark.parametrize(
    ("message", "host", "mac", "component", "text"),
    [
        (WITHOUT, "10.1.2.3", None, "pgui", "mouse event (x,y)=(438,254)|state"),
        (
            "<131>Sep 14 18:37:07 10.1.2.3 00:04:F2:AA:BB:CC|0914183707|sip  |4|02|a\nb\n",
            "10.1.2.3",
            "0004f2aabbcc",
            "sip",
            "a\nb",
        ),
        (
            "<133>Sep 14 18:37:07 phone-7.lab 011511.006|log  |*|00|Initial log entry",
            "phone-7.lab",
            None,
            "log",
            "Initial log entry",
        ),
        ("<128>0914183707|so   |6|00|dead", "", None, "so", "dead"),
        ("<128>10.1.2.3 000412345678|0914183707|so   |6|00|dead", "10.1.2.3", "000412345678", "so", "dead"),
        ("<134>Sep 14 18:37:07 relay phone says: 0914183707|so   |2|00|x", "relay", None, "so", "x"),
        ("<134>Sep 14 18:37:07 10.1.2.3 hello there", "10.1.2.3", None, "", "hello there"),
        ("<134>hello there", "", None, "", "hello there"),
        ("<134>Smarch 45 hello", "", None, "", "Smarch 45 hello"),
        ("<0>", "", None, "", ""),
    ],
)
def test_forms(message, host, mac, component, text):
    line = parse_syslog(message.encode())
    assert line is not None
    assert (line.host, line.mac, line.line.component, line.line.text) == (host, mac, component, text)


@pytest.mark.parametrize("message", ["", "hello", "<192>x", "<>x", "<-1>x", "<1234>x", ENTRY, " <1>x"])
def test_no_priority_is_no_message(message):
    assert parse_syslog(message.encode()) is None


def test_a_message_that_was_cut_in_a_letter():
    line = parse_syslog(WITHOUT.encode() + "ü".encode()[:1])
    assert line is not None
    assert line.line.component == "pgui"


@pytest.mark.parametrize(("severity", "level"), [(7, "0"), (6, "3"), (5, "*"), (3, "4"), (2, "5"), (0, "6")])
def test_the_severity_stands_in_for_the_level(severity, level):
    line = parse_syslog(f"<{128 + severity}>free words".encode())
    assert line is not None
    assert (line.severity, line.line.level) == (severity, level)


def test_udp():
    heard: list[str] = []
    with SyslogReceiver() as receiver, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        receiver.listen(lambda line: heard.append(line.line.text))
        before = receiver.count
        sock.sendto(b"garbage", ("127.0.0.1", receiver.port))
        sock.sendto(b"", ("127.0.0.1", receiver.port))
        sock.sendto(WITH_MAC.encode(), ("127.0.0.1", receiver.port))
        found = receiver.wait(lambda line: line.line.component == "pgui", Deadline(3.0), since=before)
        assert found is not None
        assert found.sender == "127.0.0.1"
        assert receiver.faults == 2
        assert "no priority" in receiver.dropped[0].why
        assert heard == [found.line.text]


def test_a_burst_over_udp_loses_nothing():
    with SyslogReceiver() as receiver, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for number in range(200):
            sock.sendto(
                f"<134>Sep 14 18:37:07 10.1.2.3 0914183707|so   |2|00|{number}".encode(), ("127.0.0.1", receiver.port)
            )
        arrived(receiver, 200)
        assert [line.line.text for line in receiver.lines()] == [str(number) for number in range(200)]


def test_tcp_with_both_framings_on_one_connection(monkeypatch):
    monkeypatch.setattr("PolyLibrary.phone.syslog._HOLD", 0.3)
    counted = f"{len(WITH_MAC)} {WITH_MAC}".encode()
    with (
        SyslogReceiver(transport="tcp") as receiver,
        socket.create_connection(("127.0.0.1", receiver.port)) as sock,
    ):
        stream = (
            f"{WITHOUT}\n".encode() + counted + counted + f"{WITHOUT}\r\n{{\n  42 x\n}}\n".encode() + WITHOUT.encode()
        )
        for at in range(0, len(stream), 37):
            sock.sendall(stream[at : at + 37])
        arrived(receiver, 4)
        sock.close()
        arrived(receiver, 5)
        lines = receiver.lines()
        assert [line.mac is not None for line in lines] == [False, True, True, False, False]
        assert lines[3].line.text.endswith("|state\n{\n  42 x\n}")
        assert receiver.faults == 0


def test_a_line_comes_although_nothing_follows():
    with (
        SyslogReceiver(transport="tcp") as receiver,
        socket.create_connection(("127.0.0.1", receiver.port)) as sock,
    ):
        started = time.monotonic()
        sock.sendall(f"{WITHOUT}\n".encode())
        assert receiver.wait(lambda line: True, Deadline(3.0), since=0) is not None
        assert time.monotonic() - started < 2.5


def test_many_connections_and_one_that_says_nothing():
    with SyslogReceiver(transport="tcp") as receiver:
        silent = socket.create_connection(("127.0.0.1", receiver.port))

        def send(thread: int) -> None:
            with socket.create_connection(("127.0.0.1", receiver.port)) as sock:
                for number in range(50):
                    sock.sendall(f"<134>0914183707|so   |2|00|{thread}.{number}\n".encode())

        threads = [threading.Thread(target=send, args=(number,)) for number in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        arrived(receiver, 500)
        assert len({line.line.text for line in receiver.lines()}) == 500
        silent.close()


def test_what_is_too_long_is_left_out():
    with (
        SyslogReceiver(transport="tcp") as receiver,
        socket.create_connection(("127.0.0.1", receiver.port)) as sock,
    ):
        sock.sendall(b"<134>" + b"x" * (3 * MOST) + b"\n" + f"{WITHOUT}\n".encode())
        sock.sendall(b"99999999 <134>" + b"x" * 1000 + b"\n" + f"{WITHOUT}\n".encode())
        arrived(receiver, 2)
        assert [drop.why for drop in receiver.dropped] == [f"a message of more than {MOST} bytes"] * 2


def test_tls(tmp_path: Path):
    trusting = ssl.create_default_context()
    trusting.check_hostname = False
    trusting.verify_mode = ssl.CERT_NONE
    with SyslogReceiver(transport="tls", context=certificate(tmp_path, "lab")) as receiver:
        with socket.create_connection(("127.0.0.1", receiver.port)) as plain:
            plain.sendall(f"{WITHOUT}\n".encode())
            plain.settimeout(5)
            with contextlib.suppress(ConnectionError):
                plain.recv(100)
        with (
            socket.create_connection(("127.0.0.1", receiver.port)) as sock,
            trusting.wrap_socket(sock) as safe,
        ):
            safe.sendall(f"{WITH_MAC}\n".encode())
            arrived(receiver)
        assert receiver.lines()[0].mac == "0004f2aabbcc"
        assert receiver.faults == 1
        assert "SSLError" in receiver.dropped[0].why


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_closing_is_quick_and_frees_the_port(transport):
    receiver = SyslogReceiver(transport=transport)
    open_ends = [socket.create_connection(("127.0.0.1", receiver.port)) for _ in range(3) if transport == "tcp"]
    with pytest.raises(LabError, match="cannot be received"):
        SyslogReceiver(port=receiver.port, transport=transport)
    started = time.monotonic()
    receiver.close()
    assert time.monotonic() - started < 5
    for sock in open_ends:
        sock.settimeout(2)
        with contextlib.suppress(ConnectionError):
            assert sock.recv(10) == b""
        sock.close()
    assert receiver.wait(lambda line: True, Deadline(5.0)) is None
    assert not receiver.faults


def test_faulty_arguments():
    with pytest.raises(UnknownName, match="did you mean 'udp'"):
        SyslogReceiver(transport="upd")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="needs a certificate"):
        SyslogReceiver(transport="tls")
    with pytest.raises(UsageError, match="takes none"):
        SyslogReceiver(context=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
    for wrong in ({"level": 7}, {"facility": 24}):
        with pytest.raises(UsageError, match="There is no"):
            parameters("10.1.2.3", 514, **wrong)


def test_parameters():
    assert parameters("10.1.2.3", 514) == {
        "device.syslog.serverName": "10.1.2.3",
        "device.syslog.transport": "1",
        "device.syslog.facility": "16",
        "device.syslog.renderLevel": "0",
        "device.syslog.prependMac": "1",
    }
    assert parameters("10.1.2.3", 6514, "tls", level=4, prepend_mac=False) == {
        "device.syslog.serverName": "10.1.2.3",
        "device.syslog.transport": "3",
        "device.syslog.facility": "16",
        "device.syslog.renderLevel": "4",
        "device.syslog.prependMac": "0",
    }
    assert parameters("10.1.2.3", 5140, "tcp")["device.syslog.serverName"] == "10.1.2.3:5140"
    with SyslogReceiver(advertise="10.1.2.9") as receiver:
        assert receiver.parameters()["device.syslog.serverName"] == f"10.1.2.9:{receiver.port}"


def test_a_framer_ends_what_was_begun():
    framer = Framer()
    assert framer.feed(b"<1>a\nb") == []
    assert framer.holds
    assert framer.finish() == [b"<1>a\nb"]
    assert framer.finish() == []


def test_the_phone_loads_none_of_it():
    modules = ("push", "polling", "events", "syslog", "phonexml")
    code = (
        "import sys, PolyLibrary.phone.phone\n"
        f"loaded = [name for name in {modules!r} if 'PolyLibrary.phone.' + name in sys.modules]\n"
        "import PolyLibrary.phone.push, PolyLibrary.phone.polling, PolyLibrary.phone.events\n"
        "print(loaded, 'defusedxml' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[] False"
