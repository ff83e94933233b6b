"""Parameters that change what calls do."""

import pytest
from handset import PASSWORD, Handset, until
from stage import Stage
from test_rows import TALK, TWO_CALLS

from PolyLibrary.emulator.calls.outside import OutsideCall
from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.emulator.gui.ports.features import ForwardView
from PolyLibrary.emulator.ports.screen import ScreenPort


def test_a_transfer_that_begins_blind(stage: Stage, alice: Handset) -> None:
    alice.configure(call__defaultTransferType="Blind")
    stage.play(*TALK, "A presses Transfer")
    assert alice.fleet.run(lambda: ScreenPort(alice.phone).step()) == "blind"
    stage.play("A dials C", "A sees nothing", "C is rung by B", "B sees Connected 1*")


def test_no_conference_where_the_phone_has_none(stage: Stage, alice: Handset) -> None:
    alice.configure(call__localConferenceEnabled="0")
    stage.play(*TWO_CALLS, "A presses Conference", "A joins", "A sees CallHold 2, Connected 1*")


@pytest.mark.parametrize("off", ["feature__forward__enable", "divert__fwd__1__enabled"])
def test_no_forward_where_it_is_off(stage: Stage, bob: Handset, off: str) -> None:
    stage.play("B forwards always to C")
    bob.configure(**{off: "0"})
    stage.play("A dials B", "B sees Offering 1", "C sees nothing")


def test_forwards_as_the_screen_sets_them(bob: Handset) -> None:
    port = ScreenPort(bob.phone)

    def views() -> list[ForwardView]:
        return list(bob.fleet.run(lambda: port.forwards(1)))

    assert views() == [
        ForwardView("always", False, "", 0),
        ForwardView("busy", False, "", 0),
        ForwardView("no answer", False, "", 10),
    ]
    bob.fleet.run(lambda: port.set_forward(1, "always", "1003"))
    bob.fleet.run(lambda: port.set_forward(1, "no answer", "1001", 3))
    assert views()[0] == ForwardView("always", True, "1003", 0)
    assert views()[2] == ForwardView("no answer", True, "1001", 3)
    assert bob.fleet.run(lambda: bob.phone.config.get("divert.noanswer.1.timeout").value) == "18"
    assert bob.fleet.run(lambda: port.lines()[0].forwarded)
    bob.fleet.run(lambda: port.set_forward(1, "always", ""))
    assert views()[0] == ForwardView("always", False, "1003", 0)
    assert bob.fleet.run(lambda: bob.phone.config.get("divert.fwd.1.enabled").source) == "local"
    assert list(bob.fleet.run(lambda: port.forwards(9))) == []


@pytest.mark.usefixtures("fast")
def test_it_rings_for_ever(stage: Stage, bob: Handset, alice: Handset) -> None:
    bob.configure(call__offeringTimeOut="0")
    stage.play("A dials B", "B sees Offering 1", "A sees RingBack 1*", "C dials 5553000", "C was told No answer")
    stage.play("A sees RingBack 1*", "B sees Offering 1")


@pytest.mark.usefixtures("fast")
def test_ring_time_of_the_called_phone(stage: Stage, bob: Handset) -> None:
    bob.configure(call__offeringTimeOut="20")
    stage.play("A dials B", "A was told No answer", "B lists Missed A")


@pytest.mark.parametrize(("written", "sends"), [("1", True), ("1|4|9", True), ("200", False), ("soon", True)])
def test_digit_map_time(stage: Stage, alice: Handset, written: str, sends: bool) -> None:
    alice.configure(dialplan__digitmap__timeOut=written)
    stage.play("A goes off hook", "A types 5553000")
    if sends:
        stage.play("A sees RingBack 1*")
    else:
        leg = alice.phone.desk.legs[0]
        until(lambda: leg.timers[0].when() - alice.phone.clock.loop.time() > 5)


def test_dial_tone_for_ever(alice: Handset) -> None:
    alice.configure(call__dialtoneTimeOut="0")
    leg = alice.fleet.run(lambda: alice.phone.desk.off_hook(1))
    assert leg is not None
    assert leg.timers == []


def test_name_from_ring_back_and_a_cancel_that_leaves_the_call_on_hold(stage: Stage, alice: Handset) -> None:
    profile = alice.phone.profile
    alice.phone.desk.profile = profile.with_switches({"remote_name_from": "ringback", "cancel_resumes": "no"})
    try:
        stage.play("A dials B", "A sees RingBack 1*", "A talks to B", "B answers", "A sees Connected 1*")
        stage.play("A presses Transfer", "A dials C", "C sees Offering 1", "A cancels", "A sees CallHold 1*")
    finally:
        alice.phone.desk.profile = profile


def test_a_full_key_passes_the_call_on_to_the_next_key_of_its_line() -> None:
    config = {"reg.1.lineKeys": "2", "reg.1.callsPerLineKey": "1"}
    with Fleet() as fleet:
        (reach,) = fleet.start([PhoneSetup(name="Dave", number="1004", password=PASSWORD, config=config)])
        dave = Handset(fleet, reach)

        def ring(number: str) -> OutsideCall:
            call = fleet.run(lambda: dave.phone.exchange.call_from_outside(number, "1004", ""))
            until(lambda: fleet.run(lambda: call.state) in ("RingBack", "Disconnected"))
            return call

        calls = [ring(number) for number in ("5550", "5551", "5552")]
        assert [(call["RemotePartyNumber"], call["LineID"]) for call in dave.calls()] == [("5550", "1"), ("5551", "2")]
        assert fleet.run(lambda: calls[-1].reason) == "Busy"
