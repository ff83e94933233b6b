"""Syslog: the line, three transports, its own filter, live changes."""

import re
from datetime import datetime

import pytest
from handset import Handset, until
from hypothesis import given
from hypothesis import strategies as st
from receivers import TcpServer, UdpServer, serving

from PolyLibrary.emulator.certificates import CertificateAuthority
from PolyLibrary.emulator.channels.syslog import host_and_port, message, severity

PREFIX = "device.syslog."


def set_up(phone: Handset, server: object, **more: str) -> None:
    port = server.server_address[1]  # type: ignore[attr-defined]
    values = {"serverName": f"127.0.0.1:{port}", **more}
    named = {f"{PREFIX}{name}": value for name, value in values.items()}
    switches = {f"{name}.set": "1" for name in named} | {"device.set": "1"}
    phone.fleet.run(lambda: phone.phone.config.set(named | switches, "web"))


def write(phone: Handset, component: str, level: object, text: str) -> None:
    phone.fleet.run(lambda: phone.phone.log.write(component, level, text))  # type: ignore[arg-type]


def heard(server: UdpServer | TcpServer, text: str) -> str:
    """The first line with that text."""
    found = until(lambda: [line for line in tuple(server.lines) if text.encode() in line])
    return found[0].decode()


def connected(phone: Handset) -> bool:
    """Whether the phone has a connection to its syslog server."""

    def wire() -> bool:
        syslog = phone.phone.channels._syslog
        return syslog is not None and syslog._wire is not None and syslog._wire.transport is not None

    return phone.fleet.run(wire)


def trying(phone: Handset) -> bool:
    """Whether the phone is about to connect."""

    def task() -> bool:
        syslog = phone.phone.channels._syslog
        return syslog is not None and syslog._task is not None

    return phone.fleet.run(task)


def test_line_over_udp(alice: Handset) -> None:
    with serving(UdpServer()) as server:
        set_up(alice, server)
        write(alice, "so", 5, "fell over")
        line = heard(server, "fell over")
        assert re.fullmatch(
            r"<130>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d "
            rf"{re.escape(alice.reach.host)} \d{{10}}\|so   \|5\|00\|fell over",
            line,
        )


@pytest.mark.parametrize(("level", "expected"), [(0, 7), (1, 7), (2, 6), (3, 6), (4, 3), (5, 2), (6, 0), ("*", 5)])
def test_severities(level: int, expected: int) -> None:
    assert severity(level) == expected  # type: ignore[arg-type]


def test_facility_mac_and_the_phones_own_lines(alice: Handset) -> None:
    with serving(UdpServer()) as server:
        set_up(alice, server, facility="3", prependMac="1", transport="1")
        line = heard(server, "device.syslog.facility set to '3'")
        assert line.startswith("<29>")
        assert f" {alice.reach.host} {alice.reach.mac}|" in line


def test_own_render_level(alice: Handset) -> None:
    with serving(UdpServer()) as server:
        set_up(alice, server, renderLevel="2")
        alice.configure(log__level__change__so="0", log__render__level="4")
        write(alice, "so", 1, "too fine for both")
        write(alice, "so", 3, "for syslog only")
        write(alice, "pps", 3, "held back by its component")
        write(alice, "so", "*", "for both")
        heard(server, "for both")
        heard(server, "for syslog only")
        assert "for syslog only" not in alice.log_text()
        assert "for both" in alice.log_text()
        # Lines whose writer asks first get there, too.
        alice.configure(log__level__change__rest="2", log__level__change__key="0")
        set_up(alice, server, renderLevel="6")
        alice.configure(log__render__level="0")
        alice.fleet.run(lambda: alice.phone.gui.key("Home"))
        write(alice, "so", 6, "the end")
        heard(server, "the end")
        text = b"\n".join(server.lines).decode()
        assert "key=Home" in alice.log_text()
        assert not re.search("too fine|held back|key=Home", text)


def test_debug_lines_reach_syslog_alone(alice: Handset) -> None:
    with serving(UdpServer()) as server:
        set_up(alice, server, renderLevel="0")
        alice.configure(log__level__change__rest="0")
        alice.post("v1/mgmt/config/get")
        heard(server, "|rest |0|00|At wappRestApiHandlerC::Handle. Returning from Handle.")
        assert "|rest |0|" not in alice.log_text()


