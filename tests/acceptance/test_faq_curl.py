"""Every curl line of the vendor's FAQ, run by the real curl against phones emulated in another process.

The lines are as the FAQ writes them, but for the address and the password.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PASSWORD = "789"
JSON_HEADER = '-H "Content-Type: application/json"'

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


@dataclass
class Emulated:
    """A phone in another process: what stands in a URL behind ``http://`` and ``https://``."""

    http: str
    https: str

    def curl(self, line: str) -> subprocess.CompletedProcess[str]:
        """Run a line of the FAQ; ``{http}`` and ``{https}`` stand for user, password and address."""
        line = line.replace("{http}", f"http://Polycom:{PASSWORD}@{self.http}")
        line = line.replace("{https}", f"https://Polycom:{PASSWORD}@{self.https}")
        return subprocess.run(shlex.split(line), capture_output=True, text=True, timeout=30, check=False)

    def reply(self, line: str) -> dict[str, object]:
        done = self.curl(line)
        assert done.returncode == 0, done.stderr
        answer: dict[str, object] = json.loads(done.stdout)
        return answer


def emulate(folder: Path, address: str, *options: str) -> Iterator[Emulated]:
    """``polylab emulate`` on the usual ports as root, on free ports for other users."""
    lab = folder / "lab.yaml"
    command = [sys.executable, "-m", "PolyLibrary", "emulate", "--bind", address, "--write-lab", str(lab)]
    if os.geteuid() == 0:
        command += ["--http-port", "80", "--https-port", "443"]
    output = folder / "emulate.txt"
    with (
        output.open("w") as log,
        subprocess.Popen([*command, "--password", PASSWORD, *options], stdout=log, stderr=subprocess.STDOUT) as child,
    ):
        try:
            yield _reached(child, lab, output, address)
        finally:
            child.terminate()


def _reached(child: subprocess.Popen[bytes], lab: Path, output: Path, address: str) -> Emulated:
    deadline = time.monotonic() + 30
    while not (lab.is_file() and "Login:" in output.read_text()):
        assert child.poll() is None, output.read_text()
        assert time.monotonic() < deadline, "the virtual phones did not come up within 30 s"
        time.sleep(0.05)
    text = lab.read_text().splitlines()
    alice = next(line for line in text if line.strip().startswith("alice:"))
    http, https = (re.search(rf'{name}: "?(\d+)', alice) for name in ("http_port", "https_port"))
    return Emulated(f"{address}:{http[1]}" if http else address, f"{address}:{https[1]}" if https else address)


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulated]:
    yield from emulate(tmp_path_factory.mktemp("generic"), "127.0.0.77")


@pytest.fixture(scope="module")
def lync_phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulated]:
    yield from emulate(tmp_path_factory.mktemp("lync"), "127.0.0.87", "--base-profile", "lync")


def test_transfer_type_over_http(phone: Emulated) -> None:
    answer = phone.reply('curl -X GET -H "Content-Type: application/JSON" {http}/api/v1/mgmt/transferType/get')
    assert answer == {"data": {"Type": "Consultative"}, "Status": "2000"}


def test_network_stats_over_https(phone: Emulated) -> None:
    answer = phone.reply('curl -k -X GET -H "Content-Type: application/JSON" {https}/api/v1/mgmt/network/stats')
    assert answer["Status"] == "2000"
    stats = answer["data"]
    assert isinstance(stats, dict)
    assert re.fullmatch(r"\d+ days? \d+:\d\d:\d\d", stats["UpTime"])
    assert int(stats["RxPackets"]) > 0
    assert int(stats["TxPackets"]) > 0


def test_a_call_is_dialled_told_and_ended(phone: Emulated) -> None:
    dialled = phone.reply(
        r'curl -d "{\"data\": {\"Dest\": 123,\"Line\": 1,\"Type\": \"SIP\"}}" '
        + JSON_HEADER
        + " {http}/api/v1/callctrl/dial"
    )
    assert dialled == {"Status": "2000"}
    status = 'curl -k -X GET -H "Content-Type: application/JSON" {https}/api/v1/webCallControl/callStatus'
    deadline = time.monotonic() + 10
    raw = ""
    while '"Connected"' not in raw:
        assert time.monotonic() < deadline, f"123 did not answer: {raw}"
        raw = phone.curl(status).stdout
    # The FAQ's reply to the letter, but for the seconds since the answer.
    seconds = json.loads(raw)["data"]["DurationInSeconds"]
    assert raw == (
        '{"data": {"CallHandle": "0x2341880", "LineId": "1", "Type": "Outgoing", "Protocol": "Sip", '
        '"CallState": "Connected", "RemotePartyName": "123", "DurationInSeconds": "' + seconds + '", '
        '"RemotePartyNumber": "123"}, "Status": "2000"}'
    )
    end = (
        r'curl -d "{\"data\": {\"Ref\": 2341880}}" -H "Content-Type: application/JSON" -k '
        "{https}/api/v1/callctrl/endCall"
    )
    assert phone.curl(end).stdout == '{"Status": "2000"}'
    assert phone.reply(status) == {"Status": "4007"}


