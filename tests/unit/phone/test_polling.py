"""XML polling: real forms of 4.x and 5.x, what firmwares leave out, and what can go wrong."""

from datetime import timedelta

import pytest
from phone_stub import http
from side_stub import PAGE_404, SECRET, Pages, at, credentials

from PolyLibrary.errors import BadReply, LoginRefused, NotPossible
from PolyLibrary.phone.polling import Polling, parameters
from PolyLibrary.redaction import Password
from PolyLibrary.terms import CallState

pytestmark = pytest.mark.usefixtures("no_secrets")

CALLS = b"""<PolycomIPPhone>
<CallLineInfo>
<LineKeyNum>1</LineKeyNum>
<LineDirNum>201</LineDirNum>
<LineState>Active</LineState>
<CallInfo>
<CallReference>41a8a520</CallReference>
<CallState>CallHold</CallState>
<CallType>Outgoing</CallType>
<UIAppearanceIndex>2</UIAppearanceIndex>
<CalledPartyName>202</CalledPartyName>
<CalledPartyDirNum>sip:202@10.1.2.3</CalledPartyDirNum>
<CallingPartyName>Alice</CallingPartyName>
<CallingPartyDirNum>sip:201@10.1.2.3</CallingPartyDirNum>
<CallDuration>17</CallDuration>
<Protocol>Sip</Protocol>
<Muted>0</Muted>
<Ringing>0</Ringing>
</CallInfo>
<CallInfo>
<CallReference>0x41a8da48</CallReference>
<CallState>Ringback</CallState>
<CallType>Incoming</CallType>
<UIAppearanceIndex>1*</UIAppearanceIndex>
<CalledPartyName/>
<CallingPartyName>Tom & Co</CallingPartyName>
<CallingPartyDirNum>sip:203@10.1.2.3</CallingPartyDirNum>
<CallDuration>3</CallDuration>
</CallInfo>
</CallLineInfo>
<CallLineInfo>
<LineKeyNum>2</LineKeyNum>
<LineDirNum>sip:202@10.1.2.3</LineDirNum>
<LineState>Inactive</LineState>
</CallLineInfo>
</PolycomIPPhone>
"""
DEVICE = b"""<PolycomIPPhone><DeviceInformation>
<MACAddress>0004fa839af9</MACAddress>
<PhoneDN>Line1:3000,Line2:3001</PhoneDN>
<AppLoadID>4.1.4.7430 20-Mar-13 14:12</AppLoadID>
<%s>5.1.4.0844</%s>
<ModelNumber>VVX 410</ModelNumber>
<TimeStamp>2013-10-21T14:24:38-05:00</TimeStamp>
</DeviceInformation></PolycomIPPhone>"""
NETWORK = b"""<PolycomIPPhone><NetworkConfiguration>
<DHCPServer>10.1.2.1</DHCPServer><MACAddress>0004fa839af9</MACAddress><DNSSuffix>lab.example</DNSSuffix>
<IPAddress>10.1.2.3</IPAddress><SubnetMask>255.255.255.0</SubnetMask><ProvServer>10.1.2.4/Polycom/</ProvServer>
<DefaultRouter>10.1.2.1</DefaultRouter><DNSServer1>10.1.2.5</DNSServer1><DNSServer2>0.0.0.0</DNSServer2>
<VLANID></VLANID><DHCPEnabled>Yes</DHCPEnabled>
</NetworkConfiguration></PolycomIPPhone>"""


def polling(serve, body: bytes, status: int = 200) -> tuple[Polling, Pages]:
    pages = Pages(http(status, body), realm="Whatever")
    return Polling(at(serve(pages)), credentials()), pages


def test_calls(serve, soon):
    poll, pages = polling(serve, CALLS)
    first, second = poll.lines(soon)
    assert pages.done[0].path == "/polling/callstateHandler"
    assert (first.key, first.number, first.active) == (1, "201", True)
    assert (second.key, second.number, second.active, second.calls) == (2, "202", False, ())
    held, ringing = first.calls
    assert (held.ref, held.handle, held.state) == ("41a8a520", 0x41A8A520, CallState.CALL_HOLD)
    assert (held.index, held.focused, held.duration, held.protocol) == (2, False, 17, "SIP")
    assert (held.incoming, held.muted, held.ringing) == (False, False, False)
    assert (held.remote.number, held.remote.address) == ("202", "sip:202@10.1.2.3")
    assert (ringing.ref, ringing.state, ringing.word) == ("41a8da48", CallState.RINGBACK, "Ringback")
    assert (ringing.index, ringing.focused) == (1, True)
    # 4.x leaves these out, and does not escape names.
    assert (ringing.protocol, ringing.muted, ringing.ringing) == ("", None, None)
    assert ringing.remote.name == "Tom & Co"


