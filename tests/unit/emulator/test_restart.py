"""Restart and reboot: what waits, what is refused, what survives."""

import re
import socket
import time
from collections.abc import Iterator

import pytest
import requests
from handset import PASSWORD, FakeGui, Handset, until

from PolyLibrary.emulator import fleet as fleet_module
from PolyLibrary.emulator import lifecycle
from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.emulator.profiles import Away


@pytest.fixture(scope="module")
def quick() -> Iterator[Fleet]:
    """A fleet whose phones are away for a third of a second only."""
    patch = pytest.MonkeyPatch()
    patch.setattr(fleet_module, "away", lambda realistic: Away(0.3, 0.4, 0.2))
    patch.setattr(lifecycle, "NOT_READY", 0.5)
    with Fleet() as made:
        yield made
    patch.undo()


@pytest.fixture
def pair(quick: Fleet) -> list[Handset]:
    count = len(quick.phones)
    setups = [PhoneSetup(name=f"P{n}", number=str(3000 + count + n), password=PASSWORD) for n in (0, 1)]
    return [Handset(quick, reach) for reach in quick.start(setups)]


def answers(phone: Handset) -> bool:
    try:
        phone.get("v1/mgmt/device/info")
    except requests.ConnectionError:
        return False
    return True


def test_nobody_takes_the_ports_of_a_phone_that_is_away(pair: list[Handset]) -> None:
    """Else another fleet of this machine may stand where the phone was, and answer in its place."""
    phone, _ = pair
    phone.fleet.run(phone.phone.life.power_off)
    until(lambda: not answers(phone))
    until(lambda: bool(phone.phone.listener.kept))
    for port in phone.phone.listener.ports:
        with socket.socket() as sock, pytest.raises(OSError, match="in use"):
            sock.bind((phone.reach.host, port))
    phone.fleet.run(phone.phone.life.power_on)
    until(lambda: answers(phone))
    assert phone.phone.listener.ports == (phone.reach.http_port, phone.reach.https_port)


def test_restart_window(pair: list[Handset]) -> None:
    phone, other = pair
    gui = phone.phone.__dict__["gui"] = FakeGui()
    ports = (phone.reach.http_port, phone.reach.https_port)
    started = time.monotonic()
    assert phone.post("v1/mgmt/safeRestart") == "2000"
    info = phone.get("v2/mgmt/device/info")["data"]
    assert (info["IntendToShutdown"], info["CanApplyShutdownRequest"]) == ("True", "True")
    assert phone.post("v1/mgmt/safeRestart") == "4001"
    assert phone.post("v1/callctrl/dial", Dest="123") == "4001"
    until(lambda: not answers(phone))
    assert time.monotonic() - started >= 0.29
    other.post("v1/callctrl/dial", Dest=phone.reach.number)
    other.shows("Disconnected")
    assert other.phone.desk.legs[0].reason == "Unavailable"
    until(lambda: answers(phone))
    assert phone.phone.listener.ports == ports
    assert gui.done == ["reset"]
    assert phone.get("v2/mgmt/device/info")["data"]["ReadyToUse"] == "False"
    assert phone.get("v1/mgmt/lineInfo")["data"][0]["RegistrationStatus"] == "unregistered"
    assert not phone.phone.life.ready
    assert phone.post("v1/callctrl/dial", Dest="123") == "4001"
    until(lambda: phone.get("v1/mgmt/lineInfo")["data"][0]["RegistrationStatus"] == "registered")
    assert phone.phone.life.uptime == 0
    assert phone.get("v1/mgmt/device/info")["data"]["UpTimeSinceLastReboot"] == "0 Day 0:00:00"
    until(lambda: phone.post("v1/mgmt/updateConfiguration") == "2000")
    text = phone.log_text()
    assert len(re.findall(r"^\d{6}\.\d{3}\|log  \|\*\|00\|Initial log entry", text, re.MULTILINE)) == 2
    assert re.search(r"^0000\d\d\.\d{3}\|sip  \|\*\|00\|Line 1 registered", text, re.MULTILINE)


def test_restart_waits_for_calls(pair: list[Handset]) -> None:
    one, two = pair
    one.post("v1/callctrl/dial", Dest=two.reach.number)
    until(lambda: two.states() == [("Offering", "1")])
    two.post("v1/callctrl/answerCall")
    assert one.post("v1/mgmt/safeRestart") == "2000"
    time.sleep(0.4)
    info = one.get("v2/mgmt/device/info")["data"]
    assert (info["IntendToShutdown"], info["CanApplyShutdownRequest"]) == ("True", "False")
    assert two.post("v1/callctrl/endCall") == "2000"
    until(lambda: not answers(one))
    until(lambda: answers(one))
    assert [entry["RemotePartyNumber"] for entry in one.logs("placed")] == [two.reach.number]
    assert one.calls() == []


def test_restart_by_parameter(pair: list[Handset]) -> None:
    phone, _ = pair
    assert phone.post("v1/mgmt/config/set", **{"reg.1.label": "New", "up.backlight.timeout": "9"}) == "2000"
    assert phone.get("v1/mgmt/lineInfo")["data"][0]["Label"] != "New"
    until(lambda: not answers(phone))
    until(lambda: answers(phone))
    assert phone.get("v1/mgmt/lineInfo")["data"][0]["Label"] == "New"
    assert phone.phone.config.get("up.backlight.timeout").source == "web"


def test_reboot_outranks_and_empties_the_log(pair: list[Handset]) -> None:
    phone, _ = pair
    fields = {"reg.1.label": "New", "device.set": "1", "device.theme.set": "1", "device.theme": "BroadSoft"}
    assert phone.post("v1/mgmt/config/set", **fields) == "2000"
    assert phone.phone.life.pending == "reboot"
    until(lambda: not answers(phone))
    until(lambda: answers(phone))
    assert phone.log_text().count("Initial log entry") == 1


def test_open_connections_are_reset(pair: list[Handset]) -> None:
    phone, _ = pair
    phone.get("v1/mgmt/lineInfo")
    phone.post("v1/mgmt/safeRestart")
    until(lambda: not phone.phone.life.up)
    with pytest.raises(requests.ConnectionError):
        phone.get("v1/mgmt/lineInfo")


def test_update_configuration_writes_a_line(pair: list[Handset]) -> None:
    phone, _ = pair
    phone.configure(device__set="1", device__prov__serverName__set="1", device__prov__serverName="h")
    assert phone.post("v1/mgmt/updateConfiguration") == "2000"
    until(lambda: "Prov|Server 'h' is unresponsive" in phone.log_text())
    assert phone.phone.life.pending is None
