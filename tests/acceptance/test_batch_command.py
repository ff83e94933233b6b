"""``polylab batch`` and ``polylab rest`` as commands, against phones emulated in another process."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from processes import until
from stub_phones import PASSWORD as STUB_PASSWORD
from stub_phones import Answer, healthy, stub

from PolyLibrary.lab.entries import LabPhone
from PolyLibrary.lab.labfile import load_lab

PASSWORD = "swordfish-77"
NAMES = ["alice", "bob", "carol", "dave"]
LINES = "/api/v1/mgmt/lineInfo"


@dataclass
class Lab:
    """Emulated phones, their lab file, and the list of their addresses."""

    file: Path
    phones: dict[str, LabPhone]
    state: Path

    @property
    def ips(self) -> Path:
        path = self.file.with_name("ip.txt")
        path.write_text("".join(f"{each.host}:{each.https_port}\r\n" for each in self.phones.values()), newline="")
        return path

    def polylab(self, *arguments: object, password: str = PASSWORD, **env: str) -> "subprocess.CompletedProcess[str]":
        surroundings = os.environ | {"POLY_PASSWORD": password, "POLYLAB_STATE": str(self.state), **env}
        return subprocess.run(
            [sys.executable, "-m", "PolyLibrary", *map(str, arguments)],
            env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip


def _emulated(folder: Path, *options: str) -> Iterator[Lab]:
    file, output = folder / "lab.yaml", folder / "emulate.txt"
    command = [sys.executable, "-m", "PolyLibrary", "emulate", "--write-lab", str(file), "--password", PASSWORD]
    with (
        output.open("w") as log,
        subprocess.Popen([*command, *options], stdout=log, stderr=subprocess.STDOUT) as child,
    ):
        try:
            deadline = time.monotonic() + 30
            while not file.is_file():
                assert child.poll() is None, output.read_text()
                assert time.monotonic() < deadline, "the virtual phones did not come up within 30 s"
                time.sleep(0.05)
            yield Lab(file, dict(load_lab(file).phones), folder / "state")
        finally:
            child.terminate()


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    yield from _emulated(tmp_path_factory.mktemp("batch"))


@pytest.fixture(scope="module")
def lync(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    yield from _emulated(tmp_path_factory.mktemp("lync"), "--base-profile", "lync", "--model", "VVX600=alice")


def test_a_list_of_addresses(lab: Lab) -> None:
    done = lab.polylab("batch", "update-configuration", "--ips", lab.ips)
    assert done.returncode == 0, done.stderr
    assert "4 phones: 4 done, 0 failed" in done.stdout
    # A list has no names: the table shows the MAC of the certificate.
    assert all(phone.mac and phone.mac in done.stdout for phone in lab.phones.values())


def test_a_lab_file_and_json(lab: Lab) -> None:
    done = lab.polylab("batch", "rest", "GET", LINES, "--lab", lab.file, "--json", password="")
    assert done.returncode == 0, done.stderr
    phones = json.loads(done.stdout)["phones"]
    assert [(each["phone"], each["data"][0]["Label"]) for each in phones] == [(n, n.capitalize()) for n in NAMES]


def test_failures_are_listed_and_can_be_tried_again(lab: Lab, tmp_path: Path) -> None:
    mixed, again = tmp_path / "mixed.txt", tmp_path / "again.txt"
    alice = lab.phones["alice"]
    mixed.write_text(f"{alice.host}:{alice.https_port}\n127.77.99.99:1  # nobody\n")
    done = lab.polylab("batch", "update-configuration", "--ips", mixed, "--failures", again)
    assert done.returncode == 1
    assert "2 phones: 1 done, 1 failed" in done.stdout
    assert "the connection was refused" in done.stdout
    assert [line.split()[0] for line in again.read_text().splitlines()] == ["#", "127.77.99.99:1"]
    assert lab.polylab("batch", "update-configuration", "--ips", again).returncode == 1


def test_configuration_of_many(lab: Lab) -> None:
    done = lab.polylab("batch", "config", "set", "up.backlight.timeout=17", "--lab", lab.file, "--yes")
    assert done.returncode == 0, done.stderr + done.stdout
    assert "set and read back" in done.stdout
    told = json.loads(lab.polylab("batch", "config", "get", "up.backlight.timeout", "--lab", lab.file, "--json").stdout)
    assert {each["data"]["up.backlight.timeout"]["value"] for each in told["phones"]} == {"17"}


def test_nobody_to_ask_is_code_2_and_nothing_is_sent(lab: Lab) -> None:
    done = lab.polylab("batch", "dial", "6999", "--lab", lab.file)
    assert (done.returncode, done.stdout) == (2, "")
    assert "add --yes" in done.stderr
    told = lab.polylab("rest", "GET", "/api/v2/webCallControl/callStatus", "--phone", "alice", "--lab", lab.file)
    assert json.loads(told.stdout).get("data") in (None, [])


def test_all_dial(lab: Lab) -> None:
    done = lab.polylab("batch", "dial", "invalid-1", "--lab", lab.file, "--yes")
    assert done.returncode == 2
    assert lab.polylab("batch", "dial", "5553000", "--ips", lab.ips, "--yes").returncode == 0
    told = lab.polylab("rest", "GET", "/api/v2/webCallControl/callStatus", "--phone", "dave", "--lab", lab.file)
    assert "5553000" in told.stdout, "it rings for a minute"
    end = "/api/v1/callctrl/endCall"
    assert lab.polylab("batch", "rest", "POST", end, "--ips", lab.ips, "--yes").returncode == 0


def test_a_wrong_password_is_sent_once_to_each_and_shown_nowhere(lab: Lab) -> None:
    done = lab.polylab("batch", "update-configuration", "--ips", lab.ips, password="wrong-one-9")
    assert done.returncode == 1
    assert "refuses the login" in done.stdout
    assert "wrong-one-9" not in done.stdout + done.stderr
    assert lab.polylab("batch", "update-configuration", "--ips", lab.ips).returncode == 0


def test_sign_in_and_out(lab: Lab, lync: Lab) -> None:
    arguments = ("batch", "sign-in", "--address", "{number}@example.com", "--yes")
    refused = lab.polylab(*arguments, "--lab", lab.file, POLY_SKYPE_PASSWORD="hunter-2222")
    assert refused.returncode == 1
    assert "Lync base profile" in refused.stdout
    done = lync.polylab(*arguments, "--lab", lync.file, POLY_SKYPE_PASSWORD="hunter-2222")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "signed in as 1001@example.com" in done.stdout
    assert lync.polylab("batch", "sign-out", "--lab", lync.file).returncode == 0


def test_rest_as_people_paste_it(lab: Lab) -> None:
    alice = lab.phones["alice"]
    for path in (f"https://{alice.host}:{alice.https_port}{LINES}", f"http://{alice.host}:{alice.http_port}{LINES}"):
        done = lab.polylab("rest", "GET", path)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["data"][0]["UserID"] == "1001"
    short = lab.polylab("rest", "GET", "/v1/mgmt/lineInfo", "--phone", "alice", "--lab", lab.file, "--raw")
    assert json.loads(short.stdout)["Status"] == "2000"


def test_rest_tells_a_refusal_in_four_parts(lab: Lab) -> None:
    done = lab.polylab(
        "rest", "POST", "/api/v1/callctrl/endCall", '{"Ref": "123"}', "--phone", "bob", "--lab", lab.file
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)["Status"] == "4007"
    assert "was refused with Status 4007 (call does not exist)" in done.stderr
    assert "Next: " in done.stderr


def test_rest_reads_pages_of_the_web_server(lab: Lab) -> None:
    done = lab.polylab("rest", "GET", "/index.htm", "--phone", "alice", "--lab", lab.file)
    missing = lab.polylab("rest", "GET", "/no-such-page", "--phone", "alice", "--lab", lab.file)
    assert (done.returncode, "<" in done.stdout) == (0, True), done.stderr
    assert missing.returncode == 1
    assert "HTTP 404" in missing.stderr


def test_restart_makes_the_phone_begin_anew(lync: Lab) -> None:
    """Its up-time counts from a later moment; how long it is away is over before a slow machine looks."""

    def booted() -> tuple[float, float]:
        """Between which two moments it has begun to count; nothing is known of a phone that is away."""
        asked = time.monotonic()
        told = lync.polylab("rest", "GET", "/api/v2/mgmt/device/info", "--phone", "alice", "--lab", lync.file)
        if told.returncode != 0:
            return 0.0, 0.0
        up = {name: int(value) for name, value in json.loads(told.stdout)["data"]["UpTime"].items()}
        seconds = ((up["Days"] * 24 + up["Hours"]) * 60 + up["Minutes"]) * 60 + up["Seconds"]
        return asked - seconds - 1, time.monotonic() - seconds

    _, before = booted()
    assert before
    assert lync.polylab("batch", "restart", "--lab", lync.file).returncode == 0
    until(lambda: booted()[0] > before)


# The FAQ's ip.txt ----------------------------------------------------------------------------------------------


def test_the_phones_that_failed_can_be_done_again_until_none_is_left(lab: Lab, tmp_path: Path) -> None:
    bob, again = lab.phones["bob"], tmp_path / "again.txt"
    lines = [f"{each.host}:{each.https_port}  # {name}" for name, each in lab.phones.items()]
    ips = tmp_path / "ip.txt"
    ips.write_text("\r\n".join(["; berlin", "", *lines, "127.77.99.98:1", ""]), encoding="utf-8-sig")
    first = lab.polylab("batch", "rest", "GET", LINES, "--ips", ips, "--failures", again, "--timeout", "2")
    assert first.returncode == 1
    assert "5 phones: 4 done, 1 failed" in first.stdout
    assert "polylab: 1 to retry is in" in first.stderr
    # Somebody has found its cable: the list leads to a phone that answers now.
    again.write_text(again.read_text().replace("127.77.99.98:1", f"{bob.host}:{bob.https_port}"))
    second = lab.polylab("batch", "rest", "GET", LINES, "--ips", again, "--failures", again, "--lab", lab.file)
    assert second.returncode == 0, second.stderr
    assert f"polylab: nothing failed; {again} is of an earlier run." in second.stderr


def test_a_thousand_lines(lab: Lab, tmp_path: Path) -> None:
    ips, again = tmp_path / "ip.txt", tmp_path / "again.txt"
    nobody = [f"127.77.{98 + number // 250}.{number % 250 + 1}:1" for number in range(996)]
    ips.write_text("\r\n".join([*nobody, *(f"{p.host}:{p.https_port}" for p in lab.phones.values())]), "utf-16")
    done = lab.polylab("batch", "update-configuration", "--ips", ips, "--failures", again)
    assert done.returncode == 1
    assert "1000 phones: 4 done, 996 failed" in done.stdout
    assert [line.split()[0] for line in again.read_text().splitlines()[1:]] == nobody


@pytest.mark.parametrize("twice", ["{host}:{port}", "https://{host}:{port}/", "{host}:{port} # again"])
def test_a_phone_that_stands_twice_is_a_fault_and_nothing_is_sent(lab: Lab, tmp_path: Path, twice: str) -> None:
    alice, ips = lab.phones["alice"], tmp_path / "ip.txt"
    line = twice.format(host=alice.host, port=alice.https_port)
    ips.write_text(f"{alice.host}:{alice.https_port}\n{line}\n")
    done = lab.polylab("batch", "update-configuration", "--ips", ips)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{ips}:2: '{line.partition(' #')[0]}' stands in line 1 already" in done.stderr


def test_phones_at_ipv6_addresses(lab: Lab, tmp_path: Path) -> None:
    with stub(healthy, host="::1") as phone:
        ips, again = tmp_path / "ip.txt", tmp_path / "again.txt"
        ips.write_text(f"http://[::1]:{phone.port}\n[::1]:1\n")
        done = lab.polylab("batch", "restart", "--ips", ips, "--yes", "--failures", again, password=STUB_PASSWORD)
    assert done.returncode == 1, done.stderr
    assert "2 phones: 1 done, 1 failed" in done.stdout
    assert any("safeRestart" in request for request in phone.seen)
    assert again.read_text().splitlines()[1].startswith("[::1]:1  # ")


def test_ctrl_c_waits_for_what_is_under_way_and_tells_the_truth_of_all(lab: Lab, tmp_path: Path) -> None:
    again = tmp_path / "again.txt"
    with stopped_batch(lab, tmp_path, "--timeout", "3", "--failures", again) as (batch, output):
        batch.send_signal(signal.SIGINT)
        assert batch.wait(timeout=30) == 1
    text = output.read_text()
    assert "polylab: stopping; the phones under way are waited for" in text
    assert "4 phones: 1 done, 1 failed, 2 not tried, in " in text
    assert text.count("not tried, the batch was stopped before its turn.") == 2
    lines = again.read_text().splitlines()
    assert "4 phones: 1 done, 1 failed, 2 not tried" in lines[0]
    assert ["not tried" in line for line in lines[1:]] == [False, True, True]
    once_more = lab.polylab("batch", "rest", "GET", LINES, "--ips", again, "--timeout", "2")
    assert "3 phones: 2 done, 1 failed" in once_more.stdout, "the phone that hung is gone"


def test_a_second_ctrl_c_waits_for_none(lab: Lab, tmp_path: Path) -> None:
    again = tmp_path / "again.txt"
    with stopped_batch(lab, tmp_path, "--timeout", "300", "--failures", again) as (batch, output):
        batch.send_signal(signal.SIGINT)
        until(lambda: "Ctrl-C again" in output.read_text())
        batch.send_signal(signal.SIGINT)
        assert batch.wait(timeout=30) == 1
    assert "4 phones: 1 done, 1 failed, 2 not tried, in " in output.read_text()
    assert "begun and not waited for when the batch was stopped" in again.read_text().splitlines()[1]


@contextmanager
def stopped_batch(lab: Lab, folder: Path, *options: object) -> Iterator["tuple[subprocess.Popen[bytes], Path]"]:
    """A batch of one phone at a time that is in the middle of its second one, which hangs."""
    output, gate = folder / "batch.txt", threading.Event()

    def hangs(method: str, path: str, login: str) -> Answer:
        gate.wait(60)
        return healthy(method, path, login)

    with stub(hangs) as hung:
        phones = [f"{each.host}:{each.https_port}" for each in lab.phones.values()]
        ips = folder / "ip.txt"
        ips.write_text("\n".join([phones[0], f"http://127.0.0.1:{hung.port}", *phones[1:3]]))
        command = [sys.executable, "-m", "PolyLibrary", "batch", "rest", "GET", LINES, "--ips", str(ips)]
        surroundings = os.environ | {"POLY_PASSWORD": PASSWORD, "POLYLAB_STATE": str(lab.state)}
        with (
            output.open("wb") as log,
            subprocess.Popen(
                [*command, "--at-once", "1", *map(str, options)], env=surroundings, stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT,
            ) as batch,
        ):  # fmt: skip
            try:
                until(lambda: bool(hung.seen), tell=output.read_text)
                yield batch, output
            finally:
                gate.set()
                batch.kill()


@pytest.mark.parametrize(
    "command", [(), ("restart",), ("config",), ("config", "set"), ("config", "reset"), ("factory-reset",), ("rest",)]
)
def test_the_exit_codes_are_in_the_help(lab: Lab, command: tuple[str, ...]) -> None:
    told = lab.polylab("batch", *command, "--help").stdout
    assert "Exit code: 0 done at every phone; 1 when any failed" in " ".join(told.split())
