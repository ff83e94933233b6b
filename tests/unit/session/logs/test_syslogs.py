"""What is heard of one phone by syslog."""

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from session_fakes import FakePhone, session

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import LabError, PhoneRefused, Unreachable
from PolyLibrary.lab.entries import Syslog
from PolyLibrary.phone.config import ConfigValue
from PolyLibrary.phone.syslogtls import server_context
from PolyLibrary.session.logs.logtail import SyslogTail
from PolyLibrary.session.logs.syslogs import Ear, SyslogReceivers, attach
from PolyLibrary.session.phone_session import PhoneSession


def soon() -> Deadline:
    return Deadline(10)


MAC, OTHER = "0004f2aabbcc", "0004f2aabbdd"
NAMES = ("serverName", "transport", "facility", "renderLevel", "prependMac")


@pytest.fixture
def receivers(monkeypatch: pytest.MonkeyPatch) -> Iterator[SyslogReceivers]:
    made = SyslogReceivers()
    monkeypatch.setattr("PolyLibrary.session.logs.syslogs.receivers", made)
    yield made
    made.close()


def logging(asked: Syslog | None, server: str = "") -> PhoneSession:
    """A phone with the parameters of syslog, on loopback."""
    fake: Any = FakePhone()
    fake.config.values |= {f"device.syslog.{name}": ConfigValue("", "default") for name in NAMES}
    fake.config.values["device.syslog.serverName"] = ConfigValue(server, "config")
    fake.address = SimpleNamespace(https_port=443)
    made = session(fake)
    made.entry = replace(made.entry, host="127.0.0.1", syslog=asked)
    return made


def server_of(alice: PhoneSession) -> tuple[str, int]:
    name = "device.syslog.serverName"
    host, _, port = alice.phone.config.get([name], soon())[name].value.partition(":")
    return host, int(port)


def message(text: str, mac: str = MAC) -> bytes:
    return f"<134>Aug 30 12:00:00 10.0.0.1 {mac}|0830120000|pgui |2|00|{text}\n".encode()


def send(alice: PhoneSession, *messages: bytes) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for each in messages:
            sender.sendto(each, server_of(alice))


def ear_of(alice: PhoneSession) -> Ear:
    assert alice.logbook.ear is not None
    return alice.logbook.ear


def heard(alice: PhoneSession, count: int) -> list[str]:
    """The texts, as soon as there are so many."""
    tail = alice.logbook.follow(alice.start)
    for _ in tail.rounds(soon()):
        if len(tail.look(soon())) >= count:
            break
    return [line.text for line in tail.look(soon())]


def test_nothing_is_asked_of_phones_that_shall_not(receivers: SyslogReceivers) -> None:
    alice = logging(None)
    attach(alice)
    assert alice.logbook.ear is None
    assert alice.phone.sent == []  # type: ignore[attr-defined]


def test_only_lines_of_this_phone_since_the_mark(receivers: SyslogReceivers) -> None:
    alice = logging(Syslog())
    attach(alice)
    send(alice, message("one"))
    assert heard(alice, 1) == ["one"]
    before, alice.start = alice.start, alice.mark()
    send(alice, message("of bob", OTHER), message("two"))
    assert heard(alice, 1) == ["two"]
    alice.start = before
    assert heard(alice, 2) == ["one", "two"]
    assert ear_of(alice).heard


def test_what_is_set_and_put_back(receivers: SyslogReceivers) -> None:
    alice = logging(Syslog(), server="10.9.9.9")
    attach(alice)
    values = {name: alice.phone.config.get([f"device.syslog.{name}"], soon()) for name in NAMES}
    assert [values[name][f"device.syslog.{name}"].value for name in NAMES[1:]] == ["1", "16", "0", "1"]
    [note] = [step.text for step in alice.steps.last(9, kind="note")]
    assert note == "its syslog goes here instead of to 10.9.9.9 (put back with the configuration)"
    alice.config.restore("suite", soon())
    assert alice.phone.config.get(["device.syslog.serverName"], soon())["device.syslog.serverName"].value == "10.9.9.9"


def test_a_phone_that_sends_here_already_is_left_alone(receivers: SyslogReceivers) -> None:
    alice = logging(Syslog())
    attach(alice)
    sent = len(alice.phone.sent)  # type: ignore[attr-defined]
    attach(alice)
    assert len(alice.phone.sent) == sent  # type: ignore[attr-defined]


def test_a_phone_that_refuses_is_a_warning_and_read_by_web(receivers: SyslogReceivers) -> None:
    alice = logging(Syslog())
    alice.phone.config.error = PhoneRefused("alice refuses it.", status="4003")  # type: ignore[attr-defined]
    attach(alice)
    assert alice.logbook.ear is None
    [warning] = [step.text for step in alice.steps.last(9, kind="warning")]
    assert warning == "its syslog cannot be used, its log is read by web: alice refuses it."


