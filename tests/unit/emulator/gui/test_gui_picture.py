"""The picture: its format and size, when it changes, and what fits where."""

import sys
from dataclasses import replace
from io import BytesIO

import pytest
from gui_phone import START, FakePhone
from PIL import Image

from PolyLibrary.emulator.gui.data import table
from PolyLibrary.emulator.gui.gui import Gui
from PolyLibrary.emulator.gui.icons import ICONS, icon_mask
from PolyLibrary.emulator.gui.lettering import cut, wrap
from PolyLibrary.emulator.gui.panels import panel_of
from PolyLibrary.emulator.gui.port import LogEntry
from PolyLibrary.errors import NotPossible
from PolyLibrary.models import all_models


def test_the_picture_is_a_24_bit_bmp_of_the_panels_size() -> None:
    data, kind = FakePhone().gui.picture()
    assert kind == "image/bmp"
    assert data[:2] == b"BM"
    assert int.from_bytes(data[28:30], "little") == 24
    image = Image.open(BytesIO(data))
    assert (image.size, image.mode) == ((480, 272), "RGB")
    assert len(data) == 54 + 480 * 272 * 3


def test_the_picture_is_drawn_anew_only_when_something_visible_changes() -> None:
    phone = FakePhone()
    first, _ = phone.gui.picture()
    phone.clock.pass_time(10)
    assert phone.gui.picture()[0] is first
    phone.clock.pass_time(50)
    minute, _ = phone.gui.picture()
    assert minute != first
    phone.missed = 1
    assert phone.gui.picture()[0] != minute
    key = phone.talk()
    talk, _ = phone.gui.picture()
    assert phone.gui.picture()[0] is talk
    phone.set_state(key, seconds=1)
    assert phone.gui.picture()[0] != talk


@pytest.mark.parametrize("number", ["1", "12", "250"])
def test_the_missed_icon_is_drawn_where_the_faq_touches_it(number: str) -> None:
    phone = FakePhone()
    before = phone.gui.render()
    phone.missed = int(number)
    after = phone.gui.render()
    changed = [(x, y) for x in range(480) for y in range(272) if before.getpixel((x, y)) != after.getpixel((x, y))]
    assert min(x for x, _ in changed) < 70 < max(x for x, _ in changed)
    assert min(y for _, y in changed) < 34 < max(y for _, y in changed)
    assert all(47 <= x <= 92 and y <= 45 for x, y in changed)


def test_drawing_stays_inside_the_boxes() -> None:
    phone = FakePhone(lines=3)
    empty = phone.gui.render()
    long_text = "A label far longer than any line key could ever show"
    phone.line_list[1] = replace(phone.line_list[1], label=long_text)
    shown = phone.gui.render()
    box = phone.gui.describe()["lines"][1]["box"]
    for x in range(480):
        for y in range(46, 236):
            if empty.getpixel((x, y)) != shown.getpixel((x, y)):
                assert box[0] <= x < box[2]
                assert box[1] <= y < box[3]


def test_a_text_that_is_too_long_ends_in_an_ellipsis() -> None:
    assert cut("abcdef", 4, len) == "abc\u2026"
    assert cut("abcdef", 4, len, keep="end") == "\u2026def"
    assert cut("abc", 3, len) == "abc"
    assert cut("abc", 0, len) == ""
    assert wrap("one two three four", 7, len, 2) == ["one two", "three\u2026"]
    assert wrap("one", 7, len, 2) == ["one"]


def test_every_script_the_names_of_people_use_has_glyphs() -> None:
    phone = FakePhone()
    pictures = set()
    for name in ("Zoë Strauß", "Ελένη", "Юрий"):
        phone.logs["Missed"] = [LogEntry("Missed", name, "1", 1, START, None)]
        phone.gui.key("CallList")
        pictures.add(phone.gui.picture()[0])
    assert len(pictures) == 3


def test_every_icon_has_ink_and_every_style_can_be_read() -> None:
    for name in ICONS:
        assert icon_mask(name, 24).getextrema()[1] > 200
    for model in all_models():
        theme = panel_of(model).theme("Classic", "Normal")
        for look in table("theme")["styles"]:
            theme.style(look)
    assert set(table("theme")["icons"]) <= set(ICONS)
    for command in table("softkeys")["commands"].values():
        assert command.get("icon", "line") in ICONS


def test_an_unknown_panel_is_refused_by_name() -> None:
    with pytest.raises(NotPossible, match="100x100"):
        Gui(FakePhone(), 100, 100)


def test_an_idle_screen_is_small() -> None:
    import tracemalloc

    phone = FakePhone()
    tracemalloc.start()
    guis = [Gui(phone, 480, 272) for _ in range(50)]
    for gui in guis:
        gui.changed()
        gui.describe()
    used = tracemalloc.get_traced_memory()[0] / len(guis)
    tracemalloc.stop()
    assert used < 50_000


def test_pillow_is_loaded_at_the_first_picture() -> None:
    import subprocess

    code = "import sys\nimport PolyLibrary.emulator.gui.gui\nsys.exit('PIL' in sys.modules)\n"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
