"""The field's words as values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from PolyLibrary.errors import UsageError
from PolyLibrary.terms import CallState, Point, Region, Size, Version, parse_point, parse_region

versions = st.lists(st.integers(0, 300), min_size=1, max_size=4).map(tuple)


def text_of(parts: tuple[int, ...]) -> str:
    return ".".join(map(str, parts))


@given(versions, versions)
def test_versions_compare_by_number(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    first, second = Version(text_of(one)), Version(text_of(other))
    assert (first < second) == (one < other)
    assert (first <= second) == (one <= other)
    assert (first > second) == (one > other)
    assert (first >= second) == (one >= other)
    assert (first == second) == (one == other)
    assert (hash(first) == hash(second)) or first != second


def test_ten_is_more_than_nine() -> None:
    assert Version("5.10") > "5.9"
    assert Version("5.9.3.2857") < Version("5.10.0.1")
    assert Version("6.4.3.5059 rts20") == "6.4.3.5059"
    assert str(Version("5.9.3.2857")) == "5.9.3.2857"
    assert Version("unknown").parts == ()


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_point_reads_back(x: int, y: int) -> None:
    assert parse_point(str(Point(x, y))) == Point(x, y)


@pytest.mark.parametrize("text", ["", "70", "70;34", "70, 34, 5", "a,b", "7.5,3"])
def test_what_is_no_point(text: str) -> None:
    assert parse_point(text) is None


def test_a_region_holds_its_left_top_and_not_its_right_bottom() -> None:
    region = parse_region("10, 20, 30, 40")
    assert region == Region(10, 20, 30, 40)
    assert region.holds(Point(10, 20))
    assert not region.holds(Point(30, 39))
    assert region.centre == Point(20, 30)
    assert str(region) == "10,20,30,40"


@pytest.mark.parametrize("text", ["10,20,10,40", "30,20,10,40", "1,9,2,9"])
def test_an_empty_region_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_region(text)
    assert str(caught.value) == (
        f"The region '{text}' is empty.\n"
        "Next:  write left,top,right,bottom in pixels, with left < right and top < bottom."
    )


@pytest.mark.parametrize("text", ["clock", "1,2,3", "1,2,3,x"])
def test_what_is_no_region(text: str) -> None:
    assert parse_region(text) is None


def test_a_screen_holds_its_corners() -> None:
    panel = Size(480, 272)
    assert panel.holds(Point(0, 0))
    assert panel.holds(Point(479, 271))
    assert not panel.holds(Point(480, 0))
    assert not panel.holds(Point(0, -1))
    assert str(panel) == "480x272"


def test_call_states_are_the_phones_own_words() -> None:
    words = "Dialtone Setup Proceeding RingBack Offering Connected CallHold CallHeld CallConference CallConfHold "
    words += "CallConfHeld CallRemoteActive Disconnected Idle"
    assert " ".join(state.value for state in CallState) == words
