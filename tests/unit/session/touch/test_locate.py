"""From a locator to a point, and every way to be refused before any request."""

import re
from dataclasses import replace
from typing import Any

import pytest
from session_fakes import FakePhone, call, session

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, NotPossible, PolyError, UnknownName, UsageError
from PolyLibrary.lab.entries import Line
from PolyLibrary.session.touch.locate import Target, locate
from PolyLibrary.terms import Point

AT_ONCE = Deadline(0)
ALICE = "alice (VVX 600, 5.9.3.2857, virtual)"


def find(text: str, *calls: Any, **more: Any) -> Target:
    return locate(session(FakePhone(list(calls)), **more), text, AT_ONCE)


def refused(text: str, error: type[PolyError], **more: Any) -> str:
    """The error's text; nothing may have been asked of the phone."""
    phone = FakePhone()
    with pytest.raises(error) as caught:
        locate(session(phone, **more), text, AT_ONCE)
    assert phone.sent == []
    assert phone.looks == 0
    return str(caught.value)


@pytest.mark.parametrize("text", ["0,0", "479,271", " 70 , 34 "])
def test_a_point_on_the_screen_is_taken_as_it_is(text: str) -> None:
    target = find(text)
    assert str(target.point) == text.replace(" ", "")
    assert target.how == "a bare point, not looked for"


@pytest.mark.parametrize("text", ["480,0", "0,272", "9999,9999"])
def test_a_point_off_the_screen(text: str) -> None:
    assert refused(text, NotPossible) == (
        f"The point {text} is not on the screen of {ALICE}.\n"
        "Seen:  its panel is 480x272 pixels: x 0 to 479, y 0 to 271.\n"
        "Next:  points count from the top left corner."
    )


def test_an_element_with_a_point() -> None:
    target = find("Missed-Calls", virtual=False)
    assert target.point == Point(70, 34)
    assert target.how == "element 'missed calls' at 70,34 (faq; screen not checked)"
    assert target.warning == ""


def test_an_unknown_element() -> None:
    assert refused("mised calls", UnknownName) == (
        "There is no element 'mised calls' in the VVX600 map.\nNext:  did you mean 'missed calls'?"
    )


def test_an_element_of_a_call_needs_such_a_call() -> None:
    assert find("incoming pop-up", call("Offering")).point == Point(240, 141)
    with pytest.raises(CheckFailed) as caught:
        find("incoming pop-up", call("Connected"))
    assert caught.value.wanted == f"The element 'incoming pop-up' cannot be on the screen of {ALICE} now."
    assert caught.value.seen.startswith("it is on incoming call; the calls, 0.0 s ago: Connected to 1002")
    assert "1 look" in caught.value.tried


def test_a_soft_key_with_the_calls_that_there_are() -> None:
    target = find("softkey:End Call", call("Connected"))
    assert target.point == Point(180, 254)
    assert "soft key 'End Call' in cell 2 of page 1 at 180,254" in target.how
    second = find("softkey:mute", call("Connected"))
    assert second.before == (Point(420, 254),)


def test_a_soft_key_that_no_call_shows_is_waited_for_and_then_told() -> None:
    with pytest.raises(CheckFailed) as caught:
        find("softkey:Answer")
    assert caught.value.wanted == (
        "There is no soft key 'Answer' while there is no call (the VVX600 map has it on 'incoming call: Offering')."
    )
    assert re.fullmatch(r"1 look in \d+\.\d s \(limit 0 s, set by timeout=\)", caught.value.tried)
    assert caught.value.hint.startswith("soft keys that may be shown then: 'Back', ")


def test_a_soft_key_that_no_screen_has_is_refused_at_once() -> None:
    assert refused("softkey:Anser", UnknownName) == (
        "There is no soft key 'Anser' in the VVX600 map.\nNext:  did you mean 'Answer' or 'Transfer'?"
    )


def test_an_element_that_is_a_soft_key_keeps_its_own_point_inside_the_cell() -> None:
    target = find("more")
    assert target.point == Point(438, 254)
    assert target.how == "element 'more' at 438,254 (faq), in cell 4"


@pytest.mark.parametrize(
    ("text", "point"), [("line:1", Point(60, 69)), ("line:5", Point(180, 69)), ("line:ALICE", Point(60, 69))]
)
def test_a_line_key_by_number_and_label(text: str, point: Point) -> None:
    assert find(text).point == point


def test_a_line_key_that_is_not_there() -> None:
    assert refused("line:17", UsageError) == "VVX 600 has no line key 17.\nNext:  it has 1 to 16."
    assert refused("line:Alic", UnknownName) == (
        f"There is no line key 'Alic' on {ALICE}.\nNext:  did you mean 'Alice'?"
    )


def test_two_lines_have_two_labels() -> None:
    alice = session()
    alice.entry = replace(alice.entry, lines=(Line("1001", "Alice"), Line("2001", "Second")))
    assert locate(alice, "line:second", AT_ONCE).point == Point(60, 116)


def test_a_key_is_no_place() -> None:
    assert refused("key:Home", NotPossible) == (
        "'key:Home' is a hard key, no place on the screen.\nNext:  press it with Press Key    Home, or Tap it."
    )


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "write a point"),
        ("70 34", "write it with a comma: 70,34"),
        ("70", "a point is two numbers with a comma in one cell"),
        ("1,2,3,4", "give it as region=1,2,3,4"),
        ("7.5,3.2", "pixels are whole numbers: 8,3"),
        ("-1,5", "the origin 0,0 is top left"),
        ("sofkey:More", "did you mean 'softkey:More'?"),
        ("times=2", "check the spelling of the argument"),
        ("line:0", "line keys count from 1"),
    ],
)
def test_what_is_no_locator(text: str, hint: str) -> None:
    assert hint in refused(text, UsageError)


def test_a_place_that_nobody_saw_is_warned_about_on_a_real_phone_only() -> None:
    assert find("new call").warning == ""
    assert find("new call", virtual=False).warning == (
        "The place of element 'new call' is emulator: nobody has seen it on a VVX 600 yet. Touch it by hand and "
        "take the coordinates from Get Touches."
    )
    assert find("missed calls", virtual=False).warning == ""
