"""Telephony event notifications: what is sent, in which order, to whom; and that nobody waits for a server."""

import contextlib
import re
import socket
import threading
from collections.abc import Callable

import pytest
from handset import Handset, until
from receivers import WebServer, serving

from PolyLibrary.emulator import skype
from PolyLibrary.emulator.certificates import CertificateAuthority
from PolyLibrary.emulator.channels import delivery

PREFIX = "apps.telNotification."
SWITCHES = (
    "incomingEvent",
    "outgoingEvent",
    "offhookEvent",
    "onhookEvent",
    "callStateChangeEvent",
    "lineRegistrationEvent",
    "userLogInOutEvent",
)
STAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"


def switched(url: str, *switches: str, name: str = "URL") -> dict[str, str]:
    return {f"{PREFIX}{name}": url} | {f"{PREFIX}{switch}": "1" for switch in switches}


def set_up(phone: Handset, url: str, *switches: str, name: str = "URL") -> None:
    values = switched(url, *(switches or SWITCHES), name=name)
    phone.fleet.run(lambda: phone.phone.config.set(values, "local"))


def names(web: WebServer) -> list[str]:
    """Each event in short: its name, or for a change of state the state."""
    found = []
    for post in web.posts:
        event = post.body.splitlines()[1]
        state = re.search(r'CallState="(\w+)"', event)
        found.append(state[1] if state else event.strip("<>").removesuffix("Event"))
    return found


def told(web: WebServer, *expected: str) -> None:
    """Wait until exactly these have come."""
    with contextlib.suppress(AssertionError):
        until(lambda: len(names(web)) >= len(expected))
    assert names(web) == list(expected)


def same(body: str, expected: str) -> bool:
    return re.fullmatch(re.escape(expected).replace("STAMP", STAMP), body) is not None


def test_placed_call(alice: Handset, bob: Handset, web: WebServer) -> None:
    set_up(alice, web.url())
    alice.post("v1/callctrl/dial", Dest="1002")
    told(web, "OffHook", "Setup", "OutgoingCall", "RingBack")
    bob.post("v1/callctrl/answerCall")
    told(web, "OffHook", "Setup", "OutgoingCall", "RingBack", "Connected")
    web.posts.clear()
    alice.post("v1/callctrl/holdCall")
    alice.post("v1/callctrl/resumeCall")
    bob.post("v1/callctrl/holdCall")
    bob.post("v1/callctrl/endCall")
    bob.post("v1/callctrl/resumeCall")
    bob.post("v1/callctrl/endCall")
    told(web, "CallHold", "Connected", "CallHeld", "Connected", "Disconnected", "OnHook")


def test_dialled_by_hand_there_is_a_dial_tone(alice: Handset, web: WebServer) -> None:
    set_up(alice, web.url())
    alice.fleet.run(lambda: [alice.phone.gui.key(key) for key in ("Line1", "Dialpad1", "Dialpad2", "Dialpad3")])
    alice.fleet.run(lambda: alice.phone.gui.key("SoftKey1"))
    alice.shows("Connected")
    alice.post("v1/callctrl/endCall")
    told(web, "OffHook", "Dialtone", "Setup", "OutgoingCall", "RingBack", "Connected", "Disconnected", "OnHook")


def test_received_call(alice: Handset, bob: Handset, web: WebServer) -> None:
    set_up(bob, web.url())
    alice.post("v1/callctrl/dial", Dest="1002")
    told(web, "IncomingCall", "Offering")
    bob.post("v1/callctrl/answerCall")
    told(web, "IncomingCall", "Offering", "OffHook", "Connected")
    alice.post("v1/callctrl/endCall")
    told(web, "IncomingCall", "Offering", "OffHook", "Connected", "Disconnected", "OnHook")


