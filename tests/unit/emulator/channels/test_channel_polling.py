"""XML polling: login, layouts to the letter, both response modes."""

import re
from collections.abc import Callable

import pytest
import requests
from handset import Handset, until
from receivers import WebServer
from requests.auth import HTTPDigestAuth

ON = {
    "apps.statePolling.username": "Poll",
    "apps.statePolling.password": "secret",
    "apps.statePolling.responseMode": "0",
}
STAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"


def set_up(phone: Handset, **more: str) -> None:
    values = ON | {f"apps.statePolling.{name}": value for name, value in more.items()}
    phone.fleet.run(lambda: phone.phone.config.set(values, "local"))


def ask(phone: Handset, name: str, password: str = "secret") -> requests.Response:
    auth = HTTPDigestAuth("Poll", password)
    return requests.get(phone.url(f"/polling/{name}"), auth=auth, timeout=3)


def poll(phone: Handset, name: str = "callstateHandler") -> str:
    reply = ask(phone, name)
    assert (reply.status_code, reply.headers["Content-type"]) == (200, "text/xml")
    return reply.text


IDLE = """\
<PolycomIPPhone>
<CallLineInfo>
<LineKeyNum>1</LineKeyNum>
<LineDirNum>1001</LineDirNum>
<LineState>Inactive</LineState>
</CallLineInfo>
</PolycomIPPhone>
"""

RINGBACK = """\
<PolycomIPPhone>
<CallLineInfo>
<LineKeyNum>1</LineKeyNum>
<LineDirNum>1001</LineDirNum>
<LineState>Active</LineState>
<CallInfo>
<CallReference>HANDLE</CallReference>
<CallState>RingBack</CallState>
<CallType>Outgoing</CallType>
<UIAppearanceIndex>1*</UIAppearanceIndex>
<CalledPartyName>1002</CalledPartyName>
<CalledPartyDirNum>sip:1002@sip.lab.example</CalledPartyDirNum>
<CallingPartyName>Alice</CallingPartyName>
<CallingPartyDirNum>sip:1001@sip.lab.example</CallingPartyDirNum>
<CallDuration>0</CallDuration>
<Protocol>SIP</Protocol>
<Muted>0</Muted>
<Ringing>0</Ringing>
</CallInfo>
</CallLineInfo>
</PolycomIPPhone>
"""


def test_lines_without_and_with_a_call(alice: Handset, bob: Handset) -> None:
    set_up(alice)
    set_up(bob)
    assert poll(alice) == IDLE
    assert poll(alice, "CALLSTATEHANDLER") == IDLE
    alice.post("v1/callctrl/dial", Dest="1002")
    alice.shows("RingBack")
    assert poll(alice) == RINGBACK.replace("HANDLE", alice.calls()[0]["CallHandle"])
    ringing = poll(bob)
    for line in (
        "<CallState>Offering</CallState>",
        "<CallType>Incoming</CallType>",
        "<UIAppearanceIndex>1</UIAppearanceIndex>",
        "<CalledPartyName>Bob</CalledPartyName>",
        "<CalledPartyDirNum>sip:1002@sip.lab.example</CalledPartyDirNum>",
        "<CallingPartyName>Alice</CallingPartyName>",
        "<CallingPartyDirNum>sip:1001@sip.lab.example</CallingPartyDirNum>",
        "<Ringing>1</Ringing>",
    ):
        assert line in ringing.splitlines()


def test_dial_tone_has_empty_elements_and_ended_calls_are_absent(alice: Handset) -> None:
    set_up(alice)
    alice.fleet.run(lambda: alice.phone.desk.off_hook(1))
    lines = poll(alice).splitlines()
    assert lines[6:13] == [
        f"<CallReference>{alice.calls()[0]['CallHandle']}</CallReference>",
        "<CallState>Dialtone</CallState>",
        "<CallType>Outgoing</CallType>",
        "<UIAppearanceIndex>1*</UIAppearanceIndex>",
        "<CalledPartyName/>",
        "<CalledPartyDirNum/>",
        "<CallingPartyName>Alice</CallingPartyName>",
    ]
    alice.fleet.run(lambda: alice.phone.desk.dial("5552001"))
    alice.shows("Disconnected")
    assert poll(alice) == IDLE


def test_second_call(alice: Handset, bob: Handset, carol: Handset) -> None:
    set_up(alice)
    alice.post("v1/callctrl/dial", Dest="1002")
    bob.shows("Offering")
    bob.post("v1/callctrl/answerCall")
    alice.shows("Connected")
    carol.post("v1/callctrl/dial", Dest="1001")
    alice.shows("Connected", "Offering")
    alice.post("v1/callctrl/answerCall")
    alice.shows("CallHold", "Connected")
    text = poll(alice)
    assert text.count("<CallLineInfo>") == 1
    assert re.findall("<CallState>(.*)</CallState>", text) == ["CallHold", "Connected"]
    assert re.findall("<UIAppearanceIndex>(.*)</UIAppearanceIndex>", text) == ["2", "1*"]
    alice.post("v1/callctrl/mute", state="1")
    assert "<Muted>1</Muted>" in poll(alice)


