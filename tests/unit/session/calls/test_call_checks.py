"""What a test expects of calls, judged on fake phones."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from session_fakes import FakePhone, call, session, who

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, NotPossible, PolyError, Unreachable, UsageError
from PolyLibrary.session.calls import call_checks as checks
from PolyLibrary.session.calls import call_failure
from PolyLibrary.session.calls.callstates import parse_states
from PolyLibrary.session.phone_session import Dialled, PhoneSession
from PolyLibrary.terms import CallState

AT_ONCE = Deadline(0)
TALK, RING = call("Connected"), call("Offering", "1003", handle=0x20, incoming=True, name="Carol")
HELD = call("CallHold", "1004", handle=0x30, focused=False)
ALICE = "alice (VVX 600, 5.9.3.2857, virtual)"


def fails(error: type[PolyError], what: Callable[[], Any]) -> str:
    """The text of the error, with ages, times and gaps as N."""
    with pytest.raises(error) as caught:
        what()
    return re.sub(r"\d+\.\d+ s\b", "N s", str(caught.value))


def at(*readings: Any) -> PhoneSession:
    return session(FakePhone(*readings))


def test_the_state_that_is_expected_is_waited_for() -> None:
    alice = at([call("Setup")], [call("RingBack")], [TALK])
    assert checks.expect_state(alice, parse_states("Connected"), None, who, Deadline(1)) == TALK


def test_idle_is_no_call() -> None:
    assert checks.expect_state(at([]), parse_states("Idle"), None, who, AT_ONCE) is None


def test_a_state_that_does_not_come_is_told_in_four_parts() -> None:
    alice = at([call("RingBack", name="Bob")])
    text = fails(
        CheckFailed, lambda: checks.expect_state(alice, parse_states("Connected|held here"), "bob", who, AT_ONCE)
    )
    assert text == (
        f"{ALICE} did not come to CallHold or Connected (call=bob).\n"
        "Seen:  its calls, N s ago: RingBack to 1002 'Bob' (call=0x10); states since the start: "
        "RingBack (longest gap N s).\n"
        "Tried: 1 look in N s (limit 0 s, set by timeout=)"
    )


def test_several_calls_need_a_choice() -> None:
    text = fails(
        UsageError, lambda: checks.expect_state(at([TALK, HELD]), parse_states("Connected"), None, who, AT_ONCE)
    )
    assert text == (
        f"{ALICE} has 2 calls: say with call= which one is expected in Connected.\n"
        "Seen:  its calls: Connected to 1002 (call=0x10); CallHold to 1004 (call=0x30).\n"
        "Tried: 1 look in N s (limit 0 s, set by timeout=)\n"
        "Next:  call= takes active, held, ringing, dialling, line N, a handle, a phone or a number."
    )


def test_a_state_must_last() -> None:
    alice = at([TALK], [TALK], [TALK], [])
    text = fails(
        CheckFailed, lambda: checks.expect_state(alice, parse_states("Connected"), None, who, AT_ONCE, lasting=5)
    )
    assert text.startswith(f"{ALICE} was in Connected, but not for 5 s.\nSeen:  its calls, N s ago: no call; ")


def test_an_unreachable_phone_is_not_a_failed_check() -> None:
    fails(
        Unreachable,
        lambda: checks.expect_state(at(Unreachable("gone")), parse_states("Idle"), None, who, AT_ONCE),
    )


def test_several_phones_in_one_moment() -> None:
    alice, bob = at([call("Setup")], [TALK]), session(FakePhone([RING], [TALK]), name="bob")
    connected = parse_states("Connected")
    checks.expect_states_together({"alice": (alice, connected), "bob": (bob, connected)}, who, Deadline(1))
    bob.phone.readings = [[RING]]  # type: ignore[attr-defined]
    text = fails(
        CheckFailed,
        lambda: checks.expect_states_together(
            {"alice": (alice, connected), "bob": (bob, connected)}, who, AT_ONCE, during=1
        ),
    )
    assert text == (
        "The phones were not in these states in one moment for 1 s: alice Connected, bob Connected.\n"
        "Seen:  in the last round, N s ago: alice Connected, bob Offering (a round took up to N s).\n"
        "Tried: 1 round in N s (limit 0 s, set by timeout=)"
    )


def test_states_that_do_not_stay_together_fail_at_the_first_breach() -> None:
    alice = at([TALK], [TALK], [HELD], [TALK])
    with pytest.raises(CheckFailed):
        checks.expect_states_together({"alice": (alice, parse_states("Connected"))}, who, Deadline(1), during=0.5)
    assert alice.phone.looks == 3  # type: ignore[attr-defined]


def sequence(alice: PhoneSession, states: str, which: str | None = None, *, exact: bool = False) -> None:
    order = [CallState(state) for state in states.split()]
    checks.expect_sequence(alice, order, which, who, alice.start, Deadline(0.1), exact=exact)


def test_a_sequence_is_an_ordered_part_of_what_was_seen() -> None:
    steps = [[call("Setup")], [call("RingBack")], [TALK], []]
    sequence(at(*steps), "Setup Connected Idle")
    sequence(at(*steps), "Setup RingBack Connected Idle", exact=True)
    for wrong, exact in (("Connected RingBack", False), ("Setup Connected Idle", True)):
        with pytest.raises(CheckFailed, match="did not go through"):
            sequence(at(*steps), wrong, exact=exact)


def test_the_error_of_a_sequence_shows_what_was_seen() -> None:
    text = fails(CheckFailed, lambda: sequence(at([call("Setup")], [TALK]), "Connected Idle", exact=True))
    assert f"{ALICE} did not go through Connected > Idle exactly." in text
    assert "states since the start: Setup > Connected (longest gap N s)." in text
    assert text.endswith("Next:  a state shorter than the longest gap between two looks may have been missed.")


def test_a_sequence_of_several_calls_needs_a_choice() -> None:
    steps = [[TALK], [TALK, RING], [TALK]]
    with pytest.raises(UsageError, match="had several calls since the start: say with call="):
        sequence(at(*steps), "Connected Idle")
    sequence(at(*steps), "Offering Idle", "carol")


def test_calls_that_change_are_not_unchanged() -> None:
    text = fails(CheckFailed, lambda: checks.expect_unchanged(at([TALK], [TALK], [HELD]), 2, None))
    assert text.startswith(f"The calls of {ALICE} changed within 2 s.\nSeen:  its calls, N s ago: CallHold to 1004")
    checks.expect_unchanged(at([TALK]), 0.05, None)


def test_calls_that_changed_since_a_mark_are_not_unchanged() -> None:
    alice = at([TALK])
    mark = alice.mark()
    with pytest.raises(CheckFailed, match="changed since the mark"):
        checks.expect_unchanged(alice, 0.05, mark)


def test_idle_forgives_another_phones_call_on_a_shared_line() -> None:
    checks.expect_idle(at([call("CallRemoteActive")]), AT_ONCE)
    text = fails(CheckFailed, lambda: checks.expect_idle(at([TALK]), AT_ONCE))
    assert text.startswith(f"{ALICE} is not idle.\n")


def test_an_incoming_call_with_all_its_marks() -> None:
    found = checks.expect_incoming(at([RING]), who("carol"), AT_ONCE, name="Carol", line=1)
    assert found == RING
    assert checks.expect_incoming(at([RING]), None, AT_ONCE) == RING
    text = fails(CheckFailed, lambda: checks.expect_incoming(at([RING]), who("bob"), AT_ONCE, name="Bob", line=2))
    assert text.startswith(
        f"No call from bob (1002) with the name 'Bob' on line 2 rings at {ALICE}.\n"
        "Seen:  its calls, N s ago: Offering from 1003 'Carol' (call=0x20); "
    )


@pytest.mark.parametrize("number", ["02", "1002", "21003"])
def test_a_caller_is_known_by_the_whole_number(number: str) -> None:
    with pytest.raises(CheckFailed):
        checks.expect_incoming(at([RING]), who(number), AT_ONCE)


def test_caller_id() -> None:
    assert checks.expect_caller_id(at([RING]), who("carol"), None, who, AT_ONCE, name="Carol") == RING
    text = fails(
        CheckFailed, lambda: checks.expect_caller_id(at([RING]), who("carol"), None, who, AT_ONCE, name="Caro")
    )
    assert text.startswith(f"No call of {ALICE} shows carol (1003) 'Caro' as the other party.\n")


def test_counting_calls_of_several_phones() -> None:
    over = call("Disconnected", handle=0x40)
    phones = [at([TALK, HELD, over]), session(FakePhone([TALK]), name="bob")]
    checks.expect_count(phones, 3, None, AT_ONCE)
    checks.expect_count(phones, 2, parse_states("Connected"), AT_ONCE)
    text = fails(CheckFailed, lambda: checks.expect_count(phones[1:], 2, parse_states("CallHold"), AT_ONCE))
    assert text == (
        "There are 0 calls in CallHold, not 2.\n"
        "Seen:  bob (VVX 600, 5.9.3.2857, virtual): Connected to 1002 (call=0x10).\n"
        "Tried: 1 look in N s (limit 0 s, set by timeout=)"
    )


def test_mute_belongs_to_a_call() -> None:
    checks.expect_mute(at([call(muted=True)]), True, AT_ONCE)
    assert "is not muted" in fails(CheckFailed, lambda: checks.expect_mute(at([TALK]), True, AT_ONCE))
    text = fails(CheckFailed, lambda: checks.expect_mute(at([]), False, AT_ONCE))
    assert text.endswith("Next:  mute belongs to a call: there is none.")


def test_media() -> None:
    checks.expect_media(at([TALK]), "both", None, who, AT_ONCE)
    text = fails(CheckFailed, lambda: checks.expect_media(at([TALK]), "none", None, who, AT_ONCE))
    assert text.startswith(f"The media of {ALICE} do not flow 'none' (inactive).\nSeen:  Connected to 1002")
    with pytest.raises(NotPossible, match="does not tell the direction"):
        checks.expect_media(at([call(media="")]), "both", None, who, AT_ONCE)


def dialled(*readings: Any) -> PhoneSession:
    alice = at(*readings)
    alice.dialled = Dialled("1002", alice.start.at)
    return alice


def test_a_failed_call_was_dialled_and_never_connected() -> None:
    call_failure.expect_failed(dialled([call("Setup")], [call("Disconnected")]), None, Deadline(1))
    call_failure.expect_failed(dialled([call("Setup")], []), None, Deadline(1))
    text = fails(
        CheckFailed, lambda: call_failure.expect_failed(dialled([call("Setup")], [TALK], []), None, Deadline(1))
    )
    assert text.startswith(f"The call of {ALICE} to 1002 did not fail: it was connected.\n")
    text = fails(CheckFailed, lambda: call_failure.expect_failed(dialled([call("RingBack")]), None, AT_ONCE))
    assert text.startswith(f"The call of {ALICE} to 1002 has not failed.\n")


def test_without_dialling_nothing_can_fail() -> None:
    assert fails(UsageError, lambda: call_failure.expect_failed(at([]), None, AT_ONCE)) == (
        f"{ALICE} has not dialled in this test.\nNext:  Dial first; then expect the call to fail."
    )


def test_a_call_that_was_never_seen_has_not_failed() -> None:
    with pytest.raises(CheckFailed, match="has not failed"):
        call_failure.expect_failed(dialled([]), None, AT_ONCE)