def test_call_that_is_never_answered_leaves_the_hook_alone(alice: Handset, bob: Handset, web: WebServer) -> None:
    set_up(bob, web.url())
    alice.post("v1/callctrl/dial", Dest="1002")
    told(web, "IncomingCall", "Offering")
    bob.post("v1/callctrl/rejectCall")
    told(web, "IncomingCall", "Offering", "Disconnected")


def test_second_call_makes_the_first_one_way_first(
    alice: Handset, bob: Handset, carol: Handset, web: WebServer
) -> None:
    alice.post("v1/callctrl/dial", Dest="1002")
    bob.shows("Offering")
    bob.post("v1/callctrl/answerCall")
    alice.shows("Connected")
    set_up(alice, web.url())
    carol.post("v1/callctrl/dial", Dest="1001")
    told(web, "IncomingCall", "Offering")
    alice.post("v1/callctrl/answerCall")
    told(web, "IncomingCall", "Offering", "CallHold", "Connected")
    web.posts.clear()
    first = alice.calls()[0]["CallHandle"]
    alice.post("v1/callctrl/resumeCall", Ref=first)
    told(web, "CallHold", "Connected")


def test_nothing_without_its_switch(alice: Handset, bob: Handset, web: WebServer) -> None:
    set_up(alice, web.url(), "outgoingEvent")
    alice.post("v1/callctrl/dial", Dest="1002")
    bob.shows("Offering")
    alice.post("v1/callctrl/endCall")
    alice.configure(apps__telNotification__onhookEvent="1")
    alice.post("v1/callctrl/dial", Dest="1002")
    bob.shows("Offering")
    alice.post("v1/callctrl/endCall")
    told(web, "OutgoingCall", "OutgoingCall", "OnHook")


def test_layouts(alice: Handset, bob: Handset, web: WebServer) -> None:
    set_up(alice, web.url())
    alice.fleet.run(lambda: alice.phone.desk.off_hook(1))
    handle = alice.calls()[0]["CallHandle"]
    host, mac = alice.reach.host, alice.reach.mac
    hook, dial_tone = web.bodies(2)
    assert same(
        hook,
        f"<PolycomIPPhone>\n<OffHookEvent>\n<PhoneIP>{host}</PhoneIP>\n<MACAddress>{mac}</MACAddress>\n"
        "<TimeStamp>STAMP</TimeStamp>\n</OffHookEvent>\n</PolycomIPPhone>\n",
    )
    assert same(
        dial_tone,
        f"""\
<PolycomIPPhone>
<CallStateChangeEvent CallReference="{handle}" CallState="Dialtone">
<PhoneIP>{host}</PhoneIP>
<MACAddress>{mac}</MACAddress>
<TimeStamp>STAMP</TimeStamp>
<CallLineInfo>
<LineKeyNum>1</LineKeyNum>
<LineDirNum>1001</LineDirNum>
<LineState>Active</LineState>
<CallInfo>
<CallReference>{handle}</CallReference>
<CallState>Dialtone</CallState>
<CallType>Outgoing</CallType>
<UIAppearanceIndex>1*</UIAppearanceIndex>
<CalledPartyName/>
<CalledPartyDirNum/>
<CallingPartyName>Alice</CallingPartyName>
<CallingPartyDirNum>sip:1001@sip.lab.example</CallingPartyDirNum>
<CallDuration>0</CallDuration>
<Protocol>SIP</Protocol>
<Muted>0</Muted>
<Ringing>0</Ringing>
</CallInfo>
</CallLineInfo>
</CallStateChangeEvent>
</PolycomIPPhone>
""",
    )
    web.posts.clear()
    with serving(WebServer()) as other:
        set_up(bob, other.url(), "incomingEvent")
        alice.fleet.run(lambda: alice.phone.desk.dial("1002"))
        (incoming,) = other.bodies(1)
        outgoing = web.bodies(2)[1]
    for name, called_name, body, reach in (
        ("OutgoingCallEvent", "<CalledPartyName/>", outgoing, alice.reach),
        ("IncomingCallEvent", "<CalledPartyName>Bob</CalledPartyName>", incoming, bob.reach),
    ):
        assert same(
            body,
            f"""\
<PolycomIPPhone>
<{name}>
<PhoneIP>{reach.host}</PhoneIP>
<MACAddress>{reach.mac}</MACAddress>
<CallingPartyName>Alice</CallingPartyName>
<CallingPartyNumber>sip:1001@sip.lab.example</CallingPartyNumber>
{called_name}
<CalledPartyNumber>sip:1002@sip.lab.example</CalledPartyNumber>
<TimeStamp>STAMP</TimeStamp>
</{name}>
</PolycomIPPhone>
""",
        )


