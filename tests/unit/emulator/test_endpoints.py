"""A code for each wrong turn, and the fields of each reply."""

import re
from typing import Any

import pytest
from handset import FakeGui, Handset, until

LONG = "1" * 257
TAP = {"Type": "Tap", "Positions": [{"X": "479", "Y": "271"}]}
SWIPE = {"Type": "Swipe", "Positions": [{"X": 68, "Y": 121}, {"X": 320, "Y": 156}]}


@pytest.mark.parametrize(
    ("path", "data", "code"),
    [
        ("callctrl/dial", {}, "4000"),
        ("callctrl/dial", {"Dest": ""}, "4000"),
        ("callctrl/dial", {"Dest": ["123"]}, "4000"),
        ("callctrl/dial", {"Dest": True}, "4000"),
        ("callctrl/dial", {"Dest": LONG}, "4000"),
        ("callctrl/dial", {"Dest": "123", "Type": "ISDN"}, "4000"),
        ("callctrl/dial", {"Dest": "123", "Type": "h323"}, "4004"),
        ("callctrl/dial", {"Dest": "123", "Line": "one"}, "4000"),
        ("callctrl/dial", {"Dest": "123", "Line": "0"}, "4005"),
        ("callctrl/dial", {"Dest": "123", "Line": 17}, "4005"),
        ("callctrl/dial", {"Dest": "sip:123@host", "Line": 1, "Type": "Tel"}, "2000"),
        ("callctrl/dial", ["123"], "4000"),
        ("callctrl/dial", "123", "4000"),
        ("callctrl/endCall", {}, "4007"),
        ("callctrl/endCall", {"Ref": "0xdead"}, "4007"),
        ("callctrl/answerCall", {}, "4007"),
        ("callctrl/rejectCall", {"Ref": 1}, "4007"),
        ("callctrl/ignoreCall", None, "4007"),
        ("callctrl/holdCall", {}, "4007"),
        ("callctrl/resumeCall", {}, "4007"),
        ("callctrl/mute", {"state": "1"}, "4007"),
        ("callctrl/mute", {"state": "on"}, "4000"),
        ("callctrl/mute", {}, "4000"),
        ("callctrl/sendDTMF", {"Digits": "1"}, "4007"),
        ("callctrl/sendDTMF", {"Digits": "12x"}, "4000"),
        ("callctrl/sendDTMF", {"Digits": "1" * 33}, "4000"),
        ("callctrl/sendDTMF", {}, "4000"),
        ("mgmt/simulateTouch", TAP, "2000"),
        ("mgmt/simulateTouch", SWIPE, "2000"),
        ("mgmt/simulateTouch", SWIPE | {"Duration": "10"}, "2000"),
        ("mgmt/simulateTouch", SWIPE | {"Duration": "9"}, "4000"),
        ("mgmt/simulateTouch", SWIPE | {"Duration": "5001"}, "4000"),
        ("mgmt/simulateTouch", SWIPE | {"Duration": None}, "4000"),
        ("mgmt/simulateTouch", TAP | {"Type": "LongTap"}, "4000"),
        ("mgmt/simulateTouch", TAP | {"Type": "Swipe"}, "4000"),
        ("mgmt/simulateTouch", SWIPE | {"Type": "Tap"}, "4000"),
        ("mgmt/simulateTouch", {"Type": "Tap", "Positions": [{"X": "480", "Y": "0"}]}, "4000"),
        ("mgmt/simulateTouch", {"Type": "Tap", "Positions": [{"X": "-1", "Y": "0"}]}, "4000"),
        ("mgmt/simulateTouch", {"Type": "Tap", "Positions": [{"X": 1.5, "Y": "0"}]}, "4000"),
        ("mgmt/simulateTouch", {"Type": "Tap", "Positions": [{"X": "1"}]}, "4000"),
        ("mgmt/simulateTouch", {"Type": "Tap", "Positions": "x"}, "4000"),
        ("mgmt/simulateTouch", {}, "4000"),
        ("mgmt/config/get", {}, "4000"),
        ("mgmt/config/get", [1], "4000"),
        ("mgmt/config/get", ["log.render.level"] * 21, "4009"),
        ("mgmt/config/set", [], "4000"),
        ("mgmt/config/set", {f"up.x{number}": "1" for number in range(21)}, "4009"),
        ("mgmt/config/set", {"log.render.level": {}}, "4000"),
        ("mgmt/config/set", {"log.render.level": "7"}, "4000"),
        ("mgmt/config/set", {"apps.restapi.enabled": "0"}, "4003"),
        ("mgmt/config/set", {"no.such.name": "1"}, "2000"),
    ],
)
def test_codes(alice: Handset, path: str, data: Any, code: str) -> None:
    alice.phone.__dict__["gui"] = FakeGui()
    assert alice.send(f"v1/{path}", {"data": data})["Status"] == code


@pytest.mark.parametrize("body", ["{", "[]", '"text"', "12", "{'data': 1}", "\ufeffx", "[" * 60000, "1" * 5000])
def test_bodies_that_are_no_json_object(alice: Handset, body: str) -> None:
    reply = alice.http.post(alice.url("/api/v1/callctrl/dial"), data=body.encode(), timeout=3)
    assert reply.text == '{"Status": "4000"}'


def test_codes_in_a_call(alice: Handset, bob: Handset) -> None:
    alice.post("v1/callctrl/dial", Dest="1002")
    until(lambda: bob.states() == [("Offering", "1")])
    assert bob.post("v1/callctrl/endCall") == "4003"
    assert bob.post("v1/callctrl/holdCall") == "4003"
    assert alice.post("v1/callctrl/holdCall") == "4003"
    ref = alice.calls()[0]["CallHandle"]
    assert alice.post("v1/callctrl/answerCall", Ref=ref) == "4003"
    bob.post("v1/callctrl/answerCall")
    until(lambda: alice.states() == [("Connected", "1*")])
    assert alice.post("v1/callctrl/resumeCall") == "4003"
    assert alice.post("v1/callctrl/sendDTMF", Digits="12#") == "2000"
    assert alice.post("v1/callctrl/sendDTMF", digits=3) == "2000"
    assert alice.phone.desk.legs[0].tones == "12#3"


