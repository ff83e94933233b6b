"""What pushes do: keys, calls, files of the application server, and who waits."""

import asyncio
from collections.abc import Callable

import pytest
from handset import Handset, until
from pushing import ANSWER, ON, push, screen, send, set_up
from receivers import WebServer, serving

from PolyLibrary.emulator.channels.acts import PAUSES
from PolyLibrary.emulator.clock import Clock

pytestmark = pytest.mark.usefixtures("at_idle")


def establish(caller: Handset, callee: Handset) -> None:
    """A call in talk."""
    assert caller.post("v1/callctrl/dial", Dest=callee.reach.number) == "2000"
    callee.shows("Offering")
    assert callee.post("v1/callctrl/answerCall") == "2000"
    caller.shows("Connected")


# Acts
def test_keys_in_order(alice: Handset) -> None:
    set_up(alice)
    push(alice, "Key:Line1", "Key:DialPad1", "Key:Dialpad0", "key:dialpad0", "Key:DialPad2", "Key:Softkey1")
    until(lambda: [call["RemotePartyNumber"] for call in alice.calls()] == ["1002"])
    until(lambda: alice.states()[0][0] == "RingBack")


@pytest.mark.parametrize("uri", [r"tel:\1002", r"Tel:\\1002;Line1", "Tel:1002;1;", "tel:sip:1002@lab.example"])
def test_tel_dials(alice: Handset, bob: Handset, uri: str) -> None:
    set_up(alice)
    push(alice, uri)
    bob.shows("Offering")
    assert alice.calls()[0]["RemotePartyNumber"] == "1002"
    assert alice.calls()[0]["LineID"] == "1"


def test_tel_takes_the_first_free_line_or_the_one_given(another: Callable[..., Handset]) -> None:
    phone = another("2104", config=ON | {"reg.1.lineKeys": "3"})
    for uri, line in ((r"tel:\123", "1"), (r"tel:\123", "2"), (r"tel:\123;line3", "3"), (r"tel:\123;line2", "2")):
        push(phone, uri)
        until(lambda line=line: phone.calls()[-1]["LineID"] == line)
    before = len(phone.calls())
    push(phone, r"tel:\123;line9")
    assert len(phone.calls()) == before


def test_tel_uses_the_dial_tone_that_is_there(alice: Handset, bob: Handset) -> None:
    set_up(alice)
    push(alice, "Key:Line1", r"tel:\1002")
    bob.shows("Offering")
    assert len(alice.calls()) == 1


