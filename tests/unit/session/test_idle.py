"""Back to the idle screen: calls first, then what is open; never a press without a look."""

import pytest
from screen_fakes import ALICE, described, screen
from session_fakes import FakePhone, call, session

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed
from PolyLibrary.session.idle import bring_to_idle


def test_an_idle_phone_is_left_alone() -> None:
    phone, alice = described(screen("idle"))
    cleared = bring_to_idle(alice, Deadline(5))
    assert not cleared
    assert str(cleared) == "nothing to clear"
    assert phone.sent == []


def test_menus_are_left_by_home_which_is_looked_at_each_time() -> None:
    phone, alice = described(screen("settings"), screen("home"), screen("home"), screen("idle"))
    assert str(bring_to_idle(alice, Deadline(5))) == "left: settings, home"
    assert phone.sent == [("key", "Home"), ("key", "Home")]


def test_a_message_is_answered_so_that_nothing_is_kept() -> None:
    asks = screen("message", keys=[["Yes", "No"]])
    phone, alice = described(asks, asks, screen("idle"))
    assert bring_to_idle(alice, Deadline(5)).left == ["message"]
    assert phone.sent == [("tap", (180, 254))]


def test_a_locked_phone_cannot_be_unlocked_by_it() -> None:
    phone, alice = described(screen("lock"))
    assert bring_to_idle(alice, Deadline(5)).left == ["nothing more: the phone is locked"]
    assert phone.sent == []


def test_a_screen_that_does_not_go_away_is_told() -> None:
    _, alice = described(screen("browser", title="News"))
    with pytest.raises(CheckFailed) as caught:
        bring_to_idle(alice, Deadline(0.5))
    lines = str(caught.value).splitlines()
    assert lines[0] == f"{ALICE} does not come back to its idle screen."
    assert lines[1] == "Seen:  the screen 'browser' (title 'News'), 0.0 s ago, by uixml."
    assert lines[2].endswith("(limit 10 presses); left: browser")
    assert lines[3] == "Next:  look at the picture (Capture Screen); Restart Phone is the last resort."


def test_where_nothing_tells_the_screen_only_calls_are_ended() -> None:
    phone = FakePhone([call("Connected")], [])
    assert str(bring_to_idle(session(phone), Deadline(5))) == "ended: Connected to 1002 (call=0x10)"
    assert phone.sent == [("end", "10")]


def test_calls_that_are_kept_keep_their_screen() -> None:
    phone, alice = described(screen("active call"))
    phone.readings = [[call("Connected")]]
    assert not bring_to_idle(alice, Deadline(5), keep=[0x10])
    assert phone.sent == []