def test_unregistered_line(alice: Handset) -> None:
    alice.configure(reg__1__server__1__register="0")
    try:
        alice.fleet.run(lambda: alice.phone._boot("restart", clock_set=True))
        assert alice.get("v1/mgmt/lineInfo")["data"][0]["RegistrationStatus"] == "unregistered"
        assert alice.post("v1/callctrl/dial", Dest="123") == "4002"
        alice.fleet.run(lambda: alice.phone.desk.dial("123"))
        alice.shows("Disconnected")
        assert alice.phone.desk.legs[0].reason == "Service unavailable"
    finally:
        alice.fleet.run(lambda: alice.phone.config.drop("local"))
        alice.fleet.run(lambda: alice.phone._boot("restart", clock_set=True))


@pytest.mark.parametrize(
    "spell",
    [
        lambda ref: ref,
        lambda ref: f"0x{ref}",
        lambda ref: f"0X{ref.upper()}",
        int,
        lambda ref: int(ref, 16),
        lambda ref: str(int(ref, 16)),
    ],
)
def test_spellings_of_a_ref(alice: Handset, spell: Any) -> None:
    alice.post("v1/callctrl/dial", Dest="5553000")
    ref = alice.calls()[0]["CallHandle"]
    assert alice.post("v1/callctrl/endCall", Ref=spell(ref)) == "2000"
    assert alice.calls() == []


def test_filters_of_v2_call_status(alice: Handset) -> None:
    alice.post("v1/callctrl/dial", Dest="5553000")
    alice.post("v1/callctrl/dial", Dest="5553001")
    first, second = alice.calls()
    status = "v2/webCallControl/callStatus"
    assert alice.get(f"{status}?handle={second['CallHandle']}")["data"][0]["RemotePartyNumber"] == "5553001"
    assert len(alice.get(f"{status}?handle=0x{first['CallHandle']}")["data"]) == 1
    assert len(alice.get(f"{status}?line=1")["data"]) == 2
    assert len(alice.get(f"{status}?line=1&sequence=2")["data"]) == 1
    assert alice.get(f"{status}?line=1&sequence=9")["data"] == []
    assert alice.get(f"{status}?line=9") == {"Status": "4005"}
    assert alice.get(f"{status}?handle=beef") == {"Status": "4007"}


def test_fields_of_v2_call_status(alice: Handset) -> None:
    alice.post("v1/callctrl/dial", Dest="5553000")
    (call,) = alice.calls()
    assert " ".join(call) == (
        "CallHandle Type Protocol CallState LineID CallSequence UIAppearanceIndex StartTime DurationSeconds "
        "RemotePartyName RemotePartyNumber Ringing Muted RTPPort RTCPPort Media Direction Remote Connection IP"
    )
    assert all(isinstance(value, str) for value in call.values())
    assert (int(call["RTCPPort"]) - int(call["RTPPort"]), int(call["RTPPort"]) % 4) == (1, 2)


def test_device_info(alice: Handset) -> None:
    one = alice.get("v1/mgmt/device/info")["data"]
    assert one["ModelNumber"] == "VVX 600"
    assert one["FirmwareRelease"] == "5.9.3.2857"
    assert one["MACAddress"] == alice.reach.mac
    assert one["AttachedHardware"] == {"EM": []}
    assert re.fullmatch(r"0 Day 0:0\d:\d\d", one["UpTimeSinceLastReboot"])
    two = alice.get("v2/mgmt/device/info")["data"]
    assert two["Firmware"]["Application"] == "5.9.3.2857 02-Jul-19 06:14"
    assert two["Firmware"]["BootBlock"] == "3.0.6.0098 (44600-001)"
    assert two["AppState"] == "AppStateMenu"
    alice.post("v1/callctrl/dial", Dest="5553000")
    assert alice.get("v2/mgmt/device/info")["data"]["AppState"] == "AppStateCall"


def test_network_and_running_config(alice: Handset) -> None:
    network = alice.get("v1/mgmt/network/info")["data"]
    assert network["IPV4Address"] == alice.reach.host
    assert network["LANSpeed"] == "1000MB"
    assert "CDPCompability" in network
    assert "DHCPBootServerUseOption" in network
    running = alice.get("v1/mgmt/device/runningConfig")["data"]
    assert list(running) == ["Network", "DHCP", "Provisioning", "DNS", "SNTP", "Syslog", "TR069"]
    stats = alice.get("v1/mgmt/network/stats")["data"]
    assert re.fullmatch(r"0 day 0:0\d:\d\d", stats["UpTime"])


def test_all_three_call_lists(alice: Handset) -> None:
    lists = alice.get("v1/mgmt/callLogs")["data"]
    assert lists == {"Missed": [], "Received": [], "Placed": []}


def test_text_goes_out_unescaped(alice: Handset) -> None:
    alice.configure(reg__1__label="Älice 😀")
    try:
        alice.fleet.run(lambda: alice.phone._boot("restart", clock_set=True))
        reply = alice.http.get(alice.url("/api/v1/mgmt/lineInfo"), timeout=3)
        assert '"Label": "Älice 😀"'.encode() in reply.content
    finally:
        alice.fleet.run(lambda: alice.phone.config.drop("local"))
        alice.fleet.run(lambda: alice.phone._boot("restart", clock_set=True))
