"""A finger that comes down, stays, moves and is lifted; what happens in between counts."""

import pytest
from gui_phone import START, FakePhone

from PolyLibrary.emulator.gui.port import LogEntry

ZERO = (150, 217)
"""The 0 of the drawn dial pad of a VVX 600."""


def dialling() -> FakePhone:
    phone = FakePhone()
    phone.soft("New Call")
    return phone


def typed(phone: FakePhone) -> str:
    (field,) = phone.gui.describe()["fields"]
    return field["value"]


def test_a_press_shows_nothing_before_the_finger_is_lifted() -> None:
    phone = dialling()
    assert phone.gui.touch_down(*ZERO)
    assert typed(phone) == ""
    assert phone.gui.touch_up(*ZERO)
    assert typed(phone) == "0"


def test_a_finger_that_stays_for_a_second_presses_long_and_only_that() -> None:
    phone = dialling()
    phone.gui.touch_down(*ZERO)
    phone.clock.pass_time(0.9)
    assert typed(phone) == ""
    phone.clock.pass_time(0.2)
    assert typed(phone) == "+"
    assert phone.gui.touch_up(*ZERO)
    assert typed(phone) == "+"


def test_a_touch_of_a_given_time_is_short_or_long_by_that_time() -> None:
    phone = dialling()
    phone.gui.swipe(ZERO, ZERO, 999)
    phone.gui.swipe(ZERO, ZERO, 1000)
    assert typed(phone) == "0+"


def test_where_a_long_press_means_nothing_it_is_a_press() -> None:
    phone = FakePhone()
    phone.gui.touch_down(438, 254)
    phone.clock.pass_time(3)
    assert phone.labels()[0] == "New Call"
    phone.gui.touch_up(438, 254)
    assert phone.labels()[0] == "Redial"


def test_the_delete_key_held_clears_the_field() -> None:
    phone = dialling()
    for _ in range(3):
        phone.gui.key("Dialpad5")
    erase = next(key["box"] for key in phone.gui.describe()["keys"] if key["name"] == "<<")
    spot = ((erase[0] + erase[2]) // 2, (erase[1] + erase[3]) // 2)
    phone.gui.touch_down(*spot)
    phone.clock.pass_time(1.1)
    phone.gui.touch_up(*spot)
    assert typed(phone) == ""


def test_what_has_changed_below_the_finger_is_not_pressed() -> None:
    phone = FakePhone(lines=2)
    phone.gui.touch_down(20, 60)
    phone.ring("1002", 2)
    assert not phone.gui.touch_up(20, 60)
    assert phone.did == []
    assert phone.gui.screen == "incoming call"


def test_a_finger_lifted_off_the_panel_or_never_put_down_does_nothing() -> None:
    phone = FakePhone()
    phone.gui.touch_down(438, 254)
    assert not phone.gui.touch_up(600, 254)
    assert not phone.gui.touch_up(438, 254)
    assert phone.labels()[0] == "New Call"


def test_a_restart_takes_the_finger_away() -> None:
    phone = FakePhone()
    phone.gui.touch_down(438, 254)
    phone.gui.reset()
    assert not phone.gui.touch_up(438, 254)


@pytest.mark.parametrize(("milliseconds", "first"), [(100, "2003"), (40, "2006")])
def test_a_list_runs_on_after_a_flick(milliseconds: int, first: str) -> None:
    phone = FakePhone()
    phone.logs["Missed"] = [LogEntry("Missed", "", str(2000 + n), 1, START, None) for n in range(30)]
    phone.gui.key("CallList")
    phone.gui.swipe((200, 220), (200, 120), milliseconds)
    assert phone.gui.describe()["rows"][0]["text"] == first


def test_one_held_on_the_idle_screen_calls_the_voicemail() -> None:
    phone = FakePhone()
    phone.gui.key("Dialpad1", held=1.0)
    assert phone.gui.screen == "messages"