def test_a_disconnected_call_is_no_longer_in_its_event(alice: Handset, web: WebServer) -> None:
    set_up(alice, web.url(), "callStateChangeEvent")
    alice.fleet.run(lambda: alice.phone.desk.off_hook(1))
    alice.post("v1/callctrl/endCall")
    told(web, "Dialtone", "Disconnected")
    assert "<LineState>Inactive</LineState>\n</CallLineInfo>" in web.posts[1].body


def test_other_forms_and_later_firmware(another: Callable[..., Handset], web: WebServer) -> None:
    switches = {"call_state_event": "children", "event_words": "guide"}
    config = switched(web.url(), "callStateChangeEvent", "offhookEvent", "outgoingEvent")
    phone = another("2301", model="VVX450", switches=switches, config=config)
    phone.post("v1/callctrl/dial", Dest="123")
    phone.shows("Connected")
    phone.post("v1/callctrl/holdCall")
    posts = [body.splitlines() for body in web.bodies(6)]
    handle = phone.calls()[0]["CallHandle"]
    assert posts[1][1:4] == [
        "<CallStateChangeEvent>",
        f"<CallReference>{handle}</CallReference>",
        "<CallState>Setup</CallState>",
    ]
    assert [post[3] for post in posts if "CallStateChangeEvent" in post[1]] == [
        f"<CallState>{word}</CallState>" for word in ("Setup", "Ringback", "Connected", "Hold")
    ]
    assert all("<LineNumber>1</LineNumber>" in post for post in posts)


def test_lock_events(alice: Handset, web: WebServer) -> None:
    set_up(alice, web.url())
    channels = alice.phone.channels
    alice.fleet.run(lambda: channels.lock(locked=True))
    alice.fleet.run(lambda: channels.lock(locked=True))
    alice.fleet.run(lambda: channels.lock(locked=False))
    told(web, "PhoneLocked", "PhoneUnlocked")


