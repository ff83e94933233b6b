"""Row 53: two phones on one line."""

from collections.abc import Iterator

import pytest
from handset import PASSWORD, Handset, reach_of
from stage import Recorder, Stage

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.emulator.ports.screen import ScreenPort

LINE = {"reg.2.address": "2000", "reg.2.label": "Sales", "reg.2.type": "shared", "reg.2.bargeInEnabled": "1"}


@pytest.fixture(scope="module")
def _sales(fleet: Fleet) -> list[Handset]:
    people = (("Dave", "1004"), ("Erin", "1005"))
    fleet.start(PhoneSetup(name=name, number=number, password=PASSWORD, config=LINE) for name, number in people)
    return [Handset(fleet, reach_of(fleet.phones[number])) for _, number in people]


@pytest.fixture
def dave(_sales: list[Handset]) -> Handset:
    return _sales[0]


@pytest.fixture
def erin(_sales: list[Handset]) -> Handset:
    return _sales[1]


@pytest.fixture
def house(fleet: Fleet, alice: Handset, dave: Handset, erin: Handset) -> Iterator[Stage]:
    recorders = fleet.run(lambda: [Recorder(handset) for handset in (alice, dave, erin)])
    yield Stage({"A": alice, "D": dave, "E": erin})
    illegal = fleet.run(lambda: [step for recorder in recorders for step in recorder.illegal()])
    fleet.run(lambda: [recorder.stop() for recorder in recorders])
    assert illegal == []


def line_state(phone: Handset) -> str:
    return phone.fleet.run(lambda: ScreenPort(phone.phone).lines()[1].state)


RUNG = ("A dials 2000", "D sees Offering 1", "E sees Offering 1")
TALK = (*RUNG, "D answers", "A sees Connected 1*", "D sees Connected 1*", "E sees CallRemoteActive 0")


def test_it_rings_at_both_and_one_answers(house: Stage, dave: Handset, erin: Handset) -> None:
    house.play(*TALK, "A talks to Sales", "E lists nothing")
    assert (line_state(dave), line_state(erin)) == ("active", "remote active")
    assert erin.get("v1/webCallControl/callStatus")["Status"] == "4007"
    assert erin.get("v1/mgmt/pollForStatus")["data"]["State"] == "Idle"
    remote = erin.calls()[0]
    assert (remote["LineID"], remote["RemotePartyName"], remote["RTPPort"]) == ("2", "Alice", "0")
    assert erin.post("v1/callctrl/endCall", Ref=remote["CallHandle"]) == "4003"
    house.play("A ends", "D sees Disconnected 1*", "E sees nothing", "D lists Received A talked")


def test_answered_elsewhere_is_listed_where_the_phone_says_so(house: Stage, erin: Handset) -> None:
    erin.configure(call__advancedMissedCalls__addToReceivedList="1")
    house.play(*TALK, "E lists Received A")


def test_nobody_answers(house: Stage) -> None:
    house.play(*RUNG, "A ends", "D sees nothing", "E sees nothing", "D lists Missed A", "E lists Missed A")


def test_reject_is_not_offered(house: Stage, dave: Handset) -> None:
    house.play(*RUNG)
    assert dave.post("v1/callctrl/rejectCall") == "4003"
    assert dave.post("v1/callctrl/ignoreCall") == "2000"
    house.play("D sees Offering 1", "A sees RingBack 1*")


def test_hold_is_public(house: Stage, erin: Handset) -> None:
    house.play(*TALK, "D holds", "A sees CallHeld 1*")
    assert line_state(erin) == "remote held"
    erin.fleet.run(lambda: ScreenPort(erin.phone).resume_shared(2))
    house.play("E sees Connected 1*", "D sees CallRemoteActive 0", "A sees Connected 1*", "E ends")
    house.play("A sees Disconnected 1*", "D sees nothing", "D lists Received A talked", "E lists Received A talked")


def test_private_hold_is_not(house: Stage, dave: Handset, erin: Handset) -> None:
    house.play(*TALK)
    dave.fleet.run(lambda: ScreenPort(dave.phone).private_hold(ScreenPort(dave.phone).calls()[0].key))
    house.play("D sees CallHold 1*", "A sees CallHeld 1*")
    erin.fleet.run(lambda: ScreenPort(erin.phone).resume_shared(2))
    house.play("E sees CallRemoteActive 0", "D sees CallHold 1*", "D resumes", "A sees Connected 1*")


def test_barge_in(house: Stage, erin: Handset) -> None:
    house.play(*TALK)
    erin.fleet.run(lambda: ScreenPort(erin.phone).barge_in(2))
    house.play("E sees CallConference 0, CallConference 1*", "D sees Connected 1*", "A sees Connected 1*")
    house.play("E ends", "D sees Connected 1*", "A sees Connected 1*", "E sees CallRemoteActive 0")
    house.play("A ends", "D sees Disconnected 1*")


def test_barge_in_goes_on_as_two(house: Stage, erin: Handset) -> None:
    house.play(*TALK)
    erin.fleet.run(lambda: ScreenPort(erin.phone).barge_in(2))
    house.play("D ends", "E sees Connected 1*", "A sees Connected 1*", "E ends", "A sees Disconnected 1*")


def test_no_barge_in_where_it_is_off(house: Stage, erin: Handset) -> None:
    erin.configure(reg__2__bargeInEnabled="0")
    house.play(*TALK)
    erin.fleet.run(lambda: ScreenPort(erin.phone).barge_in(2))
    house.play("E sees CallRemoteActive 0")


def test_a_phone_that_comes_later_shows_it_too(house: Stage, erin: Handset) -> None:
    house.play(*TALK)
    erin.fleet.run(lambda: erin.phone._boot("restart", clock_set=True))
    house.play("E sees CallRemoteActive 0", "A ends", "E sees nothing")
