"""Media, statistics, Skype reads, and what came with 6.x: keys, text and the screen as XML."""

import io
import re
import threading
import time
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
import requests
from handset import PASSWORD, Handset, until
from PIL import Image

from PolyLibrary.emulator import skype
from PolyLibrary.emulator.fleet import Fleet, PhoneSetup


@pytest.fixture(scope="module")
def six() -> Iterator[Handset]:
    """A VVX 450 on 6.4, with a partner 1002."""
    with Fleet(speed=20) as fleet:
        reaches = fleet.start(
            PhoneSetup(name=name, number=number, password=PASSWORD, model="VVX450")
            for name, number in (("Ann", "1001"), ("Ben", "1002"))
        )
        yield Handset(fleet, reaches[0])


@pytest.fixture(autouse=True)
def _home(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "six" in request.fixturenames:
        phone: Handset = request.getfixturevalue("six")
        phone.fleet.run(phone.phone.desk.drop_all)
        phone.fleet.run(phone.phone.gui.reset)


def press(phone: Handset, *names: str) -> list[str]:
    return [phone.post("v1/mgmt/simulateKeyEvent", Type="Tap", KeyName=name) for name in names]


def screen(phone: Handset) -> ET.Element:
    return ET.fromstring(phone.get("v1/mgmt/uixml")["data"])


def test_keys(six: Handset) -> None:
    assert press(six, "Home") == ["2000"]
    assert screen(six).get("name") == "home"
    assert press(six, "home", "DIALPAD1", "Dialpad-Star", "DialpadPound") == ["2000"] * 4
    assert screen(six).find("Field").attrib == {"name": "number", "value": "1*#", "focus": "1"}  # type: ignore[union-attr]
    assert press(six, "SoftKey2") == ["2000"]
    assert screen(six).get("name") == "idle"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"Type": "Tap", "KeyName": "NoSuchKey"}, "4000"),
        ({"Type": "Hold", "KeyName": "Home"}, "4000"),
        ({"Type": "Tap"}, "4000"),
        ({"KeyName": "Home"}, "4000"),
        ({"Type": "Tap", "KeyName": "SoftKey5"}, "4004"),
        ({"Type": "Tap", "KeyName": "Line13"}, "4004"),
        ({"Type": "Tap", "KeyName": "Line12"}, "2000"),
        ({"Type": "Tap", "KeyName": "Applications"}, "4004"),
        ({"Type": "Tap", "KeyName": "x" * 1000}, "4000"),
    ],
)
def test_codes_of_keys(six: Handset, fields: dict[str, str], code: str) -> None:
    assert six.post("v1/mgmt/simulateKeyEvent", **fields) == code


def test_text(six: Handset) -> None:
    path = "v1/mgmt/simulateTextInput"
    assert six.post(path, Value="12") == "4003"
    press(six, "Dialpad5")
    assert six.post(path) == "4000"
    assert six.post(path, Value="12") == "2000"
    assert screen(six).find("Field").get("value") == "512"  # type: ignore[union-attr]
    assert six.post(path, Value="77*x#", ReplaceText="true") == "2000"
    assert screen(six).find("Field").get("value") == "77*#"  # type: ignore[union-attr]
    assert six.post(path, Value="9" * 999, ReplaceText="true") == "2000"
    assert screen(six).find("Field").get("value") == "9" * 64  # type: ignore[union-attr]


def test_screen_as_xml(six: Handset) -> None:
    idle = screen(six)
    assert (idle.tag, idle.get("name"), idle.get("model")) == ("Screen", "idle", "VVX 450")
    assert idle.find("LineKey").attrib == {"index": "1", "label": "Ann", "state": "idle"}  # type: ignore[union-attr]
    assert re.fullmatch(r"\d\d:\d\d", idle.find("StatusBar").get("time", ""))  # type: ignore[union-attr]
    keys = [(key.get("label"), key.get("page")) for key in idle.findall("SoftKey")]
    assert keys[0] == ("New Call", "1")
    assert {page for _, page in keys} > {"1"}
    six.post("v1/callctrl/dial", Dest="5553000")
    until(lambda: screen(six).get("name") == "active call")
    assert "End Call" in [key.get("label") for key in screen(six).findall("SoftKey")]


