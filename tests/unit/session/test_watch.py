"""What the calls of a phone did over time."""

import re
import time

import pytest
from session_fakes import FakePhone, call

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import Undecided, Unreachable
from PolyLibrary.session import watch as module
from PolyLibrary.session.watch import Reading, Watch
from PolyLibrary.terms import CallState

SOON = Deadline(1.0)


def states(watch: Watch, since: float = 0.0) -> list[str]:
    return [seen.state.value for seen in watch.history(since)]


def looked(*readings: list) -> Watch:
    watch = Watch(FakePhone(*readings).status)
    for _ in readings:
        watch.look(SOON)
    return watch


def test_each_state_is_remembered_once_and_the_end_is_idle() -> None:
    ring, talk = call("RingBack"), call("Connected")
    watch = looked([call("Setup")], [ring], [ring], [talk], [talk], [])
    assert states(watch) == ["Setup", "RingBack", "Connected", "Idle"]


def test_two_calls_are_told_apart_by_their_handles() -> None:
    first, second = call("Connected", handle=1), call("Offering", "1003", handle=2, incoming=True)
    watch = looked([first], [first, second], [second], [])
    assert [(seen.handle, seen.state.value) for seen in watch.history()] == [
        (1, "Connected"),
        (2, "Offering"),
        (1, "Idle"),
        (2, "Idle"),
    ]
    end = watch.history()[-1]
    assert (end.number, end.incoming) == ("1003", True)


def test_a_state_that_comes_back_is_seen_again() -> None:
    watch = looked([call("Connected")], [call("CallHold")], [call("Connected")])
    assert states(watch) == ["Connected", "CallHold", "Connected"]


def test_history_counts_from_a_moment() -> None:
    phone = FakePhone([call("Setup")], [call("Connected")])
    watch = Watch(phone.status)
    watch.look(SOON)
    mark = time.monotonic()
    assert states(watch, mark) == []
    watch.look(SOON)
    assert states(watch, mark) == ["Connected"]


def test_the_story_names_the_states_and_the_longest_gap() -> None:
    assert looked([], []).story() == "no call was seen"
    watch = looked([call("Setup")], [call("Connected")])
    assert watch.story() == f"Setup > Connected (longest gap {watch.longest_gap():.2f} s)"


def test_the_longest_gap_counts_from_a_moment() -> None:
    watch = Watch(FakePhone().status)
    watch.look(SOON)
    time.sleep(0.05)
    watch.look(SOON)
    assert watch.longest_gap() >= 0.05
    assert watch.longest_gap(time.monotonic()) == 0.0


def test_a_zero_timeout_looks_once_and_can_succeed() -> None:
    phone = FakePhone([call("Connected")])
    outcome = Watch(phone.status).wait(lambda reading: len(reading.calls), Deadline(0))
    assert (outcome.value, outcome.tries, phone.looks) == (1, 1, 1)


def test_a_zero_timeout_that_does_not_hold_gives_the_reading() -> None:
    phone = FakePhone([call("Setup")])
    outcome = Watch(phone.status).wait(lambda _: None, Deadline(0))
    assert (outcome.value, phone.looks) == (None, 1)
    assert outcome.reading.calls[0].state == CallState.SETUP
    assert outcome.reading.age < 1


def test_a_wait_ends_as_soon_as_it_holds() -> None:
    phone = FakePhone([], [], [call("Offering")])
    outcome = Watch(phone.status).wait(lambda reading: reading.calls or None, Deadline(5))
    assert (outcome.tries, phone.looks) == (3, 3)


def test_the_error_of_a_look_reaches_the_waiter() -> None:
    watch = Watch(FakePhone([], Unreachable("gone")).status)
    with pytest.raises(Unreachable, match="gone"):
        watch.wait(lambda _: None, Deadline(1))


def test_a_call_that_is_over_is_not_live() -> None:
    assert Reading((call("Disconnected"), call("Connected", handle=2))).live == (call("Connected", handle=2),)


def test_it_keeps_for_the_time_asked() -> None:
    phone = FakePhone()
    started = time.monotonic()
    outcome = Watch(phone.status).keeps(lambda reading: reading.calls or None, 0.1, Deadline(1))
    assert outcome.value is None
    assert time.monotonic() - started >= 0.1
    assert phone.looks > 3


def test_keeping_for_no_time_looks_once() -> None:
    phone = FakePhone()
    assert Watch(phone.status).keeps(lambda _: None, 0, Deadline(0)).tries == 1
    assert phone.looks == 1


def test_a_breach_ends_it_at_once() -> None:
    phone = FakePhone([], [], [call("Offering")])
    outcome = Watch(phone.status).keeps(lambda reading: reading.calls or None, 5, Deadline(9))
    assert (outcome.value is not None, outcome.tries) == (True, 3)


def test_a_gap_between_two_looks_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_GAP", 0.02)
    phone = FakePhone()
    phone.on_look = lambda: time.sleep(0.04)
    with pytest.raises(Undecided) as caught:
        Watch(phone.status).keeps(lambda _: None, 1, Deadline(2))
    assert re.fullmatch(r"Nothing is proven: two looks at the phone were \d\.\d s apart\.", caught.value.wanted)
    assert re.fullmatch(r"2 looks in \d\.\d s, gaps up to 0\.02 s are allowed\.", caught.value.seen)
    assert caught.value.hint == "look at the phone's load and at the network, then run the test again."


def test_a_time_limit_shorter_than_the_watching_proves_nothing() -> None:
    with pytest.raises(Undecided) as caught:
        Watch(FakePhone().status).keeps(lambda _: None, 5, Deadline(0.05))
    assert caught.value.wanted == "Nothing is proven: the time was over before 5 s had been watched."
    assert "limit 0.05 s, set by timeout=" in caught.value.tried


def test_an_unreachable_phone_is_an_error_not_a_proof() -> None:
    with pytest.raises(Unreachable):
        Watch(FakePhone([], Unreachable("gone")).status).keeps(lambda _: None, 1, Deadline(2))
