"""What REST and push may do with a call in each of its states, and what the side channels say about it."""

import pytest
from handset import Handset, until
from reference import ALLOWED
from stage import Stage
from test_rows import ADDING, JOINED, READY, TALK, TALKED

from PolyLibrary.emulator.channels.acts import Doer
from PolyLibrary.emulator.channels.internal import read_list
from PolyLibrary.emulator.channels.states import line_infos
from PolyLibrary.emulator.ports.screen import ScreenPort

# How A comes into each state; its first call is the one that is meant.
WAYS: dict[str, tuple[str, ...]] = {
    "Dialtone": ("A goes off hook", "A sees Dialtone 1*"),
    "RingBack": ("A dials B", "A sees RingBack 1*"),
    "Offering": ("B dials A", "A sees Offering 1"),
    "Connected": TALK,
    "CallHold": (*TALK, "A holds", "A sees CallHold 1*"),
    "CallHeld": (*TALK, "B holds", "A sees CallHeld 1*"),
    "CallConference": JOINED,
    "CallConfHold": (*JOINED, "A holds", "A sees CallConfHold 0, CallConfHold 1*"),
    "CallConfHeld": (*JOINED, "B holds", "A sees CallConfHeld 0, CallConference 1*"),
    "Disconnected": ("A dials 6999", "A sees Disconnected 1*"),
}
FIELDS = {"mute": {"state": "1"}, "sendDTMF": {"Digits": "1"}, "transferCall": {"TransferDest": "5553000"}}


def ask(phone: Handset, verb: str) -> str:
    ref = phone.calls()[0]["CallHandle"]
    return phone.post(f"v1/callctrl/{verb}", Ref=ref, **FIELDS.get(verb, {}))


@pytest.mark.parametrize("word", WAYS)
def test_what_a_state_does_not_allow(stage: Stage, alice: Handset, word: str) -> None:
    stage.play(*WAYS[word])
    before = alice.states()
    for verb in (verb for verb, words in ALLOWED.items() if word not in words):
        assert (verb, ask(alice, verb)) == (verb, "4003")
    assert alice.states() == before


@pytest.mark.parametrize(
    ("word", "verb"), [(word, verb) for word in WAYS for verb, words in ALLOWED.items() if word in words]
)
def test_what_a_state_allows(stage: Stage, alice: Handset, word: str, verb: str) -> None:
    stage.play(*WAYS[word])
    assert ask(alice, verb) == "2000"


def test_end_call_in_a_conference(stage: Stage, alice: Handset) -> None:
    stage.play(*JOINED)
    assert alice.post("v1/callctrl/endCall", Ref=alice.calls()[0]["CallHandle"]) == "2000"
    stage.play("A sees Connected 1*", "B sees Disconnected 1*", "A ends", "A sees nothing", "C sees nothing")
    stage.play("B sees nothing", *JOINED)
    assert alice.post("v1/callctrl/endCall") == "2000"
    stage.play("A sees nothing", "B sees Connected 1*", "C sees Connected 1*")


def test_dial_by_rest_is_a_call_of_its_own(stage: Stage, alice: Handset) -> None:
    stage.play(*TALK, "A presses Transfer", "A sees CallHold 2, Dialtone 1*")
    assert alice.post("v1/callctrl/dial", Dest="1003") == "2000"
    stage.play("A sees CallHold 2, RingBack 1*")
    assert alice.fleet.run(lambda: ScreenPort(alice.phone).step()) == ""


def test_resuming_the_first_call_ends_the_step(stage: Stage, alice: Handset) -> None:
    stage.play(*TALKED)
    assert alice.post("v1/callctrl/resumeCall", Ref=alice.calls()[0]["CallHandle"]) == "2000"
    stage.play("A sees Connected 1*, CallHold 2", "A completes", "A sees Connected 1*, CallHold 2")
    stage.play("A connects 1 to 2", "A sees nothing", "B talks to C")


