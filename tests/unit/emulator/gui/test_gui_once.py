"""A screen is composed and drawn once for each state: who looks again pays nothing."""

from collections import Counter
from typing import Any

import pytest
from gui_phone import FakePhone

from PolyLibrary.emulator.gui import gui as gui_module
from PolyLibrary.emulator.gui import render


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often a scene was composed and painted."""
    done: Counter[str] = Counter()
    compose, paint = gui_module.compose, render.paint

    def composed(nav: Any) -> Any:
        done["composed"] += 1
        return compose(nav)

    def painted(*parts: Any) -> Any:
        done["painted"] += 1
        return paint(*parts)

    monkeypatch.setattr(gui_module, "compose", composed)
    monkeypatch.setattr(render, "paint", painted)
    return done


def test_an_unchanged_screen_costs_nothing(work: Counter[str]) -> None:
    gui = FakePhone(12).quiet
    first = gui.picture()
    work.clear()
    for _ in range(5):
        assert gui.picture() is not None
        assert gui.picture()[0] is first[0]
        assert gui.scene() is gui.scene()
        assert gui.describe()["screen"] == "idle"
        assert gui.screen == "idle"
    assert work == Counter()


def test_a_change_that_nobody_sees_draws_nothing(work: Counter[str]) -> None:
    phone = FakePhone()
    first, _ = phone.quiet.picture()
    work.clear()
    phone.quiet.changed()
    assert phone.quiet.picture()[0] is first
    assert work == Counter(composed=1)


def test_nothing_is_drawn_while_nobody_looks(work: Counter[str]) -> None:
    phone = FakePhone()
    phone.quiet.picture()
    work.clear()
    phone.talk()
    phone.clock.pass_time(600)
    assert work["painted"] == 0
    phone.quiet.picture()
    assert work["painted"] == 1


def test_the_minute_and_the_calls_second_are_seen_by_whoever_looks(work: Counter[str]) -> None:
    phone = FakePhone()
    idle, _ = phone.quiet.picture()
    phone.clock.pass_time(30)
    assert phone.quiet.picture()[0] is idle
    phone.clock.pass_time(30)
    assert phone.quiet.picture()[0] != idle
    key = phone.talk()
    phone.quiet.picture()
    work.clear()
    phone.clock.pass_time(1)
    phone.call_list = [type(call)(**{**vars(call), "seconds": 1}) for call in phone.call_list]
    assert phone.quiet.scene().widgets != ()
    assert work["composed"] == 1
    assert any(widget.name == "timer" and widget.text == "00:01" for widget in phone.quiet.scene().widgets), key


def test_a_touch_needs_one_scene_for_the_finger_and_one_for_the_next_look(work: Counter[str]) -> None:
    phone = FakePhone()
    phone.quiet.scene()
    work.clear()
    phone.quiet.tap(438, 254)
    assert work["composed"] == 0
    phone.quiet.scene()
    phone.quiet.scene()
    assert work["composed"] == 1
