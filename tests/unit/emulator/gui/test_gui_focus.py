"""The focus: phones without touch reach everything with arrows and Select, in reading order."""

import pytest
from gui_phone import FakePhone

from PolyLibrary.emulator.gui.widgets import Widget
from PolyLibrary.models import all_models


def focused(phone: FakePhone) -> list[Widget]:
    return [widget for widget in phone.gui.scene().widgets if widget.focused]


@pytest.mark.parametrize("model", [model.display for model in all_models() if not model.touch])
def test_the_line_keys_are_gone_through_with_the_arrows(model: str) -> None:
    phone = FakePhone(24, model=model)
    shown = [line["index"] for line in phone.gui.describe()["lines"]]
    assert focused(phone) == []
    seen = []
    for _ in shown:
        phone.gui.key("ArrowDown")
        seen += [widget.index for widget in focused(phone)]
    rows = phone.gui.panel.lines.rows
    assert seen == shown[:rows] + [shown[rows - 1]] * (len(shown) - rows)
    phone.gui.key("Select")
    assert phone.did == [("off_hook", shown[rows - 1])]


def test_sideways_it_goes_to_the_other_column_and_past_it_to_the_next_page() -> None:
    phone = FakePhone(24, model="VVX 450")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        phone.gui.key(key)
    assert [widget.index for widget in focused(phone)] == [8]
    phone.gui.key("ArrowRight")
    assert [line["index"] for line in phone.gui.describe()["lines"]] == list(range(13, 25))


def test_a_finger_takes_the_focus_away_and_another_screen_begins_without() -> None:
    phone = FakePhone(4)
    phone.gui.key("ArrowDown")
    assert len(focused(phone)) == 1
    phone.gui.tap(300, 140)
    assert focused(phone) == []
    phone.gui.key("ArrowDown")
    phone.gui.key("Home")
    assert focused(phone) == []
    phone.gui.key("Home")
    phone.gui.key("Select")
    assert phone.did == []


def test_the_focus_is_drawn_around_its_widget_and_nowhere_else() -> None:
    phone = FakePhone(4, model="VVX 250")
    before = phone.gui.render()
    phone.gui.key("ArrowDown")
    after = phone.gui.render()
    left, top, right, bottom = focused(phone)[0].box
    changed = [(x, y) for x in range(320) for y in range(240) if before.getpixel((x, y)) != after.getpixel((x, y))]
    assert changed
    assert all(left <= x < right and top <= y < bottom for x, y in changed)


@pytest.mark.parametrize("model", ["VVX 201", "VVX 311", "VVX 411", "VVX 450"])
def test_every_entry_of_home_is_reached_and_pressed_without_touch(model: str) -> None:
    phone = FakePhone(model=model)
    phone.gui.key("Home")
    reached = set()
    for key in ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowLeft", "ArrowLeft"] + [
        "ArrowDown"
    ] * 8:
        items = phone.gui.describe()
        reached |= {item["text"] for item in [*items["tiles"], *items["rows"]] if item["selected"]}
        phone.gui.key(key)
    assert {"New Call", "Messages", "Directories", "Settings"} <= reached
    phone.gui.key("Home")
    phone.gui.key("Home")
    phone.gui.key("Dialpad3")
    assert phone.gui.screen == "menu"
