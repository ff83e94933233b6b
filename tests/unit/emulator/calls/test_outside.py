"""What a virtual world does from outside: callers without a phone, hotlines, pages, capacity."""

from collections.abc import Callable
from pathlib import Path

import pytest
from handset import PASSWORD, Handset, reach_of, until
from stage import Stage

from PolyLibrary.emulator.calls.outside import OutsideCall
from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.emulator.lines import most_calls
from PolyLibrary.errors import UsageError


@pytest.fixture
def ring(alice: Handset) -> Callable[..., OutsideCall]:
    def call(to: str = "1001", name: str = "Mum") -> OutsideCall:
        exchange = alice.phone.exchange
        return alice.fleet.run(lambda: exchange.call_from_outside("5550", to, name))

    return call


def state(phone: Handset, call: OutsideCall) -> str:
    return phone.fleet.run(lambda: call.state)


def test_it_rings_is_answered_and_hung_up(stage: Stage, alice: Handset, ring: Callable[..., OutsideCall]) -> None:
    call = ring()
    stage.play("A sees Offering 1", "A is rung by Mum")
    assert alice.calls()[0]["RemotePartyNumber"] == "5550"
    until(lambda: state(alice, call) == "RingBack")
    stage.play("A answers", "A sees Connected 1*")
    assert state(alice, call) == "Connected"
    assert alice.fleet.run(lambda: call.party) == ("1001", "Alice")
    alice.fleet.run(call.hold)
    stage.play("A sees CallHeld 1*")
    alice.fleet.run(call.resume)
    stage.play("A sees Connected 1*")
    alice.fleet.run(call.hang_up)
    alice.fleet.run(call.hang_up)
    stage.play("A sees Disconnected 1*", "A sees nothing", "A lists Received 5550 talked")


def test_it_gives_up(stage: Stage, alice: Handset, ring: Callable[..., OutsideCall]) -> None:
    call = ring(name="")
    stage.play("A sees Offering 1", "A is rung by 5550")
    alice.fleet.run(call.hang_up)
    stage.play("A sees nothing", "A lists Missed 5550")


def test_it_is_refused(alice: Handset, ring: Callable[..., OutsideCall]) -> None:
    alice.fleet.run(lambda: alice.phone.desk.set_dnd(True))
    calls = [ring(), ring(to="6999")]
    until(lambda: alice.fleet.run(lambda: [call.reason for call in calls]) == ["Busy", "Not Found"])
    with pytest.raises(UsageError) as caught:
        ring(to=" ")
    assert str(caught.value) == ("An outside party needs a number to call.\nSeen:  to is ' '.\nNext:  give to='1001'.")


def test_it_is_transferred_and_joined(stage: Stage, alice: Handset, ring: Callable[..., OutsideCall]) -> None:
    call = ring()
    stage.play("A sees Offering 1", "A answers", "A presses Transfer", "A chooses Blind", "A dials B")
    stage.play("B sees Offering 1", "B is rung by Mum", "A sees nothing", "B answers", "B sees Connected 1*")
    assert alice.fleet.run(lambda: call.party) == ("1002", "Bob")
    stage.play("B presses Conference", "B dials C", "C sees Offering 1", "C answers", "B joins", "B ends")
    stage.play("C sees Connected 1*", "C talks to Mum")
    assert alice.fleet.run(lambda: (call.state, call.party)) == ("Connected", ("1003", "Carol"))


def test_tones_reach_the_far_end_and_stay_with_the_call(
    stage: Stage, alice: Handset, ring: Callable[..., OutsideCall]
) -> None:
    call = ring()
    stage.play("A sees Offering 1", "A answers", "A sends 12#")
    alice.fleet.run(lambda: call.send_tones("9"))
    assert alice.phone.desk.legs[0].tones == "12#"


def test_hotline(stage: Stage, alice: Handset) -> None:
    alice.configure(call__autoOffHook__1__enabled="1", call__autoOffHook__1__contact="1002")
    stage.play("A goes off hook", "A sees RingBack 1*", "B sees Offering 1")


def test_page(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("numbers: []\ngroups:\n  - {group: 1, members: [1001, 1002, 1003]}\n")
    with Fleet(speed=20, dial_plan=plan) as fleet:
        people = (("Alice", "1001"), ("Bob", "1002"), ("Carol", "1003"))
        fleet.start(PhoneSetup(name=name, number=number, password=PASSWORD) for name, number in people)
        letters = zip("ABC", fleet.phones.values(), strict=True)
        phones = {letter: Handset(fleet, reach_of(phone)) for letter, phone in letters}
        stage = Stage(phones)
        stage.play(
            "A dials *511", "A sees Connected 1*", "A talks to Page", "B sees Connected 1*", "C sees Connected 1*"
        )
        stage.play("B talks to Alice", "C talks to Alice")
        assert [phones[letter].calls()[0]["Muted"] for letter in "ABC"] == ["0", "1", "1"]
        stage.play("A ends", "B sees Disconnected 1*", "C sees Disconnected 1*")


@pytest.mark.parametrize(("model", "calls"), [("VVX600", 24), ("VVX201", 8), ("VVX101", 8), ("VVX150", 8)])
def test_capacity_of_models(model: str, calls: int) -> None:
    assert most_calls(model) == calls
