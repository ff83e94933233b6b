"""How answers of both versions, of 5.7 and of all families are read."""

from datetime import datetime

import pytest
from phone_stub import ok, phone_at

from PolyLibrary.errors import BadReply, PhoneRefused, UnknownName, UsageError
from PolyLibrary.phone.calls import bare_number, known_state, parse_calls
from PolyLibrary.phone.fields import typed
from PolyLibrary.phone.info import parse_device, parse_poll
from PolyLibrary.phone.lines import parse_lines
from PolyLibrary.phone.media import Communication, parse_communication, parse_sessions
from PolyLibrary.phone.network import parse_network
from PolyLibrary.phone.registration import parse_sip
from PolyLibrary.terms import CallState, Version

V1_CALL = {
    "CallHandle": "0x2341880",
    "LineId": "1",
    "Type": "Outgoing",
    "Protocol": "Sip",
    "CallState": "Connected",
    "RemotePartyName": "123",
    "DurationInSeconds": "2",
    "RemotePartyNumber": "123",
}
V2_CALL = {
    "CallHandle": "41c2c008",
    "Type": "Incoming",
    "Protocol": "SIP",
    "CallState": "Offering",
    "LineID": "2",
    "CallSequence": "1",
    "UIAppearanceIndex": "1*",
    "StartTime": "2022-10-11T17:28:46",
    "DurationSeconds": "812",
    "RemotePartyName": "Bob",
    "RemotePartyNumber": "sip:1002@10.1.2.3;user=phone",
    "Ringing": "1",
    "Muted": "0",
    "Media Direction": "sendonly",
    "Remote Connection IP": "203.0.113.5",
}


class TestCalls:
    def test_v1(self):
        (call,) = parse_calls(V1_CALL)
        assert (call.handle, call.ref, call.state, call.line) == (0x2341880, "2341880", CallState.CONNECTED, 1)
        assert (call.duration, call.focused, call.ringing, call.muted, call.start) == (2, True, False, None, None)

    def test_v2(self):
        (call,) = parse_calls([V2_CALL])
        assert (call.number, call.raw_number) == ("1002", "sip:1002@10.1.2.3;user=phone")
        assert (call.incoming, call.ringing, call.muted, call.focused) == (True, True, False, True)
        assert call.start == datetime(2022, 10, 11, 17, 28, 46)
        assert (call.media, call.remote_ip, call.duration) == ("sendonly", "203.0.113.5", 812)

    def test_fields_of_5_7_on_v1(self):
        (call,) = parse_calls({key: value for key, value in V2_CALL.items() if key != "UIAppearanceIndex"})
        assert (call.line, call.duration) == (2, 812)

    def test_an_unknown_state_is_kept(self):
        (call,) = parse_calls([V2_CALL | {"CallState": "Levitating"}])
        assert (call.state, str(call.state), call.state.value) == ("Levitating", "Levitating", "Levitating")
        assert not known_state(call.state)
        assert known_state(CallState.OFFERING)
        assert call.state not in list(CallState)
        assert parse_calls([V2_CALL | {"CallState": "Hold"}])[0].state is CallState.CALL_HOLD

    def test_unusable_entries(self):
        for change in ({"CallHandle": "zz"}, {"CallState": ""}, {"LineID": "x"}, {"RemotePartyName": []}):
            with pytest.raises(BadReply):
                parse_calls([V2_CALL | change])

    @pytest.mark.parametrize(
        ("raw", "bare"),
        [
            ("1002", "1002"),
            ("tel:1234", "1234"),
            ("SIP:nh-sx80@example.com:5060;transport=tcp", "nh-sx80"),
            ("<sip:+4930@x>", "+4930"),
            ("", ""),
            ("*97", "*97"),
        ],
    )
    def test_bare_number(self, raw, bare):
        assert bare_number(raw) == bare

    def test_wrong_arguments_are_refused_before_sending(self, soon):
        with pytest.raises(UsageError):
            phone_at().calls.dtmf("12x", soon)
        with pytest.raises(UsageError):
            phone_at().calls.end("no ref", soon)


def test_lines_of_both_versions():
    (first, second) = parse_lines(
        [
            {
                "LineNumber": "1",
                "RegistrationStatus": "Registered",
                "LineType": "private",
                "SIPAddress": "1001",
                "Label": "Alice",
                "UserID": "1001",
                "Port": "5060",
            },
            {
                "Label": "Alice",
                "Username": "1001",
                "RegistrationStatus": "unregistered",
                "DoNotDisturb": "True",
                "Active": "False",
                "CallServers": [{"Working": "True"}],
            },
        ]
    )
    assert (first.key, first.registered, first.address, first.port, first.dnd) == (1, True, "1001", 5060, None)
    assert (second.key, second.registered, second.user, second.dnd, second.servers) == (
        2,
        False,
        "1001",
        True,
        (True,),
    )


def test_device_of_both_versions():
    v1 = parse_device(
        {
            "ModelNumber": "RealPresence Trio 8800",
            "FirmwareRelease": "5.5.4.2255",
            "DeviceVendor": "Polycom",
            "UpTimeSinceLastReboot": "20 Days 16:11:42",
            "IPV4Address": "10.1.2.3",
            "MACAddress": "64167faabbcc",
            "AttachedHardware": {},
        }
    )
    assert (v1.model, v1.mac, v1.ip, v1.uptime, v1.ready) == (
        "Trio 8800",
        "64167faabbcc",
        "10.1.2.3",
        20 * 86400 + 16 * 3600 + 11 * 60 + 42,
        None,
    )
    v2 = parse_device(
        {
            "ModelNumber": "VVX 350",
            "Firmware": {"Application": "5.10.3.2857 02-Jul-19 06:14"},
            "UpTime": {"Days": "1", "Hours": "2", "Minutes": "3", "Seconds": "4"},
            "IPAddress": "10.1.2.3",
            "ReadyToUse": "True",
            "AppState": "AppStateMenu",
        }
    )
    assert v2.firmware > Version("5.9")
    assert (v2.firmware.text, v2.uptime, v2.ready, v2.state) == ("5.10.3.2857", 93784, True, "AppStateMenu")


