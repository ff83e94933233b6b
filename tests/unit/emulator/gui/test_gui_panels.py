"""Every model of the FAQ has its panel by data: size, keys, colours, and all of it fits."""

from itertools import combinations

import pytest
from gui_phone import FakePhone

from PolyLibrary.emulator.gui.panels import ICON_SLOTS, Panel, panel_for, panel_of
from PolyLibrary.emulator.gui.widgets import Box
from PolyLibrary.models import Model, all_models, model

EVERY = pytest.mark.parametrize("known", all_models(), ids=lambda known: known.name)


def inside(box: Box, outer: Box) -> bool:
    return outer.left <= box.left and outer.top <= box.top and box.right <= outer.right and box.bottom <= outer.bottom


def apart(one: Box, other: Box) -> bool:
    return one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top


def cells(panel: Panel) -> list[Box]:
    return [panel.line_cell(place) for place in range(panel.lines.cells)]


@EVERY
def test_size_touch_colour_and_soft_keys_are_the_models(known: Model) -> None:
    panel = panel_of(known)
    assert (panel.width, panel.height) == tuple(known.screen)
    assert panel.touch == known.touch
    assert panel.depth == known.colour
    assert panel.soft_key_cells == known.soft_keys
    assert FakePhone(model=known.display).gui.render().size == tuple(known.screen)


@EVERY
def test_bars_and_content_fill_the_panel_without_overlap(known: Model) -> None:
    panel = panel_of(known)
    assert panel.status.top == 0
    assert panel.status.bottom == panel.content.top
    assert panel.content.bottom == panel.soft_keys.top
    assert panel.soft_keys.bottom == panel.height
    for box in (panel.status, panel.content, panel.soft_keys):
        assert (box.left, box.right) == (0, panel.width)
    keys = [panel.soft_key(cell) for cell in range(panel.soft_key_cells)]
    assert all(inside(key, panel.soft_keys) for key in keys)
    assert all(apart(one, other) for one, other in combinations(keys, 2))
    half = panel.icons.size // 2
    for name in ICON_SLOTS:
        slot, middle = panel.icon_slot(name), panel.icons.centre
        assert inside(slot, panel.status)
        assert apart(Box(slot.left, middle - half, slot.right, middle + half), panel.clock)


@EVERY
def test_line_keys_are_as_many_as_the_phone_has_and_stand_apart(known: Model) -> None:
    panel = panel_of(known)
    boxes = cells(panel)
    if known.line_keys == 0:
        assert boxes == []
    elif not known.touch:
        assert known.line_keys <= len(boxes) <= known.line_keys + 1
    else:
        assert len(boxes) >= min(known.line_keys, 6)
    assert all(inside(box, panel.content) for box in boxes)
    assert all(apart(one, other) for one, other in combinations(boxes, 2))


@EVERY
def test_lists_tiles_calls_fields_and_pop_ups_fit_the_content(known: Model) -> None:
    panel = panel_of(known)
    rows = panel.list.title + panel.list.rows * panel.list.row
    assert rows <= panel.content.height
    assert inside(panel.popup, panel.content)
    assert [panel.call_row(number).top for number in range(1, 5)] == [panel.call_row(n).bottom for n in range(4)]
    assert panel.call_row(4).bottom == panel.content.bottom
    title, field = panel.form
    assert inside(title, panel.content)
    assert inside(field, panel.content)
    assert not title.height or apart(title, field)
    if panel.tiles is not None:
        tiles = panel.tiles
        assert tiles.columns * tiles.width <= panel.width
        assert tiles.top + tiles.rows * tiles.height <= panel.content.height
    if panel.touch:
        assert inside(panel.keypad, panel.content)
        assert apart(panel.keypad, panel.field)


