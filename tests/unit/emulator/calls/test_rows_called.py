"""Rows 32 to 42: what becomes of a call that the called phone does not simply show."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from handset import Handset, until
from stage import Stage
from test_rows import TALK

from PolyLibrary.emulator.ports.screen import ScreenPort


@contextmanager
def stopped(handset: Handset) -> Iterator[None]:
    """The SIP server is away; at the end every phone has found it again by itself."""
    phones = list(handset.fleet.phones.values())
    exchange = handset.phone.exchange
    handset.fleet.run(exchange.stop)
    yield
    handset.fleet.run(exchange.start)
    until(lambda: handset.fleet.run(lambda: all(phone.desk.registered_on(phone.lines[0]) for phone in phones)))


def test_32_do_not_disturb(stage: Stage, bob: Handset) -> None:
    bob.fleet.run(lambda: ScreenPort(bob.phone).set_do_not_disturb(True))
    stage.play("A dials B", "A sees Disconnected 1*", "A was told Busy", "B sees nothing", "B lists Missed A")
    assert bob.get("v2/mgmt/lineInfo")["data"][0]["DoNotDisturb"] == "True"


def test_32_do_not_disturb_shown_without_ringing(stage: Stage, bob: Handset) -> None:
    bob.configure(call__rejectBusyOnDnd="0")
    bob.fleet.run(lambda: bob.phone.desk.set_dnd(True))
    stage.play("A dials B", "B sees Offering 1", "A sees RingBack 1*")
    assert bob.calls()[0]["Ringing"] == "0"


def test_32_do_not_disturb_forwards(stage: Stage, bob: Handset) -> None:
    bob.configure(divert__dnd__1__enabled="1", divert__dnd__1__contact="1003")
    bob.fleet.run(lambda: bob.phone.desk.set_dnd(True))
    stage.play("A dials B", "C sees Offering 1", "A sees RingBack 1*", "B sees nothing", "B lists Received A")


def test_33_no_call_waiting(stage: Stage, bob: Handset) -> None:
    bob.configure(call__callWaiting__enable="0")
    stage.play(
        *TALK, "C dials B", "C sees Disconnected 1*", "C was told Busy", "B sees Connected 1*", "B lists Missed C"
    )


@pytest.mark.parametrize("limit", ["line key", "phone"])
def test_34_no_free_call(stage: Stage, bob: Handset, limit: str) -> None:
    desk = bob.phone.desk
    line = desk.lines[0]

    def fill() -> None:
        if limit == "phone":
            desk.most_calls = 1
        else:
            desk.lines = [type(line)(**{**line.__dict__, "calls": 1})]

    bob.fleet.run(fill)
    try:
        stage.play("A dials B", "B sees Offering 1", "C dials B", "C sees Disconnected 1*", "C was told Busy")
        stage.play("B sees Offering 1", "B lists Missed C")
        assert bob.post("v1/callctrl/dial", Dest="123") == "4003"
    finally:
        desk.most_calls, desk.lines = 24, [line]


def test_35_forward_always(stage: Stage, carol: Handset) -> None:
    stage.play("B forwards always to C", "A dials B", "C sees Offering 1", "C is rung by A", "A sees RingBack 1*")
    assert carol.fleet.run(lambda: ScreenPort(carol.phone).calls()[0].diverted_by) == "Bob"
    stage.play("B sees nothing", "B lists Received A", "C answers", "A talks to C", "A lists nothing")
    stage.play("A ends", "A lists Placed B talked", "C lists Received A talked")


def test_35_forwarded_to_a_mailbox_less_number(stage: Stage) -> None:
    stage.play("B forwards always to 6999", "A dials B", "A sees Disconnected 1*", "A was told Not Found")


def test_36_forward_when_busy(stage: Stage, bob: Handset) -> None:
    bob.configure(call__callWaiting__enable="0")
    stage.play("B forwards busy to C", "B dials 123", "B sees Connected 1*", "A dials B", "C sees Offering 1")
    stage.play("A sees RingBack 1*", "B sees Connected 1*", "B lists Received A")


def test_36_forward_when_busy_lets_calls_in_otherwise(stage: Stage) -> None:
    stage.play("B forwards busy to C", "A dials B", "B sees Offering 1", "C sees nothing")


def test_38_loop(stage: Stage) -> None:
    stage.play("B forwards always to C", "C forwards always to B", "A dials B", "A sees Disconnected 1*")
    stage.play("A was told Busy", "B lists Received A", "C lists Received A")


def test_38_chain(stage: Stage, alice: Handset) -> None:
    settings = alice.phone.exchange.settings_of
    places = alice.phone.exchange._subscribers

    def chain(length: int) -> None:
        """Numbers 8001 to 800n of Bob, each forwarded to the next, the last to Carol."""
        for n in range(1, length + 1):
            places[f"800{n}"] = places["1002"]
            settings(f"800{n}").forwards["always"] = "1003" if n == length else f"800{n + 1}"

    try:
        alice.fleet.run(lambda: chain(5))
        stage.play("A dials 8001", "C sees Offering 1", "A ends", "C sees nothing")
        alice.fleet.run(lambda: chain(6))
        stage.play("A dials 8001", "A sees Disconnected 1*", "A was told Busy", "C sees nothing")
    finally:
        alice.fleet.run(lambda: [places.pop(f"800{n}") for n in range(1, 7)])


def test_39_deflect(stage: Stage) -> None:
    stage.play("A dials B", "B sees Offering 1", "B deflects to C", "B sees nothing", "C sees Offering 1")
    stage.play("A sees RingBack 1*", "B lists Received A", "C answers", "A talks to C", "C talks to A")


def test_39_deflected_to_nobody(stage: Stage) -> None:
    stage.play("A dials B", "B sees Offering 1", "B deflects to 6999", "A sees Disconnected 1*", "A was told Not Found")


def test_40_auto_answer(stage: Stage, bob: Handset) -> None:
    bob.configure(call__autoAnswer__SIP="1")
    stage.play("A dials B", "B sees Connected 1*", "A sees Connected 1*", "A ends", "B lists Received A talked")


@pytest.mark.usefixtures("fast")
def test_41_unregistered(stage: Stage, alice: Handset) -> None:
    with stopped(alice):
        assert alice.post("v1/callctrl/dial", Dest="1002") == "4002"
        stage.play("A dials B", "A sees Setup 1*", "A sees Disconnected 1*", "A was told Service unavailable")
        stage.play("A lists Placed B")


@pytest.mark.usefixtures("fast")
def test_42_registration_lost_in_a_call_and_back(stage: Stage, alice: Handset, bob: Handset) -> None:
    stage.play(*TALK)
    with stopped(alice):
        stage.play("A holds", "A sees CallHold 1*", "B sees CallHeld 1*", "A resumes", "B sees Connected 1*")
        for phone in (alice, bob):
            assert phone.get("v1/mgmt/lineInfo")["data"][0]["RegistrationStatus"] == "unregistered"
            user = phone.get("v1/webCallControl/sipStatus")["data"]["User"][0]
            assert user["Events"][0]["RegistrationState"] == "Registering"
        number = alice.reach.number
        failed = f"Registration failed User: {number}, Error Code:408 Request Timeout"
        assert f"|sip  |4|00|{failed}" in alice.log_text()
        # It tries again by itself.
        until(lambda: alice.log_text().count(failed) > 1)
        assert alice.fleet.run(lambda: ScreenPort(alice.phone).warnings()) == ["Line 1 (Alice): not registered"]
    assert alice.log_text().splitlines()[-1].endswith("Line 1 registered: 1001 at sip.lab.example")
    stage.play("A ends", "B sees nothing", *TALK)


@pytest.mark.usefixtures("fast")
def test_wrong_credentials(alice: Handset) -> None:
    exchange = alice.phone.exchange
    alice.fleet.run(lambda: exchange.deny("1001"))
    try:
        warned = alice.fleet.run(lambda: ScreenPort(alice.phone).warnings())
        assert warned == ["Line 1 (Alice): login credentials are not valid"]
        assert "Registration failed User: 1001, Error Code:401 Unauthorized" in alice.log_text()
    finally:
        alice.fleet.run(lambda: exchange.allow("1001"))
        until(lambda: alice.get("v1/mgmt/lineInfo")["data"][0]["RegistrationStatus"] == "registered")
    assert alice.fleet.run(lambda: ScreenPort(alice.phone).warnings()) == []


@pytest.mark.usefixtures("fast")
def test_calls_on_their_way_end_with_the_server(stage: Stage, alice: Handset) -> None:
    stage.play("A dials B", "B sees Offering 1")
    with stopped(alice):
        stage.play("A sees Disconnected 1*", "A was told Service unavailable", "B sees nothing")