def test_poll_status():
    idle = parse_poll({"State": "Idle", "StateData": "Time of last call 2025-08-03T10:35:57"})
    assert idle.last_call == datetime(2025, 8, 3, 10, 35, 57)
    assert parse_poll({"State": "Active", "StateData": "Active call duration 5 mins 25 secs"}).active_for == 325


def test_topics(serve, soon):
    data = {"CPU": {"Current": "35.5"}, "Memory": {"Total": "1000"}, "MACAddress": "482567123456"}
    phone = phone_at(http=serve(lambda asked: ok(data)), scheme="http")
    assert phone.info.topic("Device-Stats", soon) == {
        "CPU": {"Current": 35.5},
        "Memory": {"Total": 1000},
        "MACAddress": "482567123456",
    }
    with pytest.raises(UnknownName, match="There is no status topic 'devise'"):
        phone.info.topic("devise", soon)
    presence = phone_at(http=serve(lambda asked: ok(Presence="Available")), scheme="http")
    assert presence.info.topic("presence", soon) == {"Presence": "Available"}
    idle = phone_at(http=serve(lambda asked: ok(status="4007")), scheme="http")
    assert idle.info.topic("calls", soon) == {}
    with pytest.raises(PhoneRefused):
        idle.info.topic("communication", soon)
    assert typed({"TotalUser": "1", "User": "0123", "UserID": "77"}) == {"TotalUser": 1, "User": "0123", "UserID": "77"}
    assert typed({"a": ["0123", "-5", "1.5.2", "True", "1e5"]}) == {"a": ["0123", -5, "1.5.2", True, "1e5"]}


def test_a_bad_field_says_whose_it_is(serve, soon):
    stub = serve(lambda asked: ok([V2_CALL | {"CallHandle": "zz"}]))
    with pytest.raises(BadReply) as caught:
        phone_at(http=stub, scheme="http").calls.status(soon)
    wanted, seen, tried, hint = str(caught.value).splitlines()
    assert wanted == (
        "alice: GET /api/v2/webCallControl/callStatus: the phone's call handle cannot be understood: a hexadecimal "
        "number was expected."
    )
    assert seen == "Seen:  'zz'"
    assert tried.startswith("Tried: 1 attempt in 0.")
    assert hint == "Next:  is this firmware newer than the library? Report the answer with the firmware's version."


def test_network_of_both_spellings():
    common = {"IPV4Address": "10.1.2.3", "DHCP": "enabled", "DNSServer": "10.1.2.1", "LANPortStatus": "active"}
    old = parse_network(
        common | {"LANSpeed": "1000MB", "CDPCompability": "enabled", "AlternateDNSServer": "0.0.0.0", "VLANID": ""}
    )
    new = parse_network(
        common | {"LANSpeed": "1000Mbps", "CDPCompatibility": "enabled", "AlternateDNSServer": "", "VLANID": ""}
    )
    assert old == new
    assert (new.lan_speed, new.cdp, new.dns, new.vlan, new.lan_up) == (1000, True, ("10.1.2.1",), None, True)
    wifi = parse_network(common | {"VLANID": "42", "LANPortStatus": "inactive", "Wifi": {"Signal Strength": "0%"}})
    assert (wifi.vlan, wifi.lan_up, wifi.lan_speed, wifi.wifi) == (42, False, None, {"Signal Strength": "0%"})


def test_media():
    voice = {"Category": "0:Voice", "RxMOSLQ": "4.2", "RxCodec": "3:G.722.1", "PacketsReceived": "50", "Latency": "7"}
    audio, video = parse_sessions(
        [{"Ref": "0xb53e57c0", "Streams": [voice, {"Category": "1:Video", "RxMOSLQ": "127.0"}]}, {"Ref": "0x1"}, {}]
    )
    assert audio.ref == "0xb53e57c0"
    assert [(stream.category, stream.mos, stream.latency) for stream in audio.streams] == [
        ("0:Voice", 4.2, 7),
        ("1:Video", None, 0),
    ]
    assert video.streams == ()
    assert parse_sessions(None) == parse_sessions([{"Streams": []}]) == []
    info = {"CommunicationType": ["RxTx", "RxTx"], "FarEndMuteState": ["True"], "PhoneMuteState": "False"}
    assert parse_communication(info) == Communication(("RxTx", "RxTx"), ("True",), muted=False)


def test_registrations():
    event = {"Type": "Register", "RegistrationState": "Registering", "CallID": "", "Expires": "6"}
    users = {"TotalUser": "1", "User": [{"Name": "1001", "LineNumber": "1", "TotalCalls": "0", "Events": [event]}]}
    (user,) = parse_sip(users)
    assert (user.name, user.line, user.calls, user.state, user.registered, user.expires) == (
        "1001",
        1,
        0,
        "Registering",
        False,
        6,
    )
    assert parse_sip({"TotalUser": "0"}) == []
