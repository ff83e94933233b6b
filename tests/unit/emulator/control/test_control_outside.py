"""The world outside over the control port: SIP server, callers, voicemail."""

from collections.abc import Callable
from typing import Any

import pytest
from handset import PASSWORD, Handset, reach_of, until

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.emulator.ports.screen import ScreenPort

Do = Callable[..., dict[str, Any]]


def state(do: Do, call: str) -> tuple[str, str]:
    told = do("outside-call", call=call)
    return told["state"], told["reason"]


def test_a_stopped_server_takes_registrations(do: Do, alice: Handset, bob: Handset) -> None:
    assert do("sip", running=False) == {"before": True}
    registered = {line["RegistrationStatus"] for line in alice.get("v1/mgmt/lineInfo")["data"]}
    assert registered == {"unregistered"}
    assert do("sip", running=False) == {"before": False}
    bob.fleet.run(lambda: bob.phone.desk.dial("1001"))
    bob.shows("Disconnected")


def test_phones_come_back_with_their_next_try_or_at_once(do: Do, alice: Handset) -> None:
    do("sip", running=False)
    do("sip", running=True, at_once=True)
    assert alice.get("v1/mgmt/lineInfo")["data"][0]["RegistrationStatus"] == "registered"
    do("sip", running=False)
    assert do("sip", running=True) == {"before": False}
    assert alice.get("v1/mgmt/lineInfo")["data"][0]["RegistrationStatus"] == "unregistered"
    until(lambda: alice.get("v1/mgmt/lineInfo")["data"][0]["RegistrationStatus"] == "registered")


def test_a_caller_hears_what_becomes_of_the_call(do: Do, alice: Handset) -> None:
    call = do("call", number="5550", to="1001", name="Mum")["call"]
    alice.shows("Offering")
    assert alice.calls()[0]["RemotePartyNumber"] == "5550"
    until(lambda: state(do, call) == ("RingBack", ""))
    alice.post("v1/callctrl/answerCall")
    until(lambda: state(do, call) == ("Connected", ""))
    assert do("outside-call", call=call)["name"] == "Alice"
    assert do("hang-up", call=call) == {"before": "Connected"}
    assert do("hang-up", call=call) == {"before": "Disconnected"}
    until(lambda: alice.calls() == [])


def test_a_refused_caller_hears_why(do: Do, alice: Handset) -> None:
    alice.fleet.run(lambda: alice.phone.desk.set_dnd(True))
    call = do("call", number="5550", to="1001")["call"]
    until(lambda: state(do, call) == ("Disconnected", "Busy"))


def test_two_callers_are_two_calls(do: Do, alice: Handset) -> None:
    first, second = (do("call", number=number, to="1001")["call"] for number in ("5550", "5551"))
    alice.shows("Offering", "Offering")
    do("hang-up", call=first)
    alice.shows("Offering")
    until(lambda: state(do, second)[0] == "RingBack")


@pytest.fixture(scope="module")
def owner(fleet: Fleet) -> Handset:
    fleet.start([PhoneSetup(name="Dave", number="1004", password=PASSWORD, voicemail=True)])
    return Handset(fleet, reach_of(fleet.phones["1004"]))


def test_a_message_is_left_and_the_box_emptied(do: Do, owner: Handset) -> None:
    def box() -> tuple[int, int, str]:
        (found,) = owner.fleet.run(lambda: ScreenPort(owner.phone).mailboxes())
        return found.new, found.old, found.number

    assert do("voicemail", to="1004", length=7, number="5550", name="Mum") == {"new": 1, "saved": 0}
    assert do("voicemail", to="1004", length=7) == {"new": 2, "saved": 0}
    assert box() == (2, 0, "*98")
    assert do("clear-voicemail", to="1004") == {"removed": 2}
    assert do("clear-voicemail", to="1004") == {"removed": 0}
    assert box() == (0, 0, "*98")
