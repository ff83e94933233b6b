"""What a phone writes into its log, what must not stand there, and what may be missing in it."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from session_fakes import FakePhone, session

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, Undecided, Unreachable, UsageError
from PolyLibrary.phone.config import ConfigValue
from PolyLibrary.phone.log import parse_log
from PolyLibrary.session.logs import log_checks as checks
from PolyLibrary.session.logs.logtail import joined_at
from PolyLibrary.session.phone_session import PhoneSession

AT_ONCE = Deadline(0)
OLD = "0830115900|so   |4|00|older than the mark\n"


def written(*lines: str, level: str = "0") -> PhoneSession:
    phone = FakePhone()
    phone.log_text = OLD + "".join(f"08301200{place:02}|pgui |{level}|00|{text}\n" for place, text in enumerate(lines))
    phone.config.values["log.level.change.pgui"] = ConfigValue("0", "web")
    phone.config.values["log.render.level"] = ConfigValue("0", "web")
    return session(phone)


def expect(alice: PhoneSession, *texts: str, **more: Any) -> list[str]:
    return [str(line.text) for line in checks.expect_log(alice, texts, alice.start, AT_ONCE, **more)]


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


# What may be missing ---------------------------------------------------------------------------------------------


def store(text: str, **phone: Any) -> PhoneSession:
    """A phone whose log holds just this, at a level that hides nothing, ten minutes after its boot."""
    fake = FakePhone()
    fake.log_text = text
    fake.told = replace(fake.told, uptime=600)
    fake.config.values |= {
        "log.level.change.pgui": ConfigValue("0", "web"),
        "log.render.level": ConfigValue("0", "web"),
        "log.render.type": ConfigValue(phone.pop("form", "2"), "default"),
    }
    return session(fake)


def undecided(alice: PhoneSession) -> str:
    """What both checks see when lines may be missing."""
    with pytest.raises(Undecided) as positive:
        expect(alice, "two")
    with pytest.raises(Undecided) as negative:
        none(alice)
    assert positive.value.seen.startswith(negative.value.seen.removesuffix("."))
    return negative.value.seen


def test_a_log_that_does_not_reach_back_to_the_mark_proves_nothing() -> None:
    alice = store("0830120003|pgui |0|00|one\n")
    with pytest.raises(Undecided) as caught:
        expect(alice, "two")
    assert re.sub(r"\d+\.\d s", "N s", str(caught.value)) == (
        "Nothing is proven: the log of alice (VVX 600, 5.9.3.2857, virtual) has no line 'two', "
        "but lines since the mark may be missing.\n"
        "Seen:  the log begins at 0830120003: what was written before has dropped out of the phone's store, or was "
        "cleared. 1 line, the last 1:\n    0830120003|pgui |0|00|one\n"
        "Tried: 1 look in N s (limit 0 s, set by timeout=)\n"
        "Next:  look sooner after the action, let fewer components write (Set Phone Log Level), or Clear Log first."
    )
    assert expect(alice, "one") == ["one"]


def test_an_empty_log_proves_nothing_unless_we_emptied_it() -> None:
    alice = store("")
    assert undecided(alice).startswith("the log is empty: what was written before")
    alice.logbook.clear(AT_ONCE)
    alice.start = alice.mark()
    none(alice)
    alice.phone.log_text = "0830120003|pgui |0|00|one\n"  # type: ignore[attr-defined]
    none(alice)
    with pytest.raises(CheckFailed):
        expect(alice, "two")


def test_a_full_store_after_the_clearing_proves_nothing() -> None:
    alice = store("")
    alice.logbook.clear(AT_ONCE)
    alice.start = alice.mark()
    alice.phone.log_text = "0830120003|pgui |0|00|filled to the brim\n" * 2000  # type: ignore[attr-defined]
    assert "begins at 0830120003" in undecided(alice)


def test_a_log_that_was_empty_at_the_start_of_the_test_is_whole() -> None:
    alice = store("")
    alice.begin(just_used=True)
    alice.phone.log_text = "0830120000|pgui |0|00|one\n"  # type: ignore[attr-defined]
    none(alice)


def test_a_log_that_begins_with_the_boot_is_whole_when_that_was_before_the_mark() -> None:
    log = "000001.000|log  |*|00|Initial log entry. Current logging level 4\n0830120003|pgui |0|00|one\n"
    alice = store(log)
    none(alice)
    alice.phone.told = replace(alice.phone.told, uptime=0)  # type: ignore[attr-defined]
    alice.start.phone_time -= timedelta(seconds=30)
    assert undecided(alice) == "the phone has booted since, and its log begins there."
    alice.phone.told = replace(alice.phone.told, uptime=None)  # type: ignore[attr-defined]
    undecided(alice)


def test_lines_that_the_phone_says_to_have_lost() -> None:
    alice = store(OLD + "0830120001|pgui |0|03|one\n")
    assert undecided(alice) == "the phone says that it lost 3 lines before '0830120001|pgui |0|03|one'."


def test_lines_whose_times_cannot_be_judged() -> None:
    alice = store("000101.000|pgui |0|00|one\n", form="0")
    assert undecided(alice).startswith("with log.render.type=0 its lines have no date and second to judge them by")


def test_a_store_that_rotates_while_it_is_watched() -> None:
    alice = store(OLD + "0830120001|pgui |0|00|one\n0830120002|pgui |0|00|two\n")
    tail = alice.logbook.follow(alice.start)
    assert [line.text for line in tail.look(AT_ONCE)] == ["one", "two"]
    alice.phone.log_text = "0830120002|pgui |0|00|two\n0830120003|pgui |0|00|three\n"  # type: ignore[attr-defined]
    assert [line.text for line in tail.look(AT_ONCE)] == ["one", "two", "three"]
    assert tail.gap() == ""
    alice.phone.log_text = "0830120009|pgui |0|00|nine\n"  # type: ignore[attr-defined]
    assert [line.text for line in tail.look(AT_ONCE)] == ["one", "two", "three", "nine"]
    assert tail.gap() == "lines dropped out of the phone's full store between two looks, or it was cleared"


def test_a_store_that_rotates_before_anything_was_news() -> None:
    alice = store(OLD)
    tail = alice.logbook.follow(alice.start)
    assert tail.look(AT_ONCE) == []
    alice.phone.log_text = "0830120009|pgui |0|00|nine\n"  # type: ignore[attr-defined]
    tail.look(AT_ONCE)
    assert tail.gap().startswith("lines dropped out")


def test_equal_lines_are_joined_right() -> None:
    assert joined_at([], []) == 0
    a, b = parse_log("0830120001|pgui |0|00|a\n0830120002|pgui |0|00|b\n")
    assert joined_at([a, a, b], [a, b, b]) == 1
    assert joined_at([a, a], [a, a, a]) == 0
    assert joined_at([a, b], [a]) == 2


def test_a_line_of_an_unknown_level_is_never_left_out() -> None:
    assert expect(written("dot", level="."), "dot", level=6) == ["dot"]
