"""A REST client by others drives virtual phones: vvxme, in an environment of its own.

What the client shows of a real VVX 350 in its own description is held against what it gets from a virtual one.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from outside import PASSWORD, Emulated, emulated

INDEPENDENT = Path(__file__).resolve().parents[1] / "independent"
READY = "POLYLAB_INDEPENDENT_PYTHON"
OK = {"Status": "2000"}
#: Scenarios of the driver, and the phones that each has for itself.
SCENARIOS = {
    "reads": ("sample",),
    "timed": ("timer",),
    "settings": ("settings",),
    "calls": ("caller", "callee"),
    "keys": ("keys",),
    "restart": ("restart",),
    "digest": ("edge",),
}
Told = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An interpreter that has the client: the one that is named, else a new one."""
    ready = os.environ.get(READY)
    if ready:
        return ready
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    found = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    wanted = ["install", "--quiet", "--disable-pip-version-check", "-r", str(INDEPENDENT / "requirements.txt")]
    pip = [sys.executable, "-m", "pip", "--python", str(found), *wanted]
    done = subprocess.run(pip, capture_output=True, text=True, check=False, timeout=110)
    if done.returncode != 0:
        pytest.skip(f"vvxme cannot be installed here: {done.stderr.strip().splitlines()[-1]}")
    return str(found)


