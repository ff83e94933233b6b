"""BLF keys: states, press, pickup; speed dials behind them."""

import pytest
from handset import PASSWORD, Handset, reach_of, until
from stage import Stage

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.emulator.gui.ports.contacts import Contact
from PolyLibrary.emulator.gui.ports.features import LineView
from PolyLibrary.emulator.ports.screen import ScreenPort

WATCHES = {
    "attendant.resourceList.1.address": "1002",
    "attendant.resourceList.1.label": "Bob's desk",
    "attendant.resourceList.3.address": "sip:1099@lab.example",
    "reg.1.lineKeys": "2",
}


@pytest.fixture(scope="module")
def _dave(fleet: Fleet) -> Handset:
    fleet.start([PhoneSetup(name="Dave", number="1004", password=PASSWORD, config=WATCHES)])
    return Handset(fleet, reach_of(fleet.phones["1004"]))


@pytest.fixture
def dave(_dave: Handset) -> Handset:
    return _dave


@pytest.fixture
def house(alice: Handset, bob: Handset, dave: Handset) -> Stage:
    return Stage({"A": alice, "B": bob, "D": dave})


def keys(phone: Handset) -> list[LineView]:
    return list(phone.fleet.run(lambda: ScreenPort(phone.phone).lines()))


def key(phone: Handset) -> tuple[str, str]:
    """State and caller of the key that watches Bob."""
    return keys(phone)[2].state, keys(phone)[2].caller


def press(phone: Handset, number: int) -> None:
    phone.fleet.run(lambda: ScreenPort(phone.phone).press_feature_key(number))


def test_keys_in_order(dave: Handset) -> None:
    shown = [(each.key, each.kind, each.label, each.number, each.state) for each in keys(dave)]
    assert shown == [
        (1, "line", "Dave", "1004", "idle"),
        (2, "line", "Dave", "1004", "idle"),
        (3, "blf", "Bob's desk", "1002", "idle"),
        (4, "blf", "1099", "1099", "unknown"),
    ]


def test_states(house: Stage, bob: Handset, dave: Handset) -> None:
    house.play("A dials B", "B sees Offering 1")
    assert key(dave) == ("ringing", "Alice")
    house.play("B answers")
    assert key(dave) == ("busy", "")
    house.play("B holds")
    assert key(dave) == ("held", "")
    house.play("B goes off hook")
    assert key(dave) == ("busy", "")
    bob.fleet.run(bob.phone.desk.drop_all)
    assert key(dave) == ("idle", "")
    bob.fleet.run(lambda: bob.phone.desk.set_dnd(True))
    assert key(dave) == ("dnd", "")
    bob.fleet.run(bob.phone.desk.registration.end)
    assert key(dave) == ("unknown", "")
    bob.fleet.run(bob.phone.desk.registration.begin)
    assert key(dave) == ("dnd", "")


def test_the_watching_phone_hears_of_it(house: Stage, dave: Handset) -> None:
    seen: list[str] = []
    changed = dave.phone.gui.changed
    dave.phone.gui.__dict__["changed"] = lambda: (seen.append(ScreenPort(dave.phone).lines()[2].state), changed())
    try:
        for act, state in (("A dials B", "ringing"), ("B answers", "busy"), ("B ends", "idle")):
            house.play(act)
            until(lambda state=state: seen and seen[-1] == state)
    finally:
        del dave.phone.gui.__dict__["changed"]


def test_press_dials_an_idle_phone(house: Stage, dave: Handset) -> None:
    press(dave, 3)
    house.play("B sees Offering 1", "B is rung by D", "D sees RingBack 1*")


def test_press_picks_up_a_ringing_phone(house: Stage, dave: Handset) -> None:
    house.play("A dials B", "B sees Offering 1")
    press(dave, 3)
    house.play("D sees Connected 1*", "A sees Connected 1*", "B sees nothing", "A talks to D", "B lists nothing")


def test_press_calls_a_busy_phone(house: Stage, dave: Handset) -> None:
    house.play("B dials 123", "B sees Connected 1*")
    press(dave, 3)
    house.play("B sees Connected 1*, Offering 2")


def test_press_of_a_phone_that_calls_oneself_does_not_pick_up(house: Stage, dave: Handset) -> None:
    house.play("D dials B", "B sees Offering 1")
    press(dave, 3)
    house.play("D sees RingBack 2, RingBack 1*")


def test_other_keys_do_nothing(house: Stage, dave: Handset) -> None:
    press(dave, 1)
    press(dave, 9)
    house.play("D sees nothing")


def test_speed_dials_follow(house: Stage, dave: Handset) -> None:
    def store() -> None:
        ScreenPort(dave.phone).store_contact(Contact("Alice", "Smith", "1001", favorite=1))

    dave.fleet.run(store)
    assert (keys(dave)[4].kind, keys(dave)[4].label, keys(dave)[4].state) == ("speed dial", "Alice Smith", "idle")
    press(dave, 5)
    house.play("A sees Offering 1", "A is rung by D")
