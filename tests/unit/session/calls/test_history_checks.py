"""What a phone writes into its call lists, and what must not stand there."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from session_fakes import FakePhone, call, session, who

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, UsageError
from PolyLibrary.phone.calllog import CallLogEntry
from PolyLibrary.session.calls import history_checks as checks
from PolyLibrary.session.calls.call_absence import expect_no_incoming
from PolyLibrary.session.calls.call_times import time_of_day, time_of_mark
from PolyLibrary.session.phone_session import PhoneSession

AT_ONCE = Deadline(0)
NOON = datetime(2026, 8, 30, 12, 0, 0)


def entry(number: str = "1002", seconds: float = 1, kind: Any = "missed", duration: int | None = None) -> CallLogEntry:
    return CallLogEntry(kind, "Bob", number, 1, NOON + timedelta(seconds=seconds), duration)


def lists(*entries: CallLogEntry) -> PhoneSession:
    phone = FakePhone()
    phone.entries = list(entries)
    return session(phone)


def test_an_entry_since_the_mark() -> None:
    alice = lists(entry(seconds=-1), entry(seconds=0), entry(seconds=1))
    assert checks.expect_entry(alice, "missed", who("bob"), alice.start, AT_ONCE) == entry(seconds=1)
    checks.expect_entry(alice, "missed", who("bob"), alice.start, AT_ONCE, count=2)


def test_an_entry_that_is_missing_is_told() -> None:
    alice = lists(entry("1003"))
    with pytest.raises(CheckFailed) as caught:
        checks.expect_entry(alice, "missed", who("bob"), alice.start, AT_ONCE, duration=timedelta(seconds=4))
    text = re.sub(r"\d+\.\d s", "N s", str(caught.value))
    assert text == (
        "The Missed list of alice (VVX 600, 5.9.3.2857, virtual) does not show an entry of bob (1002) lasting 4 s.\n"
        "Seen:  since the start of the check's time: Missed 1003 'Bob' at 12:00:01.\n"
        "Tried: 1 look in N s (limit 0 s, set by timeout=)\n"
        "Next:  a call enters the list when it is over."
    )


def test_how_long_a_call_lasted_is_known_within_two_seconds() -> None:
    alice = lists(entry(kind="placed", duration=10))
    for near in (8, 10, 12):
        checks.expect_entry(alice, "placed", who("bob"), alice.start, AT_ONCE, duration=timedelta(seconds=near))
    with pytest.raises(CheckFailed):
        checks.expect_entry(alice, "placed", who("bob"), alice.start, AT_ONCE, duration=timedelta(seconds=13))


@pytest.mark.parametrize("at", ["12:00:01", "11:59:56", "12:00:06", "12:00", "11:59"])
def test_when_a_call_began_is_known_within_five_seconds(at: str) -> None:
    alice = lists(entry(seconds=1))
    assert checks.expect_entry(alice, "missed", who("bob"), alice.start, AT_ONCE, at=time_of_day(at))


@pytest.mark.parametrize("at", ["12:00:07", "11:59:55", "12:01", "11:58", "00:00:01"])
def test_a_call_that_began_at_another_time_is_told(at: str) -> None:
    alice = lists(entry(seconds=1))
    with pytest.raises(CheckFailed, match=rf"does not show an entry of bob \(1002\) at {at}\.\n.* at 12:00:01\."):
        checks.expect_entry(alice, "missed", who("bob"), alice.start, AT_ONCE, at=time_of_day(at))


@pytest.mark.parametrize(("at", "clock"), [("23:59:58", 2), ("23:59", 3), ("00:00", -4), ("00:00:01", -3)])
def test_midnight_is_a_time_like_any_other(at: str, clock: int) -> None:
    midnight = datetime(2026, 8, 31)
    assert time_of_day(at).fits(midnight + timedelta(seconds=clock))
    assert not time_of_day(at).fits(midnight + timedelta(seconds=clock, minutes=2))
    assert not time_of_day(at).fits(None)


@pytest.mark.parametrize("at", ["noon", "24:00", "12:60", "12:00:60", "12.30", "", "12:5"])
def test_what_is_no_time_of_day_is_refused(at: str) -> None:
    with pytest.raises(UsageError) as caught:
        time_of_day(at)
    assert str(caught.value) == (
        f"at={at} is no time of day.\n"
        "Next:  write at=14:05 or at=14:05:30, in the phone's own time, or a mark of Mark Moment: at=${mark}."
    )


def test_a_mark_is_a_time_of_the_phones_own_clock() -> None:
    phone = FakePhone()
    phone.offset = "7200"
    alice = session(phone)
    phone.now += timedelta(seconds=90)
    when = time_of_mark(alice, alice.mark(), AT_ONCE)
    assert str(when) == "14:01:30 (the mark)"
    assert when.fits(NOON + timedelta(hours=2, seconds=92))
    assert not when.fits(NOON + timedelta(seconds=92))


def test_none_can_be_counted() -> None:
    alice = lists(entry("1003"))
    assert checks.expect_entry(alice, "missed", who("bob"), alice.start, AT_ONCE, count=0) is None


def test_no_entry() -> None:
    alice = lists(entry("1003"))
    checks.expect_no_entry(alice, "missed", who("bob"), alice.start, 0.02)
    with pytest.raises(CheckFailed, match="shows carol \\(1003\\), but should not"):
        checks.expect_no_entry(alice, "missed", who("carol"), alice.start, 0.02)
    with pytest.raises(CheckFailed, match="shows an entry, but should not"):
        checks.expect_no_entry(alice, "missed", None, alice.start, 0.02)


def test_entries_that_stood_there_at_the_start_are_old_even_in_the_same_second() -> None:
    phone = FakePhone()
    phone.entries = [entry(seconds=0)]
    alice = session(phone)
    alice.begin(just_used=True)
    checks.expect_no_entry(alice, "missed", who("bob"), alice.start, 0)
    phone.entries.append(entry(seconds=0))
    checks.expect_entry(alice, "missed", who("bob"), alice.start, AT_ONCE, count=1)


def test_no_incoming_call_asks_the_lists_as_well() -> None:
    alice = lists()
    assert "looks in 0.02 s and the Missed and Received lists" in expect_no_incoming(alice, None, 0.02, alice.start)
    alice.phone.entries = [entry()]  # type: ignore[attr-defined]
    with pytest.raises(CheckFailed) as caught:
        expect_no_incoming(alice, who("bob"), 0.02, alice.start)
    assert str(caught.value) == (
        "A call from bob (1002) rang at alice (VVX 600, 5.9.3.2857, virtual), but none was expected.\n"
        "Seen:  its lists since the mark: Missed 1002 'Bob' at 12:00:01."
    )
    assert expect_no_incoming(alice, who("carol"), 0.02, alice.start)


def test_a_ring_that_was_seen_since_the_mark_counts() -> None:
    alice = session(FakePhone([call("Offering", incoming=True)], []))
    alice.watch.look(AT_ONCE)
    with pytest.raises(CheckFailed, match="states since the mark: Offering > Idle"):
        expect_no_incoming(alice, None, 0.02, alice.start)


def test_old_firmware_without_lists_says_on_what_the_proof_rests() -> None:
    alice = lists()
    alice.phone.lists = False  # type: ignore[attr-defined]
    assert expect_no_incoming(alice, None, 0, alice.start) == "1 look; this firmware has no call lists to ask"