@pytest.fixture(scope="module")
def told(python: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """What the client said in a scenario; all of them run at the same time, each on phones of its own."""
    folder = tmp_path_factory.mktemp("client")
    with ExitStack() as stack:
        phones = stack.enter_context(
            emulated(folder / "5.9", {"sample": "VVX350", "timer": "VVX600"}, "--firmware", "5.9")
        )
        newer = dict.fromkeys(("settings", "caller", "callee", "keys", "restart"), "VVX450")
        phones |= stack.enter_context(emulated(folder / "6.4", newer))
        phones |= stack.enter_context(emulated(folder / "8.6", {"edge": "VVX350"}, "--firmware", "8.6"))
        running = {name: _start(python, name, [phones[each] for each in SCENARIOS[name]], folder) for name in SCENARIOS}
        stack.callback(lambda: [child.kill() for child in running.values()])

        def result(name: str) -> dict[str, Any]:
            said, _ = running[name].communicate(timeout=100)
            assert running[name].returncode == 0, said
            found: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
            return found

        yield result


def _start(python: str, scenario: str, phones: list[Emulated], folder: Path) -> "subprocess.Popen[str]":
    plain = phones[0].url("").removeprefix("http://")
    driver = [python, str(INDEPENDENT / "vvxme_driver.py"), scenario, ",".join(phone.https for phone in phones)]
    return subprocess.Popen(
        [*driver, str(folder / f"{scenario}.json")],
        env={"PATH": os.environ["PATH"], "VVX_PASSWORD": PASSWORD, "VVX_HTTP": plain},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def statuses(told: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: told[name] for name in names}


def test_the_client_knows_the_phone(told: Told) -> None:
    said = told("reads")
    identity = said["identity"]
    mac = identity.pop("macaddress")
    assert len(mac) == 12
    assert identity == {
        "model": "VVX 350",
        "firmware": "5.9.3.2857 02-Jul-19 06:14",
        "lines": {"1": "Sample"},
        "linescount": 1,
        "linestates": {"Sample": "registered"},
    }
    assert said["by http"] == identity | {"macaddress": mac}


def test_device_info_is_that_of_the_real_phone_in_the_clients_description(told: Told) -> None:
    said = told("reads")
    real, ours = said["sample"]["data"], said["device"]["data"]
    # What no two phones share: where it stands, since when it runs, and that a call was up when it was asked.
    own = {"IPAddress", "MACAddress", "UpTime", "AppState"}
    assert {key: value for key, value in ours.items() if key not in own} == {
        key: value for key, value in real.items() if key not in own
    }
    assert ours.keys() == real.keys()
    assert ours["UpTime"].keys() == real["UpTime"].keys()
    assert real["AppState"] == "AppStateCall"
    assert ours["AppState"] == "AppStateMenu"


def test_everything_that_the_client_can_ask_is_answered(told: Told) -> None:
    said = told("reads")
    asked = ("network", "lines", "calls", "running", "stats", "network stats", "sessions", "logs")
    assert {name: said[name]["Status"] for name in asked} == dict.fromkeys(asked, "2000")
    assert said["calls"]["data"] == said["sessions"]["data"] == []
    assert said["logs"]["data"] == {"Missed": [], "Received": [], "Placed": []}
    empty = {"data": [], "Status": "2000"}
    assert said["logs by kind"] == {"missed": empty, "received": empty, "placed": empty}
    assert said["network"]["data"]["IPV4Address"] == said["device"]["data"]["IPAddress"]


def test_the_phone_knows_every_parameter_of_the_clients_menus(told: Told) -> None:
    known = told("settings")["known"]
    assert "InvalidParams" not in known
    assert known["Status"] == "2000"
    assert {entry["Source"] for entry in known["data"].values()} == {"default"}


def test_settings_go_in_chunks_of_twenty_and_read_back(told: Told) -> None:
    said = told("settings")
    assert said["set many"] == [OK, OK]
    assert len(said["set"]) == 22
    assert all(entry == {"Value": "3", "Source": "web"} for entry in said["set"].values())
    assert said["refused"] == [{"Status": "4000"}]
    assert said["unknown"]["InvalidParams"] == {"1": "no.such.parameter"}
    assert said["update"] == OK


def test_a_setting_restarts_the_phone_and_a_reset_takes_it_back(told: Told) -> None:
    said = told("settings")
    assert said["two keys"]["lines"] == {"1": "Settings", "2": "Settings"}
    assert said["no CDP"] == ["disabled", "Disabled"]
    assert said["reset"] == OK
    assert said["one key"]["lines"] == {"1": "Settings"}
    assert said["after reset"]["data"]["log.level.change.sip"] == {"Value": "4", "Source": "default"}


def test_a_call_from_dialling_to_the_logs(told: Told) -> None:
    said = told("calls")
    done = ("dial", "answer", "mute", "unmute", "digits", "hold", "resume", "end", "ignore", "reject")
    assert {name: said[name] for name in done} == dict.fromkeys(done, OK)
    (ringing,), (connected,), (session,) = said["ringing"], said["connected"], said["sessions"]
    assert (ringing["Ringing"], ringing["RemotePartyName"]) == ("1", "Caller")
    assert (connected["Type"], connected["RemotePartyName"]) == ("Outgoing", "Callee")
    assert session["Ref"] == f"0x{connected['CallHandle']}"
    assert said["second dial"] is None, "the client sees that a call is up"
    assert said["muted"] == "1"
    assert said["held"] == [["CallHold"], ["CallHeld"]]
    assert said["resumed"] == [["Connected"], ["Connected"]]
    assert said["ended"] == [[], []]
    assert [call["RemotePartyNumber"] for call in said["placed"]] == [connected["RemotePartyNumber"]]


def test_refusals_that_the_client_passes_on(told: Told) -> None:
    said = told("calls")
    assert said["end while held"] == {"Status": "4003"}
    assert said["end again"] == {"Status": "4007"}


def test_a_sip_address_rings_is_ignored_rejected_and_missed(told: Told) -> None:
    said = told("calls")
    assert said["ignored"] == "0"
    assert [call["RemotePartyName"] for call in said["missed"]] == ["Caller"]


def test_the_clients_own_timed_call(told: Told) -> None:
    """It looks for the number that it dialled among the calls, waits for Connected and ends it by its handle."""
    said = told("timed")
    assert said["call"] == OK, "what endCall answered: the call was found, connected, and ended"
    assert said["calls"] == []
    assert [call["RemotePartyNumber"] for call in said["logs"]["Placed"]] == ["123"]


def test_keys_and_text(told: Told) -> None:
    said = told("keys")
    assert said["text without a field"] == {"Status": "4003"}
    assert said["digit"] == said["text"] == said["send"] == OK
    assert said["call"]["RemotePartyNumber"] == "123", "the typed digit and the text after it were dialled"
    # A VVX 450 has no such keys; that it then says 4004 is a rule of the emulator.
    assert {key for key, answer in said["keys"].items() if answer != OK} == {"Redial", "Delete"}
    assert said["keys"]["Redial"] == said["keys"]["Delete"] == {"Status": "4004"}
    assert said["no key"] == {"Status": "4000"}


def test_restart_and_reboot(told: Told) -> None:
    said = told("restart")
    for name in ("restart", "reboot"):
        assert said[name] == OK
        gone, back = said[f"after {name}"]
        assert gone == "gone"
        assert back["data"]["UpTime"].startswith("0 day 0:00:0")


def test_firmware_that_wants_digest(told: Told) -> None:
    said = told("digest")
    assert said["plain"]["model"] is None, "the client alone sends Basic, which this firmware refuses"
    assert said["digest"]["model"] == "VVX 350"
    assert said["digest"]["firmware"].startswith("8.6.0.1321")
    assert said["config"]["data"]["log.render.level"]["Value"] == "1"
