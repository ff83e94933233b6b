"""What a phone writes down: call lists and log, and what must not stand there."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from session_fakes import FakePhone, call, session, who

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, Undecided, Unreachable, UsageError
from PolyLibrary.phone.calllog import CallLogEntry
from PolyLibrary.phone.config import ConfigValue
from PolyLibrary.session import history_checks as checks
from PolyLibrary.session.call_absence import expect_no_incoming
from PolyLibrary.session.phone_session import PhoneSession

AT_ONCE = Deadline(0)
NOON = datetime(2026, 8, 30, 12, 0, 0)


def entry(number: str = "1002", seconds: float = 1, kind: Any = "missed", duration: int | None = None) -> CallLogEntry:
    return CallLogEntry(kind, "Bob", number, 1, NOON + timedelta(seconds=seconds), duration)


def lists(*entries: CallLogEntry) -> PhoneSession:
    phone = FakePhone()
    phone.entries = list(entries)
    return session(phone)


def written(*lines: str, level: str = "0") -> PhoneSession:
    phone = FakePhone()
    phone.log_text = "".join(f"08301200{place:02}|pgui |{level}|00|{text}\n" for place, text in enumerate(lines))
    phone.config.values["log.level.change.pgui"] = ConfigValue("0", "web")
    phone.config.values["log.render.level"] = ConfigValue("0", "web")
    return session(phone)


def expect(alice: PhoneSession, *texts: str, **more: Any) -> list[str]:
    return [str(line.text) for line in checks.expect_log(alice, texts, alice.start, AT_ONCE, **more)]


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


def test_log_lines_in_their_order() -> None:
    alice = written("one", "two", "three")
    assert expect(alice, "one", "three") == ["one", "three"]
    assert expect(alice, "t.o$", match="regexp") == ["two"]
    with pytest.raises(CheckFailed) as caught:
        expect(alice, "three", "one")
    assert caught.value.wanted == ("The log of alice (VVX 600, 5.9.3.2857, virtual) has no line 'one' after 'three'.")
    assert "3 lines, the last 3:\n    0830120000|pgui |0|00|one" in caught.value.seen


def test_one_line_does_not_count_twice() -> None:
    with pytest.raises(CheckFailed, match="no line 'one' after 'one'"):
        expect(written("one"), "one", "one")


def test_component_and_level_narrow_the_lines() -> None:
    alice = written("one", level="2")
    assert expect(alice, "one", component="pgui", level=2) == ["one"]
    for narrow in ({"component": "rest"}, {"level": 3}):
        with pytest.raises((CheckFailed, UsageError)):
            expect(alice, "one", **narrow)
    assert expect(written("always", level="*"), "always", level=6) == ["always"]


def test_a_line_that_the_levels_hide_is_told() -> None:
    alice = written()
    alice.phone.config.values["log.level.change.pgui"] = ConfigValue("4", "web")  # type: ignore[attr-defined]
    with pytest.raises(CheckFailed) as caught:
        expect(alice, "x", component="pgui")
    assert caught.value.wanted.endswith("of component pgui has no line 'x'.")
    assert caught.value.seen == "no line since the start of the check's time."
    assert caught.value.hint == "lines of 'pgui' below level 4 are not written: Set Phone Log Level    0    pgui"


def test_a_wrong_pattern() -> None:
    with pytest.raises(UsageError, match="'\\(' is no regular expression"):
        expect(written("one"), "(", match="regexp")


def none(alice: PhoneSession, text: str = "two", component: str | None = "pgui", **more: Any) -> None:
    checks.expect_no_log(alice, text, alice.start, 0.02, component=component, **more)


def test_no_line_is_proven_only_where_the_levels_let_it_through() -> None:
    alice = written("one")
    none(alice)
    with pytest.raises(CheckFailed, match="has a line 'one', but should not"):
        none(alice, "one")
    alice.phone.config.values["log.render.level"] = ConfigValue("1", "default")  # type: ignore[attr-defined]
    with pytest.raises(Undecided) as caught:
        none(alice)
    assert str(caught.value) == (
        "Nothing is proven: alice (VVX 600, 5.9.3.2857, virtual) does not write lines of 'pgui' below level 1.\n"
        "Seen:  a line of level 0 would be hidden.\n"
        "Next:  Set Phone Log Level    0    pgui first, or say level= of the line."
    )
    none(alice, level=1)


def test_no_line_needs_a_component() -> None:
    with pytest.raises(UsageError, match="Expect No Log needs component="):
        none(written(), component=None)


def test_a_log_that_cannot_be_read_proves_nothing() -> None:
    alice = written("one")
    alice.phone.log_error = Unreachable("gone")  # type: ignore[attr-defined]
    with pytest.raises(Unreachable):
        none(alice)
