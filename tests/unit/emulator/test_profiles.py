"""Every endpoint on every firmware: it exists and gives its code on an idle phone, or it is the 404 page.

The tables here were written from the fact sheets, not from the emulator's data: numbers are those of the index of
endpoints in the sheet of the REST API.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from handset import PASSWORD, Handset
from requests.auth import HTTPDigestAuth

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.emulator.profiles import profile_for, profiles, switches
from PolyLibrary.models import all_models

G, P = "GET", "POST"
# number: method, path, body, Status on an idle phone of base profile Generic
INDEX: dict[int, tuple[str, str, Any, str]] = {
    1: (P, "v1/callctrl/dial", {}, "4000"),
    2: (P, "v1/callctrl/endCall", {}, "4007"),
    3: (P, "v1/callctrl/mute", {"state": "1"}, "4007"),
    4: (P, "v1/callctrl/transferCall", {"Ref": "1", "TransferDest": "1"}, "4007"),
    5: (P, "v1/callctrl/sendDTMF", {"Digits": "1"}, "4007"),
    6: (P, "v1/callctrl/holdCall", {}, "4007"),
    7: (P, "v1/callctrl/resumeCall", {}, "4007"),
    8: (P, "v1/callctrl/answerCall", {}, "4007"),
    9: (P, "v1/callctrl/ignoreCall", {}, "4007"),
    10: (P, "v1/callctrl/rejectCall", {}, "4007"),
    11: (G, "v1/webCallControl/callStatus", None, "4007"),
    12: (G, "v2/webCallControl/callStatus", None, "2000"),
    13: (G, "v1/webCallControl/sipStatus", None, "2000"),
    14: (G, "v1/mgmt/device/info", None, "2000"),
    15: (G, "v2/mgmt/device/info", None, "2000"),
    16: (G, "v1/mgmt/device/stats", None, "2000"),
    17: (G, "v1/mgmt/device/runningConfig", None, "2000"),
    18: (G, "v1/mgmt/network/info", None, "2000"),
    19: (G, "v1/mgmt/network/stats", None, "2000"),
    20: (G, "v1/mgmt/lineInfo", None, "2000"),
    21: (G, "v2/mgmt/lineInfo", None, "2000"),
    22: (G, "v1/mgmt/callLogs", None, "2000"),
    23: (G, "v1/mgmt/callLogs/missed", None, "2000"),
    24: (G, "v1/mgmt/callLogs/received", None, "2000"),
    25: (G, "v1/mgmt/callLogs/placed", None, "2000"),
    26: (G, "v1/mgmt/pollForStatus", None, "2000"),
    27: (G, "v1/mgmt/media/sessionStats", None, "2000"),
    28: (G, "v1/mgmt/media/communicationInfo", None, "4007"),
    29: (G, "v1/mgmt/transferType/get", None, "2000"),
    30: (G, "v1/mgmt/getPresence", None, "4004"),
    31: (G, "v1/mgmt/location/info", None, "4004"),
    32: (G, "v1/mgmt/mrpair/info", None, "2000"),
    33: (G, "v1/mgmt/uixml", None, "2000"),
    34: (P, "v1/mgmt/safeRestart", None, "2000"),
    35: (P, "v1/mgmt/safeReboot", None, "2000"),
    36: (P, "v1/mgmt/factoryReset", None, "2000"),
    37: (P, "v1/mgmt/configReset", None, "2000"),
    38: (P, "v1/mgmt/configReset/local", None, "2000"),
    39: (P, "v1/mgmt/configReset/web", None, "2000"),
    40: (P, "v1/mgmt/configReset/device", None, "2000"),
    41: (P, "v1/mgmt/configReset/cloud", None, "2000"),
    42: (P, "v1/mgmt/updateConfiguration", None, "2000"),
    43: (P, "v1/mgmt/config/get", ["up.backlight.timeout"], "2000"),
    44: (P, "v1/mgmt/config/set", {"up.backlight.timeout": "6"}, "2000"),
    45: (P, "v1/mgmt/config/export", {"ConfigType": "ALL"}, "4006"),
    46: (P, "v1/mgmt/skype/signIn", {"Address": "a@b", "User": "a", "Password": "p"}, "4004"),
    47: (P, "v1/mgmt/skype/signOut", {}, "4004"),
    48: (P, "v1/mgmt/simulateTouch", {"Type": "Tap", "Positions": [{"X": "1", "Y": "1"}]}, "2000"),
    49: (P, "v1/mgmt/simulateKeyEvent", {"Type": "Tap", "KeyName": "Home"}, "2000"),
    50: (P, "v1/mgmt/simulateTextInput", {"Value": "1"}, "4003"),
    51: (P, "v1/mgmt/network/uploadBgCapture", None, "4003"),
}
RECALLED = ["transferType/set", "setPresence", "contact/add", "contact/delete", "log/upload"]
CALLCTRL, SKYPE, V2 = set(range(1, 11)), {46, 47}, {12, 15, 21}
UCS55 = {1, 2, 11, 13, 14, 18, 19, 20, 34, 35, 36, 37, 43, 44}
UCS570 = UCS55 | {16, 30, 48} | SKYPE
UCS58 = UCS570 | CALLCTRL | V2 | {17, *range(22, 30), 31, 38, 39, 40, 42, 45, 51}
UCS61 = UCS58 | {33, 49, 50}
UCS64 = UCS61 | {41}
HAS: dict[str, set[int]] = {
    "ucs55": UCS55,
    "ucs570": UCS570,
    "ucs58": UCS58,
    "ucs59": UCS58,
    "ucs61": UCS61,
    "ucs64": UCS64,
    "trio55": UCS58 - V2 - SKYPE - {48},
    "trio59": (UCS58 | {32}) - SKYPE,
    "trio72": (UCS58 | {32}) - SKYPE,
    "ccx73": UCS64 - SKYPE - {33, 49},
    "edge86": UCS64 - SKYPE - {33} - CALLCTRL,
}
# What a firmware answers otherwise than the others.
OTHERWISE: dict[str, dict[int, str]] = {
    "ucs570": {11: "2000", 16: "5000"},
    "trio55": {27: "closed after a while"},
    "edge86": {48: "4004"},
}
MODELS = {"trio": "Trio8800", "ccx7": "CCX500", "edge": "VVX450"}


@pytest.fixture(scope="module")
def park() -> Iterator[dict[str, Handset]]:
    """One phone of each firmware; restarts are accepted and not carried out."""
    with Fleet(speed=150) as fleet:
        setups = [
            PhoneSetup(
                name=name,
                number=str(5000 + place),
                password=PASSWORD,
                model=MODELS.get(name[:4], "VVX450"),
                firmware=name,
            )
            for place, name in enumerate(HAS)
        ]
        found = {reach.label: Handset(fleet, reach) for reach in fleet.start(setups)}
        for name, phone in found.items():
            phone.phone.life.__dict__["request"] = lambda kind: None
            if name == "edge86":
                phone.http.auth = HTTPDigestAuth("Polycom", PASSWORD)
        yield found


def asked(phone: Handset, method: str, path: str, data: Any) -> str:
    """Status, or the HTTP status when it is no JSON."""
    sent: dict[str, Any] = {} if method == G else {"json": {"data": data}} if data is not None else {"data": b""}
    try:
        reply = phone.http.request(method, phone.url(f"/api/{path}"), timeout=5, **sent)
    except requests.ConnectionError:
        return "closed after a while"
    if reply.headers["Content-type"].startswith("text/html"):
        return f"HTTP {reply.status_code}"
    found: str = reply.json()["Status"]
    return found


@pytest.mark.parametrize("name", HAS)
def test_every_endpoint(park: dict[str, Handset], name: str) -> None:
    phone = park[name]
    expected = {
        path: OTHERWISE.get(name, {}).get(number, code) if number in HAS[name] else "HTTP 404"
        for number, (_, path, _, code) in INDEX.items()
    }
    found = {path: asked(phone, method, path, data) for method, path, data, _ in INDEX.values()}
    assert found == expected


@pytest.mark.parametrize("name", HAS)
def test_before_any_login(park: dict[str, Handset], name: str) -> None:
    """What is not there is 404 also to those who do not log in; the rest asks for a login."""
    phone = park[name]
    wrong = []
    for number, (method, path, _, _) in INDEX.items():
        reply = requests.request(method, phone.url(f"/api/{path.upper()}"), data=b"", timeout=3)
        if reply.status_code != (401 if number in HAS[name] else 404):
            wrong.append((path, reply.status_code))
    assert not wrong


@pytest.mark.parametrize("name", HAS)
def test_recalled_endpoints_are_off(park: dict[str, Handset], name: str) -> None:
    assert {asked(park[name], P, f"v1/mgmt/{path}", {}) for path in RECALLED} == {"HTTP 404"}


@pytest.mark.parametrize(
    ("model", "firmware", "profile"),
    [
        ("VVX600", None, "ucs59"),
        ("VVX1500", None, "ucs59"),
        ("VVX101", None, "ucs59"),
        ("VVX150", None, "ucs64"),
        ("VVX450", None, "ucs64"),
        ("VVX601", None, "ucs64"),
        ("Trio8500", None, "trio72"),
        ("TrioC60", None, "trio72"),
        ("CCX600", None, "ccx73"),
        ("VVX600", "6.4", "ucs64"),
        ("VVX600", "5.5", "ucs55"),
        ("VVX600", "5.7", "ucs570"),
        ("VVX600", "5.7.0.11768", "ucs570"),
        ("VVX450", "6", "ucs61"),
        ("Trio8800", "5.5", "trio55"),
        ("Trio8800", "5.9", "trio59"),
        ("VVX450", "8.6", "edge86"),
        ("CCX500", "edge86", "edge86"),
        ("VVX450", "trio72", "trio72"),
    ],
)
def test_which_firmware_a_model_runs(model: str, firmware: str | None, profile: str) -> None:
    assert profile_for(model, firmware).name == profile


def test_every_model_of_the_faq_comes_up() -> None:
    with Fleet() as fleet:
        models = all_models()
        reaches = fleet.start(
            PhoneSetup(name=model.name, number=str(6000 + place), password=PASSWORD, model=model.name)
            for place, model in enumerate(models)
        )
        for model, reach in zip(models, reaches, strict=True):
            phone = Handset(fleet, reach)
            info = phone.get("v1/mgmt/device/info")["data"]
            assert (info["ModelNumber"], info["FirmwareRelease"]) == (model.display, reach.firmware)
            assert fleet.run(phone.phone.gui.render).size == tuple(model.screen)
            assert phone.post("v1/callctrl/dial", Dest="5553000") == "2000"


def test_every_switch_is_in_the_manual() -> None:
    manual = (Path(__file__).parents[3] / "docs" / "emulator.md").read_text(encoding="utf-8")
    for switch in switches().values():
        rows = [row for row in manual.splitlines() if row.startswith(f"| `{switch.name}` | {switch.default} |")]
        assert any(switch.source in row for row in rows), f"docs/emulator.md lacks the switch {switch.name}"


def test_every_value_of_every_switch_can_be_asked_for() -> None:
    base = profiles()["ucs59"]
    for switch in switches().values():
        for value in switch.values:
            assert base.with_switches({switch.name: value})[switch.name] == value


def test_edge_call_control_by_switch() -> None:
    with Fleet() as fleet:
        (reach,) = fleet.start(
            [
                PhoneSetup(
                    name="Edge",
                    number="1001",
                    password=PASSWORD,
                    model="VVX450",
                    firmware="edge86",
                    switches={"edge_callctrl": "full", "rest_auth": "basic"},
                )
            ]
        )
        phone = Handset(fleet, reach)
        assert phone.post("v1/callctrl/dial", Dest="123") == "2000"


def test_headers_and_error_page_of_edge(park: dict[str, Handset]) -> None:
    phone = park["edge86"]
    reply = requests.get(phone.url("/api/v1/mgmt/nothing"), timeout=3)
    assert reply.status_code == 404
    assert {name: reply.headers.get(name) for name in ("Server", "Connection", "Transfer-Encoding")} == {
        "Server": "Poly Edge Telephone HTTPd",
        "Connection": "close",
        "Transfer-Encoding": "chunked",
    }
    assert reply.headers["Content-Type"] == "text/html; charset=utf-8"
    assert reply.headers["Strict-Transport-Security"] == "max-age=2592000"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert re.fullmatch(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT", reply.headers["Date"])
    assert reply.text.startswith('<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">')


def test_order_of_status(park: dict[str, Handset]) -> None:
    url = "/api/v1/mgmt/transferType/get"
    assert park["trio55"].http.get(park["trio55"].url(url), timeout=3).text.startswith('{"Status": "2000", "data"')
    assert park["trio72"].http.get(park["trio72"].url(url), timeout=3).text.startswith('{"data": {"Type"')


def test_spellings_by_family(park: dict[str, Handset]) -> None:
    for name, speed, spelling in (
        ("ucs55", "1000MB", "CDPCompability"),
        ("ucs64", "1000MB", "CDPCompability"),
        ("trio59", "1000MB", "CDPCompability"),
        ("trio72", "1000Mbps", "CDPCompatibility"),
        ("ccx73", "1000Mbps", "CDPCompatibility"),
        ("edge86", "1000Mbps", "CDPCompatibility"),
    ):
        network = park[name].get("v1/mgmt/network/info")["data"]
        assert (network["LANSpeed"], spelling in network) == (speed, True), name
    assert park["edge86"].get("v1/mgmt/device/info")["data"]["DeviceVendor"] == "Poly"
    assert park["trio72"].get("v1/mgmt/device/info")["data"]["AttachedHardware"] == {}
    assert park["trio72"].get("v1/mgmt/network/info")["data"]["DHCPBootServerUseOption"] == "Custom+Option66"
    for name, invalid in (("ucs64", {"1": "a.b"}), ("trio72", {"1": "a.b"}), ("ccx73", ["a.b"]), ("edge86", ["a.b"])):
        assert park[name].send("v1/mgmt/config/get", {"data": ["a.b", "up.toneMode"]})["InvalidParams"] == invalid
    unknown = park["ucs55"].send("v1/mgmt/config/get", {"data": ["up.screenCapture.value"]})
    assert unknown == {"InvalidParams": {"1": "up.screenCapture.value"}, "Status": "4000"}


def test_calls_by_family(park: dict[str, Handset]) -> None:
    trio = park["trio72"]
    assert trio.post("v1/callctrl/dial", Dest="5553000", Type="TEL") == "2000"
    call = trio.get("v1/webCallControl/callStatus")["data"]
    assert (call["Protocol"], call["RemotePartyNumber"], call["RemotePartyName"]) == (
        "Auto",
        "tel:5553000",
        "tel:5553000",
    )
    assert call["CallHandle"].startswith("0x41a8a520")
    assert trio.post("v1/callctrl/endCall") == "2000"
    # 5.7.0 answers in what became the v2 shapes.
    old = park["ucs570"]
    assert old.get("v1/webCallControl/callStatus") == {"data": [], "Status": "2000"}
    assert old.post("v1/callctrl/dial", Dest="5553000") == "2000"
    (call,) = old.get("v1/webCallControl/callStatus")["data"]
    assert (call["DurationSeconds"], call["UIAppearanceIndex"], call["CallHandle"][:2]) == ("0", "1*", "23")
    assert old.post("v1/callctrl/endCall") == "2000"
    assert set(old.get("v1/mgmt/device/info")["data"]) >= {"Firmware", "UpTime", "IPAddress"}
    assert old.get("v1/mgmt/lineInfo")["data"][0]["Username"] == "5001"
    assert old.get("v1/mgmt/lineInfo")["data"][0]["CallServers"] == [{"Working": "True"}]


def test_touch_without_its_parameter(park: dict[str, Handset]) -> None:
    phone = park["ucs570"]
    before = phone.fleet.run(lambda: phone.phone.gui.screen)
    width, height = phone.phone.model.screen
    new_call = {"Type": "Tap", "Positions": [{"X": width // 8, "Y": height - 5}]}
    assert phone.post("v1/mgmt/simulateTouch", **new_call) == "2000"
    assert phone.fleet.run(lambda: phone.phone.gui.screen) == before
    phone.configure(httpd__ta__enabled="1")
    assert phone.post("v1/mgmt/simulateTouch", **new_call) == "2000"
    assert phone.fleet.run(lambda: phone.phone.gui.screen) == "dialer"
    assert phone.get("v1/mgmt/device/stats")["Status"] == "2000"
    phone.fleet.run(phone.phone.desk.drop_all)
