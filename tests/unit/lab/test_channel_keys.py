"""``push:``, ``notify:`` and ``syslog:`` of the lab file."""

from pathlib import Path

import pytest

from PolyLibrary.errors import FileFaults
from PolyLibrary.lab.labfile import LabPhone, Login, Syslog, load_lab, write_lab
from PolyLibrary.redaction import MASK, Password, redact


def read(folder: Path, text: str) -> dict[str, LabPhone]:
    file = folder / "lab.yaml"
    file.write_text(text, encoding="utf-8")
    return dict(load_lab(file, {"PUSH_PASSWORD": "chestnut-5"}).phones)


def test_each_phone_or_all_of_them(tmp_path: Path) -> None:
    phones = read(
        tmp_path,
        'phones: {a: {host: h, notify: off}, b: {host: i, push: {user: own, password: "%{PUSH_PASSWORD}"}}}\n'
        "defaults: {notify: events, push: {user: all, password: walnut-5}}\n",
    )
    assert (phones["a"].notify, phones["b"].notify) == ("off", "events")
    assert phones["a"].push == Login("all", Password("walnut-5"))
    assert phones["b"].push == Login("own", Password("chestnut-5"))
    assert redact(f"{phones['b']} walnut-5").count(MASK) == 2


def test_without_them_the_library_decides(tmp_path: Path) -> None:
    phone = read(tmp_path, "phones: {a: {host: h}}")["a"]
    assert (phone.push, phone.notify, phone.syslog) == (None, None, None)


def test_how_the_log_comes_by_syslog(tmp_path: Path) -> None:
    phones = read(
        tmp_path,
        "phones: {a: {host: h}, b: {host: i, syslog: off}, c: {host: j, syslog: tcp},"
        " d: {host: k, syslog: {transport: tls, port: 6514, address: 10.1.1.1, certificate: certs/own.pem}}}\n"
        "defaults: {syslog: udp}\n",
    )
    assert phones["a"].syslog == Syslog("udp")
    assert phones["b"].syslog is None
    assert phones["c"].syslog == Syslog("tcp")
    assert phones["d"].syslog == Syslog("tls", 6514, "10.1.1.1", tmp_path / "certs" / "own.pem")


def test_faults_have_their_lines(tmp_path: Path) -> None:
    text = """\
phones:
  a: {host: h, notify: evnts}
  b: {host: i, push: {user: u}}
  c: {host: j, push: {user: '', password: p}}
  d: {host: k, syslog: tpc}
  e: {host: l, syslog: {port: 70000}}
"""
    with pytest.raises(FileFaults) as caught:
        read(tmp_path, text)
    assert [(fault.line, fault.text) for fault in caught.value.faults] == [
        (2, "phones > a > notify: 'evnts' is none of its words; did you mean 'events'?"),
        (3, "'password' is missing in phones > b > push"),
        (4, "phones > c > push > user: is empty; phones keep a channel off whose user or password is"),
        (5, "phones > d > syslog > transport: 'tpc' is no way of syslog; did you mean 'tcp'?"),
        (6, "phones > e > syslog > port: wants at most 65535, not '70000'"),
    ]


def test_a_password_in_clear_is_warned_about(tmp_path: Path) -> None:
    file = tmp_path / "lab.yaml"
    file.write_text("phones:\n  a: {host: h, push: {user: u, password: walnut-5}}\n", encoding="utf-8")
    file.chmod(0o644)
    [warning] = load_lab(file, {}).warnings
    assert "holds a password in clear (line 2)" in warning


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    phone = LabPhone("a", "h", push=Login("own", Password("walnut-5")), notify="events")
    other = LabPhone("b", "i", syslog=Syslog("tls", 6514, "10.1.1.1", tmp_path / "own.pem"))
    third = LabPhone("c", "j", syslog=Syslog())
    write_lab(tmp_path / "lab.yaml", [phone, other, third])
    assert load_lab(tmp_path / "lab.yaml", {}).phones == {"a": phone, "b": other, "c": third}
