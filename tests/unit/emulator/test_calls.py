"""The call state machine, over REST, with two and three phones."""

import time

import pytest
from handset import Handset, until

RINGING = ("Offering", "1")
TALKING = ("Connected", "1*")


def ring(caller: Handset, callee: Handset) -> None:
    assert caller.post("v1/callctrl/dial", Dest=callee.reach.number) == "2000"
    until(lambda: "Offering" in [state for state, _ in callee.states()])
    until(lambda: "RingBack" in [state for state, _ in caller.states()])


def talk(caller: Handset, callee: Handset) -> None:
    ring(caller, callee)
    assert callee.post("v1/callctrl/answerCall") == "2000"
    until(lambda: caller.states()[-1] == TALKING)


def test_a_call_rings_is_answered_and_ends(alice: Handset, bob: Handset) -> None:
    ring(alice, bob)
    alice.reaches(("RingBack", "1*"))
    bob.reaches(RINGING)
    (out,), (into,) = alice.calls(), bob.calls()
    assert (out["RemotePartyName"], out["RemotePartyNumber"]) == ("1002", "1002")
    assert (into["RemotePartyName"], into["RemotePartyNumber"]) == ("Alice", "1001")
    assert (into["Ringing"], into["Media Direction"], into["RTPPort"], into["RTCPPort"]) == (
        "1",
        "sendonly",
        "0",
        "1",
    )
    assert bob.post("v1/callctrl/answerCall") == "2000"
    alice.reaches(TALKING)
    bob.reaches(TALKING)
    (out,) = alice.calls()
    assert (out["RemotePartyName"], out["Media Direction"]) == ("Bob", "sendrecv")
    assert out["StartTime"] != ""
    assert alice.post("v1/callctrl/endCall") == "2000"
    assert alice.states() == []
    bob.reaches(("Disconnected", "1*"))
    bob.shows()
    assert [entry["Duration"] for entry in alice.logs("placed")] == ["0 secs"]
    assert [entry["RemotePartyName"] for entry in bob.logs("received")] == ["Alice"]
    assert bob.logs("missed") == alice.logs("missed") == []


def test_states_of_an_outgoing_call(alice: Handset) -> None:
    seen = []
    alice.post("v1/callctrl/dial", Dest="5551234")
    end = time.monotonic() + 3
    while "Connected" not in seen and time.monotonic() < end:
        word = alice.get("v1/webCallControl/callStatus")["data"]["CallState"]
        if word not in seen:
            seen.append(word)
    assert seen == ["Setup", "Proceeding", "RingBack", "Connected"]


def test_caller_gives_up(alice: Handset, bob: Handset) -> None:
    ring(alice, bob)
    assert alice.post("v1/callctrl/endCall") == "2000"
    alice.reaches()
    bob.reaches()
    assert [(entry["RemotePartyName"], entry["Duration"]) for entry in bob.logs("missed")] == [("Alice", "")]
    assert [entry["Duration"] for entry in alice.logs("placed")] == [""]
    assert bob.phone.desk.history.missed_count >= 1


def test_callee_rejects(alice: Handset, bob: Handset) -> None:
    ring(alice, bob)
    assert bob.post("v1/callctrl/rejectCall") == "2000"
    bob.reaches()
    alice.reaches(("Disconnected", "1*"))
    assert alice.phone.desk.legs[0].reason == "Busy"
    assert len(bob.logs("missed")) == 1


def test_ignored_call_goes_on_ringing_silently(alice: Handset, bob: Handset) -> None:
    ring(alice, bob)
    assert bob.post("v1/callctrl/ignoreCall") == "2000"
    assert bob.post("v1/callctrl/ignoreCall") == "2000"
    assert [(call["CallState"], call["Ringing"]) for call in bob.calls()] == [("Offering", "0")]
    alice.reaches(("RingBack", "1*"))


@pytest.mark.usefixtures("fast")
def test_nobody_answers(alice: Handset, bob: Handset) -> None:
    ring(alice, bob)
    alice.shows("Disconnected")
    assert alice.phone.desk.legs[0].reason == "No answer"
    bob.reaches()
    assert len(bob.logs("missed")) == 1


