"""Park, fetch and pick up, from the screen and by star codes."""

import pytest
from handset import Handset, until
from stage import Stage
from test_rows import TALK

from PolyLibrary.emulator.ports.screen import ScreenPort


def park(phone: Handset, place: str = "") -> None:
    phone.fleet.run(lambda: ScreenPort(phone.phone).park(ScreenPort(phone.phone).calls()[0].key, place))


def fetch(phone: Handset, place: str = "") -> None:
    phone.fleet.run(lambda: ScreenPort(phone.phone).retrieve(place))


def test_the_soft_keys_are_there_where_the_feature_is_on(alice: Handset) -> None:
    assert not alice.fleet.run(lambda: ScreenPort(alice.phone).can_park())
    alice.configure(feature__callPark__enable="1")
    assert alice.fleet.run(lambda: ScreenPort(alice.phone).can_park())


def test_parked_and_fetched_by_another(stage: Stage, alice: Handset, carol: Handset) -> None:
    stage.play(*TALK)
    park(alice)
    stage.play("A sees nothing", "B sees CallHeld 1*", "A lists Placed B talked")
    fetch(carol, "1001")
    stage.play("C sees Connected 1*", "B sees Connected 1*", "C talks to B", "B talks to C", "C ends")
    stage.play("B sees Disconnected 1*", "C lists Received B talked", "B lists Received A talked")


def test_parked_and_fetched_again(stage: Stage, alice: Handset) -> None:
    stage.play(*TALK)
    park(alice, "700")
    stage.play("B sees CallHeld 1*")
    fetch(alice, "700")
    stage.play("A sees Connected 1*", "B sees Connected 1*", "B talks to A")


def test_a_place_takes_one_call(stage: Stage, alice: Handset, carol: Handset) -> None:
    stage.play(*TALK)
    park(alice, "700")
    stage.play("C dials 123", "C sees Connected 1*")
    park(carol, "700")
    stage.play("C reads park failed", "C sees Connected 1*")
    fetch(carol, "701")
    stage.play("C sees Connected 1*", "B ends", "B sees nothing")
    assert alice.fleet.run(lambda: alice.phone.exchange.parking.places) == ()


@pytest.mark.usefixtures("fast")
def test_it_comes_back(stage: Stage, alice: Handset) -> None:
    stage.play(*TALK)
    park(alice)
    stage.play("A sees nothing", "A sees Offering 1", "A is rung by B", "B sees CallHeld 1*", "A answers")
    stage.play("A sees Connected 1*", "B sees Connected 1*")


@pytest.mark.usefixtures("fast")
def test_it_waits_on_while_the_parker_is_busy(stage: Stage, alice: Handset) -> None:
    stage.play(*TALK)
    park(alice)
    alice.fleet.run(lambda: alice.phone.desk.set_dnd(True))
    parked = alice.phone.exchange.parking._parked["1001"]
    first = parked.timer
    until(lambda: parked.timer is not first)
    stage.play("A sees nothing", "B sees CallHeld 1*")
    alice.fleet.run(lambda: alice.phone.desk.set_dnd(False))
    stage.play("A sees Offering 1")


def test_by_star_codes(stage: Stage) -> None:
    stage.play(*TALK, "A dials *68700", "A sees nothing", "B sees CallHeld 1*", "C dials *88700", "C sees Connected 1*")
    stage.play("B sees Connected 1*", "B talks to C", "C lists Placed *88700")


def test_by_transfer(stage: Stage) -> None:
    stage.play(*TALK, "A presses Transfer", "A chooses Blind", "A dials *68700", "A sees nothing", "B sees CallHeld 1*")
    stage.play("C dials *88700", "C sees Connected 1*", "B sees Connected 1*")


def test_nothing_to_park(stage: Stage) -> None:
    stage.play("A dials *68700", "A sees Disconnected 1*", "A was told Not Found")


def test_pick_up_from_the_screen(stage: Stage, carol: Handset) -> None:
    stage.play("A dials B", "B sees Offering 1")
    carol.fleet.run(lambda: ScreenPort(carol.phone).pick_up("1002"))
    stage.play("C sees Connected 1*", "A talks to C", "B sees nothing", "B lists nothing")
    carol.fleet.run(lambda: ScreenPort(carol.phone).pick_up("1002"))
    stage.play("C sees Connected 1*")