def test_media_of_a_call(alice: Handset, bob: Handset) -> None:
    path = "v1/mgmt/media/sessionStats"
    assert alice.get(path) == {"data": [], "Status": "2000"}
    assert alice.get("v1/mgmt/media/communicationInfo") == {"Status": "4007"}
    alice.post("v1/callctrl/dial", Dest="1002")
    bob.shows("Offering")
    bob.post("v1/callctrl/answerCall")
    alice.shows("Connected")
    handle = alice.get("v1/webCallControl/callStatus")["data"]["CallHandle"]
    (session,) = alice.get(path)["data"]
    assert session["Ref"] == handle
    assert session["Streams"][0]["Category"] == "0:Voice"
    assert all(isinstance(value, str) for value in session["Streams"][0].values())

    def packets() -> tuple[int, int]:
        stream = alice.get(path)["data"][0]["Streams"][0]
        return int(stream["PacketsSent"]), int(stream["PacketsReceived"])

    def grown(seconds: float) -> tuple[bool, bool]:
        before = packets()
        time.sleep(seconds)
        after = packets()
        return after[0] > before[0], after[1] > before[1]

    assert grown(0.1) == (True, True)
    info = alice.get("v1/mgmt/media/communicationInfo")["data"]
    assert info == {"CommunicationType": ["RxTx"] * 3, "FarEndMuteState": [], "PhoneMuteState": "False"}
    alice.post("v1/callctrl/mute", state="1")
    assert alice.get("v1/mgmt/media/communicationInfo")["data"]["PhoneMuteState"] == "True"
    bob.post("v1/callctrl/holdCall")
    alice.shows("CallHeld")
    assert grown(0.1) == (False, True)
    alice.post("v1/callctrl/holdCall")
    assert grown(0.1) == (False, False)


def test_device_stats(alice: Handset) -> None:
    data = alice.get("v1/mgmt/device/stats")["data"]
    assert all(re.fullmatch(r"[3-9]\.\d", data["CPU"][name]) for name in ("Current", "Average"))
    memory = data["Memory"]
    assert int(memory["Used"]) + int(memory["Free"]) == int(memory["Total"]) == 256 * 1024 * 1024
    assert set(memory["pgui"]) == set(memory["polyapp"]) == {"arena", "hblkhd", "uordblks", "fordblks"}
    assert data["RAMDiskSize"] == "67108864"


def test_lines_of_v2(alice: Handset) -> None:
    (line,) = alice.get("v2/mgmt/lineInfo")["data"]
    assert line == {
        "LineNumber": "1",
        "Label": "Alice",
        "Username": "1001",
        "RegistrationStatus": "registered",
        "DoNotDisturb": "False",
        "Active": "False",
        "CallServers": [{"Working": "True"}],
    }
    alice.post("v1/callctrl/dial", Dest="5553000")
    assert alice.get("v2/mgmt/lineInfo")["data"][0]["Active"] == "True"


def test_skype_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(skype, "TAKES", 0.05)
    with Fleet() as fleet:
        (reach,) = fleet.start([PhoneSetup(name="S", number="1", password=PASSWORD, base_profile="lync")])
        phone = Handset(fleet, reach)
        assert phone.get("v1/mgmt/getPresence") == {"Status": "4003"}
        location = phone.get("v1/mgmt/location/info")["data"]
        assert len(location) == 31
        assert {"House Number", "Zip Code", "Road Branch"} < set(location)
        phone.post("v1/mgmt/skype/signIn", Address="a@b.example", User="a", Password="p")
        assert phone.get("v1/mgmt/getPresence") == {"Presence": "Available", "Status": "2000"}
        phone.post("v1/callctrl/dial", Dest="5553000")
        assert phone.get("v1/mgmt/getPresence")["Presence"] == "Busy"
        user = phone.get("v1/webCallControl/sipStatus")["data"]["User"][0]
        assert {"UUID", "GRUUID"} < set(user)