@pytest.mark.parametrize(
    ("number", "reason"),
    [("5552000", "Busy"), ("4711", "Not Found"), ("1001", "Busy"), ("55510000", "Not Found")],
)
def test_failed_calls(alice: Handset, number: str, reason: str) -> None:
    assert alice.post("v1/callctrl/dial", Dest=number) == "2000"
    alice.reaches(("Setup", "1*"))
    alice.reaches(("Disconnected", "1*"))
    assert alice.phone.desk.legs[0].reason == reason
    # A new call clears it away at once.
    alice.post("v1/callctrl/dial", Dest="123")
    assert [state for state, _ in alice.states()] == ["Setup"]


def test_number_that_rings_and_rejects(alice: Handset) -> None:
    alice.post("v1/callctrl/dial", Dest="5554000")
    until(lambda: alice.states() == [("RingBack", "1*")])
    until(lambda: alice.states() == [("Disconnected", "1*")])


def test_hold_on_both_sides(alice: Handset, bob: Handset) -> None:
    talk(alice, bob)
    assert alice.post("v1/callctrl/holdCall") == "2000"
    alice.reaches(("CallHold", "1*"))
    bob.reaches(("CallHeld", "1*"))
    assert alice.post("v1/callctrl/holdCall") == "4003"
    assert alice.post("v1/callctrl/mute", state="1") == "4003"
    assert alice.post("v1/callctrl/endCall") == "4003"
    assert bob.post("v1/callctrl/holdCall") == "2000"
    alice.reaches(("CallHold", "1*"))
    bob.reaches(("CallHold", "1*"))
    assert alice.calls()[0]["Media Direction"] == "inactive"
    assert alice.post("v1/callctrl/resumeCall") == "2000"
    alice.reaches(("CallHeld", "1*"))
    bob.reaches(("CallHold", "1*"))
    assert bob.post("v1/callctrl/resumeCall") == "2000"
    alice.reaches(TALKING)
    bob.reaches(TALKING)
    assert bob.post("v1/callctrl/resumeCall") == "4003"


def test_call_waiting_answer_swap_and_end(alice: Handset, bob: Handset, carol: Handset) -> None:
    talk(alice, bob)
    ring(carol, alice)
    alice.reaches(TALKING, ("Offering", "2"))
    assert alice.post("v1/callctrl/answerCall") == "2000"
    alice.reaches(("CallHold", "2"), TALKING)
    bob.reaches(("CallHeld", "1*"))
    carol.reaches(TALKING)
    held = alice.calls()[0]["CallHandle"]
    assert alice.post("v1/callctrl/resumeCall", Ref=held) == "2000"
    alice.reaches(TALKING, ("CallHold", "2"))
    bob.reaches(TALKING)
    carol.reaches(("CallHeld", "1*"))
    assert alice.post("v1/callctrl/endCall") == "2000"
    alice.reaches(("CallHold", "1*"))
    assert [call["CallSequence"] for call in alice.calls()] == ["2"]


def test_second_call_holds_the_first(alice: Handset, bob: Handset, carol: Handset) -> None:
    talk(alice, bob)
    assert alice.post("v1/callctrl/dial", Dest="1003") == "2000"
    until(lambda: alice.states() == [("CallHold", "2"), ("RingBack", "1*")])
    bob.reaches(("CallHeld", "1*"))
    assert alice.get("v1/webCallControl/callStatus")["data"]["CallState"] == "RingBack"
    assert carol.post("v1/callctrl/answerCall") == "2000"
    until(lambda: alice.states() == [("CallHold", "2"), TALKING])


def test_deflect(alice: Handset, bob: Handset, carol: Handset) -> None:
    ring(alice, bob)
    bob.fleet.run(lambda: bob.phone.desk.deflect(bob.phone.desk.legs[0], "1003"))
    bob.reaches()
    carol.reaches(RINGING)
    assert carol.calls()[0]["RemotePartyName"] == "Alice"
    alice.reaches(("RingBack", "1*"))
    assert bob.logs("missed") == []
    assert [entry["Duration"] for entry in bob.logs("received")] == [""]
    carol.post("v1/callctrl/answerCall")
    until(lambda: alice.states() == [TALKING])
    assert alice.calls()[0]["RemotePartyName"] == "Carol"


def test_do_not_disturb(alice: Handset, bob: Handset) -> None:
    bob.phone.desk.dnd = True
    alice.post("v1/callctrl/dial", Dest="1002")
    alice.shows("Disconnected")
    assert bob.states() == []
    assert len(bob.logs("missed")) == 1
    bob.configure(call__rejectBusyOnDnd="0")
    ring(alice, bob)
    assert bob.calls()[0]["Ringing"] == "0"


