"""Syslog both ways: logger, nc and OpenSSL feed the library's receiver and hear what virtual phones send."""

import json
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from outside import LINES, USER, Emulated, curl, emulated, needs, run
from processes import until

from PolyLibrary.deadline import Deadline
from PolyLibrary.phone.syslog import SyslogLine, SyslogReceiver, SyslogTransport, parameters
from PolyLibrary.phone.syslogline import Severity

HOST = "127.0.0.1"
TEXT = "0904183707|pgui |3|00|CLayoutMgr::onFilteredMouseEvent: mouse event detected at (x,y)=(438,254), state = 1"
PHONE = f"<134>Sep  4 18:37:07 10.252.149.61 0004f28b54f4|{TEXT}"
CONFIG_SET = "/api/v1/mgmt/config/set"

pytestmark = [
    needs("curl", "logger", "nc", "openssl"),
    pytest.mark.skipif(
        shutil.which("nc") is not None and b"OpenBSD" not in run("nc", "-h").stderr,
        reason="nc is not that of OpenBSD, whose options are used here",
    ),
]


@dataclass(frozen=True)
class Certified:
    """A certificate of our own, made by OpenSSL."""

    certificate: Path
    key: Path

    @property
    def context(self) -> ssl.SSLContext:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(self.certificate, self.key)
        return made


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Certified:
    folder = tmp_path_factory.mktemp("certificate")
    made = Certified(folder / "server.pem", folder / "server.key")
    kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=syslog")
    done = run("openssl", "req", "-x509", *kind, "-keyout", made.key, "-out", made.certificate)
    assert done.returncode == 0, done.stderr.decode()
    return made


# Into the library's receiver ----------------------------------------------------------------------------------


def heard(receiver: SyslogReceiver, text: str) -> SyslogLine:
    line = receiver.wait(lambda each: text in each.line.text, Deadline(20), since=0)
    assert line is not None, [str(each) for each in receiver.lines()]
    assert receiver.faults == 0, receiver.dropped
    return line


@pytest.mark.parametrize(
    ("transport", "options"),
    [
        ("udp", ("--udp", "--rfc3164")),
        ("tcp", ("--tcp", "--rfc3164")),
        ("tcp", ("--tcp", "--rfc3164", "--octet-count")),
    ],
    ids=["udp", "tcp by line feeds", "tcp by counts"],
)
def test_logger_is_heard(transport: SyslogTransport, options: tuple[str, ...]) -> None:
    with SyslogReceiver(HOST, 0, transport) as receiver:
        where = ("-n", HOST, "-P", receiver.port, "-t", "polytest", "-p", "local0.warning")
        done = run("logger", *options, *where, "line one")
        assert done.returncode == 0, done.stderr.decode()
        line = heard(receiver, "line one")
    assert (line.facility, line.severity) == (16, Severity.WARNING)
    assert line.line.text.endswith("polytest: line one")
    assert line.host == socket.gethostname().partition(".")[0]
    assert line.stamp is not None
    assert line.mac is None


def test_logger_sends_many_lines_over_one_connection() -> None:
    many = "".join(f"number {place}\n" for place in range(500))
    with SyslogReceiver(HOST, 0, "tcp") as receiver:
        run("logger", "--tcp", "--rfc3164", "-n", HOST, "-P", receiver.port, "-t", "polytest", given=many)
        heard(receiver, "number 499")
        texts = [line.line.text for line in receiver.lines()]
    assert [text.rpartition(" ")[2] for text in texts] == [str(place) for place in range(500)]


@pytest.mark.parametrize(
    ("transport", "options"), [("udp", ("-u", "-q", "0", "-w", "1")), ("tcp", ("-N",))], ids=["udp", "tcp"]
)
def test_a_phones_line_by_nc(transport: SyslogTransport, options: tuple[str, ...]) -> None:
    with SyslogReceiver(HOST, 0, transport) as receiver:
        run("nc", *options, HOST, receiver.port, given=PHONE + "\n")
        line = heard(receiver, "(438,254)")
    assert (line.facility, line.severity, line.host, line.mac) == (
        16,
        Severity.INFO,
        "10.252.149.61",
        "0004f28b54f4",
    )
    assert (line.line.component, line.line.level, line.line.time) == ("pgui", "3", "0904183707")
    assert str(line) == TEXT