def test_post_dial_digits_are_sent_after_the_answer_with_pauses(
    alice: Handset, bob: Handset, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(alice)
    waited: list[float] = []
    later = Clock.later

    def noting(clock: Clock, seconds: float, act: Callable[..., None], *args: object) -> asyncio.TimerHandle:
        waited.append(seconds)
        return later(clock, seconds, act, *args)

    monkeypatch.setattr(Clock, "later", noting)
    push(alice, r"tel:\1002;postd=12p,3")
    bob.shows("Offering")

    def tones() -> str:
        return alice.fleet.run(lambda: alice.phone.desk.legs[0].tones)

    assert tones() == ""
    bob.post("v1/callctrl/answerCall")
    until(lambda: tones() == "12")
    until(lambda: tones() == "123")
    assert [seconds for seconds in waited if seconds in PAUSES.values()] == [PAUSES["p"], PAUSES[","]]


def test_post_dial_digits_are_forgotten_with_the_call(alice: Handset, bob: Handset) -> None:
    set_up(alice)
    push(alice, r"tel:\1002;ext=77")
    bob.shows("Offering")
    bob.post("v1/callctrl/rejectCall")
    alice.shows("Disconnected")
    push(alice, r"tel:\123;ext=88")
    until(lambda: alice.fleet.run(lambda: [leg.tones for leg in alice.phone.desk.legs]) == ["88"])


@pytest.mark.parametrize("written", ["{}", "0x{}", "0X{}"])
def test_call_actions_on_a_call(alice: Handset, bob: Handset, written: str) -> None:
    set_up(alice)
    establish(bob, alice)
    reference = written.format(alice.calls()[0]["CallHandle"])
    push(alice, f"CallAction:Hold;nCallReference={reference}")
    alice.shows("CallHold")
    push(alice, f"CallAction:EndCall;nCallReference={reference}", f"CallAction:MicMute;nCallReference={reference}")
    assert [call["Muted"] for call in alice.calls()] == ["0"]
    push(alice, f"callaction:resume;ncallreference={reference}")
    alice.shows("Connected")
    push(alice, "CallAction:EndCall;nCallReference=9999999")
    alice.shows("Connected")
    push(alice, f"CallAction:EndCall;nCallReference={reference}")
    alice.shows()


@pytest.mark.parametrize(("verb", "state"), [("Answer", "Connected"), ("Reject", None), ("Ignore", "Offering")])
def test_call_actions_on_a_ringing_call(alice: Handset, bob: Handset, verb: str, state: str | None) -> None:
    set_up(alice)
    bob.post("v1/callctrl/dial", Dest="1001")
    alice.shows("Offering")
    push(alice, f"CallAction:{verb}")
    alice.shows(*([state] if state else []))
    if verb == "Ignore":
        until(lambda: alice.calls()[0]["Ringing"] == "0")


@pytest.mark.parametrize("verb", ["Transfer", "Conference", "Join", "Split", "Remove"])
def test_other_call_actions_do_no_harm_to_a_plain_call(alice: Handset, bob: Handset, verb: str) -> None:
    set_up(alice)
    establish(alice, bob)
    push(alice, f"CallAction:{verb}")
    bob.post("v1/callctrl/endCall")
    until(lambda: alice.get("v2/webCallControl/callStatus")["Status"] == "2000")


def test_update_configuration(alice: Handset) -> None:
    set_up(alice)
    push(alice, "SoftKey:Home", "Action:UpdateConfig")
    until(lambda: "Provisioning server address is not set." in alice.log_text().splitlines()[-1])


# The application server
def test_list_by_url_is_fetched_below_the_server_root(alice: Handset, web: WebServer) -> None:
    web.files["/push/keys.txt"] = b"\xef\xbb\xbfKey:Line1\r\nKey:DialPad7\r\n"
    set_up(alice, serverRootURL=web.url("/push/"))
    reply = send(alice, '<PolycomIPPhone><URL priority="Critical">/keys.txt</URL></PolycomIPPhone>')
    assert (reply.status_code, reply.text) == (200, ANSWER)
    until(lambda: [call["RemotePartyNumber"] for call in alice.calls()] == ["7"])
    agent = dict(web.posts[0].headers)["User-Agent"]
    assert agent == "PolycomVVX-VVX_600-UA/5.9.3.2857"


@pytest.mark.parametrize("content", [None, b"Key:Home\nNonsense", b"Key:Home\n" * 300, b""])
def test_list_that_cannot_be_used_is_silent(alice: Handset, web: WebServer, content: bytes | None) -> None:
    if content is not None:
        web.files["/keys.txt"] = content
    set_up(alice, serverRootURL=web.url(""))
    alice.configure(log__level__change__mb="2")
    reply = send(alice, "<PolycomIPPhone><URL>/keys.txt</URL></PolycomIPPhone>")
    assert (reply.status_code, reply.text) == (200, ANSWER)
    until(lambda: "push not executed" in alice.log_text().splitlines()[-1])
    assert screen(alice) == "idle"


def test_server_that_is_not_there_or_slow_blocks_nothing(alice: Handset) -> None:
    with serving(WebServer()) as slow:
        slow.gate.clear()
        slow.files["/keys.txt"] = b"Key:Home"
        set_up(alice, serverRootURL=slow.url(""))
        send(alice, "<PolycomIPPhone><URL>/keys.txt</URL></PolycomIPPhone>")
        until(lambda: slow.posts)
        assert alice.get("v1/mgmt/lineInfo")["Status"] == "2000"
        push(alice, "Key:VolUp")
        assert screen(alice) == "idle"
        slow.gate.set()
        until(lambda: screen(alice) == "home")
    set_up(alice, serverRootURL="http://127.0.0.1:9")
    send(alice, "<PolycomIPPhone><URL>/keys.txt</URL></PolycomIPPhone>")
    push(alice, "Key:Home")


def test_play_fetches_the_sound(alice: Handset, web: WebServer) -> None:
    web.files["/sounds/fire.wav"] = b"RIFF" + bytes(100)
    set_up(alice, serverRootURL=web.url(""))
    alice.configure(log__level__change__res="2")
    push(alice, "Play:sounds/fire.wav")
    until(lambda: "|play sounds/fire.wav, 104 bytes" in alice.log_text())
    push(alice, "Play:sounds/gone.wav")
    until(lambda: "|res  |4|00|Failed to download file sounds/gone.wav" in alice.log_text())


# Precedence
def test_normal_waits_until_the_phone_is_idle_and_others_do_not(alice: Handset, bob: Handset) -> None:
    set_up(alice)
    establish(alice, bob)
    push(alice, r"tel:\123", priority="Normal")
    push(alice, r"tel:\5553001", priority="Normal")
    push(alice, "CallAction:Hold", priority="Important")
    alice.shows("CallHold")
    push(alice, "CallAction:Resume", priority="High")
    alice.shows("Connected")
    assert len(alice.calls()) == 1
    push(alice, "CallAction:EndCall")
    until(lambda: [call["RemotePartyNumber"] for call in alice.calls()] == ["123"])
    alice.shows("Connected")
    push(alice, "CallAction:EndCall")
    until(lambda: [call["RemotePartyNumber"] for call in alice.calls()] == ["5553001"])