def test_no_call_waiting(alice: Handset, bob: Handset, carol: Handset) -> None:
    bob.configure(call__callWaiting__enable="0")
    talk(alice, bob)
    carol.post("v1/callctrl/dial", Dest="1002")
    carol.shows("Disconnected")
    bob.reaches(TALKING)
    assert [entry["RemotePartyName"] for entry in bob.logs("missed")] == ["Carol"]


def test_untracked_missed_calls(alice: Handset, bob: Handset) -> None:
    bob.configure(call__missedCallTracking__1__enabled="0")
    ring(alice, bob)
    alice.post("v1/callctrl/endCall")
    bob.reaches()
    assert bob.logs("missed") == []


def test_auto_answer_comes_muted(alice: Handset, bob: Handset) -> None:
    bob.configure(call__autoAnswer__SIP="1")
    ring(alice, bob)
    until(lambda: bob.states() == [TALKING])
    assert bob.calls()[0]["Muted"] == "1"
    assert bob.post("v1/callctrl/mute", state=0) == "2000"
    assert bob.calls()[0]["Muted"] == "0"


def test_auto_answer_waits_for_the_end_of_talk(alice: Handset, bob: Handset, carol: Handset) -> None:
    bob.configure(call__autoAnswer__SIP="1", call__autoAnswer__micMute="0")
    talk(bob, carol)
    ring(alice, bob)
    time.sleep(0.6)
    bob.reaches(TALKING, ("Offering", "2"))
    bob.post("v1/callctrl/endCall")
    until(lambda: bob.states() == [TALKING])


def test_mute_ends_with_the_last_call(alice: Handset, bob: Handset) -> None:
    talk(alice, bob)
    assert alice.post("v1/callctrl/mute", state="1") == "2000"
    assert alice.calls()[0]["Muted"] == "1"
    alice.post("v1/callctrl/holdCall")
    alice.post("v1/callctrl/resumeCall")
    assert alice.calls()[0]["Muted"] == "1"
    alice.post("v1/callctrl/endCall")
    talk(alice, bob)
    assert alice.calls()[0]["Muted"] == "0"


def test_24_calls_and_no_more(alice: Handset) -> None:
    for _ in range(24):
        assert alice.post("v1/callctrl/dial", Dest="5553000") == "2000"
    assert alice.post("v1/callctrl/dial", Dest="5553000") == "4003"
    indexes = [index for _, index in alice.states()]
    assert indexes == [*map(str, range(24, 1, -1)), "1*"]


def test_dial_tone_collects_digits_and_sends_them(alice: Handset, bob: Handset) -> None:
    talk(bob, alice)

    def off_hook() -> None:
        alice.phone.desk.off_hook(1)
        alice.phone.desk.type_digits("12")

    alice.fleet.run(off_hook)
    alice.reaches(("CallHold", "2"), ("Dialtone", "1*"))
    shown = alice.get("v1/webCallControl/callStatus")["data"]
    assert (shown["RemotePartyName"], shown["RemotePartyNumber"]) == ("12", "12")
    alice.fleet.run(lambda: alice.phone.desk.dial("123"))
    assert alice.states()[1] == ("Setup", "1*")
    assert len(alice.states()) == 2


@pytest.mark.usefixtures("fast")
def test_dial_tone_without_digits_ends(alice: Handset) -> None:
    alice.fleet.run(lambda: alice.phone.desk.off_hook(1))
    alice.reaches(("Dialtone", "1*"))
    alice.shows()
    assert alice.logs("placed") == []


def test_two_outgoing_calls_answered_at_once_leave_one_in_talk(alice: Handset, bob: Handset, carol: Handset) -> None:
    ring(alice, bob)
    ring(alice, carol)
    carol.post("v1/callctrl/answerCall")
    until(lambda: alice.states() == [("RingBack", "2"), TALKING])
    bob.post("v1/callctrl/answerCall")
    until(lambda: alice.states() == [("CallHold", "2"), TALKING])
    bob.reaches(("CallHeld", "1*"))


def test_poll_for_status(alice: Handset, bob: Handset) -> None:
    talk(alice, bob)
    assert alice.get("v1/mgmt/pollForStatus")["data"] == {
        "State": "Active",
        "StateData": "Active call duration 0 secs",
    }
    alice.post("v1/callctrl/endCall")
    idle = alice.get("v1/mgmt/pollForStatus")["data"]
    assert idle["State"] == "Idle"
    assert idle["StateData"].startswith("Time of last call 20")
