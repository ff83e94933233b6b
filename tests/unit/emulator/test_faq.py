"""The replies and log lines of the community FAQ, word for word."""

import re
import time
from typing import Any

import pytest
from handset import FakeGui, Handset, until

pytestmark = pytest.mark.filterwarnings("ignore:Unverified HTTPS")

FAQ_STATUS = re.compile(
    r'\{"data": \{"CallHandle": "0x\d{7}", "LineId": "1", "Type": "Outgoing", "Protocol": "Sip", '
    r'"CallState": "Connected", "RemotePartyName": "123", "DurationInSeconds": "\d", '
    r'"RemotePartyNumber": "123"\}, "Status": "2000"\}'
)


def text_of(phone: Handset, path: str, body: str | None = None) -> str:
    send: Any = phone.http.get if body is None else phone.http.post
    options = {} if body is None else {"data": body.encode()}
    headers = {"Content-Type": "application/JSON"}
    reply: str = send(phone.url(f"/api/{path}", tls=True), headers=headers, timeout=5, **options).text
    return reply


def test_dial_look_and_hang_up(alice: Handset) -> None:
    body = '{"data": {"Dest": 123,"Line": 1,"Type": "SIP"}}'
    assert text_of(alice, "v1/callctrl/dial", body) == '{"Status": "2000"}'
    status = "v1/webCallControl/callStatus"
    until(lambda: "Connected" in text_of(alice, status))
    shown = text_of(alice, status)
    assert FAQ_STATUS.fullmatch(shown)
    handle = re.search(r"0x(\d+)", shown)
    assert handle
    ended = text_of(alice, "v1/callctrl/endCall", f'{{"data": {{"Ref": {handle[1]}}}}}')
    assert ended == '{"Status": "2000"}'
    assert text_of(alice, status) == '{"Status": "4007"}'


def test_first_handle_is_the_faqs(alice: Handset) -> None:
    def reboot_counter() -> None:
        alice.phone.desk.booted(alice.phone.lines)

    alice.fleet.run(reboot_counter)
    alice.post("v1/callctrl/dial", Dest="123")
    assert alice.get("v1/webCallControl/callStatus")["data"]["CallHandle"] == "0x2341880"
    assert alice.post("v1/callctrl/endCall", Ref=2341880) == "2000"


def test_empty_bodies(alice: Handset) -> None:
    assert text_of(alice, "v1/mgmt/transferType/get") == '{"data": {"Type": "Consultative"}, "Status": "2000"}'
    for body in ("", "{}", "null", '{"data": {}}', '{"data": null}'):
        assert text_of(alice, "v1/mgmt/updateConfiguration", body) == '{"Status": "2000"}'


def test_provisioning_server(alice: Handset) -> None:
    body = '{"data": {"device.set": "1","device.prov.serverName.set": "1","device.prov.serverName": "10.252.149.102" }}'
    assert text_of(alice, "v1/mgmt/config/set", body) == '{"Status": "2000"}'
    assert alice.get("v1/mgmt/network/info")["data"]["ProvServerAddress"] == "10.252.149.102"
    assert alice.phone.life.pending is None


def test_touch_in_the_debug_log(alice: Handset) -> None:
    alice.phone.__dict__["gui"] = FakeGui()
    alice.configure(log__render__level="0", log__level__change__rest="0")
    alice.fleet.run(alice.phone.log.clear)
    tap = {"data": {"Type": "Tap", "Positions": [{"X": "70", "Y": "34"}]}}
    alice.http.get(alice.url("/images/ajax-loader.gif"), timeout=5)
    without = {"timeout": 5, "auth": lambda request: request, "json": tap}
    assert alice.http.post(alice.url("/api/v1/mgmt/simulateTouch"), **without).status_code == 401
    assert alice.send("v1/mgmt/simulateTouch", tap) == {"Status": "2000"}
    who = r"\d{10}\|rest \|0\|00\|At wappRestApiHandlerC::Handle. "
    json_lines = '{\n"data": {\n"Type": "Tap",\n"Positions": [\n{\n"X": "70",\n"Y": "34"\n}\n]\n}\n}'
    expected = (
        rf"{who}Received request is NOT for REST API handler. path=/images/ajax-loader.gif\n"
        rf"{who}Authentication failed, sending authDemand\n"
        rf"{who}Moved REST API to request processing mode.\n"
        rf"{who}Request's HTTP method POST\n"
        rf"{who}JSON prepared as per input parameters - {re.escape(json_lines)}\n"
        rf"{who}Returning from Handle.\n"
    )
    assert re.fullmatch(expected, alice.log_text())
    assert alice.phone.gui.done == [("down", 70, 34), ("up", 70, 34)]


def test_rest_lines_need_both_levels(alice: Handset) -> None:
    for levels in ({"log__render__level": "0"}, {"log__level__change__rest": "0"}):
        alice.configure(log__render__level="1", log__level__change__rest="4")
        alice.configure(**levels)
        alice.fleet.run(alice.phone.log.clear)
        alice.get("v1/mgmt/lineInfo")
        assert alice.log_text() == ""


def test_skype_needs_the_lync_base_profile(alice: Handset, bob: Handset) -> None:
    fields = {"Address": "a@b.example", "User": "a", "Password": "p", "Domain": "", "LockCode": ""}
    assert alice.post("v1/mgmt/skype/signIn", **fields) == "4004"
    assert alice.post("v1/mgmt/skype/signOut") == "4004"


def test_network_counters_grow(alice: Handset) -> None:
    first = int(alice.get("v1/mgmt/network/stats")["data"]["RxPackets"])
    time.sleep(0.3)
    assert int(alice.get("v1/mgmt/network/stats")["data"]["RxPackets"]) > first
