"""What each endpoint sends, and how answers of both versions are read."""

from datetime import datetime

import pytest
from phone_stub import BASIC, PAGE_404, Asked, http, ok, phone_at

from PolyLibrary.errors import (
    BadReply,
    FactoryPassword,
    LoginRefused,
    NotPossible,
    PhoneRefused,
    UnknownName,
    UsageError,
)
from PolyLibrary.phone.calllog import CallLogEntry
from PolyLibrary.phone.calls import parse_calls
from PolyLibrary.phone.capture import CaptureOff
from PolyLibrary.phone.config import ConfigValue, chunks_to_set
from PolyLibrary.phone.firmware import capture_switch, key_ways, text_ways
from PolyLibrary.phone.keys import can_press, key_name
from PolyLibrary.phone.log import parse_log
from PolyLibrary.phone.phone import Phone
from PolyLibrary.redaction import Password
from PolyLibrary.terms import Point, Version

CALL = {"CallHandle": "0x2341880", "CallState": "Connected"}


def sent_by(serve, action, status="2000"):
    """What one action sends, in paths and data."""
    stub = serve(lambda asked: ok(status=status))
    action(phone_at(http=stub, scheme="http"))
    return [(asked.path.removeprefix("/api/v1/"), asked.data) for asked in stub.asked]


def test_actions_send_what_the_faq_sends(serve, soon):
    cases = [
        (lambda p: p.calls.dial("123", soon), "callctrl/dial", {"Dest": "123", "Line": "1"}),
        (
            lambda p: p.calls.dial("123", soon, line=2, type="SIP"),
            "callctrl/dial",
            {"Dest": "123", "Line": "2", "Type": "SIP"},
        ),
        (lambda p: p.calls.end("0x2341880", soon), "callctrl/endCall", {"Ref": "2341880"}),
        (lambda p: p.calls.answer(None, soon), "callctrl/answerCall", None),
        (lambda p: p.calls.hold(parse_calls(CALL)[0], soon), "callctrl/holdCall", {"Ref": "2341880"}),
        (lambda p: p.calls.mute(True, soon), "callctrl/mute", {"state": "1"}),
        (lambda p: p.calls.dtmf("12#", soon), "callctrl/sendDTMF", {"Digits": "12#"}),
        (
            lambda p: p.calls.transfer("ab12", "1002", soon),
            "callctrl/transferCall",
            {"Ref": "ab12", "TransferDest": "1002"},
        ),
        (
            lambda p: p.touch.tap(Point(70, 34), soon),
            "mgmt/simulateTouch",
            {"Type": "Tap", "Positions": [{"X": "70", "Y": "34"}]},
        ),
        (
            lambda p: p.touch.swipe(Point(68, 121), Point(320, 156), 100, soon),
            "mgmt/simulateTouch",
            {"Type": "Swipe", "Positions": [{"X": "68", "Y": "121"}, {"X": "320", "Y": "156"}], "Duration": "100"},
        ),
        (lambda p: p.keys.press("soft key 1", soon), "mgmt/simulateKeyEvent", {"Type": "Tap", "KeyName": "SoftKey1"}),
        (lambda p: p.keys.enter_text("Al", soon), "mgmt/simulateTextInput", {"Value": "Al", "ReplaceText": "true"}),
        (lambda p: p.actions.safe_restart(soon), "mgmt/safeRestart", None),
        (lambda p: p.actions.safe_reboot(soon), "mgmt/safeReboot", None),
        (lambda p: p.actions.update_configuration(soon), "mgmt/updateConfiguration", None),
        (lambda p: p.actions.reset_config("web", soon), "mgmt/configReset/web", None),
        (lambda p: p.skype.sign_out(soon), "mgmt/skype/signOut", None),
        (
            lambda p: p.skype.sign_in("a@b.c", "a@b.c", Password("sk-secret", ""), soon),
            "mgmt/skype/signIn",
            {"Address": "a@b.c", "User": "a@b.c", "Password": "sk-secret", "Domain": "", "LockCode": ""},
        ),
        (
            lambda p: p.config.set({"device.prov.serverName": "10.252.149.102"}, soon),
            "mgmt/config/set",
            {"device.set": "1", "device.prov.serverName.set": "1", "device.prov.serverName": "10.252.149.102"},
        ),
    ]
    for action, path, data in cases:
        assert sent_by(serve, action) == [(path, data)]


def test_a_refusal_says_what_the_status_means(serve, soon):
    stub = serve(lambda asked: ok(status=4002))
    with pytest.raises(PhoneRefused) as caught:
        phone_at(http=stub, scheme="http").calls.dial("1", soon)
    assert caught.value.status == "4002"
    lines = str(caught.value).splitlines()
    assert lines[0] == "alice: POST /api/v1/callctrl/dial was refused with Status 4002 (line not registered)."
    assert lines[-1] == "Next:  wait for the registration, or use another line."