@pytest.mark.parametrize(
    ("name", "first", "last", "count"),
    [
        ("VVX 250", (0, 46, 104, 85), (216, 85, 320, 124), 4),
        ("VVX 350", (0, 46, 104, 85), (216, 124, 320, 163), 6),
        ("VVX 411", (0, 46, 104, 72), (216, 176, 320, 202), 12),
        ("VVX 311", (0, 14, 70, 39), (138, 64, 208, 89), 6),
        ("VVX 201", (0, 10, 132, 20), (0, 20, 132, 30), 2),
        ("VVX 450", (0, 46, 150, 77), (330, 201, 480, 232), 12),
        ("VVX 501", (0, 46, 106, 85), (214, 163, 320, 202), 12),
        ("VVX 600", (0, 46, 120, 93), (360, 187, 480, 234), 16),
        ("VVX 1500", (0, 60, 190, 120), (0, 360, 190, 420), 6),
        ("CCX 500", (0, 168, 360, 250), (360, 1070, 720, 1152), 24),
        ("CCX 600", (0, 104, 341, 157), (682, 475, 1023, 528), 24),
    ],
)
def test_the_line_labels_stand_where_the_sheet_says(
    name: str, first: tuple[int, ...], last: tuple[int, ...], count: int
) -> None:
    boxes = cells(panel_of(model(name)))
    assert len(boxes) == count
    assert tuple(boxes[0]) == first
    assert tuple(boxes[-1]) == last


@pytest.mark.parametrize(
    ("name", "centres", "y"),
    [
        ("VVX 201", [22, 66, 110], 58),
        ("VVX 311", [26, 78, 130, 182], 96),
        ("VVX 250", [40, 120, 200, 280], 222),
        ("VVX 600", [60, 180, 300, 420], 254),
        ("VVX 1500", [80, 240, 400, 560, 720], 450),
        ("Trio 8800", [90, 270, 450, 630], 1216),
        ("CCX 600", [128, 384, 640, 896], 564),
    ],
)
def test_the_soft_keys_stand_where_the_sheet_says(name: str, centres: list[int], y: int) -> None:
    panel = panel_of(model(name))
    keys = [panel.soft_key(cell) for cell in range(panel.soft_key_cells)]
    assert [key.centre[0] for key in keys] == centres
    assert all(key.top <= y < key.bottom for key in keys)


@pytest.mark.parametrize(
    ("name", "slot", "centre"),
    [
        ("VVX 201", "missed", (15, 5)),
        ("VVX 311", "voicemail", (8, 7)),
        ("VVX 600", "missed", (70, 34)),
        ("VVX 1500", "voicemail", (30, 42)),
        ("CCX 500", "voicemail", (36, 36)),
        ("CCX 600", "missed", (72, 24)),
    ],
)
def test_the_icons_stand_where_the_sheet_says(name: str, slot: str, centre: tuple[int, int]) -> None:
    panel = panel_of(model(name))
    assert (panel.icon_slot(slot).centre[0], panel.icons.centre) == centre


def test_tiny_panels_have_a_list_in_place_of_tiles() -> None:
    for name in ("VVX 201", "VVX 311"):
        phone = FakePhone(model=name)
        phone.gui.key("Home")
        shown = phone.gui.describe()
        assert shown["tiles"] == []
        assert [row["text"] for row in shown["rows"]][:3] == ["New Call", "Messages", "Directories"]


def test_settings_is_the_third_tile_of_a_vvx_1500() -> None:
    phone = FakePhone(model="VVX 1500")
    phone.gui.key("Menu")
    assert [tile["text"] for tile in phone.gui.describe()["tiles"]][2] == "Settings"
    phone.gui.key("Dialpad3")
    assert phone.gui.screen == "settings"


def test_the_home_key_of_trio_and_ccx_is_no_place_on_the_panel() -> None:
    for name in ("Trio 8800", "CCX 500"):
        phone = FakePhone(model=name)
        drawn = {widget.name for widget in phone.gui.scene().widgets if widget.press is not None}
        assert not any("home" in widget for widget in drawn)
        phone.gui.key("Home")
        assert phone.gui.screen == "home"


def test_a_tap_on_a_drawn_label_works_without_touch_too() -> None:
    phone = FakePhone(6, model="VVX 311")
    assert phone.gui.tap(160, 50)
    assert phone.did == [("off_hook", 5)]
    phone = FakePhone(model="VVX 201")
    assert phone.gui.tap(22, 58)
    assert phone.gui.screen == "dialer"


def test_long_labels_are_short_in_narrow_cells() -> None:
    for name, label in (("VVX 311", "Confrnc"), ("VVX 411", "Conference")):
        phone = FakePhone(model=name)
        phone.talk()
        pages = phone.gui.describe()["soft_key_pages"]
        assert label in [text for page in pages for text in page]


def test_the_ip_560s_size_is_no_model_and_is_refused() -> None:
    from PolyLibrary.errors import NotPossible

    with pytest.raises(NotPossible, match="320x160"):
        panel_for(320, 160, touch=False)
