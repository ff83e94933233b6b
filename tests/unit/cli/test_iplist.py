"""``ip.txt``: what is read, and every fault with its line."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from PolyLibrary.cli.iplist import address_of, line_of, parse_address, read_ip_list, write_ip_list
from PolyLibrary.errors import Fault, FileFaults, UsageError
from PolyLibrary.redaction import Password


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    return tmp_path / "ip.txt"


def test_the_list_of_the_faq(listed: Path) -> None:
    listed.write_bytes(b"10.252.149.67\r\n10.252.149.59\r\n")
    assert [each.host for each in read_ip_list(listed)] == ["10.252.149.67", "10.252.149.59"]


def test_comments_blank_lines_ports_and_names(listed: Path) -> None:
    listed.write_text(
        "# berlin\n\n 10.0.0.1:8443  # alice\nphone-2.lab.example\n[fe80::1]:444\nfe80::2\nhttp://10.0.0.3\n10.0.0.4:80",
        encoding="utf-8",
    )
    found = [(each.line, each.host, each.port, each.plain) for each in read_ip_list(listed)]
    assert found == [
        (3, "10.0.0.1", 8443, False),
        (4, "phone-2.lab.example", None, False),
        (5, "fe80::1", 444, False),
        (6, "fe80::2", None, False),
        (7, "10.0.0.3", None, True),
        (8, "10.0.0.4", 80, True),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_files_that_windows_writes(listed: Path, encoding: str) -> None:
    listed.write_text("10.0.0.1\r\n10.0.0.2\r\n", encoding=encoding)
    assert [each.host for each in read_ip_list(listed)] == ["10.0.0.1", "10.0.0.2"]


def test_the_comments_that_batch_files_skip(listed: Path) -> None:
    listed.write_bytes(b"; berlin\r\n10.0.0.1\r\n ;10.0.0.2\r\n")
    assert [each.host for each in read_ip_list(listed)] == ["10.0.0.1"]


def test_a_thousand_lines_with_the_faults_of_all(listed: Path) -> None:
    lines = [f"10.0.{number // 250}.{number % 250 + 1}" for number in range(1000)]
    listed.write_text("\r\n".join(lines), encoding="utf-8-sig")
    assert [each.written for each in read_ip_list(listed)] == lines
    listed.write_text("\r\n".join([*lines, *lines[::2]]), encoding="utf-8-sig")
    with pytest.raises(FileFaults) as caught:
        read_ip_list(listed)
    assert len(caught.value.faults) == 500
    assert str(caught.value.faults[1]) == str(Fault(1002, "'10.0.0.3' stands in line 3 already"))


@pytest.mark.parametrize("other", ["[2001:db8::1]", "2001:DB8:0::1", "[2001:db8::1]:443", "https://[2001:db8::1]/"])
def test_an_ipv6_address_is_the_same_in_all_spellings(listed: Path, other: str) -> None:
    listed.write_text(f"2001:db8::1\n{other}\n", encoding="utf-8")
    with pytest.raises(FileFaults, match="stands in line 1 already"):
        read_ip_list(listed)


def test_all_faults_come_at_once_with_their_lines(listed: Path) -> None:
    listed.write_text(
        "10.0.0.1\n10.0.0.999\n10.0.0.2 alice\n10.0.0.1:443\n10.0.0.3:70000\nPolycom:789@10.0.0.4\n10.0.0.5/24\n"
        "al!ce\n[fe80::1\n",
        encoding="utf-8",
    )
    with pytest.raises(FileFaults) as caught:
        read_ip_list(listed)
    assert [(fault.line, fault.text) for fault in caught.value.faults] == [
        (2, "'10.0.0.999' is no IP address"),
        (3, "'10.0.0.2 alice' is more than an address; write # before a comment"),
        (4, "'10.0.0.1:443' stands in line 1 already"),
        (5, "'70000' is no port; ports go from 1 to 65535"),
        (6, "a login does not belong here; the password comes from POLY_PASSWORD"),
        (7, "'10.0.0.5/24' holds more than an address and a port"),
        (8, "'al!ce' is no host name or address"),
        (9, "'[fe80::1' is no IPv6 address with a port; write [address]:port"),
    ]
    assert "789" not in str(caught.value)


def test_a_list_without_an_address(listed: Path) -> None:
    listed.write_text("# nobody\n", encoding="utf-8")
    with pytest.raises(UsageError, match="holds no address"):
        read_ip_list(listed)


@pytest.mark.parametrize(
    "written", ["10.0.0.1", "10.0.0.1:8443", "http://10.0.0.1:8080", "http://10.0.0.1", "[fe80::1]:444", "phone.lab"]
)
def test_what_is_written_for_a_retry_leads_to_the_same_place(listed: Path, written: str) -> None:
    address = address_of(parse_address(written), Password("swordfish-77"), "off")
    write_ip_list(listed, "1 failed", [(line_of(address), "alice: the connection was refused.")])
    assert listed.read_text(encoding="utf-8").startswith("# 1 failed\n")
    (again,) = read_ip_list(listed)
    assert address_of(again, Password("swordfish-77"), "off") == address


def test_a_port_that_is_given_is_that_of_https_alone() -> None:
    address = address_of(parse_address("10.0.0.1:8443"), Password("swordfish-77"), "pinned")
    assert (address.scheme, address.https_port, address.tls) == ("https", 8443, "pinned")
    assert address_of(parse_address("10.0.0.1"), Password("swordfish-77"), "pinned").scheme == "auto"


@given(st.text(max_size=40))
def test_any_line_is_an_address_or_a_fault(text: str) -> None:
    with suppress(ValueError):
        assert parse_address(text.strip()).host
