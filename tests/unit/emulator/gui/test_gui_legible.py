"""Every screen on every panel class: nothing overlaps, everything fits its box, all ink can be read."""

import pytest
from legibility import contrast, faults

from PolyLibrary.emulator.gallery.states import STATES
from PolyLibrary.emulator.gallery.taking import Taken, take
from PolyLibrary.emulator.gui.panels import panel_for, panel_of
from PolyLibrary.emulator.gui.widgets import Box, Scene, Widget
from PolyLibrary.models import model

CLASSES = ("VVX201", "VVX311", "VVX411", "VVX501", "VVX450", "VVX600", "VVX1500", "Trio8800", "CCX500", "CCX600")
LOOKS = {
    "plain": {},
    "light, large, French": {
        "device.theme": "BroadSoft",
        "device.font.size": "Large",
        "lcl.ml.lang": "French_France",
    },
    "Russian": {"lcl.ml.lang": "Russian_Russia"},
}


@pytest.fixture(scope="module", params=LOOKS)
def shown(request: pytest.FixtureRequest) -> dict[str, list[Taken]]:
    """What each panel class shows in each state."""
    return take(CLASSES, config=LOOKS[request.param], pictures=False)


@pytest.mark.parametrize("name", CLASSES)
def test_every_screen_can_be_read_and_touched(shown: dict[str, list[Taken]], name: str) -> None:
    taken = shown[name]
    assert [shot.state for shot in taken] == list(STATES)
    panel = panel_of(model(name))
    wrong = [f"{shot.state}: {fault}" for shot in taken for fault in faults(shot.scene, panel, shot.theme)]
    assert wrong == []


def test_the_states_reach_every_screen_there_is(shown: dict[str, list[Taken]]) -> None:
    reached = {shot.screen for shot in shown["VVX600"]}
    assert reached >= {
        *("boot", "idle", "lines", "home", "dialer", "incoming call", "calls", "active call", "transfer"),
        *("conference", "recent calls", "directory", "favorites", "messages", "forward", "settings", "menu"),
        *("field", "lock", "message", "screensaver"),
    }


# The check itself finds what it is made for.
PANEL = panel_for(480, 272)
THEME = PANEL.theme("Classic", "Normal")
BACK = Widget("box", PANEL.whole, "background", name="back")


def found(*widgets: Widget) -> list[str]:
    return faults(Scene("test", "", (BACK, *widgets)), PANEL, THEME)


def label(box: Box, text: str, look: str = "idle.date") -> Widget:
    return Widget("label", box, look, text, name=text)


def test_a_good_screen_has_no_fault() -> None:
    assert found(label(Box(0, 0, 200, 30), "one"), label(Box(0, 30, 200, 60), "two")) == []


def test_texts_that_overlap_are_found() -> None:
    (fault,) = found(label(Box(0, 0, 200, 30), "one"), label(Box(0, 4, 200, 34), "two"))
    assert "label 'one' and label 'two' overlap" in fault


def test_a_text_below_a_filled_pop_up_overlaps_nothing() -> None:
    popup = Widget("popup", Box(0, 0, 200, 60), "message", "Sure?", name="message", solid=True)
    assert found(label(Box(10, 0, 190, 80), "below"), popup) == []


def test_a_text_of_which_a_part_is_covered_is_found() -> None:
    popup = Widget("popup", Box(0, 0, 200, 60), "message", "Sure?", name="message", solid=True)
    half = label(Box(150, 20, 250, 40), "half of it")
    (fault,) = found(half, popup)
    assert "popup 'message' leaves a part of label 'half of it'" in fault
    assert found(half, Widget("box", PANEL.whole, "scrim", name="scrim"), popup) == []


def test_a_text_higher_than_its_box_is_found() -> None:
    (fault,) = found(label(Box(0, 0, 200, 6), "big", "call.name"))
    assert "leaves its box" in fault


def test_a_text_without_any_room_is_found() -> None:
    (fault,) = found(label(Box(0, 0, 18, 30), "no room"))
    assert "no room" in fault


def test_a_target_off_the_panel_is_found() -> None:
    (fault,) = found(Widget("box", Box(470, 0, 500, 30), "row", name="missed"))
    assert "leaves the panel" in fault


def test_ink_like_its_paper_is_found() -> None:
    paper = Widget("box", Box(0, 0, 200, 30), "field", name="paper")
    (fault,) = found(paper, label(Box(0, 0, 200, 30), "white on white"))
    assert "contrast 1." in fault


def test_contrast_is_counted_as_the_guides_do() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)