def test_the_factory_password(serve, soon):
    stub = serve(lambda asked: ok(status="4010"))
    with pytest.raises(FactoryPassword):
        phone_at(http=stub, scheme="http").calls.dial("1", soon)


def test_a_busy_phone_is_asked_again_for_reads(serve, soon):
    answers = iter([ok(status="4001"), ok([])])
    stub = serve(lambda asked: next(answers))
    assert phone_at(http=stub, scheme="http").calls.status(soon) == []
    stub = serve(lambda asked: ok(status="4001"))
    with pytest.raises(PhoneRefused):
        phone_at(http=stub, scheme="http").calls.dial("1", soon)
    assert len(stub.asked) == 1


def test_expected_refusals_are_answers(serve, soon):
    rest = phone_at(http=serve(lambda asked: ok(status="4007")), scheme="http").rest
    assert rest.call("POST", "v1/callctrl/endCall", {"Ref": "1"}, soon, expect="4007").status == "4007"
    assert rest.call("POST", "v1/callctrl/endCall", {"Ref": "1"}, soon, expect="any").status == "4007"


class TestConfig:
    def test_get_in_chunks_of_twenty(self, serve, soon):
        stub = serve(lambda asked: ok({name: {"Value": "1", "Source": "web"} for name in asked.data}))
        names = [f"a.{n}" for n in range(45)]
        values = phone_at(http=stub, scheme="http").config.get(names, soon)
        assert list(values) == names
        assert values["a.0"] == ConfigValue("1", "web")
        assert [len(asked.data) for asked in stub.asked] == [20, 20, 5]

    @pytest.mark.parametrize("invalid", [["no.such"], {"1": "no.such"}, "no.such"])
    @pytest.mark.parametrize("status", ["2000", "4000"])
    def test_unknown_names(self, serve, soon, invalid, status):
        known = {"up.x": {"Value": "", "Source": "default"}} if status == "2000" else None
        stub = serve(lambda asked: ok(known, status=status, InvalidParams=invalid))
        config = phone_at(http=stub, scheme="http").config
        assert config.read(["no.such"], soon).unknown == ("no.such",)
        with pytest.raises(UsageError, match=r"alice has no parameter 'no\.such'\."):
            config.get(["no.such"], soon)

    def test_device_parameters_count_with_their_switches(self):
        chunks = list(chunks_to_set({f"device.p{n}": n for n in range(12)} | {"up.a": True}))
        assert [len(chunk) for chunk in chunks] == [19, 8]
        assert all(chunk["device.set"] == "1" for chunk in chunks)
        assert chunks[1]["up.a"] == "1"
        assert "device.set" not in next(chunks_to_set({"up.a": 1}))

    def test_switches_given_by_hand_are_not_doubled(self):
        values = {"device.set": "1", "device.prov.serverName.set": "1", "device.prov.serverName": "x"}
        assert list(chunks_to_set(values)) == [values]

    def test_a_later_refusal_says_what_was_set(self, serve, soon):
        answers = iter([ok(), ok(status="4000")])
        stub = serve(lambda asked: next(answers))
        with pytest.raises(PhoneRefused) as caught:
            phone_at(http=stub, scheme="http").config.set({f"a.{n}": n for n in range(21)}, soon)
        assert "refused with 'a.20'; set before: 'a.0', 'a.1'" in str(caught.value)


def test_call_log(serve, soon):
    entry = {
        "LineNumber": "1",
        "StartTime": "2026-08-12T16:23:37",
        "RemotePartyName": "Bob",
        "RemotePartyNumber": "sip:1002@x",
        "Duration": "4 mins 49 secs",
    }
    bob = CallLogEntry("placed", "Bob", "1002", 1, datetime(2026, 8, 12, 16, 23, 37), 289, "sip:1002@x")
    stub = serve(lambda asked: ok([entry] if asked.path.endswith("placed") else {"Placed": [entry], "Missed": []}))
    phone = phone_at(http=stub, scheme="http")
    assert phone.calllog.read(None, soon) == [bob]
    assert phone.calllog.read("placed", soon) == [bob]


class TestKeys:
    def test_names(self):
        assert [key_name(key) for key in ("home", "5", "#", "Soft Key 2", "dialpad_star")] == [
            "Home",
            "Dialpad5",
            "DialpadPound",
            "SoftKey2",
            "DialpadStar",
        ]
        with pytest.raises(UnknownName, match="Home"):
            key_name("Hme")

    def test_by_firmware(self):
        assert can_press("VVX", Version("6.3"))
        assert not can_press("VVX", Version("5.9"))
        assert not can_press("Trio 8800", None)
        assert key_ways("CCX 500", Version("7.3")) == ("push",)
        assert text_ways("Trio", Version("7")) == ()

    def test_capture_by_firmware(self):
        assert capture_switch("VVX 600", Version("5.10")).parameters == {
            "up.screenCapture.enabled": "1",
            "up.screenCapture.value": "1",
        }
        assert capture_switch("VVX600", Version("5.6.1")).by_hand
        assert "up.screenCapture.allowed" in capture_switch("Trio 8800", Version("7.2")).parameters