def test_user_events(another: Callable[..., Handset], web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(skype, "TAKES", 0.0)
    config = switched(web.url(), "userLogInOutEvent") | {"device.baseProfile": "Lync"}
    phone = another("2304", config=config)
    user = {"Address": "alice@lab.example", "User": "alice", "Password": "secret"}
    assert phone.post("v1/mgmt/skype/signIn", **user) == "2000"
    for _ in range(2):
        assert phone.post("v1/mgmt/skype/signOut") == "2000"
    told(web, "UserLoginOut", "UserLoginOut")
    logged_in, logged_out = (post.body.splitlines() for post in web.posts)
    assert logged_in[4:9] == [
        "<CallLineInfo>",
        "<LineKeyNum>1</LineKeyNum>",
        "<LineDirNum>2304</LineDirNum>",
        "</CallLineInfo>",
        "<UserLoggedIn>alice@lab.example</UserLoggedIn>",
    ]
    assert logged_out[8] == "<UserLoggedOut/>"


def test_power_loss_says_nothing(alice: Handset, another: Callable[..., Handset], web: WebServer) -> None:
    phone = another("2303", config=switched(web.url(), *SWITCHES))
    told(web, "LineRegistration")
    phone.fleet.run(phone.phone.stop)
    set_up(alice, web.url(), "offhookEvent")
    alice.fleet.run(lambda: alice.phone.desk.off_hook(1))
    told(web, "LineRegistration", "OffHook")


def test_request_form_in_one_write(alice: Handset) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        url = f"http://127.0.0.1:{port}/ev/[PHONE_MAC_ADDRESS]?a=b"
        set_up(alice, url, "offhookEvent")
        alice.fleet.run(lambda: alice.phone.desk.off_hook(1))
        connection, _ = server.accept()
        with connection:
            read = connection.recv(65536).decode()
    head, _, body = read.partition("\r\n\r\n")
    assert head.split("\r\n") == [
        f"POST /ev/{alice.reach.mac}?a=b HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "User-Agent: PolycomVVX-VVX_600-UA/5.9.3.2857",
        "Content-Type: text/xml",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    assert body.endswith("</PolycomIPPhone>\n")


def test_ten_targets_get_everything(alice: Handset, web: WebServer) -> None:
    targets = ["URL", *(f"{number}.URL" for number in range(1, 10))]
    for at, name in enumerate(targets):
        set_up(alice, web.url(f"/{at}"), "offhookEvent", "onhookEvent", name=name)
    alice.fleet.run(lambda: alice.phone.desk.off_hook(1))
    alice.post("v1/callctrl/endCall")
    web.bodies(20)
    for at in range(10):
        events = [post.body.splitlines()[1] for post in web.posts if post.path == f"/{at}"]
        assert events == ["<OffHookEvent>", "<OnHookEvent>"]


def test_over_tls(alice: Handset) -> None:
    tls = CertificateAuthority().issue("0004f2000001").tls
    with serving(WebServer(tls=tls)) as web:
        set_up(alice, web.url(), "offhookEvent")
        alice.fleet.run(lambda: alice.phone.desk.off_hook(1))
        told(web, "OffHook")


@pytest.mark.parametrize("answer", [204, 500, None])
def test_any_answer_is_fine(alice: Handset, answer: int | None) -> None:
    with serving(WebServer(answer=answer)) as web:
        set_up(alice, web.url(), "offhookEvent", "onhookEvent")
        alice.fleet.run(lambda: alice.phone.desk.off_hook(1))
        alice.post("v1/callctrl/endCall")
        told(web, "OffHook", "OnHook")


def test_a_server_that_never_answers_holds_up_neither_the_phone_nor_other_targets(
    alice: Handset, bob: Handset, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Who waited for it would wait longer than any test.
    monkeypatch.setattr(delivery, "LIMIT", 3600.0)
    taken: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as mute:
        thread = threading.Thread(target=lambda: taken.append(mute.accept()[0]), daemon=True)
        thread.start()
        set_up(alice, f"http://127.0.0.1:{mute.getsockname()[1]}/")
        set_up(alice, web.url(), name="3.URL")
        set_up(alice, "http://127.0.0.1:9/", name="4.URL")
        set_up(alice, "no url at all", name="5.URL")
        alice.post("v1/callctrl/dial", Dest="1002")
        alice.shows("RingBack")
        bob.post("v1/callctrl/answerCall")
        alice.shows("Connected")
        told(web, "OffHook", "Setup", "OutgoingCall", "RingBack", "Connected")
        thread.join()
        # What waits for that server goes with its URL.
        alice.configure(apps__telNotification__URL="")
    for connection in taken:
        connection.close()


def test_switching_off_stops_it(alice: Handset, web: WebServer) -> None:
    set_up(alice, web.url(), "offhookEvent")
    alice.fleet.run(lambda: alice.phone.desk.off_hook(1))
    told(web, "OffHook")
    alice.configure(apps__telNotification__URL="")
    alice.post("v1/callctrl/endCall")
    alice.fleet.run(lambda: alice.phone.desk.off_hook(1))
    set_up(alice, web.url(), "onhookEvent")
    alice.post("v1/callctrl/endCall")
    told(web, "OffHook", "OnHook")
