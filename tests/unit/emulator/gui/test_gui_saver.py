"""The screen saver: when it comes, what ends it, and that the input that ends it does nothing else."""

import pytest
from gui_phone import FakePhone


def sleeping(minutes: str = "15") -> FakePhone:
    phone = FakePhone()
    phone.settings = {"up.screenSaver.enabled": "1", "up.screenSaver.waitTime": minutes}
    phone.gui.changed()
    return phone


def test_it_comes_after_its_time_without_input_and_not_before() -> None:
    phone = sleeping()
    phone.clock.pass_time(14 * 60)
    phone.gui.tap(300, 140)
    phone.clock.pass_time(14 * 60)
    assert phone.quiet.screen == "idle"
    phone.clock.pass_time(61)
    assert phone.quiet.screen == "screensaver"
    shown = phone.gui.describe()
    assert (shown["soft_keys"], shown["icons"], shown["lines"]) == ([], [], [])


@pytest.mark.parametrize("way", ["key", "soft key", "touch", "swipe"])
def test_any_input_ends_it_and_does_nothing_else(way: str) -> None:
    phone = sleeping("1")
    phone.clock.pass_time(61)
    if way == "key":
        assert phone.gui.key("Home")
    elif way == "soft key":
        assert phone.gui.key("SoftKey1")
    elif way == "touch":
        assert not phone.gui.tap(60, 254)
    else:
        assert not phone.gui.swipe((60, 254), (60, 100))
    assert phone.gui.screen == "idle"
    assert phone.did == []
    phone.soft("New Call")
    assert phone.gui.screen == "dialer"


def test_a_call_ends_it_and_it_does_not_come_during_one() -> None:
    phone = sleeping("1")
    phone.clock.pass_time(61)
    key = phone.ring()
    assert phone.gui.screen == "incoming call"
    phone.answer(key)
    phone.clock.pass_time(600)
    assert phone.gui.screen == "active call"
    phone.remove(key)
    phone.clock.pass_time(61)
    assert phone.gui.screen == "screensaver"


def test_switched_off_it_goes_and_stays_away() -> None:
    phone = sleeping("1")
    phone.clock.pass_time(61)
    phone.settings["up.screenSaver.enabled"] = "0"
    assert phone.gui.screen == "idle"
    phone.clock.pass_time(3600)
    assert phone.gui.screen == "idle"


def test_another_waiting_time_counts_at_once() -> None:
    phone = sleeping("90")
    phone.clock.pass_time(61)
    phone.settings["up.screenSaver.waitTime"] = "1"
    phone.gui.changed()
    phone.clock.pass_time(61)
    assert phone.gui.screen == "screensaver"


def test_a_boot_ends_it() -> None:
    phone = sleeping("1")
    phone.clock.pass_time(61)
    phone.boot(up=False)
    assert phone.gui.screen == "boot"
    phone.boot(up=True)
    assert phone.gui.screen == "idle"