def test_media_of_a_conference(stage: Stage, alice: Handset) -> None:
    stage.play(*JOINED)
    sessions = alice.get("v1/mgmt/media/sessionStats")["data"]
    assert [session["Ref"] for session in sessions] == [f"0x{call['CallHandle']}" for call in alice.calls()]
    assert alice.get("v1/mgmt/media/communicationInfo")["data"]["CommunicationType"] == ["RxTx"] * 3
    stage.play("A holds", "B sees CallHeld 1*")
    assert alice.get("v1/mgmt/media/communicationInfo")["data"]["CommunicationType"] == ["Tx"] * 3
    before = [session["Streams"][0]["PacketsReceived"] for session in alice.get("v1/mgmt/media/sessionStats")["data"]]
    stage.play("A resumes", "B sees Connected 1*")
    until(
        lambda: (
            [each["Streams"][0]["PacketsReceived"] for each in alice.get("v1/mgmt/media/sessionStats")["data"]] > before
        )
    )


def test_polling_while_a_party_is_added(stage: Stage, alice: Handset) -> None:
    """The known sample: first call CallConfHold, index 0, second RingBack, index 1*."""
    stage.play(*ADDING)
    rows = alice.fleet.run(lambda: line_infos(alice.phone))
    shown = [row for row in rows if row.startswith(("<CallState>", "<UIAppearanceIndex>"))]
    assert shown == [
        "<CallState>CallConfHold</CallState>",
        "<UIAppearanceIndex>0</UIAppearanceIndex>",
        "<CallState>RingBack</CallState>",
        "<UIAppearanceIndex>1*</UIAppearanceIndex>",
    ]


# Push
def push(phone: Handset, *uris: str) -> None:
    acts = read_list("\n".join(uris))
    assert acts is not None
    doer = Doer(phone.phone, lambda path: None)
    phone.fleet.run(lambda: [doer.do(act) for act in acts])


def test_push_transfers_as_a_driver_did(stage: Stage, alice: Handset) -> None:
    stage.play(*TALK)
    push(alice, "CallAction:Transfer", r"tel:\1003")
    stage.play("A sees CallHold 2, RingBack 1*", "C sees Offering 1", "C answers", "A sees CallHold 2, Connected 1*")
    push(alice, "CallAction:Transfer")
    stage.play("A sees nothing", "B talks to C", "B sees Connected 1*", "C sees Connected 1*")


def test_push_holds_a_conference_as_a_driver_did(stage: Stage, alice: Handset) -> None:
    stage.play(*TALK)
    push(alice, "CallAction:Conference", r"tel:\1003")
    stage.play("A sees CallConfHold 0, RingBack 1*", "C answers", "A sees CallConfHold 0, Connected 1*")
    push(alice, "CallAction:Join")
    stage.play("A sees CallConference 0, CallConference 1*")
    push(alice, "CallAction:Split")
    stage.play("A sees CallHold 2, CallHold 1*")
    push(alice, "CallAction:Join")
    stage.play("A sees CallConference 0, CallConference 1*")
    first = alice.calls()[0]["CallHandle"]
    push(alice, f"CallAction:Remove;nCallReference=0x{first}")
    stage.play("A sees Connected 1*", "B sees Disconnected 1*", "A talks to C")


def test_push_conference_pressed_again_joins(stage: Stage, alice: Handset) -> None:
    stage.play(*READY)
    push(alice, "CallAction:Conference")
    stage.play("A sees CallConference 0, CallConference 1*")
    push(alice, "CallAction:EndCall")
    stage.play("A sees nothing", "B talks to C")


def test_push_ends_a_named_leg_only(stage: Stage, alice: Handset) -> None:
    stage.play(*JOINED)
    push(alice, f"CallAction:EndCall;nCallReference={alice.calls()[1]['CallHandle']}")
    stage.play("A sees Connected 1*", "A talks to B", "C sees Disconnected 1*")
