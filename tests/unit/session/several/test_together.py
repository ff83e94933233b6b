"""Several phones in one moment: they are looked at side by side, and any of their notifications ends a pause."""

import re
import threading
import time
from collections.abc import Callable

import pytest
from session_fakes import FakePhone, call, session, who

from PolyLibrary import deadline
from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import LabError, PolyError, Undecided, Unreachable
from PolyLibrary.phone.calls import Call
from PolyLibrary.session.calls import call_checks as checks
from PolyLibrary.session.calls.callstates import parse_states
from PolyLibrary.session.channels.bells import MOST_LOOKS, Bell, rounds
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.several import together
from PolyLibrary.session.several.together import Together

TALK = call("Connected")
SOON = 10.0
"""Far below the pause of polling: a wait that took less was woken."""


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Polling alone would take half a minute."""
    monkeypatch.setattr(deadline, "FAST", 30.0)


def phones(*readings: "list[list[Call] | PolyError]") -> list[PhoneSession]:
    return [
        session(FakePhone(*each), name=name) for name, each in zip(("alice", "bob", "carol"), readings, strict=False)
    ]


def rings_later(phone: PhoneSession) -> Callable[[], None]:
    """A bell for a phone that is rung soon after each look."""
    bell = phone.watch.bell = Bell()

    def soon() -> None:
        threading.Timer(0.1, bell.ring).start()

    return soon


def both(alice: PhoneSession, bob: PhoneSession, limit: float = 60.0, during: float = 0.0) -> None:
    connected = parse_states("Connected")
    checks.expect_states_together(
        {"alice": (alice, connected), "bob": (bob, connected)}, who, Deadline(limit, "timeout="), during=during
    )


@pytest.mark.usefixtures("slow")
def test_a_notification_of_one_phone_ends_the_pause_for_all() -> None:
    alice, bob = phones([[TALK]], [[], [], [TALK]])
    bob.phone.on_look = rings_later(bob)  # type: ignore[attr-defined]
    started = time.monotonic()
    both(alice, bob)
    assert time.monotonic() - started < SOON
    assert alice.phone.looks == bob.phone.looks == 3  # type: ignore[attr-defined]


@pytest.mark.usefixtures("slow")
def test_counting_is_woken_as_well() -> None:
    alice, bob = phones([[], [TALK]], [[], [TALK]])
    alice.phone.on_look = rings_later(alice)  # type: ignore[attr-defined]
    bob.watch.bell = Bell()
    started = time.monotonic()
    checks.expect_count([alice, bob], 2, None, Deadline(60))
    assert time.monotonic() - started < SOON


def test_without_notifications_polling_goes_on() -> None:
    alice, bob = phones([[], [], [TALK]], [[TALK]])
    both(alice, bob)
    assert bob.phone.looks == 3  # type: ignore[attr-defined]


@pytest.mark.usefixtures("slow")
def test_the_listening_thread_of_one_phone_fails() -> None:
    alice, bob = phones([[]], [[]])
    alice.watch.bell, bell = Bell(), Bell()
    bob.watch.bell = bell
    threading.Timer(0.1, bell.fail, [LabError("the receiver broke.")]).start()
    with pytest.raises(LabError, match="the receiver broke"):
        both(alice, bob)


def test_phones_that_ring_all_the_time_are_not_looked_at_all_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "FAST", 0.2)
    bells = [Bell(), Bell()]
    looks = 0
    for looks in rounds(bells, Deadline(0.9)):
        for bell in bells:
            bell.ring()
    assert MOST_LOOKS < looks <= MOST_LOOKS + 7


def test_one_phone_that_is_busy_does_not_silence_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "FAST", 30.0)
    busy, quiet = Bell(), Bell()
    started = time.monotonic()
    for looks in rounds([busy, quiet], Deadline(60)):
        busy.ring()
        if looks == MOST_LOOKS + 1:
            threading.Timer(0.1, quiet.ring).start()
        if looks > MOST_LOOKS + 1:
            break
    assert time.monotonic() - started < SOON


def test_all_are_asked_at_the_same_time() -> None:
    # Who asked one after the other would break it.
    meeting = threading.Barrier(3, timeout=20)
    three = phones([[TALK]], [[TALK]], [[]])
    for each in three:
        each.phone.on_look = meeting.wait  # type: ignore[attr-defined]
    with Together(three) as looking:
        found = looking.look(Deadline(20))
    assert [len(reading.calls) for reading in found.readings] == [1, 1, 0]
    assert found.began <= min(reading.at for reading in found.readings)
    assert found.ended == max(reading.at for reading in found.readings)


def test_looks_that_lie_too_far_apart_are_no_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "MOST_GAP", 0.0)
    alice, bob = phones([[TALK]], [[TALK]])
    for check in (lambda: both(alice, bob), lambda: checks.expect_count([alice, bob], 2, None, Deadline(60))):
        with pytest.raises(Undecided) as caught:
            check()
        assert re.sub(r"\d\.\d", "N", str(caught.value)) == (
            "Nothing is proven: the looks of one round were N s apart.\n"
            "Seen:  up to N s are allowed.\n"
            "Next:  look at the phones' load and at the network, then run the test again."
        )


def test_a_phone_that_is_gone_is_an_error_at_once() -> None:
    alice, bob = phones([[TALK]], [Unreachable("bob: no answer.")])
    with pytest.raises(Unreachable, match="bob: no answer"):
        both(alice, bob)


def test_states_are_held_for_a_time_on_fresh_looks() -> None:
    alice, bob = phones([[TALK]], [[TALK]])
    both(alice, bob, during=0.1)
    assert bob.phone.looks > 2  # type: ignore[attr-defined]
