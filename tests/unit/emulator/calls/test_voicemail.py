"""Mailboxes: who gets there, what is stored, and the menu."""

import pytest
from handset import PASSWORD, Handset, reach_of, until
from stage import Stage

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.emulator.gui.ports.features import Mailbox
from PolyLibrary.emulator.ports.screen import ScreenPort
from PolyLibrary.errors import UsageError

BOX = {"msg.mwi.1.subscribe": "1004", "msg.mwi.1.callBack": "*98"}


@pytest.fixture(scope="module")
def _dave(fleet: Fleet) -> Handset:
    fleet.start([PhoneSetup(name="Dave", number="1004", password=PASSWORD, config=BOX)])
    return Handset(fleet, reach_of(fleet.phones["1004"]))


@pytest.fixture
def dave(_dave: Handset) -> Handset:
    return _dave


@pytest.fixture
def house(alice: Handset, dave: Handset, carol: Handset) -> Stage:
    return Stage({"A": alice, "D": dave, "C": carol})


def boxes(phone: Handset) -> list[Mailbox]:
    return list(phone.fleet.run(lambda: ScreenPort(phone.phone).mailboxes()))


def counts(phone: Handset) -> tuple[int, int]:
    (box,) = boxes(phone)
    return box.new, box.old


def leave(phone: Handset, seconds: int = 5) -> None:
    phone.fleet.run(lambda: phone.phone.exchange.leave_voicemail("1004", seconds, "5550", "Mum"))


def test_only_a_number_with_a_mailbox_has_one(alice: Handset, dave: Handset) -> None:
    assert boxes(alice) == []
    assert boxes(dave) == [Mailbox(1, "Dave", 0, 0, "*98")]
    with pytest.raises(UsageError) as caught:
        alice.fleet.run(lambda: alice.phone.exchange.leave_voicemail("1001", 5))
    assert str(caught.value) == (
        "1001 has no mailbox.\n"
        "Next:  give its phone msg.mwi.1.subscribe, or the dial plan mailboxes: - {number: '1001'}."
    )


def test_a_message_lights_the_phone_within_a_second(dave: Handset) -> None:
    seen = []
    changed = dave.phone.gui.changed
    dave.phone.gui.__dict__["changed"] = lambda: (seen.append(1), changed())
    try:
        leave(dave)
        assert counts(dave) == (1, 0)
        until(lambda: seen, 1)
    finally:
        del dave.phone.gui.__dict__["changed"]


def test_05_rejected_calls_go_to_the_mailbox(house: Stage, dave: Handset) -> None:
    house.play("A dials D", "D sees Offering 1", "D rejects", "D sees nothing", "A sees Connected 1*")
    house.play("A talks to Voicemail", "A ends", "D lists Missed A")
    assert counts(dave) == (0, 0)


def test_07_unanswered_calls_go_to_the_mailbox(house: Stage, dave: Handset) -> None:
    house.play("A dials D", "D sees Offering 1", "A sees Connected 1*", "D sees nothing", "D lists Missed A")
    # Two seconds of greeting, and more than one of speech.
    until(lambda: dave.fleet.run(lambda: dave.phone.exchange.service.legs[0].seconds) > 3)
    house.play("A ends")
    assert counts(dave) == (1, 0)
    (message,) = dave.fleet.run(lambda: dave.phone.exchange.voicemail.messages("1004"))
    assert (message.number, message.name, message.seconds) == ("1001", "Alice", 2)


def test_08_busy_calls_go_to_the_mailbox(house: Stage, dave: Handset) -> None:
    dave.fleet.run(lambda: dave.phone.desk.set_dnd(True))
    house.play("A dials D", "A sees Connected 1*", "A talks to Voicemail", "D sees nothing", "D lists Missed A")


def test_blind_transfer_into_the_mailbox(house: Stage, dave: Handset) -> None:
    dave.fleet.run(lambda: dave.phone.desk.set_dnd(True))
    house.play("A dials C", "C sees Offering 1", "C answers", "A presses Transfer", "A chooses Blind", "A dials D")
    house.play("A sees nothing", "C sees Connected 1*", "C talks to Voicemail", "C ends")


@pytest.mark.parametrize("number", ["*98", "1004"])
def test_menu(house: Stage, dave: Handset, number: str) -> None:
    for seconds in (3, 4):
        leave(dave, seconds)
    house.play(f"D dials {number}", "D sees Connected 1*", "D sends 1#", "D sends 1234#1")
    assert counts(dave) == (2, 0)
    house.play("D sends 9")
    assert counts(dave) == (1, 1)
    house.play("D sends 1", "D sends 7", "D sends 7")
    assert counts(dave) == (0, 1)
    (left,) = dave.fleet.run(lambda: dave.phone.exchange.voicemail.messages("1004"))
    assert left.seconds == 3
    house.play("D sends 17")
    assert counts(dave) == (0, 0)


def test_wrong_pins_end_the_call(house: Stage, dave: Handset) -> None:
    leave(dave)
    house.play("D dials *98", "D sees Connected 1*", "D sends 17", "D sends 99#", "D sends 4321#", "D sends #")
    house.play("D sees Disconnected 1*", "D sees nothing")
    assert counts(dave) == (1, 0)