def test_the_provisioning_server_is_set(phone: Emulated) -> None:
    answer = phone.reply(
        r'curl -k -d "{\"data\": {\"device.set\": \"1\",\"device.prov.serverName.set\": \"1\",'
        r'\"device.prov.serverName\": \"10.252.149.102\" }}" ' + JSON_HEADER + " {https}/api/v1/mgmt/config/set"
    )
    assert answer == {"Status": "2000"}
    read = phone.reply(
        r'curl -k -d "{\"data\": [\"device.prov.serverName\"]}" ' + JSON_HEADER + " {https}/api/v1/mgmt/config/get"
    )
    assert read["data"] == {"device.prov.serverName": {"Value": "10.252.149.102", "Source": "device"}}


def test_update_configuration_shows_its_headers(phone: Emulated) -> None:
    done = phone.curl(f'curl -i -X POST {JSON_HEADER} -d "" -k {{https}}/api/v1/mgmt/updateConfiguration')
    head, body = done.stdout.replace("\r\n", "\n").split("\n\n", 1)
    assert head.splitlines()[0] == "HTTP/1.1 200 OK"
    assert "Server: Polycom SoundPoint IP Telephone HTTPd" in head
    assert body == '{"Status": "2000"}'


def test_an_empty_post_without_a_length_is_411(phone: Emulated) -> None:
    done = phone.curl(f"curl -i -X POST {JSON_HEADER} {{http}}/api/v1/mgmt/updateConfiguration")
    assert done.stdout.splitlines()[0] == "HTTP/1.1 411 Length Required"


def test_sign_in_to_skype(lync_phone: Emulated) -> None:
    answer = lync_phone.reply(
        r'curl -k -d "{\"data\": {\"Address\": \"test.user@example.com\",\"User\": \"test.user@example.com\",'
        r'\"Password\": \"PASSWORD\", \"Domain\":\"\" ,\"LockCode\":\"\" }}" '
        + JSON_HEADER
        + " {https}/api/v1/mgmt/skype/signIn"
    )
    assert answer == {"Status": "2000"}


def test_sign_out_of_skype(lync_phone: Emulated) -> None:
    answer = lync_phone.reply(f'curl -X POST {JSON_HEADER} -d "" -k {{https}}/api/v1/mgmt/skype/signOut')
    assert answer == {"Status": "2000"}


def test_skype_needs_the_lync_base_profile(phone: Emulated) -> None:
    answer = phone.reply(f'curl -X POST {JSON_HEADER} -d "" -k {{https}}/api/v1/mgmt/skype/signOut')
    assert answer == {"Status": "4004"}


def test_a_loop_over_ip_txt(phone: Emulated, tmp_path: Path) -> None:
    addresses = tmp_path / "ip.txt"
    addresses.write_text(f"{phone.https}\n{phone.https}\n")
    for address in addresses.read_text().split():
        done = phone.curl(
            f'curl -i -X POST {JSON_HEADER} -d "" -k https://Polycom:{PASSWORD}@{address}'
            "/api/v1/mgmt/updateConfiguration"
        )
        assert done.stdout.endswith('{"Status": "2000"}')


def test_restart_comes_last(phone: Emulated) -> None:
    answer = phone.reply(f'curl -X POST {JSON_HEADER} -d "" {{http}}/api/v1/mgmt/safeRestart')
    assert answer == {"Status": "2000"}
    deadline = time.monotonic() + 10
    while phone.curl("curl -s {http}/api/v1/mgmt/lineInfo").returncode == 0:
        assert time.monotonic() < deadline, "the phone did not go away after safeRestart"
    while phone.curl("curl -s {http}/api/v1/mgmt/lineInfo").returncode != 0:
        assert time.monotonic() < deadline, "the phone did not come back after safeRestart"