def test_words_by_switch() -> None:
    with Fleet() as fleet:
        (reach,) = fleet.start(
            [
                PhoneSetup(
                    name="Odd",
                    number="1001",
                    password=PASSWORD,
                    config={"reg.1.lineKeys": "2"},
                    switches={
                        "line_info_per": "registration",
                        "uptime_words": "dotted",
                        "model_prefix": "RealPresence",
                        "boot_server_use_key": "absent",
                        "remote_number": "sip",
                        "ref_reading": "hex only",
                        "app_state": "AppStateMenu",
                        "line_key_v1": "LineID",
                        "parallel": "403",
                    },
                )
            ]
        )
        phone = Handset(fleet, reach)
        assert len(phone.get("v1/mgmt/lineInfo")["data"]) == 1
        info = phone.get("v1/mgmt/device/info")["data"]
        assert info["ModelNumber"] == "RealPresence VVX 600"
        assert re.fullmatch(r"0\.00:00:\d\d", info["UpTimeSinceLastReboot"])
        assert "DHCPBootServerUseOption" not in phone.get("v1/mgmt/network/info")["data"]
        phone.post("v1/callctrl/dial", Dest="5553000")
        call = phone.get("v1/webCallControl/callStatus")["data"]
        assert (call["RemotePartyNumber"], call["LineID"]) == ("sip:5553000@sip.lab.example", "1")
        assert phone.get("v2/mgmt/device/info")["data"]["AppState"] == "AppStateMenu"
        handle = phone.calls()[0]["CallHandle"]
        assert phone.post("v1/callctrl/endCall", Ref=str(int(handle, 16))) == "4007"
        assert phone.post("v1/callctrl/endCall", Ref=handle) == "2000"


def test_sockets_that_are_held() -> None:
    """Without its parameter the touch of 5.7 may hold the socket; other requests wait behind it."""
    with Fleet(speed=100) as fleet:
        (reach,) = fleet.start(
            [PhoneSetup(name="H", number="1", password=PASSWORD, firmware="5.7", switches={"ta_off": "hangs"})]
        )
        phone = Handset(fleet, reach)
        started = time.monotonic()
        with pytest.raises(requests.ConnectionError):
            phone.post("v1/mgmt/simulateTouch", Type="Tap", Positions=[{"X": 1, "Y": 1}])
        with pytest.raises(requests.ConnectionError):
            phone.get("v1/mgmt/device/stats")
        assert time.monotonic() - started >= 0.6
        assert phone.get("v1/mgmt/network/info")["Status"] == "2000"


@pytest.mark.parametrize(("holds", "waits"), [("no", False), ("yes", True)])
def test_sign_in_and_the_turn(monkeypatch: pytest.MonkeyPatch, holds: str, waits: bool) -> None:
    monkeypatch.setattr(skype, "TAKES", 0.4)
    with Fleet() as fleet:
        (reach,) = fleet.start(
            [PhoneSetup(name="S", number="1", password=PASSWORD, base_profile="lync", switches={"signin_holds": holds})]
        )
        fields = {"Address": "a@b.example", "User": "a", "Password": "p"}
        signing = threading.Thread(target=lambda: Handset(fleet, reach).post("v1/mgmt/skype/signIn", **fields))
        signing.start()
        time.sleep(0.1)
        started = time.monotonic()
        assert Handset(fleet, reach).get("v1/mgmt/lineInfo")["Status"] == "2000"
        assert (time.monotonic() - started > 0.2) == waits
        signing.join()


def test_picture_with_a_border() -> None:
    with Fleet() as fleet:
        config = {"up.screenCapture.enabled": "1", "up.screenCapture.value": "1"}
        (reach,) = fleet.start(
            [PhoneSetup(name="B", number="1", password=PASSWORD, config=config, switches={"capture_size": "+2"})]
        )
        phone = Handset(fleet, reach)
        reply = phone.http.get(phone.url("/captureScreen/mainScreen"), timeout=3)
        assert Image.open(io.BytesIO(reply.content)).size == (482, 274)
