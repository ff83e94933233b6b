"""Star codes of the exchange."""

import pytest
from handset import Handset, until
from stage import Stage

CONFIRMED = ("A sees RingBack 1*", "A sees Connected 1*", "A sees Disconnected 1*", "A sees nothing")


def test_forward_always_and_off(stage: Stage) -> None:
    stage.play("B dials *721003", "B sees Connected 1*", "B sees nothing", "B lists Placed *721003 talked")
    stage.play("A dials B", "C sees Offering 1", "B sees nothing", "A ends")
    stage.play("B dials *73", "B sees Connected 1*", "B sees nothing", "A dials B", "B sees Offering 1")


def test_forward_busy(stage: Stage, bob: Handset) -> None:
    bob.configure(call__callWaiting__enable="0")
    stage.play("B dials *90C".replace("C", "1003"), "B sees Connected 1*", "B sees nothing", "B dials 123")
    stage.play("B sees Connected 1*", "A dials B", "C sees Offering 1", "A ends", "B ends")
    stage.play("B dials *91", "B sees Connected 1*", "B sees nothing", "B dials 123", "B sees Connected 1*")
    stage.play("A dials B", "A sees Disconnected 1*", "A was told Busy")


@pytest.mark.usefixtures("fast")
def test_forward_no_answer(stage: Stage) -> None:
    stage.play("B dials *921003", "B sees Connected 1*", "B sees nothing")
    stage.play("A dials B", "B sees Offering 1", "C sees Offering 1", "B sees nothing", "A ends")
    stage.play("B dials *93", "B sees Connected 1*", "B sees nothing", "A dials B", "A was told No answer")


def test_do_not_disturb_at_the_exchange(stage: Stage, bob: Handset) -> None:
    stage.play("B dials *78", "B sees Connected 1*", "B sees nothing", "A dials B", "A was told Busy", "B sees nothing")
    stage.play("B lists Placed *78 talked")
    assert bob.get("v2/mgmt/lineInfo")["data"][0]["DoNotDisturb"] == "False"
    stage.play("B dials *79", "B sees Connected 1*", "B sees nothing", "A dials B", "B sees Offering 1")


def test_pick_up(stage: Stage) -> None:
    stage.play("A dials B", "B sees Offering 1", "C dials *971002", "C sees Connected 1*", "A sees Connected 1*")
    stage.play("B sees nothing", "B lists nothing", "C talks to A", "A talks to C", "A ends")
    stage.play("C lists Placed *971002, Received A talked", "A lists Placed B talked")


def test_nothing_to_pick_up(stage: Stage) -> None:
    stage.play("C dials *971002", "C sees Disconnected 1*", "C was told Not Found")


def test_call_back(stage: Stage) -> None:
    stage.play("A dials B", "B sees Offering 1", "A ends", "B sees nothing", "B dials *69", "A sees Offering 1")
    stage.play("A is rung by B", "C dials *69", "C was told Not Found")


def test_without_identity(stage: Stage, bob: Handset) -> None:
    stage.play("A dials *671002", "B sees Offering 1", "B is rung by Anonymous", "B answers", "A talks to B")
    assert bob.calls()[0]["RemotePartyNumber"] == "anonymous"


@pytest.mark.parametrize("number", ["*72", "*67", "*50", "*97", "*519", "*98", "*88"])
def test_code_that_leads_nowhere(stage: Stage, number: str) -> None:
    stage.play(f"A dials {number}", "A sees Disconnected 1*", "A was told Not Found")


def test_intercom(stage: Stage, bob: Handset) -> None:
    stage.play("A dials *501002", "B sees Offering 1", "B sees Connected 1*", "A sees Connected 1*", "A talks to B")
    assert bob.calls()[0]["Muted"] == "1"


def test_intercom_rings_where_somebody_talks(stage: Stage) -> None:
    stage.play("B dials 123", "B sees Connected 1*", "A dials *501002", "B sees Connected 1*, Offering 2")
    stage.play("B ends 1", "B sees Connected 1*")


def test_codes_are_of_no_use_from_outside(alice: Handset) -> None:
    exchange = alice.phone.exchange
    made = [
        alice.fleet.run(lambda code=code: exchange.call_from_outside("5550", code)) for code in ("*78", "*69", "*88")
    ]
    until(lambda: alice.fleet.run(lambda: [call.reason for call in made]) == ["Not Found"] * 3)