def test_one_line_info_for_each_key_or_each_registration(another: Callable[..., Handset]) -> None:
    two = {"reg.1.lineKeys": "2", "reg.2.address": "2199"}
    phone = another("2201", config=ON | two)
    assert re.findall("<LineKeyNum>(.*)</LineKeyNum>", poll(phone)) == ["1", "2", "3"]
    phone = another("2202", config=ON | two, switches={"line_info_per": "registration"})
    phone.fleet.run(lambda: phone.phone.desk.off_hook(2))
    text = poll(phone)
    assert re.findall("<LineKeyNum>(.*)</LineKeyNum>", text) == ["1", "3"]
    assert re.findall("<LineState>(.*)</LineState>", text) == ["Active", "Inactive"]


def test_device(alice: Handset) -> None:
    set_up(alice)
    expected = f"""\
<PolycomIPPhone>
<DeviceInformation>
<MACAddress>{alice.reach.mac}</MACAddress>
<PhoneDN>Line1:1001</PhoneDN>
<AppLoadID>5.9.3.2857 02-Jul-19 06:14</AppLoadID>
<UpdaterID>5.9.7.26508</UpdaterID>
<ModelNumber>VVX 600</ModelNumber>
<TimeStamp>STAMP</TimeStamp>
</DeviceInformation>
</PolycomIPPhone>
"""
    assert re.fullmatch(re.escape(expected).replace("STAMP", STAMP), poll(alice, "deviceHandler"))


def test_network(alice: Handset) -> None:
    set_up(alice)
    router = f"{alice.reach.host.rpartition('.')[0]}.254"
    assert (
        poll(alice, "networkHandler")
        == f"""\
<PolycomIPPhone>
<NetworkConfiguration>
<DHCPServer>{router}</DHCPServer>
<MACAddress>{alice.reach.mac}</MACAddress>
<DNSSuffix/>
<IPAddress>{alice.reach.host}</IPAddress>
<SubnetMask>255.255.255.0</SubnetMask>
<ProvServer/>
<DefaultRouter>{router}</DefaultRouter>
<DNSServer1>{router}</DNSServer1>
<DNSServer2>0.0.0.0</DNSServer2>
<VLANID/>
<DHCPEnabled>Yes</DHCPEnabled>
</NetworkConfiguration>
</PolycomIPPhone>
"""
    )


@pytest.mark.parametrize("missing", ["username", "password"])
def test_polling_is_not_there_until_it_is_set_up(alice: Handset, missing: str) -> None:
    assert ask(alice, "deviceHandler").status_code == 404
    set_up(alice, **{missing: ""})
    assert ask(alice, "deviceHandler").status_code == 404
    set_up(alice)
    assert ask(alice, "deviceHandler").status_code == 200
    assert ask(alice, "otherHandler").status_code == 404
    assert (
        requests.post(alice.url("/polling/deviceHandler"), auth=HTTPDigestAuth("Poll", "secret"), timeout=3).status_code
        == 404
    )


def test_login(alice: Handset, another: Callable[..., Handset]) -> None:
    set_up(alice)
    asked = requests.get(alice.url("/polling/deviceHandler"), timeout=3)
    assert asked.status_code == 401
    assert re.fullmatch(
        r'Digest realm="Polling Authentication", nonce="\d{9}", algorithm="MD5"', asked.headers["WWW-Authenticate"]
    )
    assert ask(alice, "deviceHandler", "wrong").status_code == 401
    phone = another("2203", config=ON, switches={"polling_bad_login": "403"})
    assert requests.get(phone.url("/polling/deviceHandler"), timeout=3).status_code == 401
    assert ask(phone, "deviceHandler", "wrong").status_code == 403


def test_words_of_the_profile(another: Callable[..., Handset]) -> None:
    phone = another("2204", config=ON, switches={"ringback_word": "Ringback", "proceeding_in_polling": "Proceeding"})
    phone.post("v1/callctrl/dial", Dest="5553001")
    phone.shows("RingBack")
    assert "<CallState>Ringback</CallState>" in poll(phone)


def test_result_by_post(alice: Handset, web: WebServer) -> None:
    set_up(alice, responseMode="1")
    assert ask(alice, "callstateHandler").status_code == 404
    set_up(alice, responseMode="1", URL=web.url("/state?phone=1"))
    reply = ask(alice, "callstateHandler")
    assert (reply.status_code, reply.content) == (200, b"")
    assert web.bodies(1) == [IDLE]
    assert web.posts[0].path == "/state?phone=1"
    assert dict(web.posts[0].headers)["Content-Type"] == "text/xml"
    set_up(alice, responseMode="1", URL="http://127.0.0.1:9/")
    assert ask(alice, "callstateHandler").status_code == 200
    until(lambda: alice.get("v1/mgmt/lineInfo")["Status"] == "2000")