def test_nc_sends_what_is_no_syslog() -> None:
    with SyslogReceiver(HOST, 0, "tcp") as receiver:
        run("nc", "-N", HOST, receiver.port, given=f"GET / HTTP/1.1\n{PHONE}\n")
        assert receiver.wait(lambda each: "(438,254)" in each.line.text, Deadline(20), since=0) is not None
        assert [drop.why for drop in receiver.dropped] == ["no priority: b'GET / HTTP/1.1'"]


def test_a_phones_line_by_openssl(certified: Certified) -> None:
    with SyslogReceiver(HOST, 0, "tls", context=certified.context) as receiver:
        where = ("-connect", f"{HOST}:{receiver.port}", "-CAfile", certified.certificate)
        run("openssl", "s_client", "-no_ign_eof", "-verify_return_error", *where, given=PHONE + "\n")
        assert str(heard(receiver, "(438,254)")) == TEXT


# Out of virtual phones ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulated]:
    with emulated(tmp_path_factory.mktemp("syslog"), {"alice": "VVX600"}) as phones:
        yield phones["alice"]


def free_port(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def taken(port: int, transport: str) -> bool:
    rows = Path(f"/proc/net/{transport}").read_text(encoding="ascii").splitlines()[1:]
    return any(row.split()[1].endswith(f":{port:04X}") for row in rows)


@contextmanager
def listening(transport: SyslogTransport, certified: Certified, file: Path) -> Iterator[int]:
    """Somebody else's receiver that writes what it hears to a file; its port."""
    port = free_port(socket.SOCK_DGRAM if transport == "udp" else socket.SOCK_STREAM)
    commands = {
        "udp": ["nc", "-k", "-u", "-l", HOST, str(port)],
        "tcp": ["nc", "-l", HOST, str(port)],
        "tls": ["openssl", "s_server", "-quiet", "-naccept", "1", "-accept", f"{HOST}:{port}"],
    }
    own = ["-cert", str(certified.certificate), "-key", str(certified.key)] if transport == "tls" else []
    with (
        file.open("wb") as out,
        subprocess.Popen(
            [*commands[transport], *own], stdin=subprocess.PIPE, stdout=out, stderr=subprocess.STDOUT
        ) as child,
    ):
        try:
            until(lambda: taken(port, "udp" if transport == "udp" else "tcp"))
            yield port
        finally:
            child.terminate()


def configure(phone: Emulated, values: dict[str, str]) -> None:
    body = json.dumps({"data": {"device.set": "1", **{f"{name}.set": "1" for name in values}, **values}})
    said = curl("-u", USER, "-d", body, phone.url(CONFIG_SET))
    assert said.text == '{"Status": "2000"}'


@pytest.mark.parametrize("transport", ["udp", "tcp", "tls"])
def test_others_hear_the_phone(
    phone: Emulated, certified: Certified, transport: SyslogTransport, tmp_path: Path
) -> None:
    file = tmp_path / "heard.txt"
    levels = json.dumps({"data": {"log.level.change.rest": "0"}})
    assert curl("-u", USER, "-d", levels, phone.url(CONFIG_SET)).text == '{"Status": "2000"}'
    with listening(transport, certified, file) as port:
        configure(phone, parameters(HOST, port, transport, level=0, facility=17))
        assert curl("-u", USER, phone.url(LINES)).codes == (200,)
        until(lambda: b"Request's HTTP method GET" in file.read_bytes())
    # What a datagram ends with is its own end: the lines come without line feeds there.
    text = file.read_text(encoding="utf-8")
    found = re.findall(
        r"<(\d+)>([A-Z][a-z]{2}) ([ \d]\d) (\d\d:\d\d:\d\d) (\S+) ([0-9a-f]{12})\|(\d{10})\|(\w+) *\|(\S)\|00\|"
        r"(At wappRestApiHandlerC::Handle\. Request's HTTP method GET)",
        text,
    )
    assert found, text
    priority, _, _, clock, host, mac, stamp, component, level, _ = found[0]
    assert (int(priority) // 8, int(priority) % 8) == (17, 7)
    assert (host, mac) == (phone.entry.host, phone.entry.mac)
    assert (component, level) == ("rest", "0")
    assert stamp[4:] == clock.replace(":", "")
    assert text.count("\n") == (0 if transport == "udp" else text.count(f"{phone.entry.mac}|"))