def test_an_unknown_state_is_kept_as_word(serve, soon):
    poll, _ = polling(serve, CALLS.replace(b"CallHold", b"CallWarped"))
    call = poll.lines(soon)[0].calls[0]
    assert (call.state, call.word) == (None, "CallWarped")


def test_any_order_case_and_root(serve, soon):
    body = b"""junk <other xmlns="urn:x"><callinfo/><CALLLINEINFO LineKeyNum="3"><CallInfo>
        <callstate> Connected </callstate><CallReference>7</CallReference></CallInfo></CALLLINEINFO></other>"""
    poll, _ = polling(serve, body)
    (line,) = poll.lines(soon)
    assert (line.key, line.active, line.calls[0].state, line.calls[0].handle) == (3, True, CallState.CONNECTED, 7)


@pytest.mark.parametrize("updater", [b"UpdaterID", b"BootROMID"])
def test_device(serve, soon, updater):
    poll, pages = polling(serve, DEVICE % (updater, updater))
    device = poll.device(soon)
    assert pages.done[0].path == "/polling/deviceHandler"
    assert device.mac == "0004fa839af9"
    assert device.lines == ((1, "3000"), (2, "3001"))
    assert device.firmware == "4.1.4.7430"
    assert device.updater == "5.1.4.0844"
    assert device.model == "VVX 410"
    assert device.time is not None
    assert device.time.utcoffset() == timedelta(hours=-5)


def test_network(serve, soon):
    poll, pages = polling(serve, NETWORK)
    network = poll.network(soon)
    assert pages.done[0].path == "/polling/networkHandler"
    assert network.ip == "10.1.2.3"
    assert network.dns_servers == ("10.1.2.5",)
    assert network.dhcp is True
    assert network.vlan is None
    assert network.provisioning_server == "10.1.2.4/Polycom/"


def test_missing_fields_are_empty(serve, soon):
    poll, _ = polling(serve, b"<PolycomIPPhone><DeviceInformation/><NetworkConfiguration/></PolycomIPPhone>")
    assert poll.device(soon).mac is None
    assert poll.device(soon).lines == ()
    assert poll.network(soon).dhcp is None


def test_one_login_for_all_handlers(serve, soon):
    pages = Pages(lambda asked: http(200, CALLS if "call" in asked.path else NETWORK))
    stub = serve(pages)
    poll = Polling(at(stub), credentials())
    for _ in range(3):
        poll.lines(soon)
    poll.network(soon)
    assert len(stub.asked) == 5


def test_polling_that_is_off_names_its_parameters(serve, soon):
    stub = serve(lambda asked: http(404, PAGE_404))
    with pytest.raises(NotPossible, match="does not answer polls") as caught:
        Polling(at(stub), credentials()).lines(soon)
    for name in ("apps.statePolling.username", "apps.statePolling.password", "apps.push.secureTunnelRequired=0"):
        assert name in caught.value.hint


def test_an_empty_answer_is_explained(serve, soon):
    poll, _ = polling(serve, b"")
    with pytest.raises(NotPossible, match="not in this answer") as caught:
        poll.lines(soon)
    assert "apps.statePolling.responseMode=0" in caught.value.hint


def test_a_wrong_password(serve, soon):
    pages = Pages(http(200, CALLS))
    poll = Polling(at(serve(pages)), credentials("wrong-guess-3"))
    for _ in range(2):
        with pytest.raises(LoginRefused, match="refuses the login") as caught:
            poll.lines(soon)
    assert pages.refused == 1
    assert "apps.statePolling.password" in caught.value.hint


def test_a_forbidden_answer_to_a_login_that_never_worked(serve, soon):
    poll, _ = polling(serve, b"", 403)
    with pytest.raises(LoginRefused, match="does not let user 'pusher' in"):
        poll.lines(soon)


@pytest.mark.parametrize(
    "body",
    [
        b"<html>hello</html>",
        b"<PolycomIPPhone>",
        b"not xml",
        b'<!DOCTYPE a [<!ENTITY b "c">]><PolycomIPPhone>&b;</PolycomIPPhone>',
        b"\x00\xff" * 50,
        b"<a>" * 5000,
    ],
)
def test_surprises_are_one_clear_error(serve, soon, body):
    poll, _ = polling(serve, body)
    for look in (poll.lines, poll.device, poll.network):
        with pytest.raises(BadReply, match="cannot be understood"):
            look(soon)


def test_parameters_that_switch_polling_on():
    assert parameters("u", Password(SECRET, "u")) == {
        "apps.statePolling.username": "u",
        "apps.statePolling.password": SECRET,
        "apps.statePolling.responseMode": "0",
        "apps.push.secureTunnelRequired": "0",
    }