def test_a_mark_from_before_is_judged_by_the_phones_own_log(receivers: SyslogReceivers) -> None:
    alice = logging(Syslog())
    early = alice.mark()
    attach(alice)
    assert alice.logbook.follow(early).by == ""
    assert alice.logbook.follow(alice.mark()).by == "by syslog over UDP"


def test_more_lines_than_are_kept(receivers: SyslogReceivers) -> None:
    alice = logging(Syslog("tcp"))
    receiver = receivers.towards("127.0.0.1", 443, Syslog("tcp"))
    ear = alice.logbook.ear = Ear(alice, receiver, keep=2)
    alice.start = alice.mark()
    with socket.create_connection(("127.0.0.1", receiver.port)) as phone:
        phone.sendall(message("one") + message("two"))
        assert heard(alice, 2) == ["one", "two"]
        assert alice.logbook.follow(alice.start).gap() == ""
        phone.sendall(message("three") + message("four"))
        for _ in alice.logbook.follow(alice.start).rounds(soon()):
            if [line.text for line in ear.lines()] == ["three", "four"]:
                break
        assert alice.logbook.follow(alice.start).gap() == "more lines came than are kept"


def test_a_connection_that_breaks(receivers: SyslogReceivers) -> None:
    alice = logging(Syslog("tcp"))
    attach(alice)
    assert alice.logbook.follow(alice.start).gap() == "no line at all has come by syslog"
    with socket.create_connection(server_of(alice)) as phone:
        phone.sendall(message("one"))
        assert heard(alice, 1) == ["one"]
        assert alice.logbook.follow(alice.start).gap() == ""
    until = time.monotonic() + 10
    while not ear_of(alice).broken(alice.start.at):
        assert time.monotonic() < until
        time.sleep(0.01)
    assert alice.logbook.follow(alice.start).gap() == "its syslog connection broke"


def test_udp_is_never_sure_and_says_what_the_phone_lost(receivers: SyslogReceivers) -> None:
    alice = logging(Syslog())
    attach(alice)
    send(alice, message("one"))
    heard(alice, 1)
    assert alice.logbook.follow(alice.start).gap() == "syslog over UDP may lose lines"
    send(alice, message("two").replace(b"|00|", b"|02|"))
    heard(alice, 2)
    assert alice.logbook.follow(alice.start).gap().startswith("the phone says that it lost 2 lines before")


def test_the_receiver_that_stopped_is_told(receivers: SyslogReceivers) -> None:
    alice = logging(Syslog())
    attach(alice)
    tail = alice.logbook.follow(alice.start)
    assert isinstance(tail, SyslogTail)
    receivers.close()
    with pytest.raises(LabError, match="the receiver of its syslog has stopped"):
        list(tail.rounds(Deadline(1)))


def test_after_the_end_nothing_is_heard(receivers: SyslogReceivers) -> None:
    alice, bob = logging(Syslog()), logging(Syslog())
    attach(alice)
    attach(bob)
    assert server_of(alice) == server_of(bob)
    ear = ear_of(alice)
    alice.close()
    send(bob, message("late"))
    assert heard(bob, 1) == ["late"]
    assert ear.lines() == []


def test_the_last_words_of_a_phone_that_is_gone(receivers: SyslogReceivers) -> None:
    alice = logging(Syslog())
    attach(alice)
    send(alice, message("last"))
    heard(alice, 1)
    alice.phone.log_error = Unreachable("no answer.")  # type: ignore[attr-defined]
    assert alice.logbook.tail(5, soon()) == [
        "(the log could not be read: no answer; by syslog it last said:)",
        "0830120000|pgui |2|00|last",
    ]


def test_a_certificate_of_the_lab(receivers: SyslogReceivers, tmp_path: Path) -> None:
    with pytest.raises(LabError) as caught:
        receivers.towards("127.0.0.1", 443, Syslog("tls", certificate=tmp_path / "none.pem"))
    assert caught.value.wanted == f"The certificate {tmp_path / 'none.pem'} of the syslog server cannot be used."
    (tmp_path / "bad.pem").write_text("no certificate", encoding="ascii")
    with pytest.raises(LabError):
        server_context("127.0.0.1", tmp_path / "bad.pem")


@pytest.mark.parametrize("host", ["127.0.0.1", "logs.lab.example"])
def test_a_certificate_that_signs_itself(host: str) -> None:
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    theirs.check_hostname, theirs.verify_mode = False, ssl.CERT_NONE
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    ours_in, ours_out = ssl.MemoryBIO(), ssl.MemoryBIO()
    phone = theirs.wrap_bio(incoming, outgoing)
    us = server_context(host).wrap_bio(ours_in, ours_out, server_side=True)
    for _ in range(4):
        for side in (phone, us):
            with suppress(ssl.SSLWantReadError):
                side.do_handshake()
        ours_in.write(outgoing.read())
        incoming.write(ours_out.read())
    assert phone.getpeercert(binary_form=True)