def test_lines_over_tcp_and_again_after_the_server_went_away(alice: Handset) -> None:
    with serving(TcpServer()) as server:
        set_up(alice, server, transport="TCP")
        write(alice, "so", 4, "rows\nof one\nline")
        assert heard(server, "rows of one line").endswith("|so   |4|00|rows of one line\n")
        port = server.server_address[1]
        server.hang_up()
    until(lambda: not connected(alice))
    write(alice, "so", 4, "while it is away")
    until(lambda: not trying(alice))
    with serving(TcpServer(port=port)) as server:
        write(alice, "so", 4, "when it is back")
        heard(server, "while it is away")
        heard(server, "when it is back")


def test_lines_over_tls(alice: Handset) -> None:
    tls = CertificateAuthority().issue("0004f2000002").tls
    with serving(TcpServer(tls=tls)) as server:
        set_up(alice, server, transport="3")
        write(alice, "so", 4, "hidden from the wire")
        assert heard(server, "hidden from the wire").endswith("\n")


def test_live_changes(alice: Handset) -> None:
    with serving(UdpServer()) as first, serving(TcpServer()) as second:
        set_up(alice, first)
        write(alice, "so", 4, "one")
        heard(first, "one")
        set_up(alice, second, transport="TCP")
        write(alice, "so", 4, "two")
        heard(second, "two")
        set_up(alice, second, transport="None")
        write(alice, "so", 4, "three")
        set_up(alice, first, transport="UDP")
        write(alice, "so", 4, "four")
        heard(first, "four")
        assert not any(b"three" in line for line in [*first.lines, *second.lines])
        assert not any(b"|two" in line for line in first.lines)


@pytest.mark.parametrize("transport", ["UDP", "TCP", "TLS"])
def test_a_server_that_is_not_there_blocks_nothing(alice: Handset, transport: str) -> None:
    named = {f"{PREFIX}serverName": "127.0.0.1:9", f"{PREFIX}transport": transport}
    switches = {f"{name}.set": "1" for name in named} | {"device.set": "1"}
    alice.fleet.run(lambda: alice.phone.config.set(named | switches, "web"))
    for number in range(700):
        write(alice, "so", 4, f"line {number}")
    assert alice.get("v1/mgmt/lineInfo")["Status"] == "2000"
    assert "line 699" in alice.log_text()


def test_without_a_server_name_there_is_no_syslog(alice: Handset) -> None:
    with serving(UdpServer()) as server:
        set_up(alice, server)
        heard(server, "device.syslog.serverName")
        set_up(alice, server, serverName="")
        write(alice, "so", 6, "unheard")
        set_up(alice, server)
        write(alice, "so", 6, "heard again")
        heard(server, "heard again")
        assert not any(b"unheard" in line for line in server.lines)


NOW = datetime(2026, 11, 4, 9, 5, 7)


def test_message_to_the_letter_and_cut() -> None:
    assert message(NOW, 16, 4, "10.0.0.5", "1104090507|so   |4|00|hello") == (
        b"<131>Nov  4 09:05:07 10.0.0.5 1104090507|so   |4|00|hello"
    )
    assert len(message(NOW, 23, "*", "10.0.0.5", "x" * 5000)) == 1023
    assert 1020 <= len(message(NOW, 23, "*", "10.0.0.5", "ä" * 5000)) <= 1023


@given(st.text(max_size=3000), st.integers(0, 23), st.sampled_from([0, 3, 6, "*"]))
def test_any_message_fits_in_one_line(text: str, facility: int, level: object) -> None:
    made = message(NOW, facility, level, "10.0.0.5", text)  # type: ignore[arg-type]
    assert len(made) <= 1023
    assert b"\n" not in made
    made.decode()


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        ("lab.example", ("lab.example", 514)),
        ("192.0.2.5:1514", ("192.0.2.5", 1514)),
        ("[::1]:1514", ("::1", 1514)),
        ("[::1]", ("::1", 514)),
        ("fe80::1", ("fe80::1", 514)),
        ("lab.example:x", ("lab.example", 514)),
        ("lab.example:99999", ("lab.example", 514)),
    ],
)
def test_server_names(server: str, expected: tuple[str, int]) -> None:
    assert host_and_port(server, 514) == expected
