"""Certificates and TLS versions, seen by OpenSSL's own client and by Python's."""

import re
import shutil
import socket
import ssl
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from handset import PASSWORD, Handset, reach_of

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup

LINES = "/api/v1/mgmt/lineInfo"
openssl_here = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


@pytest.fixture(scope="module")
def park() -> Iterator[dict[str, Handset]]:
    with Fleet() as fleet:
        fleet.start(
            [
                PhoneSetup(name="new", number="1001", password=PASSWORD),
                PhoneSetup(name="old", number="1002", password=PASSWORD, switches={"tls": "1.0-1.1"}),
                PhoneSetup(name="all", number="1003", password=PASSWORD, switches={"tls": "1.0+"}),
                PhoneSetup(name="plain", number="1004", password=PASSWORD, switches={"rest_ports": "http"}),
            ]
        )
        yield {phone.label: Handset(fleet, reach_of(phone)) for phone in fleet.phones.values()}


def s_client(phone: Handset, *options: str) -> str:
    address = f"{phone.reach.host}:{phone.reach.https_port}"
    command = ["openssl", "s_client", "-connect", address, "-cipher", "ALL:@SECLEVEL=0", *options]
    done = subprocess.run(command, input="", capture_output=True, text=True, timeout=10, check=False)
    return done.stdout + done.stderr


@openssl_here
def test_common_name_is_the_mac(park: dict[str, Handset], tmp_path: Path) -> None:
    phone = park["new"]
    trust = tmp_path / "authority.pem"
    trust.write_bytes(phone.fleet.authority_pem)
    said = s_client(phone, "-CAfile", str(trust))
    assert re.search(rf"subject=.*CN ?= ?{phone.reach.mac.upper()}", said)
    assert "Verify return code: 0 (ok)" in said


@openssl_here
@pytest.mark.parametrize(
    ("name", "works", "fails"),
    [
        ("new", ["-tls1_2", "-tls1_3"], ["-tls1_1"]),
        ("old", ["-tls1", "-tls1_1"], ["-tls1_2", "-tls1_3"]),
        ("all", ["-tls1", "-tls1_1", "-tls1_2", "-tls1_3"], []),
    ],
)
def test_versions(park: dict[str, Handset], name: str, works: list[str], fails: list[str]) -> None:
    for version in works:
        assert re.search(r"New, \S+, Cipher is [A-Z]", s_client(park[name], version)), version
    for version in fails:
        assert "Cipher is (NONE)" in s_client(park[name], version), version


def test_python_trusts_the_authority(park: dict[str, Handset]) -> None:
    phone = park["new"]
    context = ssl.create_default_context(cadata=phone.fleet.authority_pem.decode())
    context.check_hostname = False
    address = (phone.reach.host, phone.reach.https_port)
    with socket.create_connection(address, timeout=3) as sock, context.wrap_socket(sock) as safe:
        subject = dict(part[0] for part in safe.getpeercert()["subject"])  # type: ignore[index,misc]
    assert subject["commonName"] == phone.reach.mac.upper()


def test_an_old_phone_serves_requests(park: dict[str, Handset]) -> None:
    phone = park["old"]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
    address = (phone.reach.host, phone.reach.https_port)
    with socket.create_connection(address, timeout=3) as sock, context.wrap_socket(sock) as safe:
        assert safe.version() == "TLSv1.1"
        safe.sendall(f"GET {LINES} HTTP/1.1\r\nHost: p\r\nConnection: close\r\n\r\n".encode())
        assert safe.recv(100).startswith(b"HTTP/1.1 401 ")


@pytest.mark.filterwarnings("ignore:Unverified HTTPS")
def test_rest_on_http_only(park: dict[str, Handset]) -> None:
    phone = park["plain"]
    reply = requests.get(phone.url(LINES, tls=True), verify=False, timeout=3)
    assert (reply.status_code, reply.headers["Content-type"]) == (404, "text/html")
    assert phone.get("v1/mgmt/lineInfo")["Status"] == "2000"


def test_closed_ports() -> None:
    with Fleet() as fleet:
        reaches = fleet.start(
            PhoneSetup(name=name, number=str(number), password=PASSWORD, config={name: value})
            for number, name, value in (
                (1, "httpd.cfg.secureTunnelRequired", "1"),
                (2, "httpd.cfg.secureTunnelEnabled", "0"),
                (3, "httpd.enabled", "0"),
            )
        )
        for reach, open_ports in zip(reaches, ((False, True), (True, False), (False, False)), strict=True):
            for port, served in zip((reach.http_port, reach.https_port), open_ports, strict=True):
                with socket.socket() as sock:
                    assert (sock.connect_ex((reach.host, port)) == 0) == served
