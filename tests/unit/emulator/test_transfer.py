"""Blind transfer by REST: who sees what, and what the call lists say."""

import pytest
from handset import Handset


def in_call(alice: Handset, bob: Handset) -> str:
    alice.post("v1/callctrl/dial", Dest=bob.reach.number)
    bob.shows("Offering")
    bob.post("v1/callctrl/answerCall")
    alice.shows("Connected")
    return alice.calls()[0]["CallHandle"]


def hand_over(phone: Handset, ref: str, number: str) -> str:
    return phone.post("v1/callctrl/transferCall", Ref=ref, TransferDest=number)


@pytest.mark.parametrize("held", [False, True])
def test_the_target_answers(alice: Handset, bob: Handset, carol: Handset, held: bool) -> None:
    ref = in_call(alice, bob)
    before = bob.calls()[0]["CallHandle"]
    if held:
        assert alice.post("v1/callctrl/holdCall") == "2000"
        bob.shows("CallHeld")
    assert hand_over(alice, f"0x{ref}", "1003") == "2000"
    carol.shows("Offering")
    # The transferor is out of it as soon as it rings there.
    alice.shows()
    assert bob.states() == [("Connected", "1*")]
    (ringing,) = carol.calls()
    assert (ringing["RemotePartyNumber"], ringing["RemotePartyName"]) == ("1002", "Bob")
    assert carol.post("v1/callctrl/answerCall") == "2000"
    carol.shows("Connected")
    (call,) = bob.calls()
    assert (call["CallHandle"], call["RemotePartyNumber"], call["RemotePartyName"]) == (before, "1003", "Carol")
    assert call["Media Direction"] == "sendrecv"
    assert bob.post("v1/callctrl/endCall") == "2000"
    carol.shows("Disconnected")
    (placed,) = alice.logs("placed")
    assert placed["Duration"] == "0 secs"
    # Lists keep the party that a call began with.
    assert bob.logs("received")[0]["RemotePartyNumber"] == "1001"
    assert carol.logs("received")[0]["RemotePartyNumber"] == "1002"


@pytest.mark.parametrize("number", ["5552000", "6999"])
def test_a_target_that_cannot_be_reached(alice: Handset, bob: Handset, number: str) -> None:
    ref = in_call(alice, bob)
    alice.configure(log__level__change__so="0", log__render__level="0")
    assert hand_over(alice, ref, number) == "2000"
    bob.shows("CallHeld")
    alice.reaches(("CallHold", "1*"))
    assert alice.post("v1/callctrl/resumeCall") == "2000"
    bob.shows("Connected")


def test_the_target_rejects(alice: Handset, bob: Handset, carol: Handset) -> None:
    ref = in_call(alice, bob)
    hand_over(alice, ref, "1003")
    carol.shows("Offering")
    assert carol.post("v1/callctrl/rejectCall") == "2000"
    bob.shows("Disconnected")
    alice.shows()
    assert carol.logs("missed")[0]["RemotePartyNumber"] == "1002"


@pytest.mark.usefixtures("fast")
def test_the_target_never_answers(alice: Handset, bob: Handset, carol: Handset) -> None:
    ref = in_call(alice, bob)
    hand_over(alice, ref, "1003")
    bob.shows("Disconnected")
    assert bob.phone.desk.legs[0].reason == "No answer"
    carol.shows()
    assert len(carol.logs("missed")) == 1


def test_the_transferred_party_hangs_up(alice: Handset, bob: Handset, carol: Handset) -> None:
    ref = in_call(alice, bob)
    hand_over(alice, ref, "1003")
    carol.shows("Offering")
    assert bob.post("v1/callctrl/endCall") == "2000"
    carol.shows()
    assert len(carol.logs("missed")) == 1


def test_the_transferred_party_holds_meanwhile(alice: Handset, bob: Handset, carol: Handset) -> None:
    ref = in_call(alice, bob)
    hand_over(alice, ref, "1003")
    carol.shows("Offering")
    assert bob.post("v1/callctrl/holdCall") == "2000"
    assert carol.post("v1/callctrl/answerCall") == "2000"
    assert (bob.states(), carol.states()) == ([("CallHold", "1*")], [("CallHeld", "1*")])


def test_to_and_from_numbers_of_the_exchange(alice: Handset, bob: Handset) -> None:
    ref = in_call(alice, bob)
    assert hand_over(alice, ref, "123") == "2000"
    alice.shows()
    assert bob.states() == [("Connected", "1*")]
    assert bob.calls()[0]["RemotePartyNumber"] == "123"
    bob.fleet.run(bob.phone.desk.drop_all)
    alice.post("v1/callctrl/dial", Dest="123")
    alice.shows("Connected")
    assert hand_over(alice, alice.calls()[0]["CallHandle"], "1002") == "2000"
    bob.shows("Offering")
    assert bob.calls()[0]["RemotePartyNumber"] == "123"
    bob.post("v1/callctrl/answerCall")
    assert bob.states() == [("Connected", "1*")]


def test_codes(alice: Handset, bob: Handset) -> None:
    path = "v1/callctrl/transferCall"
    alice.post("v1/callctrl/dial", Dest="1002")
    bob.shows("Offering")
    ref = alice.calls()[0]["CallHandle"]
    assert hand_over(alice, ref, "1003") == "4003"
    bob.post("v1/callctrl/answerCall")
    alice.shows("Connected")
    assert alice.post(path, TransferDest="1003") == "4000"
    assert alice.post(path, Ref=ref) == "4000"
    assert hand_over(alice, ref, "") == "4000"
    assert hand_over(alice, "dead", "1003") == "4007"
    assert hand_over(alice, ref, "1001") == "4003"
    assert hand_over(alice, ref, "sip:1002@host") == "4003"
    assert alice.states() == [("Connected", "1*")]
