"""``python -m benchmarks.accuracy`` counts what it says: with a renderer of a few lines, right and wrong answers."""

import json
import sys
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.accuracy import texts as texts_of  # noqa: E402 - the folder lies beside tests, not on the path
from benchmarks.accuracy.__main__ import main  # noqa: E402
from benchmarks.accuracy.emulated import emulated  # noqa: E402
from benchmarks.accuracy.icons import count_icons  # noqa: E402
from benchmarks.accuracy.rendered import rendered  # noqa: E402
from benchmarks.accuracy.shown import CHANGES, other_character  # noqa: E402
from benchmarks.accuracy.tally import Measure, Tally  # noqa: E402
from PolyLibrary.screen.text import Text  # noqa: E402
from PolyLibrary.terms import Region  # noqa: E402

RENDERER = """
from PIL import Image, ImageDraw

SPECS = [("VVX500", theme, kind, 0) for theme in ("light", "dark") for kind in ("idle", "menu")]

def render(spec, skip_icon=None, text_sub=None, led_color=None, shift=None, clock=None):
    dark = spec[1] == "dark"
    image = Image.new("RGB", (320, 240), (30, 34, 40) if dark else (230, 232, 236))
    draw = ImageDraw.Draw(image)
    ink = (250, 250, 250) if dark else (10, 10, 10)
    places = [(30, 60), (200, 150)] if spec[2] == "idle" else [(90, 100)]
    icons = []
    for number, (x, y) in enumerate(places):
        if shift and shift[0] == ("i", number):
            x, y = x + shift[1][0], y + shift[1][1]
        name = ("bell", "mail")[number]
        icons.append({"name": name, "box": [x, y, 20, 20]})
        if skip_icon != number:
            if number == 0:
                draw.ellipse((x + 3, y, x + 15, y + 13), fill=ink)
                draw.line((x, y + 17, x + 19, y + 19), fill=ink, width=3)
            else:
                draw.rectangle((x, y + 3, x + 19, y + 17), outline=ink, width=2)
                draw.line((x, y + 3, x + 10, y + 12, x + 19, y + 3), fill=ink, width=2)
    texts = []
    for number, (words, x, y, role) in enumerate((("Alice", 20, 10, "title"), (clock or "10:31", 270, 10, "clock"))):
        if shift and shift[0] == ("t", number):
            x, y = x + shift[1][0], y + shift[1][1]
        if text_sub and text_sub[0] == number:
            words = text_sub[1](words)
        draw.text((x, y), words, fill=ink)
        left, top, right, bottom = draw.textbbox((x, y), words)
        texts.append({"t": words, "box": [int(left), int(top), int(right - left), int(bottom - top)], "role": role})
    colour = led_color[1] if led_color else (40, 200, 60)
    draw.ellipse((300, 100, 308, 108), fill=colour)
    return image, {"icons": icons, "texts": texts, "leds": [{"box": [300, 100, 9, 9]}]}
"""


@pytest.fixture
def renderer(tmp_path: Path) -> Path:
    file = tmp_path / "few_lines.py"
    file.write_text(RENDERER, encoding="utf-8")
    return file


def test_the_command_prints_a_table_and_writes_all_counts(renderer: Path, tmp_path: Path) -> None:
    file = tmp_path / "counts.json"
    arguments = ["icons", "changes", "--no-emulator", "--renderer", str(renderer), "--misses", "--json", str(file)]
    ran = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert ran.exit_code == 0
    assert "Screens of few_lines.py: 4 of VVX500" in ran.output
    rows = json.loads(file.read_text(encoding="utf-8"))["rows"]
    counted = {(row["measure"], row["picture"]): row for row in rows}
    assert counted["icon found", "JPEG q75"]["percent"] == 100
    assert counted["icon found", "JPEG q75"]["cases"] == 6
    assert counted["icon found that is not there", "+25"]["percent"] == 0
    assert counted["icon found that is not there", "+25"]["cases"] == 2
    assert counted["unchanged screen taken for different", "PNG, then q75"]["percent"] == 0
    for change in CHANGES:
        for picture in ("PNG", "BMP", "JPEG q85", "JPEG q75"):
            row = counted[f"change seen: {change}", picture]
            assert row["percent"] == 100, row
            assert row["cases"] >= 4
    assert counted["only the masked clock changed, taken for different", "JPEG q75"]["percent"] == 0
    assert counted["clock change seen without its mask", "JPEG q75"]["percent"] == 100


def test_an_icon_that_is_not_found_is_a_miss_with_a_remark(renderer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screens = list(rendered(renderer, (), (0,)))
    blank = [shown for shown in screens if shown.name.startswith("menu")]
    for shown in blank:
        shown.image.paste((30, 34, 40) if shown.theme == "dark" else (230, 232, 236), (80, 90, 130, 130))
    tally = Tally("test")
    count_icons(screens, tally, ["PNG"], 5, Random(1))
    found = next(count for (measure, _), count in tally.counts.items() if measure.name == "icon found")
    assert (found.yes, found.cases) == (4, 6)
    assert any("bell 20 on VVX500 dark menu 0" in remark for remark in tally.remarks)


def test_texts_are_judged_by_letters_and_place(renderer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screens = list(rendered(renderer, (), (0,)))[:1]
    read = (Text("Alice", Region(18, 8, 52, 24), 1.0), Text("1O:31", Region(268, 8, 302, 24), 1.0))
    monkeypatch.setattr(texts_of, "read", lambda pixels, engine: read)
    tally = Tally("test")
    texts_of.count_texts(screens, tally, ["PNG"], "auto")
    assert {measure.name: (count.yes, count.cases) for (measure, _), count in tally.counts.items()} == {
        "text read exactly": (1, 2),
        "text found as whole words, at its place": (1, 2),
    }
    assert any("'10:31' on VVX500 light idle 0, read ['1O:31']" in remark for remark in tally.remarks)


def test_a_figure_is_missed_from_its_own_side() -> None:
    tally = Tally("test")
    recall, false = Measure("recall", 98), Measure("false", 0.5, "at most")
    for number in range(100):
        tally.add(recall, "PNG", number > 2)
        tally.add(false, "PNG", number == 0)
    assert tally.reached(recall, "PNG") is False
    assert tally.reached(false, "PNG") is False
    assert tally.reached(recall, "BMP") is None
    assert Measure("other", None).goal == "-"


def test_emulated_screens_come_with_their_truth_and_their_changes() -> None:
    screens = list(emulated(["VVX500"], ["idle", "settings"], {}))
    assert {(shown.theme, shown.name) for shown in screens} == {
        (theme, name) for theme in ("Classic", "BroadSoft") for name in ("idle", "settings")
    }
    idle, settings = screens[:2]
    assert any(text.what == "1. Basic" for text in settings.texts)
    assert idle.icons
    assert idle.clocks
    for change in (*CHANGES, "clock"):
        changed = [(what, draw()) for what, draw in idle.plant(change, Random(1))]
        assert changed, change
        assert all(image.size == (320, 240) for _, image in changed)
        assert all(image.tobytes() != idle.image.tobytes() for _, image in changed), change


def test_another_character_is_of_the_same_kind() -> None:
    chance = Random(3)
    for _ in range(50):
        other = other_character("Line 7", chance)
        assert other != "Line 7"
        assert len(other) == 6
        assert other[5].isdigit()
        assert other[0].isupper()
    assert other_character("...", chance) == "..."
