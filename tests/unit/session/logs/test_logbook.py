"""The phone's own log, judged from a moment on."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from session_fakes import FakePhone

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import LabError, LoginRefused, Unreachable
from PolyLibrary.phone.config import ConfigValue
from PolyLibrary.session.logs.logbook import Logbook
from PolyLibrary.terms import Point

SOON = Deadline(1.0)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def line(stamp: str, text: str = "x", component: str = "pgui", level: str = "2") -> str:
    return f"{stamp}|{component:<5}|{level}|00|{text}\n"


def news(log: str, since: str, **phone: Any) -> list[str]:
    """The texts that count since a moment, ten seconds after it."""
    now = at(since) + timedelta(seconds=10)
    return [entry.text for entry in book(log, now=now, **phone).since(at(since), SOON).lines]


def book(log: str = "", **phone: Any) -> Logbook:
    fake: Any = FakePhone()
    fake.log_text = log
    for name, value in phone.items():
        setattr(fake, name, value)
    return Logbook("alice", fake)


def test_only_lines_since_the_moment() -> None:
    log = line("0830115959", "before") + line("0830120000", "same second") + line("0830120001", "after")
    assert news(log, "2026-08-30T12:00:00.900") == ["same second", "after"]


def test_a_line_of_the_same_second_that_was_remembered_is_old() -> None:
    logbook = book(line("0830120000", "tap"))
    logbook.remember(SOON)
    logbook._phone.log_text += line("0830120000", "tap") + line("0830120000", "swipe")  # type: ignore[attr-defined]
    assert [entry.text for entry in logbook.since(at("2026-08-30T12:00:00"), SOON).lines] == ["tap", "swipe"]
    everything = logbook.since(at("2026-08-30T12:00:00"), SOON, start_of_test=False).lines
    assert [entry.text for entry in everything] == ["tap", "tap", "swipe"]
    logbook.forget()
    assert len(logbook.since(at("2026-08-30T12:00:00"), SOON).lines) == 3


def test_a_log_that_could_not_be_read_when_the_test_began_is_judged_by_nobody() -> None:
    """The phone can be used all the same; only what the log tells of this test cannot be told from what is older."""
    logbook = book(line("0830120000", "tap"))
    logbook._phone.log_error = LoginRefused("alice: another web session of this phone is open.")  # type: ignore[attr-defined]
    logbook.remember(SOON)
    logbook._phone.log_error = None  # type: ignore[attr-defined]
    with pytest.raises(LabError) as caught:
        logbook.since(at("2026-08-30T12:00:00"), SOON)
    assert str(caught.value).splitlines() == [
        "alice: its log could not be read when the test began: old lines cannot be told from new ones.",
        "Seen:  alice: another web session of this phone is open.",
        "Next:  let the test begin later, or judge from a mark: since= of Mark Moment.",
    ]
    assert len(logbook.since(at("2026-08-30T12:00:00"), SOON, start_of_test=False).lines) == 1
    logbook.forget()
    assert len(logbook.since(at("2026-08-30T12:00:00"), SOON).lines) == 1


def test_lines_read_during_the_test_stay_news() -> None:
    logbook = book(line("0830120000", "tap"))
    for _ in range(2):
        assert len(logbook.since(at("2026-08-30T12:00:00"), SOON).lines) == 1


def test_a_test_over_new_years_eve() -> None:
    log = line("1231235950", "before") + line("1231235959", "eve") + line("0101000001", "year")
    assert news(log, "2026-12-31T23:59:55") == ["eve", "year"]


def test_a_test_that_starts_on_new_years_day() -> None:
    log = line("1231235959", "eve") + line("0101000001", "year")
    assert news(log, "2027-01-01T00:00:00") == ["year"]


def test_a_line_of_last_winter_is_no_news_in_summer() -> None:
    assert news(line("0115120000", "old"), "2026-08-30T12:00:00") == []


@pytest.mark.parametrize("since", ["2028-10-15T12:00:00", "2028-02-29T12:00:00", "2027-03-01T00:00:00"])
def test_the_29th_of_february_stops_nothing(since: str) -> None:
    expected = ["leap"] if since == "2028-02-29T12:00:00" else []
    assert news(line("0229120001", "leap"), since) == expected


def test_the_phones_own_zone_counts() -> None:
    log = line("0830135959", "before") + line("0830140000", "after")
    assert news(log, "2026-08-30T12:00:00", offset="7200") == ["after"]


def test_the_zone_of_the_lab_file_wins() -> None:
    logbook = book(line("0830073000", "after"), offset="7200", now=at("2026-08-30T12:30:05"))
    logbook.set_zone(timedelta(hours=-5))
    assert len(logbook.since(at("2026-08-30T12:30:00"), SOON).lines) == 1


@pytest.mark.parametrize("offset", [None, "", "east"])
def test_a_phone_that_tells_no_zone_is_taken_for_ours(offset: str | None) -> None:
    own = datetime.now(UTC).astimezone().utcoffset()
    assert book(offset=offset).local_offset(SOON) == own


def test_an_entry_of_several_lines_is_one() -> None:
    log = line("0830120001", "Body of the request:") + '{"data":\n  {"Type": "Tap"}}\n' + line("0830120002", "next")
    assert news(log, "2026-08-30T12:00:00") == ['Body of the request:\n{"data":\n  {"Type": "Tap"}}', "next"]


def test_a_time_since_boot_never_proves_anything() -> None:
    assert news(line("000012.345", "boot"), "2026-08-30T12:00:00") == []


def test_touches_are_the_presses() -> None:
    log = (
        line("0830120001", "Mouse event (x,y)=(438,254), state = 1, wheel = 0")
        + line("0830120001", "Mouse event (x,y)=(438,254), state = 0, wheel = 0")
        + line("0830120002", "Mouse event (x,y)=(-3,7), state = 1, wheel = 0")
        + line("0830120002", "nothing")
    )
    logbook = book(log)
    assert [(touch.point, touch.time) for touch in logbook.touches(logbook.read(SOON))] == [
        (Point(438, 254), "0830120001"),
        (Point(-3, 7), "0830120002"),
    ]


@pytest.mark.parametrize(
    ("component", "render", "lowest"), [("0", "1", 1), ("4", "1", 4), ("", "1", 4), ("0", "", 1), ("what", "0", 4)]
)
def test_the_lowest_level_that_is_written(component: str, render: str, lowest: int) -> None:
    logbook = book()
    values = logbook._phone.config.values  # type: ignore[attr-defined]
    values["log.level.change.pgui"] = ConfigValue(component, "web")
    values["log.render.level"] = ConfigValue(render, "web")
    assert logbook.level_of("pgui", SOON) == lowest


def test_the_tail_is_the_last_lines_as_the_phone_wrote_them() -> None:
    log = "".join(line("0830120001", f"line {number}") for number in range(9))
    assert book(log).tail(2, SOON) == ["0830120001|pgui |2|00|line 7", "0830120001|pgui |2|00|line 8"]


def test_a_log_that_cannot_be_read_says_so() -> None:
    assert book(log_error=Unreachable("no answer.")).tail(9, SOON) == ["(the log could not be read: no answer.)"]