def logged_in(phone: Phone) -> Phone:
    """The phone after its REST API has taken the password, as it is in a test."""
    phone.transport.login.accepted()
    return phone


class TestWebPages:
    def test_a_picture(self, serve, soon):
        stub = serve(lambda asked: http(200, b"BM123"), login=True)
        picture = logged_in(phone_at(http=stub, scheme="http")).capture.screen(soon)
        assert (picture.data, picture.kind) == (b"BM123", "bmp")
        assert stub.paths == ["/captureScreen/mainScreen"]

    def test_capture_is_off(self, serve, soon):
        stub = serve(lambda asked: http(404, PAGE_404))
        with pytest.raises(CaptureOff, match=r"up\.screenCapture\.enabled=1"):
            phone_at(http=stub, scheme="http").capture.screen(soon)

    def test_no_picture(self, serve, soon):
        stub = serve(lambda asked: http(200, b"<html>"))
        with pytest.raises(BadReply, match="no picture"):
            phone_at(http=stub, scheme="http").capture.screen(soon)

    def test_how_capture_is_switched_on(self, serve, soon):
        stub = serve(lambda asked: ok({"ModelNumber": "VVX 600", "Firmware": {"Application": "5.9.3.2857"}}))
        switch = phone_at(http=stub, scheme="http").capture.switch(soon)
        assert switch.parameters == {"up.screenCapture.enabled": "1", "up.screenCapture.value": "1"}
        assert switch.by_hand == ""

    def test_a_session_where_the_firmware_wants_one(self, serve, soon):
        def answer(asked: Asked) -> bytes:
            if asked.path == "/form-submit/auth.htm" and asked.login == BASIC:
                return http(200, b"lockparams|SUCCESS|0", {"Set-Cookie": "session=abc; Path=/; HttpOnly"})
            if asked.headers.get("cookie") == "session=abc":
                return http(200, b"0904183359|rest |0|00|hello\n")
            return http(401, b"")

        stub = serve(answer)
        phone = logged_in(phone_at(http=stub, scheme="http"))
        assert [line.text for line in phone.log.read(soon)] == ["hello"]
        assert len(stub.asked) == 3
        phone.log.read(soon)
        assert len(stub.asked) == 4

    def test_a_wrong_web_password_is_remembered(self, serve, soon):
        stub = serve(
            lambda asked: http(401, b"") if asked.method == "GET" else http(200, b"lockparams|INVALID_LOGIN|0")
        )
        phone = phone_at(http=stub, scheme="http")
        for _ in range(2):
            with pytest.raises(LoginRefused):
                phone.log.read(soon)
        assert len(stub.asked) == 2

    def test_a_locked_web_login(self, serve, soon):
        stub = serve(lambda asked: http(401, b"") if asked.method == "GET" else http(200, b"lockparams|LOCKED|42"))
        with pytest.raises(LoginRefused, match="LOCKED 42 s"):
            logged_in(phone_at(http=stub, scheme="http")).log.read(soon)

    def test_no_log_page(self, serve, soon):
        with pytest.raises(NotPossible):
            phone_at(http=serve(lambda asked: http(404, PAGE_404)), scheme="http").log.read(soon)


def test_log_lines_of_the_faq():
    text = (
        "0904183405|rest |0|00|At wappRestApiHandlerC::Handle. JSON prepared as per input parameters - {\n"
        '"data": {\n"Type": "Tap"\n}\n}\n'
        "0904183707|pgui |3|00|CLayoutMgr::onFilteredMouseEvent: mouse event detected at (x,y)=(438,254), "
        "state = 1, wheel = 0\r\n"
        "011511.006|so   |2|01|soCoreAudioTermChg: chassis -> idle\n"
        "0904183708|cfg  |*|00|Prov|Server 'x' is unresponsive\n"
    )
    rest, touch, audio, prov = parse_log(text)
    assert rest.text.endswith('{\n"data": {\n"Type": "Tap"\n}\n}')
    assert (touch.component, touch.level, touch.missed) == ("pgui", "3", 0)
    assert touch.moment(2026) == datetime(2026, 9, 4, 18, 37, 7)
    assert touch.text.endswith("wheel = 0")
    assert (audio.since_boot, audio.when, audio.missed) == (4511.006, None, 1)
    assert prov.text == "Prov|Server 'x' is unresponsive"
    assert str(audio) == "011511.006|so   |2|01|soCoreAudioTermChg: chassis -> idle"
